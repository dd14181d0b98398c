"""When: EDTF values as intervals of days."""

from __future__ import annotations

from datetime import date

import pytest

from rasad.model import when


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-09-14~", date(2026, 9, 14), date(2026, 9, 14)),
        ("2026-09-14T10:00:00+03:30", date(2026, 9, 14), date(2026, 9, 14)),
        ("2022-03-21/2023-03-20", date(2022, 3, 21), date(2023, 3, 20)),
        ("../2021", None, date(2021, 12, 31)),
        ("2021/..", date(2021, 1, 1), None),
        ("..", None, None),
    ],
)
def test_bounds_are_the_first_and_last_day(edtf: str, first: date | None, last: date | None) -> None:
    assert when.bounds(edtf) == (first, last)


@pytest.mark.parametrize("text", ["yesterday", "2026-13", "2026-02-30", "26-09-14", "2026-09-14/2026-09-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not when.is_edtf(text)


def test_an_interval_of_one_day_is_a_day() -> None:
    assert when.is_day("2026-09-14")
    assert when.is_day("2026-09-14/2026-09-14")
    assert not when.is_day("2026-09")
    assert not when.is_day(None)


def test_overlap_and_containment_know_open_ends() -> None:
    assert when.overlaps("2021/..", "2026-09-14")
    assert not when.overlaps("../2020", "2026-09-14")
    assert when.within("2026-09-14", "2026-09-01/2026-09-30")
    assert not when.within("2026-09", "2026-09-02/2026-09-30")


def test_a_tenure_runs_from_the_first_possible_day_to_the_last() -> None:
    assert when.span_of("2021-08", "2024-08-21~") == "2021-08-01/2024-08-21"
    assert when.span_of("..", "..") == "../.."
