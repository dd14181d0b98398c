"""Live blogs and pages of briefs are split, all else stays whole; texts of an invented country."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace

import pytest
from lxml import html

from rasad import packs
from rasad.errors import Unreadable
from rasad.model import Document
from rasad.model.when import is_edtf
from rasad.read import live, read_document
from rasad.read.tree import find_named, read_names
from read.live_pages import ENTRIES, LEAD, URL, Told, container, linked, marked, shell

MUTATIONS = 120
PROSE = "The ministry of Talvaria told reporters in Sarvan that the matter was still with the committee, which meets again before the month is out."


def told(source: str, url: str | None = URL, **given: str) -> Document:
    return read_document(source.encode(), url=url, pack=packs.load("example"), **given)


def texts(document: Document) -> list[str]:
    return [document.text[part.start : part.end] for part in document.parts]


def keys(document: Document) -> list[str]:
    return [part.key for part in document.parts]


@pytest.mark.parametrize("source", [marked(), marked(head=linked()), shell("", head=linked())], ids=["markup", "both", "data"])
def test_each_entry_has_its_own_title_time_author_and_words(source: str) -> None:
    found = told(source)
    assert [part.title for part in found.parts] == [one.title for one in ENTRIES]
    assert [part.byline for part in found.parts] == [one.by for one in ENTRIES]
    assert [part.published and (part.published.text, part.published.edtf) for part in found.parts] == [(one.at, one.at[:10]) for one in ENTRIES]
    assert texts(found) == ["\n\n".join((one.title, *one.words)) for one in ENTRIES]
    assert [part.url for part in found.parts] == [f"{URL}#{one.id}" for one in ENTRIES]
    assert LEAD in found.text[: found.parts[0].start]


def test_nothing_stands_between_entries_and_nothing_is_told_twice() -> None:
    found = told(marked())
    assert [found.text[a.end : b.start] for a, b in zip(found.parts, found.parts[1:], strict=False)] == ["\n\n", "\n\n"]
    assert found.parts[-1].end == len(found.text) and "Share this" not in found.text
    assert all(found.text.count(line) == 1 for one in ENTRIES for line in one.words)


def test_what_a_page_tells_machines_alone_is_marked_as_such() -> None:
    assert told(marked(head=linked())).warnings == ()
    (warning,) = told(shell("", head=linked())).warnings
    assert "compare quotations" in warning


def test_a_page_that_shows_nothing_but_data_for_machines_is_read() -> None:
    bare = f'<!doctype html><html><head><title>Live</title>{linked()}</head><body><div id="app"></div></body></html>'
    found = told(bare)
    assert len(found.parts) == 3 and found.published is not None and found.published.edtf == "2026-11-22"


def test_an_entry_keeps_its_key_and_words_when_new_ones_come_on_top() -> None:
    new = Told("Committee meets", (PROSE,), "2026-11-24T09:00:00+05:00", id="block-d4")
    for ids in (True, False):
        before, after = told(marked(ids=ids)), told(marked((new, *ENTRIES), ids=ids))
        assert keys(after)[1:] == keys(before) and texts(after)[1:] == texts(before)
        assert keys(after)[0] not in keys(before)


def test_an_edited_entry_keeps_its_key() -> None:
    edited = (replace(ENTRIES[0], title="Minister does not deny the cut", words=(PROSE,)), *ENTRIES[1:])
    assert keys(told(marked(edited))) == keys(told(marked()))
    assert texts(told(marked(edited)))[0] != texts(told(marked()))[0]
    reworded = (replace(ENTRIES[0], words=(PROSE,)), *ENTRIES[1:])
    assert keys(told(marked(reworded, ids=False))) == keys(told(marked(ids=False)))


def test_an_id_that_counts_from_the_top_names_nothing() -> None:
    def numbered(entries: tuple[Told, ...]) -> Document:
        return told(marked([replace(one, id=f"entry-{number}") for number, one in enumerate(entries)]))

    new = Told("Committee meets", (PROSE,), "2026-11-24T09:00:00+05:00")
    assert keys(numbered((new, *ENTRIES)))[1:] == keys(numbered(ENTRIES))


def test_an_id_that_counts_from_the_oldest_names_an_entry() -> None:
    rising = [replace(one, id=f"entry-{number}") for number, one in enumerate(reversed(ENTRIES))]
    assert keys(told(marked(rising))) == ["entry-0", "entry-1", "entry-2"]


def test_times_in_a_wrong_order_change_no_order_and_no_key() -> None:
    mixed = [ENTRIES[1], ENTRIES[0], ENTRIES[2]]
    found = told(marked(mixed, ids=False))
    assert [part.title for part in found.parts] == [one.title for one in mixed]
    assert sorted(keys(found)) == sorted(keys(told(marked(ids=False))))


def test_an_entry_without_a_time_has_the_day_of_its_neighbours_or_less_surely_the_pages() -> None:
    same = [replace(one, at=f"2026-11-23T10:0{number}:00+05:00") for number, one in enumerate(ENTRIES)]
    between = told(marked([same[0], replace(same[1], at=""), same[2]], name="liveblog", head=linked(same[:1] + same[2:])))
    day = between.parts[1].published
    assert day is not None and (day.edtf, day.confidence) == ("2026-11-23", 0.6)
    clocked = told(marked(clock=True, name="liveblog"))
    assert [(part.published.text, part.published.edtf, part.published.confidence) for part in clocked.parts if part.published] == [
        (one.at[11:16], "2026-11-22", 0.5) for one in ENTRIES
    ]


def test_a_time_after_the_capture_is_not_believed() -> None:
    ahead = (replace(ENTRIES[0], at="2027-01-05T10:00:00+05:00"), *ENTRIES[1:])
    found = told(marked(ahead), captured="2026-11-24T10:00:00Z")
    day = found.parts[0].published
    assert day is not None and day.edtf == "2026-11-22" and day.confidence <= 0.5


def test_a_stamp_in_utc_is_told_in_the_zone_of_the_pack() -> None:
    late = [replace(one, at=one.at[:11] + f"21:3{number}:00Z") for number, one in enumerate(ENTRIES)]
    assert [part.published and part.published.edtf for part in told(marked(late)).parts] == ["2026-11-25", "2026-11-24", "2026-11-23"]


def test_an_entry_without_a_heading_is_called_by_its_first_words() -> None:
    bare = [replace(one, title="") for one in ENTRIES]
    titles = [part.title for part in told(marked(bare)).parts]
    assert titles[2] == "Subscribers in Delvaran said that mobile data came back at noon, after 61 hours…"
    assert all(title.endswith("…") for title in titles)


def test_lines_that_open_with_a_time_are_entries_of_a_page_that_says_it_is_live() -> None:
    flat = "".join(f"<p><strong>{one.at[11:16]} {one.title}</strong></p>{''.join(f'<p>{line}</p>' for line in one.words)}" for one in ENTRIES)
    found = told(shell(flat))
    assert [part.title for part in found.parts] == [one.title for one in ENTRIES]
    assert texts(found)[1] == "\n\n".join((ENTRIES[1].title, *ENTRIES[1].words))
    assert LEAD in found.text and found.text.count(ENTRIES[1].title) == 1
    programme = shell(flat).replace("Network cut in Talvaria: live", "Conference on networks in Sarvan")
    assert told(programme, url="https://courier.sarvan.example/conference").parts == ()


def test_a_persian_running_page_is_split_too() -> None:
    clocks = ("۱۸:۴۰", "۱۶:۰۵", "۱۲:۳۰")
    words = ("وزیر ارتباطات تالواریا گفت شبکه تا فردا باز می‌گردد و هیچ دستوری برای قطع آن داده نشده است.", "سازمان تنظیم مقررات دو اپراتور را چهل میلیون تالوار جریمه کرد و نام آنها را نبرد.",
             "مشترکان در دلواران می‌گویند اینترنت همراه پس از شصت ساعت باز گشته است.")  # fmt: skip
    flat = "".join(f"<p>ساعت {clock} – {line}</p>" for clock, line in zip(clocks, words, strict=True))
    page = shell(flat, lead="شبکهٔ تالواریا از سه روز پیش قطع است.").replace("Network cut in Talvaria: live", "قطع شبکه در تالواریا؛ لحظه به لحظه")
    found = told(page, url="https://khabar.sarvan.example/news/77123")
    assert texts(found) == list(words)
    assert [part.published and part.published.text for part in found.parts] == list(clocks)


def test_items_that_say_so_are_split_on_a_page_of_briefs() -> None:
    briefs = [Told(f"{name} of the week", (PROSE, f"{name}: {PROSE}")) for name in ("Sarvan", "Delvaran", "Marim")]
    found = told(shell("".join(container(one, tag="article") for one in briefs)), url="https://courier.sarvan.example/briefs")
    assert [part.title for part in found.parts] == [one.title for one in briefs]
    assert all(part.published and part.published.edtf == "2026-11-22" and part.published.confidence <= 0.5 for part in found.parts)
    assert len(set(keys(found))) == 3


def test_sections_of_one_article_stay_one() -> None:
    sections = "".join(f"<section><h2>Part {name}</h2><p>{PROSE} {name}</p><p>{PROSE}</p></section>" for name in ("one", "two", "three", "four"))
    assert told(shell(sections), url="https://courier.sarvan.example/long").parts == ()


@pytest.mark.parametrize("tag", ["article", "div", "li"])
def test_a_list_of_teasers_is_no_page_of_many_things(tag: str) -> None:
    teasers = "".join(
        f'<{tag} class="entry"><time datetime="{one.at}">x</time><h2><a href="/news/{number}">{one.title}</a></h2><p>{PROSE} {number}</p></{tag}>'
        for number, one in enumerate(ENTRIES * 4)
    )
    assert told(shell(teasers)).parts == ()


def test_comments_and_threads_are_no_entries() -> None:
    comments = "".join(f'<div class="item" id="c{n}x"><span class="author">Reader {n}</span><time datetime="2026-11-2{n}T10:00:00Z">x</time><p>{PROSE} {n}</p></div>' for n in range(1, 6))
    assert told(shell(f'<div class="comments">{comments}</div>'), url="https://courier.sarvan.example/7").parts == ()
    assert told(shell(comments), url="https://courier.sarvan.example/7").parts == ()
    assert told(shell(comments), url="https://courier.sarvan.example/forum/7").parts == ()


def test_years_of_a_chronicle_are_no_times_of_entries() -> None:
    rows = "".join(f'<li class="event"><time datetime="{year}-03-01">{year}</time><p>{PROSE} {year}</p></li>' for year in range(1990, 2000))
    assert told(shell(f"<ul>{rows}</ul>"), url="https://courier.sarvan.example/chronicle").parts == ()


def test_more_entries_than_are_split_are_read_as_one_text() -> None:
    many = [Told(f"Entry {n}", (f"{PROSE} {n}",), f"2026-11-22T{n // 60 % 24:02d}:{n % 60:02d}:{n // 1440:02d}+05:00") for n in range(2001)]
    found = told(marked(many))
    assert found.parts == () and "2,000" in found.warnings[0]


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_not_split() -> None:
    rows = "".join(f"<article><time>10:{n % 60:02d}</time><p>The ministry said so again and again, {n}</p></article>" for n in range(100_000))
    found = live.read_many(shell(rows), Document(text="The page as read whole."), url=URL, captured=None, zone=None)
    assert found is not None and found.parts == () and "2,000" in found.warnings[-1]


def test_entries_within_entries_are_taken_once() -> None:
    inner = container(replace(ENTRIES[1], id="inner"))
    outer = [container(one).replace("</p></div>", f"</p>{inner if one is ENTRIES[0] else ''}</div>", 1) for one in ENTRIES]
    found = told(shell("".join(outer), name="liveblog"))
    assert len(set(keys(found))) == len(found.parts)
    assert all(a.end < b.start for a, b in zip(found.parts, found.parts[1:], strict=False))


def test_two_entries_of_one_name_are_told_apart_by_their_times() -> None:
    found = told(marked([replace(one, id="same") for one in ENTRIES]))
    assert len(set(keys(found))) == 3


@pytest.mark.parametrize("broken", ['{"@type":"LiveBlogPosting","liveBlogUpdate":[1,null,{"headline":7},[]]}', '{"@type":"LiveBlogPosting","liveBlogUpdate":"x"}', '{"liveBlogUpdate":{"articleBody":{"a":1}}}', '[{"@type":["LiveBlogPosting"]}]', "{"])
def test_broken_data_for_machines_leaves_the_page_as_shown(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert [part.title for part in told(marked(head=head)).parts] == [one.title for one in ENTRIES]
    whole = told(shell(f"<p>{PROSE}</p><p>{PROSE} Again.</p>", head=head))
    assert whole.parts == () and PROSE in whole.text


def mutated(source: str, chance: random.Random) -> str:
    """A page with some of its tags and stretches gone, doubled or out of place."""
    pieces = re.split(r"(?=<)", source)
    for _ in range(chance.randint(1, 12)):
        place, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        act = chance.randrange(5)
        if act == 0:
            pieces[place] = ""
        elif act == 1:
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif act == 2:
            pieces.insert(place, pieces[other] * chance.randint(1, 4))
        elif act == 3:
            pieces[place] = "".join(chance.sample(pieces[place], len(pieces[place])))
        else:
            pieces[place] = pieces[place].replace(chance.choice("0123456789aeT:-"), chance.choice(["", "۷", "<", '"', "\u200c", "9999"]))
    return "".join(pieces)


@pytest.mark.slow
def test_a_broken_page_never_breaks_the_reading_and_parts_lie_where_they_say() -> None:
    chance = random.Random(4)
    sources = [marked(), marked(head=linked()), shell("", head=linked()), marked(clock=True, name="liveblog", ids=False)]
    split = 0
    for _ in range(MUTATIONS):
        try:
            found = told(mutated(chance.choice(sources), chance))
        except Unreadable:
            continue
        split += bool(found.parts)
        assert len(set(keys(found))) == len(found.parts)
        assert all(0 <= part.start < part.end <= len(found.text) for part in found.parts)
        assert all(a.end < b.start for a, b in zip(found.parts, found.parts[1:], strict=False))
        assert all(part.title for part in found.parts)
        assert all(part.published is None or part.published.edtf is None or is_edtf(part.published.edtf) for part in found.parts)
    assert split > MUTATIONS / 4


@pytest.mark.slow
def test_a_page_with_very_many_names_is_read_in_time_that_grows_with_it() -> None:
    page = "<html><body>" + "".join(f'<div class="e{n}" id="x{n}"><time datetime="2026-06-01T10:00">10:00</time><p>The road is open {n}.</p></div>' for n in range(16000))
    tree = html.document_fromstring(page)
    started = time.process_time()
    names = read_names(tree)
    assert len(names) == 48000 and time.process_time() - started < 3
    assert len(find_named(names, re.compile(r"^e15\d\d\d$"))) == 1000
