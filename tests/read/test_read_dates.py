"""When a page says it was published."""

from __future__ import annotations

import pytest
from read_pages import english, persian

from rasad import read
from rasad.read.dates import day_of_address, value_of_stamp
from rasad.read.printed_days import find_days


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


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Stand: 14. März 2026", "de", "2026-03-14"), ("Do 14.03.26 | 14:07 Uhr", "de", "2026-03-14"), ("4. 2. 2022", "de", "2022-02-04"),
        ("publié le 1er août 2025", "fr", "2025-08-01"), ("14 марта 2026 г., 13:45", "ru", "2026-03-14"), ("2026年3月14日", "zh", "2026-03-14"),
        ("5 de enero de 2026", "es", "2026-01-05"), ("31. Februar 2026", "de", None),
    ],
)  # fmt: skip
def test_days_as_pages_print_them(line: str, language: str, day: str | None) -> None:
    found = find_days(line, language)
    assert (found[0].edtf if found else None) == day


def test_a_line_under_the_headline_dates_a_page_without_markup() -> None:
    assert published(english(body="<p>14 March 2026 | 3 min read</p>")) == (
        "2026-03-14",
        "gregorian",
    )


def test_a_line_that_says_today_is_a_clock() -> None:
    page = english(body="<p>Today is 20 March 2026</p><p>14 March 2026</p>")
    assert published(page) == ("2026-03-14", "gregorian")


def test_a_stamp_in_utc_yields_to_the_day_in_print() -> None:
    page = english(
        head='<meta property="article:published_time" content="2026-03-14T00:23:33Z">',
        body="<p>13 March 2026</p>",
    )
    assert published(page) == ("2026-03-13", "gregorian")


def test_no_date_is_sure_on_the_word_of_one_kind_of_witness() -> None:
    head = '<meta property="article:published_time" content="2026-03-14">'
    alone = read.read_document(english(head=head)).published
    both = read.read_document(english(head=head, body="<p>14 March 2026</p>")).published
    assert alone is not None
    assert both is not None
    assert alone.confidence < 0.9 <= both.confidence


def test_rights_and_captions_date_nothing() -> None:
    page = english(
        body="<p>© 14 March 2024 Sarvan Courier</p><figure><figcaption>14 March 2023</figcaption></figure>"
    )
    assert published(page)[0] is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("marzo 14, 2026", "es", "2026-03-14"), ("2026. március 14.", "hu", "2026-03-14"), ("2026 m. kovo 14 d.", "lt", "2026-03-14"),
        ("ngày 14 tháng 3 năm 2026", "vi", "2026-03-14"), ("14 במרץ 2026", "he", "2026-03-14"), ("14 มีนาคม 2026", "th", "2026-03-14"),
        ("14 मार्च 2026", "hi", "2026-03-14"), ("2026. 3. 14.", "ko", "2026-03-14"), ("14η Μαρτίου 2026", "el", "2026-03-14"),
        ("5 listopada 2026", "pl", "2026-11-05"), ("5 listopada 2026", "hr", "2026-10-05"), ("26/10/13, 03:48", "de", "2013-10-26"),
        ("10/26/13", "en", "2013-10-26"), ("03/04/13", "en", None),
    ],
)  # fmt: skip
def test_days_in_the_order_and_with_the_months_of_other_languages(
    line: str, language: str, day: str | None
) -> None:
    found = find_days(line, language)
    assert (found[0].edtf if found else None) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2026-03/14/c_123.htm", "2026-03-14"),
        ("https://a.example/n1/2026/0314/c1-2.html", "2026-03-14"),
        ("https://a.example/t20260314_12.html", "2026-03-14"),
        ("https://a.example/world/202603141044893040", "2026-03-14"),
        ("https://a.example/item/20269914", None),
    ],
)
def test_days_of_addresses_that_part_them_otherwise(url: str, day: str | None) -> None:
    found = day_of_address(url)
    assert (found[0] if found else None) == day


def test_a_stamp_in_utc_is_told_in_the_zone_of_the_country_of_its_site() -> None:
    page = english(head='<meta property="article:published_time" content="2026-03-14T00:23:33Z">')
    assert published(page, url="https://courier.ca/a")[0] == "2026-03-13"
    assert published(page, url="https://courier.nz/a")[0] == "2026-03-14"
    assert published(page, url="https://courier.example/a")[0] == "2026-03-14"


def test_midnight_in_utc_stands_for_a_day_without_a_time() -> None:
    page = english(head='<meta property="article:published_time" content="2026-03-14T00:00:00Z">')
    assert published(page, url="https://courier.ca/a")[0] == "2026-03-14"


def test_many_weak_witnesses_do_not_outweigh_a_strong_one() -> None:
    lists = "".join(f'<span class="date">{n} February 2026</span>' for n in [3] * 9)
    page = english(
        head='<meta property="article:published_time" content="2026-03-14T10:00:00+01:00">',
        body=lists,
    )
    assert published(page)[0] == "2026-03-14"


def test_a_day_told_to_scripts_dates_a_page_that_prints_none() -> None:
    script = '<script>window.page = {"modifiedDate": "2026-03-20", "publishedAt": "2026-03-14T10:00:00"}</script>'
    assert published(english(head=script))[0] == "2026-03-14"


def test_a_stamp_in_an_attribute_dates_a_page_on_which_nothing_else_speaks() -> None:
    page = english(
        body='<x-session timestamp="1773517920838"></x-session><x-post created-timestamp="2026-03-03T09:47:05Z"></x-post>'
    )
    assert published(page)[0] == "2026-03-03"


def test_month_and_day_in_digits_stand_in_the_order_of_the_page() -> None:
    line = '<p class="date">03/04/2026</p>'
    other = '<p class="date">03/25/2025</p>'
    assert published(english(body=line))[0] == "2026-04-03"
    assert published(english(body=line + other))[0] == "2026-03-04"
    assert (
        published(
            english(head='<meta property="og:updated_time" content="2026-03-05">', body=line),
            url="https://courier.example/2026/03/04/prices",
        )[0]
        == "2026-03-04"
    )


def test_a_class_that_says_published_is_an_update_only_where_it_says_no_publication() -> None:
    page = english(
        body='<time class="entry-date published updated" datetime="2026-03-14">14 March 2026</time>'
    )
    found = read.read_document(page).published
    assert found is not None
    assert found.confidence > 0.5
