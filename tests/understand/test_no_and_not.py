"""Yes and no of what was said: the no of the first main clause counts, no other."""

from __future__ import annotations

import pytest

from understand.talvaria import read


def polarity(text: str, language: str) -> str:
    return read(text, language).statements[-1].polarity


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("the government has decided not to raise tariffs", "affirmed"),
        ("the agency cut not one line but twelve", "affirmed"),
        ("those who spread lies about the network will be tried", "affirmed"),
        ("that, unlike last year, the fee has not risen", "negated"),
        ("neither the ministry nor the agency ordered the cut", "negated"),
        ("the report is a lie", "negated"),
    ],
)
def test_english(words: str, wanted: str) -> None:
    assert polarity(f"The Minister of Roads said {words}.", "en") == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("کاربرانی که ثبت‌نام نکرده‌اند جریمه می‌شوند.", "affirmed"),
        ("نه تنها شبکه قطع نشد بلکه سرعت آن هم افزایش یافت.", "affirmed"),
        ("هدف صرفا درآمد نیست بلکه رفاه مردم است.", "affirmed"),
        ("برخی انتقاد داشتند و برخی طرح را قبول نداشتند.", "affirmed"),
        ("این طرح بی‌نتیجه شده به طوری که کیفیت افزایش نیافته است.", "affirmed"),
        ("این گزارش ناقص نوشته شده که سابقه نداشته است.", "affirmed"),
        ("به هیچ وجه این خسارت قابل پذیرش نیست لذا وزیر باید پاسخ دهد.", "negated"),
        ("اگر کسی کنار رفت نباید از دیگران انتظار همراهی داشت.", "negated"),
    ],
)
def test_persian(words: str, wanted: str) -> None:
    assert polarity(f"وزیر راه گفت: {words}", "fa") == wanted


def test_what_was_never_done_is_not_said() -> None:
    assert read("خانه ملت هرگز سازمان شبکه را تهدید نکرده است.", "fa").statements == ()
