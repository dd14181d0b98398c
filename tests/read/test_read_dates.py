"""When a page says it was published."""

from __future__ import annotations

import pytest
from read_pages import english, persian

from rasad import read
from rasad.read.dates import day_of_address, value_of_stamp


def published(page: str, **more: str) -> tuple[str | None, str]:
    found = read.read_document(page, **more).published  # type: ignore[arg-type]
    return (found.edtf, found.calendar) if found else (None, "")


def test_jalali_digits_where_iso_is_due() -> None:
    page = persian(head='<meta property="article:published_time" content="۱۴۰۴-۱۲-۲۳T10:20:00">')
    assert published(page) == ("2026-03-14", "jalali")


def test_a_printed_jalali_date_is_found() -> None:
    page = persian().replace(
        "<p class=", '<span class="item-date">۲۳ اسفند ۱۴۰۴ - ۱۰:۲۰</span><p class=', 1
    )
    assert published(page) == ("2026-03-14", "jalali")


def test_the_clock_of_the_site_is_not_its_date() -> None:
    page = english(
        header='<span class="date">20 March 2026</span>',
        body='<span class="date">14 March 2026</span>',
    )
    assert published(page, captured="2026-03-20T08:00:00Z") == ("2026-03-14", "gregorian")


def test_a_clock_alone_is_hardly_believed() -> None:
    page = english(header='<span class="date">20 March 2026</span>')
    found = read.read_document(page, captured="2026-03-20T08:00:00Z").published
    assert found is None or found.confidence < 0.5


def test_what_lies_after_the_capture_is_not_believed() -> None:
    page = english(head='<meta property="article:published_time" content="2027-01-01">')
    assert published(page, captured="2026-03-20T08:00:00Z")[0] != "2027-01-01"


def test_dates_that_disagree_are_all_kept() -> None:
    page = english(
        head='<meta property="article:published_time" content="2026-03-14">',
        body='<time datetime="2026-03-10">10 March 2026</time>',
    )
    document = read.read_document(page)
    assert document.published is not None
    assert document.published.edtf == "2026-03-14"
    assert document.published.rival == "2026-03-10"
    assert [one.edtf for one in document.conflicts] == ["2026-03-10"]


def test_an_address_dates_a_page_that_says_nothing() -> None:
    document = read.read_document(english(), url="https://courier.example/2026/03/14/prices")
    assert document.published is not None
    assert (document.published.edtf, document.published.basis) == ("2026-03-14", "url")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/1404/12/23/x", "2026-03-14"),
        ("https://a.example/news/8707060255", "2008-09-27"),
        ("https://a.example/news/13950404000123", "2016-06-24"),
        ("https://a.example/news/2026-03-14-x", "2026-03-14"),
        ("https://a.example/news/1342537/", None),
    ],
)
def test_days_of_addresses(url: str, day: str | None) -> None:
    found = day_of_address(url)
    assert (found[0] if found else None) == day


def test_a_stamp_with_a_zone_is_told_in_the_zone_of_the_pack() -> None:
    assert value_of_stamp("2026-03-14T22:30:00Z", zone="Asia/Tehran") == ("2026-03-15", "gregorian")
    assert value_of_stamp("2026-03-14T22:30:00", zone="Asia/Tehran") == ("2026-03-14", "gregorian")


def test_what_the_caller_knows_wins_and_the_page_contests_it() -> None:
    page = english(head='<meta property="article:published_time" content="2026-03-14">')
    document = read.read_document(page, published="2026-03-12")
    assert document.published is not None
    assert document.published.edtf == "2026-03-12"
    assert [one.edtf for one in document.conflicts] == ["2026-03-14"]


def test_a_date_printed_after_the_word_published_beats_one_that_is_not() -> None:
    page = english(
        body='<span class="date">10 March 2026</span><span class="date">Published: 14 March 2026</span>'
    )
    assert published(page) == ("2026-03-14", "gregorian")
