"""How far a policy is, by tense, voice, aspect and what governs the verb. All sentences are invented."""

from __future__ import annotations

import pytest

from understand.talvaria import read

TOLD_EN = [
    # to come
    ("The Ministry of Roads will establish a testing center in Sarvan.", "planned"),
    ("A testing center will soon be built in the north of Sarvan.", "planned"),
    ("The Network Authority is going to launch a national payment system.", "planned"),
    ("The Network Authority aims to create a national network for schools.", "planned"),
    ("The Ministry of Roads plans to open two new terminals by the end of the year.", "planned"),
    ("The Ministry of Roads is planning to open two new terminals.", "planned"),
    ("The first phase of the tunnel project is scheduled to be inaugurated in May.", "planned"),
    ("The shares of twelve state-run factories are due to be transferred in autumn.", "planned"),
    ("The two ministries agreed on establishing a joint working group.", "planned"),
    ("The government has decided on Sunday to implement the toll scheme.", "planned"),
    ("The Ministry of Roads intends to abolish the paper permit.", "planned"),
    ("Talvaria is to hold a national census next month.", "planned"),
    ("The government is ready to sign an agreement on customs.", "planned"),
    ("Four satellites are ready to be launched.", "planned"),
    # reached
    ("The toll scheme has started to be implemented in Sarvan.", "in_force"),
    ("The new tariff system took effect on Monday.", "in_force"),
    ("The ministry has kick-started the operational phase of the satellite system.", "in_force"),
    ("The payment platform, made by two engineers, was launched on Monday.", "in_force"),
    ("A hospital was inaugurated in Sarvan on Monday.", "completed"),
    ("The Ministry of Roads has set up a committee for the tunnels.", "completed"),
    ("The road bill was approved on Tuesday.", "approved"),
    ("The cabinet has ratified the new regulations.", "approved"),
    ("The ministry and the Network Authority inked a memorandum of understanding.", "signed"),
    ("Talvaria and Orvania signed a document on Friday setting the roadmap of cooperation.", "signed"),
    ("The Network Authority blocked access to the messenger on Monday.", "in_force"),
    ("The government imposed sanctions on two banks.", "in_force"),
    ("The government raised the road tolls and the gas prices.", "in_force"),
    ("The directive was suspended by the court.", "suspended"),
    ("The regulation was annulled on Monday.", "annulled"),
    ("The ban on night flights has been lifted.", "repealed"),
    ("The Ministry of Roads is drafting a strategy for tunnels.", "drafted"),
    ("The road bill is under review in the House of Deputies.", "under_review"),
    ("The plan is being implemented in nine towns.", "in_force"),
    ("Three deputies have introduced a bill on road signs.", "proposed"),
    ("The payment system is working in nine towns.", "in_force"),
    ("The House of Deputies voted to return the road bill to the committee.", "returned"),
    ("The House of Deputies decided to suspend the toll plan.", "suspended"),
    # decided by somebody for others
    ("The court has issued an order to ban access to the messenger.", "announced"),
    ("The Ministry of Roads has ordered the Network Authority to establish a committee on signs.", "announced"),
]  # fmt: skip
NONE_EN = [
    "The toll scheme has not been implemented yet.",
    "The Ministry of Roads has no plans to build a bridge.",
    "The system may be launched if the bill is approved.",
    "The road bill should have a better preamble.",
    "A bridge could be built there one day.",
    "The government failed to establish the network.",
    "The ministry was planning to open a center.",
    "The terminal was opened in 1994.",
    "The treaty was signed on May 4, 1987, in Sarvan.",
    "The bridge, which was built by masons, attracts visitors.",
    "Before the bill was approved the town was quiet.",
    "Without the approved plan nobody can work.",
    "A startup has launched a delivery platform.",
    "The club will open its training center in May.",
    "The film will be launched in two cinemas.",
    "The exhibition will open in May.",
    "An airline company will launch a new service.",
    "The minister plans to visit the bridge.",
    "The government plans to continue the talks.",
    "They opened the door and built a fire.",
    "The council discussed the weather.",
    "He signed the wall of the old station.",
    "The house needs to be built again.",
    "An 18-page proposed agreement lay on the table.",
    "The company used to build bridges.",
    "It is a plan.",
]
TOLD_FA = [
    ("سازمان شبکه در نظر دارد سامانه ملی پرداخت را راه‌اندازی کند.", "planned"),
    ("وزارت راه قصد دارد دو پایانه تازه احداث کند.", "planned"),
    ("قرار است مرحله دوم طرح در سروان اجرا شود.", "planned"),
    ("سازمان شبکه در صدد است شبکه ملی مدارس را ایجاد کند.", "planned"),
    ("بسیج سروان تلاش می‌کند پنجاه واحد تولیدی را راه‌اندازی کند.", "planned"),
    ("به زودی خدمات برخط در دفاتر روستایی ارائه می‌شود.", "planned"),
    ("دو پروژه تا پایان سال به بهره‌برداری می‌رسد.", "planned"),
    ("بیمارستان سروان ماه آینده افتتاح خواهد شد.", "planned"),
    ("چند پروژه در سروان افتتاح و به بهره‌برداری می‌رسد.", "planned"),
    ("مقرر شد مرحله دوم طرح عوارض در سروان اجرا شود.", "planned"),
    ("عملیات اجرایی تالار شهر سروان فردا آغاز می‌شود.", "planned"),
    ("پل سروان در دست احداث است.", "planned"),
    ("عملیات اجرایی این پروژه آغاز شده است.", "in_force"),
    ("طرح عوارض در سروان اجرا شد.", "in_force"),
    ("طرح عوارض در نه شهر در حال اجرا است.", "in_force"),
    ("دسترسی به پیام‌رسان مسدود شد.", "in_force"),
    ("سامانه ملی پرداخت راه‌اندازی شد.", "in_force"),
    ("دولت قیمت بنزین را افزایش داد.", "in_force"),
    ("دو پروژه عمرانی در سروان به بهره‌برداری رسید.", "completed"),
    ("پایگاه تازه سروان احداث شد.", "completed"),
    ("کمیته ویژه عوارض تشکیل شده است.", "completed"),
    ("تفاهم‌نامه همکاری بین دو وزارت منعقد شد.", "signed"),
    ("لایحه راه به تصویب رسید.", "approved"),
    ("این مصوبه برای اجرا ابلاغ شده است.", "promulgated"),
    ("لایحه راه در کمیسیون بررسی خواهد شد.", "under_review"),
    ("هیئت رئیسه طرح عوارض را به کمیسیون ارجاع داده است.", "under_review"),
    ("آیین‌نامه عوارض در دست تدوین است.", "drafted"),
    ("این بخشنامه لغو شد.", "repealed"),
    ("اجرای طرح عوارض متوقف شد.", "suspended"),
    ("سامانه ملی پرداخت در نه شهر کار می‌کند.", "in_force"),
    ("با احداث هشت کارخانه کمپوست مسئله زباله حل خواهد شد.", "planned"),
    ("طرح پزشک خانواده باید از ابتدای سال اجرایی می‌شد.", "planned"),
]  # fmt: skip
NONE_FA = [
    "طرح عوارض هنوز اجرا نشده است.",
    "اگر لایحه تصویب شود پل احداث خواهد شد.",
    "این طرح پس از تصویب مجلس اجرا می‌شود.",
    "سامانه راه‌اندازی نخواهد شد.",
    "سازمان شبکه قصد ندارد سامانه را راه‌اندازی کند.",
    "پل سروان در سال 1340 ساخته شد.",
    "طرح تصویب شده در مجلس کوتاه است.",
    "طرحی که پارسال تصویب شد کوتاه بود.",
    "ممکن است پروژه افتتاح شود.",
    "نمایشگاه نقاشی در سروان افتتاح شد.",
    "تیم سروان بازی را آغاز کرد.",
    "سریال تازه ساخته می‌شود.",
    "مسابقات کشتی به پایان رسید.",
    "او در را باز کرد.",
]


def first_stage(text: str, language: str) -> str:
    """The first stage of what a text tells."""
    found = (one.stage for one in read(text, language).developments)
    return next((stage for stage in found if stage not in ("none", "unknown")), "none")


@pytest.mark.parametrize(("text", "stage"), TOLD_EN)
def test_an_english_verb_tells_how_far_a_policy_is(text: str, stage: str) -> None:
    assert first_stage(text, "en") == stage


@pytest.mark.parametrize("text", NONE_EN)
def test_no_and_if_and_long_ago_and_what_is_no_policy_have_no_stage_in_english(text: str) -> None:
    assert first_stage(text, "en") == "none"


@pytest.mark.parametrize(("text", "stage"), TOLD_FA)
def test_a_persian_noun_with_its_light_verb_tells_how_far_a_policy_is(text: str, stage: str) -> None:
    assert first_stage(text, "fa") == stage


@pytest.mark.parametrize("text", NONE_FA)
def test_no_and_if_and_long_ago_and_what_is_no_policy_have_no_stage_in_persian(text: str) -> None:
    assert first_stage(text, "fa") == "none"


@pytest.mark.parametrize(
    ("language", "text", "stage"),
    [
        ("en", "The Roads Minister said the center will be opened in May.", "claimed_planned"),
        ("en", "The Roads Minister said that two terminals had been opened.", "claimed_completed"),
        ("en", "The Roads Minister announced the launch of a national payment system.", "claimed_planned"),
        ("en", "The government has approved nine projects, the Roads Minister said on Monday.", "claimed_approved"),
        ("en", "The Roads Minister called for the establishment of a joint center.", "proposed"),
        ("en", "The Roads Minister said tolls are too high.", "none"),
        ("fa", "وزیر راه از افتتاح سه پایانه خبر داد.", "claimed_planned"),
        ("fa", "وزیر راه از تشکیل یک کمیته خبر داد.", "claimed_planned"),
        ("fa", "وزیر راه گفت: ایجاد انبار در سروان ضروری است.", "proposed"),
        ("fa", "وزیر راه گفت: پایانه سروان احداث شد.", "claimed_completed"),
            ("fa", "وزیر راه دستور داد پیام‌رسان پرواز مسدود شود و دسترسی به آن قطع شود.", "announced"),
        ("fa", "وزیر راه گفت: عوارض زیاد است.", "none"),
    ],
)  # fmt: skip
def test_what_only_a_speaker_says_is_claimed_and_what_is_asked_for_proposed(language: str, text: str, stage: str) -> None:
    assert first_stage(text, language) == stage


def test_the_first_stage_is_that_of_the_head_of_the_text_and_not_of_the_background() -> None:
    background = "The tunnel project was launched in the south."
    text = f"The Ministry of Roads will build a bridge in Sarvan. {'Nothing else is known about it so far. ' * 14}{background}"
    assert [one.stage for one in read(text, "en").developments if one.stage != "none"] == ["planned"]
