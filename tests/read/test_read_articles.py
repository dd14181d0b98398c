"""Articles from captures: ids that stay, and answers that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from read_pages import english

from rasad import read
from rasad.errors import Unreadable
from rasad.model import Capture, Fetched, Location
from rasad.read.address import article_key, native_id, plain

URL = "https://courier.example/news/1342537/data-prices"
CAPTURE = Capture(
    id="c" * 64, url=URL, at="2026-03-20T08:00:00Z", kind="response", status=200, media_type="text/html",
    payload_sha256="0" * 64, length=1, location=Location(file="a.warc.gz", offset=0, length=1),
)  # fmt: skip


def fetched(**more: object) -> Fetched:
    base = Fetched(
        url=URL, headers=(("Content-Type", "text/html; charset=utf-8"),), body=english().encode()
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_two_slugs_of_one_number_are_one_article() -> None:
    one = read.read_article(fetched(), CAPTURE, pack=None)
    other = read.read_article(
        fetched(),
        replace(
            CAPTURE, url="https://www.courier.example/news/1342537/prices-will-rise?utm_source=x"
        ),
        pack=None,
    )
    assert one.id == other.id
    assert (one.capture, one.captured, one.text_id) == (CAPTURE.id, CAPTURE.at, other.text_id)


def test_an_article_without_number_is_known_by_its_address() -> None:
    key = article_key(
        url="https://Courier.example/a/b/?utm_source=x#c", canonical_url=None, outlet=None
    )
    assert key == "courier.example/a/b"


def test_numbers_that_are_dates_are_no_ids() -> None:
    assert native_id("https://a.example/20260314/x") is None
    assert native_id("https://a.example/news/1342537/x") == "1342537"
    assert native_id("https://a.example/?id=98765") == "98765"


def test_an_address_that_is_none_is_left_alone() -> None:
    assert plain("not an address") == "not an address"
    assert plain("http://[broken/") == "http://[broken/"


@pytest.mark.parametrize("status", [304, 404, 500])
def test_an_error_page_is_no_article(status: int) -> None:
    with pytest.raises(Unreadable, match=str(status)):
        read.read_article(fetched(status=status), CAPTURE, pack=None)


def test_the_hint_of_a_feed_dates_a_page_that_says_nothing() -> None:
    capture = replace(CAPTURE, published_hint="2026-03-14T10:00:00Z")
    article = read.read_article(fetched(), capture, pack=None)
    assert article.published is not None
    assert article.published.edtf == "2026-03-14"


def test_the_desks_own_article_stays_its_own() -> None:
    assert read.read_article(fetched(), replace(CAPTURE, own=True), pack=None).own
