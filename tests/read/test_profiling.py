"""A profile proposed from articles of one site picks on other articles of it what the reader found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rasad import packs, read
from rasad.errors import Unreadable
from rasad.read.profiling import propose_profile


def page(number: int) -> bytes:
    """An article of one layout, with what surrounds it."""
    words = " ".join(f"The Ministry of Networks said in notice {number} that fee {i} of {number * 7 + i} stays as it was." for i in range(12))
    return f"""<html><head><title>Notice {number} on fees | Sarvan Post</title></head><body>
<header><a class="logo" href="/">Sarvan Post</a><span class="today">1 January 2027</span></header>
<div class="wrap"><h1 class="head">Notice {number} on fees</h1><div class="meta"><span class="author">Mina Darvand</span>
<span class="when">1{number} September 2026</span></div><div class="story">{"".join(f"<p>{part}.</p>" for part in words.split(". "))}</div>
<div class="related"><a href="/1">Another notice of another day</a></div></div></body></html>""".encode()


def address(number: int) -> str:
    """Where it stands."""
    return f"https://www.sarvanpost.example/notice-{number}"


def test_the_selectors_point_at_what_was_read() -> None:
    found = propose_profile([(address(n), page(n)) for n in (1, 2, 3)])
    assert found.profile.domains == ("sarvanpost.example",)
    assert (found.profile.title, found.profile.date, found.profile.byline) == ("h1", "span.when", "span.author")
    assert found.profile.body == "div.story"
    assert found.notes == ()


def test_a_proposed_profile_reads_a_page_that_it_was_not_made_from() -> None:
    found = propose_profile([(address(n), page(n)) for n in (1, 2, 3)])
    pack = replace(packs.load("example"), profiles=(found.profile,))
    told = read.read_document(page(4), url=address(4), pack=pack)
    assert (told.title, told.byline) == ("Notice 4 on fees", "Mina Darvand")
    assert told.published is not None
    assert told.published.edtf == "2026-09-14"
    assert "Another notice" not in told.text


def test_one_page_is_said_to_be_little() -> None:
    assert "give two more articles" in propose_profile([(address(1), page(1))]).notes[0]


def test_pages_of_two_sites_or_without_articles_are_refused() -> None:
    with pytest.raises(Unreadable, match="2 hosts"):
        propose_profile([(address(1), page(1)), ("https://other.example/1", page(2))])
    with pytest.raises(Unreadable, match="no article on the pages"):
        propose_profile([(address(1), b"<html><body></body></html>")])


SITE = Path(__file__).resolve().parents[2] / "examples" / "newsroom" / "site"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("host", "folder", "wanted"),
    [
        ("fanous.example", "news", {"lede": "p.summary", "body": "div.item-body", "date": "span.item-date", "byline": "span.item-author"}),
        ("peyk.example", "1405", {"lede": "div.lid", "body": "div.matn", "date": "span.tarikh-enteshar"}),
        ("talna.example", "fa/news", {"lede": "p.lead", "body": "div.item-text", "date": "span.item-date"}),
        ("kuch.example", "en/a", {"lede": None, "body": "main > p:not([class])", "date": "p.meta"}),
        ("simobit.example", "p", {"lede": None, "body": "article", "date": "time"}),
    ],
)
def test_ledes_bodies_and_days_of_the_newsroom_are_found(host: str, folder: str, wanted: dict[str, str | None]) -> None:
    files = sorted((SITE / host / folder).rglob("*.html"))
    found = propose_profile([(f"http://{host}/{file.relative_to(SITE / host)}", file.read_bytes()) for file in files])
    assert {role: getattr(found.profile, role) for role in wanted} == wanted
    assert not [note for note in found.notes if "look which is right" in note]


def test_a_day_in_several_spans_is_found_as_a_whole() -> None:
    def parted(number: int) -> bytes:
        parts = f"<b>1{number}</b> <b>September</b> <b>2026</b>"
        return page(number).replace(f"1{number} September 2026</span></div>".encode(), f"{parts}</span></div>".encode())

    found = propose_profile([(address(n), parted(n)) for n in (1, 2, 3)])
    assert found.profile.date == "span.when"


def test_a_day_that_only_a_machine_is_told_is_found_where_a_reader_sees_it() -> None:
    def stamped(number: int) -> bytes:
        stamp = f'<meta property="article:published_time" content="2026-09-1{number}T08:00:00+05:00"></head>'
        return page(number).replace(b"</head>", stamp.encode())

    found = propose_profile([(address(n), stamped(n)) for n in (1, 2, 3)])
    assert found.profile.date == "span.when"


def test_a_selector_by_which_the_pages_tell_something_else_is_not_proposed() -> None:
    def joined(number: int) -> bytes:
        name = b'<meta name="author" content="Mina Darvand"></head>'
        return page(number).replace(b"</head>", name).replace(b"Mina Darvand</span>", b"From our desk, Mina Darvand and others</span>")

    found = propose_profile([(address(n), joined(n)) for n in (1, 2, 3)])
    assert found.profile.byline is None
    assert "no selector for the byline fits most pages; it is found by the general rules" in found.notes
