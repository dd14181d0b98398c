"""Shares of a year or month, times up to the anchor, seasons near it, decades: in three languages."""

from __future__ import annotations

import pytest

from rasad.calendars import parse

DAY = "2026-03-20"  # a Friday


def values(text: str, language: str, anchor: str | None = DAY) -> list[str | None]:
    dates = parse(text, language=language, anchor=anchor)
    for one in dates:
        assert text[one.start : one.end] == one.text
    return [one.edtf for one in dates]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in mid-November", "2025-11-11/2025-11-20"), ("in early 2025", "2025-01-01/2025-04-30"), ("mid-2024", "2024-05-01/2024-08-31"),
        ("by late 2025,", "2025-09-01/2025-12-31"), ("late last year", "2025-09-01/2025-12-31"), ("at the end of March 2025", "2025-03-21/2025-03-31"),
        ("in the first half of 2025", "2025-01-01/2025-06-30"), ("Q3 2025 results", "2025-07-01/2025-09-30"),
        ("in the third quarter of 2025", "2025-07-01/2025-09-30"), ("earlier this month", "2026-03-01/2026-03-20"),
        ("later this year", "2026-03-20/2026-12-31"), ("over the past three years", "2023-03-20/2026-03-20"),
        ("in the last 10 days", "2026-03-10/2026-03-20"), ("within the next two weeks", "2026-03-20/2026-04-03"),
        ("last summer", "2025-06-01/2025-08-31"), ("this summer", "2026-06-01/2026-08-31"), ("next winter", "2026-12-01/2027-02-28"),
        ("in the 1990s", "1990-01-01/1999-12-31"), ("Monday of next week", "2026-03-23"), ("Tuesday last week", "2026-03-10"),
    ],
)  # fmt: skip
def test_english_shares_and_spans(text: str, edtf: str) -> None:
    assert values(text, "en") == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("اواخر آبان ۱۴۰۳", "2024-11-11/2024-11-20"), ("اوایل سال ۱۴۰۳", "2024-03-20/2024-07-21"), ("نیمه اول امسال", "2025-03-21/2025-09-22"),
        ("نیمه دوم سال ۱۴۰۲", "2023-09-23/2024-03-19"), ("سه ماهه نخست سال ۱۴۰۳", "2024-03-20/2024-06-20"),
        ("در ۳ سال گذشته", "2023-03-20/2026-03-20"), ("طی سه ماه گذشته", "2025-12-20/2026-03-20"), ("در دو هفته آینده", "2026-03-20/2026-04-03"),
        ("دهه ۸۰", "2001-03-21/2011-03-20"), ("دهه شصت", "1981-03-21/1991-03-20"), ("دهه ۱۹۹۰ میلادی", "1990-01-01/1999-12-31"),
        ("جمعه این هفته", "2026-03-20"), ("دوشنبه هفته آینده", "2026-03-23"), ("تابستان گذشته", "2025-06-22/2025-09-22"),
        ("روز گذشته", "2026-03-19"), ("1395 . 8 . 19", "2016-11-09"), ("5 / 9 / 1385", "2006-11-26"),
    ],
)  # fmt: skip
def test_persian_shares_and_spans(text: str, edtf: str) -> None:
    assert values(text, "fa") == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("أوائل عام 2025", "2025-01-01/2025-04-30"), ("في منتصف مارس 2025", "2025-03-11/2025-03-20"),
        ("النصف الأول من عام 2025", "2025-01-01/2025-06-30"), ("نهاية العام الماضي", "2025-09-01/2025-12-31"),
        ("آخر ثلاثة أيام", "2026-03-17/2026-03-20"), ("أول من أمس", "2026-03-18"), ("قبل ثلاثة أيام", "2026-03-17"),
        ("منذ يومين", "2026-03-18"), ("بعد غد", "2026-03-22"),
    ],
)  # fmt: skip
def test_arabic_shares_and_spans(text: str, edtf: str) -> None:
    assert values(text, "ar") == [edtf]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("two weeks past the deadline", "en"), ("The late minister", "en"), ("the end of the year", "en"),
        ("طی چند سال گذشته", "fa"), ("چندین سال گذشته", "fa"),
    ],
)  # fmt: skip
def test_words_that_count_nothing_are_no_date(text: str, language: str) -> None:
    assert values(text, language) == []


def test_a_share_without_an_anchor_keeps_its_words() -> None:
    assert values("over the past three years", "en", None) == [None]
    assert values("last summer", "en", None) == [None]


def test_mid_shaban_is_a_day_and_may_differ_by_a_sighting() -> None:
    assert values("نیمه شعبان", "fa") == ["2026-02-03~"]
