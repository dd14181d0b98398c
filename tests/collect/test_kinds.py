"""Feeds, listings and pages as fetched → links."""

from __future__ import annotations

import gzip
import json

import pytest

from rasad.collect.links import tidy
from rasad.collect.sources import feed, listing, page
from rasad.errors import BadInput, ItemFailed
from rasad.model import Fetched, Link, Source

URL = "https://agency.example/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>خبرگزاری</title>
<item><title>Ministry &amp;amp; council &lt;b&gt;agree&lt;/b&gt;</title><link>/news/1</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 14 Sep 2026 10:00:00 +0330</pubDate></item>
<item><title>دومین خبر</title><guid>https://agency.example/news/2</guid></item>
</channel></rss>""".encode()


def source(kind: str = "feed", select: str | None = None) -> Source:
    return Source(id="agency", kind=kind, url=URL, select=select)


def fetched(body: bytes, *, url: str = URL, media_type: str = "", encoding: str = "") -> Fetched:
    headers = (("Content-Type", media_type), ("Content-Encoding", encoding))
    return Fetched(url=url, headers=tuple(pair for pair in headers if pair[1]), body=body)


def test_a_feed_gives_links_titles_ids_and_dates_as_printed() -> None:
    first, second = feed.read_links(fetched(RSS, media_type="application/rss+xml"), source=source())
    assert first == Link(
        url="https://agency.example/news/1",
        title="Ministry & council agree",
        published="Mon, 14 Sep 2026 10:00:00 +0330",
        native_id="n-1",
    )
    assert (second.url, second.title) == ("https://agency.example/news/2", "دومین خبر")


def test_an_atom_feed_resolves_its_base() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://agency.example/a/">
    <entry><title>T</title><link href="n/3"/><id>tag:3</id><updated>2026-09-14T10:00:00Z</updated></entry></feed>"""
    (link,) = feed.read_links(
        fetched(atom, url="https://agency.example/feed/atom"), source=source()
    )
    assert (link.url, link.published) == ("https://agency.example/a/n/3", "2026-09-14T10:00:00Z")


def test_a_json_feed_is_a_feed() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": 7,
                "url": "https://agency.example/7",
                "title": "Seven",
                "date_published": "2026-09-14",
            },
            "junk",
            {"id": "x"},
        ],
    }
    (link,) = feed.read_links(fetched(json.dumps(document).encode()), source=source())
    assert link == Link(
        url="https://agency.example/7", title="Seven", published="2026-09-14", native_id="7"
    )


def test_a_packed_feed_is_unpacked() -> None:
    packed = fetched(gzip.compress(RSS), media_type="text/xml", encoding="gzip")
    assert len(feed.read_links(packed, source=source())) == 2


def test_a_valid_feed_without_entries_is_no_trouble() -> None:
    empty = b'<rss version="2.0"><channel><title>T</title></channel></rss>'
    assert feed.read_links(fetched(empty), source=source()) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"<html><body><p>moved</p></body></html>",
        b"\x00\xff\xfe binary",
        b"{not json",
        b'{"version": "1", "items": []}',
        b"[]",
        b"<rss><channel><item><title>cut",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r>&b;</r>',
        b"/etc/passwd",
        b"http://127.0.0.1/feed",
    ],
)
def test_what_is_no_feed_says_so_with_source_and_address(body: bytes) -> None:
    try:
        links = feed.read_links(fetched(body), source=source())
    except ItemFailed as error:
        assert error.ids["source"] == "agency"
        assert URL in error.message
    else:
        assert links == ()


def test_entities_of_a_feed_read_no_file() -> None:
    evil = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <rss version="2.0"><channel><item><title>&x;</title><link>https://agency.example/1</link></item></channel></rss>"""
    for link in feed.read_links(fetched(evil), source=source()):
        assert "root:" not in (link.title or "")


LISTING = """<html><head><base href="https://agency.example/fa/"></head><body>
<nav><a href="/about">About</a></nav>
<ul class="news"><li><h3><a href="news/1?utm=1#top">  خبر
 یک </a></h3></li><li><a href="news/2"><img alt="x"></a></li><li><a href="mailto:x@agency.example">m</a></li></ul>
<a href="https://elsewhere.example/9">other</a></body></html>""".encode()


def test_a_listing_gives_the_links_its_selector_finds() -> None:
    found = listing.read_links(fetched(LISTING), source=source("listing", "ul.news a"))
    assert tidy(found, base=URL, source="agency") == (
        Link(url="https://agency.example/fa/news/1?utm=1", title="خبر یک", source="agency"),
        Link(url="https://agency.example/fa/news/2", source="agency"),
    )


def test_a_selector_of_boxes_takes_the_links_inside() -> None:
    assert len(listing.read_links(fetched(LISTING), source=source("listing", "li h3"))) == 1


def test_a_listing_without_selector_stays_on_its_host() -> None:
    found = listing.read_links(fetched(LISTING), source=source("listing"))
    assert {link.url for link in found} == {
        "https://agency.example/about",
        "https://agency.example/fa/news/1?utm=1#top",
        "https://agency.example/fa/news/2",
    }


@pytest.mark.parametrize("select", ["a[", "p::", "li >", "$x"])
def test_a_selector_that_is_none_is_bad_input(select: str) -> None:
    with pytest.raises(BadInput, match="no CSS selector"):
        listing.read_links(fetched(LISTING), source=source("listing", select))


def test_a_selector_that_finds_nothing_is_a_failure() -> None:
    with pytest.raises(ItemFailed, match="finds no link"):
        listing.read_links(fetched(LISTING), source=source("listing", "div.gone a"))


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- -->"])
def test_an_empty_listing_is_a_failure(body: bytes) -> None:
    with pytest.raises(ItemFailed):
        listing.read_links(fetched(body), source=source("listing"))


def test_a_listing_in_its_headers_charset_is_read_in_it() -> None:
    body = '<a href="/1">سلام</a>'.encode("cp1256")
    (link,) = listing.read_links(
        fetched(body, media_type="text/html; charset=windows-1256"), source=source("listing")
    )
    assert link.title == "سلام"


def test_a_page_is_its_own_link() -> None:
    assert page.read_links(fetched(b"<p>tariff</p>"), source=source("page")) == (Link(url=URL),)
    with pytest.raises(ItemFailed, match="empty"):
        page.read_links(fetched(b" "), source=source("page"))


def test_links_are_absolute_once_and_few() -> None:
    given = [Link(url=f"/n/{number % 600}#part") for number in range(1300)]
    found = tidy(given, base=URL, source="agency")
    assert len(found) == 500
    assert found[0].url == "https://agency.example/n/0"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://agency.example/",
        "",
        "http://",
        "http://a@b.example/",
        "http://[::1",
        "tel:1",
    ],
)
def test_what_is_no_web_address_is_left_out(address: str) -> None:
    assert tidy([Link(url=address)], base="about:blank", source="agency") == ()
