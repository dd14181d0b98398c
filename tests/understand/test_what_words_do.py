"""The act is what the words do, not the verb of saying; the kind is how they are given. All sentences are invented."""

from __future__ import annotations

import pytest

from rasad import understand
from understand.talvaria import PACK, newsroom, only, read

ENGLISH = {
    "announce": ("the toll will be lifted in May", "the ministry plans to open the bridge", "a new station will be built in Sarvan"),
    "promise": ("we will open the bridge in May", "the ministry is ready to pay", "we will not allow the bridge to close"),
    "demand": ("operators must pay the fee", "drivers should use the bridge"),
    "report": ("the bridge was opened in May", "ten bridges have been built", "the workers repaired the road last year"),
    "assert": ("the road is safe", "the plan is good for villages"),
    "deny": ("the ministry has never sold the network", "the reports are false"),
    "warn": ("the cut will lead to chaos", "delays could cause a crisis"),
    "forecast": ("traffic is expected to grow", "the number of users is likely to fall"),
    "accuse": ("the operator violated the law", "foreign agents plot against the network"),
    "propose": ("I suggest a second bridge", "it would be better to wait"),
}  # fmt: skip
PERSIAN = {
    "announce": ("پل تازه اردیبهشت افتتاح می‌شود", "مرحله دوم طرح سال آینده اجرا خواهد شد", "قصد داریم پل تازه‌ای بسازیم"),
    "promise": ("پل را تا پایان سال خواهیم ساخت", "آماده هستیم هزینه را بپردازیم"),
    "demand": ("اپراتورها باید پول را بپردازند", "از رانندگان می‌خواهیم صبور باشند", "انتظار می‌رود مجلس لایحه را بررسی کند"),
    "report": ("پل تازه سال گذشته افتتاح شد", "کارگران راه را مرمت کردند", "ده پل در استان ساخته شده است"),
    "assert": ("این راه امن است", "این طرح برای روستاها مفید است"),
    "deny": ("خبر نشت داده‌ها کذب است", "ما هرگز شبکه را نفروخته‌ایم"),
    "warn": ("این تصمیم تبعات سنگینی خواهد داشت", "اپراتورها بدانند که مجوزشان لغو خواهد شد"),
    "forecast": ("این طرح سال‌ها طول خواهد کشید",),
    "accuse": ("این کار نقض آشکار قانون است",),
    "propose": ("بهتر است پل دیگری ساخته شود",),
}  # fmt: skip


def rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(words, act) for act, some in table.items() for words in some]


@pytest.mark.parametrize(("words", "act"), rows(ENGLISH))
def test_english_words(words: str, act: str) -> None:
    assert only(f"The Minister of Roads said {words}.").act == act


@pytest.mark.parametrize(("words", "act"), rows(PERSIAN))
def test_persian_words(words: str, act: str) -> None:
    assert read(f"وزیر راه گفت: {words}.", "fa").statements[0].act == act


def test_words_behind_a_colon_are_direct_and_no_quotation() -> None:
    said = only("وزیر راه گفت: پل باز است.", "fa")
    assert (said.kind, said.quote) == ("direct", None)
    assert only("وزیر راه گفت که پل باز است.", "fa").kind == "indirect"
    marked = only("وزیر راه گفت: «پل باز است.»", "fa")
    assert marked.kind == "direct" and marked.quote is not None


def test_a_heading_names_no_act_that_the_speaker_did_not_name() -> None:

    articles, readings, stories = newsroom(
        ("https://ravi.example/1", "2026-06-10", "fa", "وزیر راه گفت: عوارض راه را هرگز افزایش نداده‌ایم و پیام‌رسان پرواز باز است."),
    )
    made = understand.propose(articles, readings, stories, pack=PACK)
    assert made and all("تکذیب می‌کند" not in one.headline and "«" not in one.headline for one in made)
