"""Persian: who said what."""

from __future__ import annotations

import pytest

from understand.talvaria import only, read


def test_speech_follows_the_colon_to_the_end_of_the_paragraph() -> None:
    said = only("مهسا زرین‌دشت، وزیر راه، روز سه‌شنبه در گفت‌وگو با خبرگزاری راوی اظهار داشت: عوارض راه تغییر نمی‌کند. این خبر درست نیست.", "fa")
    assert said.speaker is not None and said.speaker.id == "p.zarrin"
    assert said.office is not None and said.office.post == "i.roads/minister"
    assert said.content.text == "عوارض راه تغییر نمی‌کند. این خبر درست نیست"
    assert (said.polarity, said.medium, said.dossiers) == ("negated", "interview", ("tolls",))
    assert said.outlet is not None and said.outlet.id == "o.ravi"
    assert said.said is not None and said.said.edtf == "2026-06-09"


def test_arabic_letters_and_joined_words_are_the_same_words() -> None:
    said = only("وزير راه اعلام كرد كه راه باز مي‌شود.", "fa")
    assert said.speaker is not None and said.speaker.id == "p.zarrin"
    assert said.content.text == "راه باز مي‌شود"


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        ("وزیر راه از آغاز ساخت پل سروان خبر داد.", "announce", "آغاز ساخت پل سروان"),
        ("وزیر راه افزایش عوارض راه را تکذیب کرد.", "deny", "افزایش عوارض راه"),
        ("وزیر راه روز سه‌شنبه ۹ ژوئن افزایش عوارض راه را تکذیب کرد.", "deny", "افزایش عوارض راه"),
        ("وزیر راه این خبر را که پل بسته است رد کرد.", "deny", "پل بسته است"),
        ("وزیر راه نسبت به ریزش کوه هشدار داد.", "warn", "ریزش کوه"),
        ("وزیر راه وعده داد که پل تا پاییز باز شود.", "promise", "پل تا پاییز باز شود"),
    ],
)
def test_speech_may_stand_before_a_verb_at_the_end(text: str, act: str, content: str) -> None:
    said = only(text, "fa")
    assert (said.act, said.content.text) == (act, content)
    assert said.speaker is not None and said.speaker.id == "p.zarrin"


def test_pronouns_and_elided_subjects_go_on_from_the_speaker_before() -> None:
    reading = read("کیا گلشن‌فر، رئیس سازمان شبکه، گفت: شبکه پایدار است.\n\nوی افزود: «کسی قطع نشده است.»\n\nگلشن‌فر تصریح کرد که قیمت‌ها می‌ماند و افزود کار ادامه دارد.", "fa")
    assert [s.speaker.id for s in reading.statements if s.speaker] == ["p.golshan"] * 4
    assert reading.statements[1].kind == "direct" and reading.statements[1].polarity == "negated"


def test_by_saying_that_is_a_statement_of_its_own() -> None:
    reading = read("وزیر راه با بیان اینکه پل آماده است، تصریح کرد: کار تمام شده است.", "fa")
    assert [s.content.text for s in reading.statements] == ["پل آماده است", "کار تمام شده است"]


def test_a_quotation_keeps_its_sentences() -> None:
    said = only("به گفته وزیر راه، «پل بسته است. باز نمی‌شود.»", "fa")
    assert said.kind == "direct" and said.content.text == "پل بسته است. باز نمی‌شود."


def test_a_text_may_speak() -> None:
    said = only("در این نامه آمده است: همه راه‌ها باز است.", "fa")
    assert said.kind == "document" and said.speaker is not None and said.speaker.id is None


def test_a_longer_title_is_not_the_post_it_begins_with() -> None:
    said = only("رئیس سازمان شبکه استان دلواران گفت: شبکه پایدار است.", "fa")
    assert said.speaker is not None and said.speaker.id is None


def test_a_decision_has_its_stage() -> None:
    said = only("خانه ملت لایحه راه را تصویب کرد.", "fa")
    assert (said.kind, said.stage, said.content.text) == ("document", "approved_chamber", "لایحه راه")


def test_a_denied_plan_is_a_denial() -> None:
    said = only("وزیر راه اعلام کرد که این وزارتخانه هیچ برنامه‌ای برای عوارض راه ندارد.", "fa")
    assert (said.act, said.polarity) == ("deny", "negated")


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("پل باید ساخته شود زیرا راه دیگری نداریم", "affirmed"),
        ("هیچ‌کس نمی‌تواند بگوید پل امن است", "negated"),
        ("طبیعی است که پل نمی‌تواند بسته بماند و باز شود", "negated"),
        ("با توجه به اینکه پولی نداریم، پل را می‌سازیم", "affirmed"),
    ],
)
def test_polarity_is_that_of_the_first_main_clause(words: str, polarity: str) -> None:
    assert only(f"مهسا زرین‌دشت گفت: {words}.", "fa").polarity == polarity


def test_what_somebody_is_said_to_call_a_thing_is_speech() -> None:
    said = only("مهسا زرین‌دشت بستن پل را اشتباه دانست.", "fa")
    assert said.content.text == "بستن پل را اشتباه" and said.speaker is not None and said.speaker.id == "p.zarrin"


def test_pointing_to_a_topic_says_nothing_of_it() -> None:
    assert read("مهسا زرین‌دشت به ساخت پل اشاره کرد.", "fa").statements == ()


def test_a_pronoun_is_filled_with_the_name_before() -> None:
    reading = read("مهسا زرین‌دشت گفت: پل باز است.\nوی افزود: پل امن است.", "fa")
    last = reading.statements[-1]
    assert last.speaker is not None and last.speaker.text == "مهسا زرین‌دشت"
    assert last.speaker_at is not None and last.speaker_at.text == "وی"
