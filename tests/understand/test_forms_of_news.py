"""The everyday forms of news in Persian and English: who said what, in which office. One fact a form."""

from __future__ import annotations

import pytest

from understand.talvaria import only, read


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("نمایندگان خانه ملت در نامه‌ای خواستار توقف این طرح شدند.", "توقف این طرح"),
        ("وزیر راه با انتقاد از سازمان شبکه، خواستار بازسازی جاده شمال شد تا مردم آسوده باشند.", "بازسازی جاده شمال"),
    ],
)
def test_a_verb_in_two_halves_stands_around_what_was_asked_for(text: str, content: str) -> None:
    said = only(text, "fa")
    assert (said.act, said.content.text) == ("demand", content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("کیا گلشن‌فر اعلام کرد سرعت شبکه از فردا دو برابر می‌شود.", "سرعت شبکه از فردا دو برابر می‌شود"),
        ("وزیر راه ابراز امیدواری کرد این طرح تا پایان سال تمام شود.", "این طرح تا پایان سال تمام شود"),
        ("وزیر راه اعلام کرد، جاده شمال از فردا باز است.", "جاده شمال از فردا باز است"),
    ],
)
def test_speech_may_follow_without_that_or_a_colon(text: str, content: str) -> None:
    assert only(text, "fa").content.text == content


def test_a_clause_behind_that_ends_with_its_sentence() -> None:
    said = only("وزیر راه اعلام کرد که جاده باز است. برف در شمال می‌بارد.", "fa")
    assert said.content.text == "جاده باز است"


def test_a_talk_is_no_speech() -> None:
    said = only("برنا نویدان در گفت‌وگو با خبرگزاری راوی در سروان اظهار داشت: جاده باز است.", "fa")
    assert said.content.text == "جاده باز است"


def test_a_verb_inside_by_saying_that_is_part_of_what_was_said() -> None:
    found = read("وی با اشاره به اینکه این سازمان کاربر تازه می‌پذیرد گفت: ظرفیت کافی است.", "fa").statements
    assert [one.verb for one in found] == ["با اشاره به اینکه", "گفت"]


@pytest.mark.parametrize("text", ["نویدان: جاده شمال باز می‌شود", "برنا نویدان: جاده شمال باز می‌شود", "وزیر راه: جاده شمال باز می‌شود"])
def test_a_name_and_a_colon_open_a_headline(text: str) -> None:
    said = only(text, "fa", day="2024-03-03")
    assert said.speaker is not None and said.speaker.id == "p.navidan"


def test_an_english_headline_opens_with_a_name_and_a_colon() -> None:
    said = only("Navidan: Road to open next week", day="2024-03-03")
    assert said.speaker is not None and said.speaker.id == "p.navidan"
    assert said.content.text == "Road to open next week"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("بر اساس این مصوبه، کاربران هویت خود را ثبت می‌کنند.", "این مصوبه"),
        ("در بخشی از این نامه تصریح شده است: قرارداد لغو شود.", "این نامه"),
    ],
)
def test_a_text_speaks(text: str, speaker: str) -> None:
    said = only(text, "fa")
    assert said.kind == "document"
    assert said.speaker is not None and said.speaker.text == speaker


def test_this_report_is_the_outlet_itself_unless_a_report_was_spoken_of() -> None:
    assert not read("بر اساس این گزارش، جاده‌ها بسته است.", "fa").statements
    found = read("سازمان شبکه در گزارشی اعلام کرد: شبکه کند است.\nبر اساس این گزارش، سرعت نصف شده است.", "fa").statements
    assert len(found) == 2
    assert found[1].office is not None and found[1].office.institution == "i.net"


def test_news_that_does_not_hold_is_a_denial_and_negated() -> None:
    said = only("وزیر راه گفت: این خبر صحت ندارد.", "fa")
    assert (said.act, said.polarity) == ("deny", "negated")


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("جاده‌ها باید با دقت ساخته شوند تا زود خراب نشوند", "affirmed"),
        ("راه گفت‌وگو باز است و کسی نباید تهدید کند", "affirmed"),
        ("کسانی که جاده را می‌بندند، هیچ جایی در شهر ندارند", "negated"),
    ],
)
def test_a_second_clause_does_not_turn_the_first(words: str, polarity: str) -> None:
    assert only(f"وزیر راه گفت: {words}.", "fa").polarity == polarity


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("معاون وزیر راه گفت: این طرح تا پایان سال اجرا می‌شود.", "fa"),
        ('"The plan is dead," the deputy roads minister said.', "en"),
        ("The roads minister's assistant said the plan is dead.", "en"),
        ("A spokesman for the Roads Ministry said the plan is dead.", "en"),
    ],
)
def test_whoever_serves_under_a_minister_is_not_the_minister(text: str, language: str) -> None:
    said = only(text, language, day="2024-03-03")
    assert said.speaker is not None and said.speaker.id is None
    assert said.office is not None and said.office.institution == "i.roads"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The President of Talvaria Federation of Guides said tourism grows.", "en"),
        ("The UAE’s Ministry of Roads said the road is closed.", "en"),
        ("The roads minister of the Republic of Utopia said the road is closed.", "en"),
        ("وزارت راه پاکستان اعلام کرد که جاده بسته است.", "fa"),
        ("وزیر راه پاکستان اعلام کرد که جاده بسته است.", "fa"),
        ("عضو کمیسیون شبکه، فرهنگ و زیست شهری شورای شهر گفت: جاده بسته است.", "fa"),
    ],
)
def test_a_body_with_a_longer_name_or_of_another_country_is_not_the_packs(text: str, language: str) -> None:
    said = only(text, language, day="2024-03-03")
    assert said.speaker is None or said.speaker.id is None
    assert said.office is None or said.office.institution is None


def test_a_title_with_the_countrys_own_name_is_the_packs() -> None:
    said = only("وزیر راه تالواریا گفت: جاده باز است.", "fa", day="2024-03-03")
    assert said.speaker is not None and said.speaker.id == "p.navidan"


def test_a_deputy_of_the_people_sits_in_the_house() -> None:
    said = only("نماینده مردم سروان در خانه ملت تأکید کرد: لایحه باید اصلاح شود.", "fa")
    assert said.office is not None
    assert (said.office.text, said.office.institution) == ("نماینده مردم سروان در خانه ملت", "i.house")


def test_an_office_the_pack_lacks_keeps_its_words() -> None:
    said = only("مدیرکل آب استان دلوران گفت: سد پر است.", "fa")
    assert said.office is not None
    assert (said.office.text, said.office.institution) == ("مدیرکل آب استان دلوران", None)


def test_the_title_that_opens_a_text_is_that_of_the_only_one_named() -> None:
    text = "The head of the Network Authority announced that speeds rose. Morteza Alavi said the work goes on."
    found = read(text, day=None).statements
    assert [one.office and one.office.institution for one in found] == ["i.net", "i.net"]


def test_with_two_speakers_named_a_title_is_nobodys() -> None:
    text = "The head of the Network Authority announced that speeds rose. Morteza Alavi said the work goes on. Hassan Karimi said so too."
    found = read(text, day=None).statements
    assert [one.office and one.office.institution for one in found[1:]] == [None, None]


def test_another_title_behind_the_only_speaker_is_the_same_person() -> None:
    text = "محمد کریمی گفت: جاده باز است.\nنماینده مردم سروان در خانه ملت خاطرنشان کرد: پل هم باز است."
    found = read(text, "fa").statements
    assert [one.office and one.office.institution for one in found] == ["i.house", "i.house"]


def test_a_bare_title_before_a_surname_is_not_the_one_who_spoke_before() -> None:
    found = read("Roads Minister Borna Navidan said the road is open. President Golshanfar said the network is slow.", day="2024-03-03").statements
    assert found[1].speaker is not None and found[1].speaker.id == "p.golshan"


def test_an_envoy_of_another_country_is_not_the_minister_he_met() -> None:
    text = "Roads Minister Borna Navidan said the road is open. The Finnish official said trade grows."
    second = read(text, day="2024-03-03").statements[1]
    assert second.speaker is not None and second.speaker.id is None


def test_persons_who_speak_together_are_no_one_person() -> None:
    said = only("Morteza Alavi and Hassan Karimi said the plan is flawed.")
    assert said.speaker is not None
    assert (said.speaker.text, said.speaker.id, said.private) == ("Morteza Alavi and Hassan Karimi", None, True)


def test_a_name_behind_a_title_and_a_comma_is_the_speaker() -> None:
    said = only("A spokesman for the Roads Ministry, Dara Velin, confirmed the closure.")
    assert said.speaker is not None and said.speaker.text == "Dara Velin"
    assert said.office is not None and said.office.institution == "i.roads"


def test_a_source_inside_speech_has_its_own_statement() -> None:
    found = read("Navidan said that, according to the auditor, prices had fallen.", day="2024-03-03").statements
    assert [(one.speaker and one.speaker.text, one.content.text) for one in found] == [
        ("Navidan", "according to the auditor, prices had fallen"),
        ("the auditor", "prices had fallen"),
    ]
    assert found[1].through == 0


def test_a_day_between_commas_does_not_hide_the_speaker() -> None:
    said = only("Borna Navidan, the roads minister, on Sunday tweeted that the road is open.", day="2024-03-03")
    assert said.speaker is not None and said.speaker.id == "p.navidan"
    assert said.said is not None and said.said.edtf == "2024-03-03"


def test_what_is_called_something_is_speech() -> None:
    assert only('Navidan called the bill "a mistake".', day="2024-03-03").content.text.startswith("the bill")
    assert not read("Navidan called a meeting.", day="2024-03-03").statements


def test_a_topic_pointed_to_is_no_speech() -> None:
    assert not read("Navidan pointed to the important role of roads.", day="2024-03-03").statements


def test_an_outlet_may_quote_behind_what_was_said() -> None:
    said = only("The road is open, Ravi quoted Navidan as saying on Sunday.", day="2024-03-03")
    assert said.speaker is not None and said.speaker.id == "p.navidan"
    assert said.outlet is not None and said.outlet.id == "o.ravi"


def test_yesterday_in_two_words_is_a_day_and_thirty_days_are_none() -> None:
    assert (day := only("وزیر راه روز گذشته گفت: جاده باز است.", "fa").said) is not None and day.edtf == "2026-06-09"
    assert only("وزیر راه در ۳۰ روز گذشته گفت: جاده باز است.", "fa").said is None


def test_nothing_was_said_on_a_day_to_come() -> None:
    assert only("وزیر راه درباره مراسم ۱۳ ژوئیه ۲۰۲۶ گفت: جاده باز است.", "fa").said is None
