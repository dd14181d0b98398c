"""The dates of English texts."""

from __future__ import annotations

import pytest

from rasad.calendars import parse
from rasad.model import DateMention

DAY = "2026-03-20"  # a Friday


def found(text: str, anchor: str | None = DAY) -> list[DateMention]:
    dates = parse(text, language="en", anchor=anchor)
    for one in dates:
        assert one.start is not None
        assert text[one.start : one.end] == one.text
    return dates


def values(text: str, anchor: str | None = DAY) -> list[str | None]:
    return [one.edtf for one in found(text, anchor)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 14 March 2026,", "2026-03-14"),
        ("March 14, 2026", "2026-03-14"),
        ("the 14th of March, 2026", "2026-03-14"),
        ("2026-03-14", "2026-03-14"),
        ("14/3/2026", "2026-03-14"),
        ("Sun 29 Aug 2021 - 14:43", "2021-08-29"),
        ("19 October, 2025", "2025-10-19"),
        ("12 Esfand 1404", "2026-03-03"),
        ("in March 2026", "2026-03"),
        ("the Iranian year 1401", "2022-03-21/2023-03-20"),
        ("spring 2026", "2026-03-01/2026-05-31"),
        ("since 2019,", "2019"),
        ("May 5–7, 2026", "2026-05-05/2026-05-07"),
        ("from 3 March to 14 April 2026", "2026-03-03/2026-04-14"),
        ("between 2020 and 2022", "2020-01-01/2022-12-31"),
        ("April/May 2018", "2018-04-01/2018-05-31"),
        ("on 14\nMarch 2026", "2026-03-14"),
    ],
)
def test_a_printed_date_has_its_value(text: str, edtf: str) -> None:
    assert values(text, None) == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "The minister may say so.",
        "May Darvin said no.",
        "They march to Sarvan.",
        "It sold 2000 units in 2000 villages.",
        "version 10.2.3 of build 140",
        "He paid $2020 for it.",
        "at 14:30, 15 percent",
        "https://paper.example/2026/03/14/story",
        "after Friday prayers",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text) == []


def test_a_day_without_year_takes_the_year_of_the_window() -> None:
    one = found("14 March", "2023-03-01/2023-03-31")[0]
    assert (one.edtf, one.basis) == ("2023-03-14", "window")


def test_without_an_anchor_a_day_without_year_stays_open() -> None:
    one = found("on 14 March", None)[0]
    assert (one.text, one.edtf) == ("14 March", None)


def test_a_window_of_many_years_does_not_choose_one() -> None:
    assert values("14 March", "2003/2023") == [None]


def test_december_told_in_january_is_last_december() -> None:
    assert values("14 December", "2026-01-10") == ["2025-12-14"]


def test_a_weekday_beside_a_day_picks_the_year() -> None:
    one = found("on Sunday, 14 March", "2020/2026")[0]
    assert (one.edtf, one.basis) == ("2021-03-14", "weekday")


def test_a_weekday_that_belies_its_date_lowers_confidence_and_names_the_rival() -> None:
    one = found("Tuesday, 16 March 2026")[0]
    assert (one.edtf, one.rival) == ("2026-03-16", "2026-03-17")
    assert one.confidence <= 0.5


def test_a_weekday_is_the_latest_such_day_on_or_before_the_anchor() -> None:
    one = found("He said on Sunday that")[0]
    assert (one.text, one.edtf, one.basis) == ("Sunday", "2026-03-15", "weekday")


def test_a_weekday_needs_a_day_for_anchor() -> None:
    one = found("on Sunday", "2026-03")[0]
    assert (one.text, one.edtf) == ("Sunday", None)


def test_relative_words_are_counted_from_the_anchor() -> None:
    text = "yesterday, last week, this month, last year and two days ago"
    assert values(text) == ["2026-03-19", "2026-03-09/2026-03-15", "2026-03", "2025", "2026-03-18"]


def test_relative_words_without_anchor_keep_their_words() -> None:
    assert [(one.text, one.edtf) for one in found("yesterday", None)] == [("yesterday", None)]


def test_this_month_is_the_month_of_the_window() -> None:
    assert values("this month", "2023-03-01/2023-03-31") == ["2023-03"]


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert [(one.text, one.edtf) for one in found("31 June 2026")] == [("31 June 2026", None)]


def test_an_ambiguous_day_and_month_carry_their_rival() -> None:
    one = found("3/4/2026")[0]
    assert (one.edtf, one.rival) == ("2026-04-03", "2026-03-04")


def test_two_days_joined_by_and_are_two_dates() -> None:
    assert values("14 and 16 March 2026") == ["2026-03-14", "2026-03-16"]


def test_a_broken_anchor_is_refused() -> None:
    with pytest.raises(ValueError, match="not an EDTF"):
        parse("14 March", language="en", anchor="March")


def test_a_bare_year_is_vague() -> None:
    assert found("in 2019")[0].role == "event_vague"
