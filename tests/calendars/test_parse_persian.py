"""The dates of Persian and Arabic texts, in three calendars."""

from __future__ import annotations

import json

import pytest

from rasad.calendars import parse
from rasad.model import DateMention

DAY = "2026-03-20"


def found(text: str, anchor: str | None = DAY, language: str = "fa") -> list[DateMention]:
    dates = parse(text, language=language, anchor=anchor)
    for one in dates:
        assert one.start is not None
        assert text[one.start : one.end] == one.text
    return dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("۱۴ اسفند ۱۴۰۴", "2026-03-05"),
        ("1404/12/14", "2026-03-05"),
        ("14-12-1404", "2026-03-05"),
        ("بهمن 1401", "2023-01-21/2023-02-19"),
        ("سال ۱۴۰۱", "2022-03-21/2023-03-20"),
        ("سال ۸۷", "2008-03-20/2009-03-20"),
        ("پنجم ارديبهشت‌ماه ۱۳۹۹", "2020-04-24"),
        ("بیست و هشتم مرداد ماه ۱۳۵۸ هجری شمسی", "1979-08-19"),
        ("۱۵ می ۲۰۲۳", "2023-05-15"),
        ("۲۰۲۲ میلادی", "2022"),
        ("تاریخ انتشار: ۱۷:۰۳ - ۲۶-۰۲-۱۳۹۷", "2018-05-16"),
        ("۲۳ تیر ۱۴۰۳ | ۱۷:۳۵", "2024-07-13"),
        ("۱۴ تا ۱۶ اسفند ۱۴۰۴", "2026-03-05/2026-03-07"),
        ("پاییز ۱۴۰۱", "2022-09-23/2022-12-21"),
        ("سال‌های ۱۴۰۰ تا ۱۴۰۲", "2021-03-21/2024-03-19"),
    ],
)
def test_a_printed_date_has_its_value(text: str, edtf: str) -> None:
    assert [one.edtf for one in found(text, None)] == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "تیر خورد و می‌رود",
        "خبرگزاری مهر تالواریا",
        "در نماز جمعه",
        "یکشنبه‌ها تعطیل است",
        "۱۵ سال ۲۰ نفر",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text) == []


def test_arabic_letters_and_digits_are_the_same_date() -> None:
    assert found("٥ ارديبهشت ١٣٩٩")[0].edtf == "2020-04-24"


def test_a_day_that_does_not_exist_keeps_its_words() -> None:
    one = found("۳۱ مهر ۱۴۰۴")[0]
    assert (one.text, one.edtf, one.calendar) == ("۳۱ مهر ۱۴۰۴", None, "jalali")


def test_a_lunar_day_alone_is_approximate_in_persian() -> None:
    one = found("27 رجب 1447")[0]
    assert (one.edtf, one.calendar) == ("2026-01-16~", "hijri")


def test_beside_another_calendar_the_lunar_day_yields() -> None:
    text = "۲۶ رجب ۱۴۴۷ برابر با ۲۶ دی ۱۴۰۴"
    assert [one.edtf for one in found(text)] == ["2026-01-16", "2026-01-16"]


def test_two_calendars_in_one_line_confirm_one_another() -> None:
    dates = found("۳۱ خرداد ۱۳۹۳ - ۰۷:۰۷ 21 June 2014")
    assert [(one.edtf, one.confidence) for one in dates] == [("2014-06-21", 1.0)] * 2


def test_two_calendars_that_disagree_name_each_other() -> None:
    one, other = found("۳۱ خرداد ۱۳۹۳ - 25 June 2014")
    assert (one.edtf, one.rival) == (other.rival, other.edtf) == ("2014-06-21", "2014-06-25")
    assert max(one.confidence, other.confidence) <= 0.5


def test_relative_words_follow_the_jalali_calendar() -> None:
    text = "دیروز، ماه جاری، سال گذشته، یکشنبه"
    assert [one.edtf for one in found(text)] == [
        "2026-03-19", "2026-02-20/2026-03-20", "2024-03-20/2025-03-20", "2026-03-15",
    ]  # fmt: skip


def test_a_gregorian_month_lies_in_no_one_jalali_month() -> None:
    assert [one.edtf for one in found("ماه جاری", "2026-03-01/2026-03-31")] == [None]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5 أكتوبر/ تشرين الأول 2023", "2023-10-05"),
        ("14 آذار 2026", "2026-03-14"),
        ("3 جويلية 2014", "2014-07-03"),
        ("14-09-1432 هـ", "2011-08-14"),
        ("1 شوّال ۱٤٤٥", "2024-04-10"),
        ("9 رمضـان 1445", "2024-03-19"),
        ("يوم الأحد", "2026-03-15"),
    ],
)
def test_arabic_dates_of_east_and_west(text: str, edtf: str) -> None:
    assert [one.edtf for one in found(text, DAY, "ar")] == [edtf]


@pytest.mark.data
def test_minutes_of_the_assembly_agree_in_both_calendars(shared) -> None:  # type: ignore[no-untyped-def]
    lines = (
        (shared / "majlis1358" / "calendar_vectors.jsonl").read_text(encoding="utf-8").splitlines()
    )
    for row in map(json.loads, lines):
        if "1358" in row["text"]:
            assert [one.edtf for one in found(row["text"], None)] == [row["gregorian"]] * 2
