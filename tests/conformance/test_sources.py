"""Every kind of source, one suite: the table and the files agree, and each keeps the same promises."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

import rasad.collect.sources
from collect.channel import post, preview
from rasad import collect
from rasad.collect.kinds import Further, further, kind
from rasad.errors import BadInput, ItemFailed
from rasad.model import Fetched, Link, Source

FOLDER = Path(rasad.collect.sources.__file__).parent
HELPERS = {"__init__", "html"}
HOSTILE = [
    b"",
    b"\x00" * 2000,
    b"\xff\xfe\xfd",
    b"<" * 5000,
    b"<a href='http://[::1'>x</a>",
    b"<a href='\x01'>x</a><a href='/ok'>" + b"<b>" * 3000,
    "<rss><channel><item><link>\u202ejs</link></item></channel></rss>".encode(),
    b'<?xml version="1.0" encoding="no-such"?><rss version="2.0"><channel/></rss>',
    b"{" * 3000,
    b'{"version":"https://jsonfeed.org/version/1","items":[{"url":7},{"url":null},[],{"id":"http://a.example/"}]}',
]
SAMPLES: dict[str, tuple[bytes, list[tuple[str, str | None]]]] = {
    "feed": (
        "<rss version='2.0'><channel><item><title>نشست شورا</title><link>/1</link></item></channel></rss>".encode(),
        [("https://agency.example/1", "نشست شورا")],
    ),
    "listing": ("<a href='/1'>نشست شورا</a>".encode(), [("https://agency.example/1", "نشست شورا")]),
    "page": (b"<p>Tariff of Talvaria</p>", [("https://agency.example/s/talvaria_post", None)]),
    "sitemap": (
        b"<urlset><url><loc>https://agency.example/1</loc></url></urlset>",
        [("https://agency.example/1", None)],
    ),
    "telegram": (
        preview(post(1, "نشست شورا")),
        [("https://agency.example/talvaria_post/1?embed=1", "نشست شورا")],
    ),
}


def test_table_and_files_agree() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - HELPERS
    assert set(collect.KINDS) == files
    assert {f"rasad.collect.sources.{name}" for name in files} == set(collect.KINDS.values())


@pytest.mark.parametrize("name", sorted(collect.KINDS))
def test_each_kind_says_what_it_reads(name: str) -> None:
    row = importlib.import_module(collect.KINDS[name])
    assert row.__doc__ is not None and "→" in row.__doc__
    assert list(inspect.signature(kind(name).read_links).parameters) == ["fetched", "source"]
    assert kind(name).read_links.__doc__


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", sorted(collect.KINDS))
def test_hostile_bodies_end_in_links_or_one_clear_failure(name: str, body: bytes) -> None:
    fetched = Fetched(
        url="https://agency.example/x", body=body, headers=(("Content-Type", "text/xml"),)
    )
    try:
        links = kind(name).read_links(fetched, source=Source(id="s", kind=name, url=fetched.url))
    except ItemFailed as error:
        assert "https://agency.example/x" in error.message
        assert "\n" not in error.message
    else:
        assert all(isinstance(link, Link) for link in links)
        more = further(kind(name), fetched, Source(id="s", kind=name, url=fetched.url))
        assert all(isinstance(one, Further) for one in more)


@pytest.mark.parametrize("name", sorted(collect.KINDS))
def test_each_kind_is_explained_in_the_docs(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rooms" / "collect.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in page


@pytest.mark.parametrize("name", sorted(collect.KINDS))
def test_a_kind_reads_the_sample_of_its_kind(name: str) -> None:
    body, expected = SAMPLES[name]
    url = "https://agency.example/s/talvaria_post"
    fetched = Fetched(url=url, body=body, headers=(("Content-Type", "text/html; charset=utf-8"),))
    source = Source(id="s", kind=name, url=url)
    links = kind(name).read_links(fetched, source=source)
    assert [(link.url, link.title) for link in links] == expected
    assert kind(name).read_links(fetched, source=source) == links


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadInput, match="radio"):
        kind("radio")
