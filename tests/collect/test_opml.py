"""OPML in and out."""

from __future__ import annotations

import pytest

from rasad import collect
from rasad.errors import BadInput
from rasad.model import Source

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="News">
<outline text="Agency &amp; Co" xmlUrl="https://www.agency.example/rss" language="fa"/>
<outline text="Agency &amp; Co" xmlUrl="https://www.agency.example/rss2"/>
<outline text="again" xmlUrl="https://www.agency.example/rss"/></outline></body></opml>"""


def test_each_feed_becomes_a_source_once() -> None:
    assert collect.import_opml(OPML) == (
        Source(
            id="agency-example-agency-co",
            kind="feed",
            url="https://www.agency.example/rss",
            language="fa",
            origin="opml",
        ),
        Source(
            id="agency-example-agency-co-2",
            kind="feed",
            url="https://www.agency.example/rss2",
            origin="opml",
        ),
    )


def test_what_goes_out_comes_back() -> None:
    sources = (
        Source(id="a", kind="feed", url='https://a.example/?x=1&y="2"', language="fa"),
        Source(id="b", kind="listing", url="https://b.example/"),
    )
    text = collect.export_opml(sources, title="A <desk>")
    (back,) = collect.import_opml(text.encode())
    assert (back.url, back.language) == (sources[0].url, "fa")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no well-formed XML"),
        (b"<opml", "no well-formed XML"),
        (b"<html/>", "the file is a <html>"),
        (b"<opml><body/></opml>", "no outline"),
        (b'<opml><outline xmlUrl="file:///etc/passwd"/></opml>', "no http or https"),
        (
            b'<!DOCTYPE opml [<!ENTITY a "x">]><opml><outline xmlUrl="https://a.example/&a;"/></opml>',
            "document type",
        ),
        (b'<!DOCTYPE opml SYSTEM "http://127.0.0.1/x.dtd"><opml/>', "document type"),
        (b" " * 5_000_001, "bytes"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_line(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        collect.import_opml(data)
    assert "\n" not in caught.value.message
