"""Live: a page that tells many things one below the other, each with its own time or heading. str + Document -> Document with parts.

A live blog, as schema.org's LiveBlogPosting or as repeated containers, and a page of briefs. What the page says of itself stays
in front; behind it come the entries in the page's order, each from its heading to the end of its paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Final

from rasad.model import DateMention, Document, Part, when
from rasad.read import address, limits
from rasad.read.blocks import clean, read_blocks
from rasad.read.hidden import strip_hidden
from rasad.read.language import detect
from rasad.read.live_entries import MOST, Entry, entry_of, is_stamp, label_of
from rasad.read.live_flat import find_flat, says_live
from rasad.read.live_keys import Names, keys_of, own_names
from rasad.read.live_linked import blogs_of, date_of, updates_of
from rasad.read.live_markup import ELEMENTS, LIVE, Found, find_entries, is_thread
from rasad.read.metadata import names_in, read_metadata
from rasad.read.stamps import day_in_zone, is_utc, value_of_stamp, zone_of_site
from rasad.read.titles import find_title, key
from rasad.read.tree import PARAGRAPH, Element, parse

FROM_DATA: Final = "the entries are told as the page tells them to machines: compare quotations with the page as shown"
WHOLE: Final = "the page says that it is a live blog, but its entries cannot be told apart: it is read as one text"
TOO_MANY: Final = f"the page tells more than {MOST:,} things: it is read as one text"
_DECLARED: Final = ("LiveBlogPosting", "liveBlogUpdate")
# begins with its rarest letters: a search for ten names takes four times as long
_NAMED: Final = re.compile(r"ive[-_]?(?:[bB]log|[tT]icker|[uU]pdate|[fF]eed)")
_CLOCKED: Final = re.compile(r">\W{0,4}(?:\u0633\u0627\u0639\u062a\s*)?\d{1,2}[:.h]\d\d\b")  # a line that opens with a time
_MARKS: Final = ("<time", "<article")
_TIMES: Final = ('time"', "timestamp", 'date"')
_LEAST: Final = 3
_PROSE, _NEEDLE, _LOOKED, _MISSED = 60, 24, 80, 5
_COMPARED: Final = 500
_SIGNS: Final = 60


def may_tell_many(source: str, text: str, *, url: str | None, title: str) -> bool:
    """A cheap look: the page says it is live, or its main text lies between times, items or entries."""
    if any(word in source for word in _DECLARED):
        return True
    named = _NAMED.search(source) is not None or says_live(url, title)
    marks = _places(source, (*_MARKS, *_TIMES) if named else _MARKS)
    if named:
        marks = sorted([*marks, *(found.start() for pattern in (_NAMED, _CLOCKED) for found in islice(pattern.finditer(source), 4 * MOST))])
    if len(marks) < _LEAST or (not named and is_thread(url)):
        return False
    within: set[int] = set()
    place = missed = 0
    for line in text.split(PARAGRAPH, _LOOKED)[:_LOOKED]:
        if len(line) < _PROSE:
            continue
        found = source.find(line[:_NEEDLE], place)
        if found < 0:
            missed += 1
            if missed > _MISSED:
                break
            continue
        place = found + _NEEDLE
        if (behind := bisect_right(marks, found)) > 0:
            within.add(behind)
        if len(within) >= _LEAST:
            return True
    return False


def _places(source: str, words: tuple[str, ...]) -> list[int]:
    """Where times and items begin."""
    found: list[int] = []
    for word in words:
        place = source.find(word)
        while place >= 0 and len(found) < 4 * MOST:
            found.append(place)
            place = source.find(word, place + 5)
    return sorted(found)


def read_many(source: str, page: Document | None, *, url: str | None, captured: str | None, zone: str | None) -> Document | None:
    """The page with its entries as parts; None when it tells one thing. `page` is what was read of it as one, None when nothing was."""
    tree = parse(source, url)
    blogs = blogs_of(tree)
    updates = updates_of(blogs)
    is_live = bool(blogs) or any(LIVE.search(name) for name in _class_names(tree))
    if len(updates) > MOST:
        return _whole(page, TOO_MANY)
    metadata = read_metadata(tree)
    strip_hidden(tree)
    own = url or (page.url if page else None) or metadata.canonical
    elements = [node for node in tree.iter() if isinstance(node.tag, str)]
    if len(elements) > ELEMENTS:
        return _whole(page, TOO_MANY)
    blocks = read_blocks(tree)
    found = find_entries(elements, blocks, url=own, is_live=is_live, ids=frozenset(one.fragment for one in updates if one.fragment))
    if found.is_too_many:
        return _whole(page, TOO_MANY)
    shown, nodes = _shown(found, find_flat(blocks) if not found.members and (is_live or says_live(url, page.title if page else "")) else ([], []))
    stamps = [entry.stamp for entry in shown]
    entries, is_shown = _entries(shown, own_names(nodes, stamps, own), updates)
    if len(entries) < (1 if updates else 2):
        return _whole(page, WHOLE) if blogs else None
    if page is None:
        page = Document(
            text="", title=find_title(tree, metadata, url), byline=", ".join(name for blog in blogs[:1] for name in names_in(blog.get("author"))),
            language=detect("\n".join(one.text for one in entries), metadata.language), url=own,
            canonical=address.canonical(url, metadata.canonical or metadata.first("og:url") or None),
            published=_published(Entry([], stamp=date_of(blogs, "datePublished", "coverageStartTime")), own, captured=captured, zone=zone, language="en"),
        )  # fmt: skip
    return _assembled(page, entries, _told_within(entries), is_shown=is_shown, captured=captured, zone=zone)


def _class_names(tree: Element) -> list[str]:
    """What the body of a page and the parts that may hold its article are called."""
    return [f"{node.get('class') or ''} {node.get('id') or ''}" for node in tree.iter("body", "main", "article", "section", "div", "ol", "ul")]


def _whole(page: Document | None, why: str) -> Document | None:
    return replace(page, warnings=(*page.warnings, why)) if page else None


def _shown(found: Found, flat: tuple[list[Entry], list[Element]]) -> tuple[list[Entry], list[Element]]:
    """The entries that the page shows, each with the element that holds or begins it."""
    if not found.members:
        return flat
    entries = [entry_of(node) for node in found.members]
    for entry, stamp in zip(entries, found.stamps, strict=True):
        entry.stamp = stamp
    return entries, list(found.members)


def _entries(shown: list[Entry], names: list[Names], updates: list[Entry]) -> tuple[list[Entry], bool]:
    """The entries as shown, with what the page tells machines of them; as told to machines alone where the page shows less than half."""
    for entry, name in zip(shown, names, strict=True):
        entry.own, entry.fragment = name.own, name.fragment
    said = _index(updates)
    for entry, name in zip(shown, names, strict=True):
        first = next((line for line in entry.lines if line != entry.title), "")
        update = next((said[sign] for sign in (*(f"#{id}" for id in name.ids), *_signs(entry.title, first)) if sign in said), None)
        if update is not None:
            entry.stamp, entry.byline = update.stamp or entry.stamp, entry.byline or update.byline
            entry.title, entry.fragment = entry.title or update.title, update.fragment or entry.fragment
    shown = [entry for entry in shown if _has_words(entry)]
    told = [entry for entry in updates if _has_words(entry)]
    if 2 * sum(len(one.text) for one in shown) >= sum(len(one.text) for one in told):
        return shown, True
    return told, False


def _has_words(entry: Entry) -> bool:
    return len(key(entry.text)) >= 3


def _index(updates: list[Entry]) -> dict[str, Entry]:
    """The updates by what they may be known by on the page."""
    found: dict[str, Entry] = {}
    for one in updates:
        first = next((line for line in one.lines if line != one.title), "")
        for sign in (*([f"#{one.fragment}"] if one.fragment else []), *_signs(one.title, first)):
            found.setdefault(sign, one)
    return found


def _signs(title: str, first: str) -> list[str]:
    return [f"{kind}{sign}" for kind, sign in (("title ", key(title)[:_SIGNS]), ("line ", key(first)[:_SIGNS])) if sign]


def _told_within(entries: list[Entry]) -> set[str]:
    """The lines of all entries, those that are no words of theirs too."""
    return {key(line) for entry in entries for line in (*entry.lines, entry.title, *entry.beside)}


def _assembled(page: Document, entries: list[Entry], within: set[str], *, is_shown: bool, captured: str | None, zone: str | None) -> Document | None:
    """The page's own paragraphs, then the entries, each with its span."""
    lines = [clean(line) if "\n" in line else line for line in page.text.split(PARAGRAPH)]
    pieces = [line for line in _apart(lines, within) if is_shown or len(line) >= _PROSE]
    place = sum(map(len, pieces)) + len(PARAGRAPH) * len(pieces)
    own = page.canonical or page.url
    parts: list[Part] = []
    told = keys_of(entries)
    days = _days([entry for _, entry in told], page, own, captured=captured, zone=zone)
    for (name, entry), published in zip(told, days, strict=True):
        text = entry.text
        at = f"{own.partition('#')[0]}#{entry.fragment}" if own and entry.fragment else own
        parts.append(
            Part(key=name, start=place, end=place + len(text), title=entry.title or label_of(text), byline=entry.byline, published=published, url=at)
        )
        pieces.append(text)
        place += len(text) + len(PARAGRAPH)
    if place > limits.MAX_TEXT:
        return _whole(page, TOO_MANY)
    warnings = page.warnings if is_shown else (*page.warnings, FROM_DATA)
    return replace(page, text=PARAGRAPH.join(pieces), agency=None, parts=tuple(parts), warnings=warnings)


def _apart(lines: list[str], within: set[str]) -> list[str]:
    """The paragraphs that stand in no entry, whether or not they were cut at the same places."""
    joined = "\n".join(sorted(within))
    found: list[str] = []
    for line in lines:
        sign = key(line)
        if sign and sign not in within and (len(found) >= _COMPARED or sign[:_SIGNS] not in joined):
            found.append(line)
    return found


def _published(entry: Entry, url: str | None, *, captured: str | None, zone: str | None, language: str) -> DateMention | None:
    """The day of an entry's own time, in the zone of the pack, else as printed; None for what lies after the capture."""
    found = value_of_stamp(entry.stamp, zone=zone or "UTC", language=language) if entry.stamp else None
    if found is None:
        return None
    day, calendar = found
    if zone is None and is_utc(entry.stamp):
        day = day_in_zone(entry.stamp, day, zone_of_site(url) or "UTC")
    told, taken = when.day_of(day), when.day_of(captured[:10]) if captured else None
    if told is None or (taken is not None and told > taken + timedelta(days=1)):
        return None
    sure = 0.9 if is_stamp(entry.stamp) else 0.8
    return DateMention(text=entry.stamp, edtf=day, calendar=calendar, role="publication", basis="header", confidence=sure)


def _days(entries: list[Entry], page: Document, url: str | None, *, captured: str | None, zone: str | None) -> list[DateMention | None]:
    """The day of each entry: its own, else that of the entries above and below where these are of one day, else, less surely, the page's."""
    told = [_published(entry, url, captured=captured, zone=zone, language=page.language) for entry in entries]
    behind: list[DateMention | None] = []
    for one in reversed(told):
        behind.append(one or (behind[-1] if behind else None))
    before: DateMention | None = None
    for place, after in enumerate(reversed(behind)):
        own, entry = told[place], entries[place]
        before = own or before
        if own is None and before is not None and after is not None and before.edtf == after.edtf:
            told[place] = replace(before, text=entry.stamp or before.text, confidence=0.6)
        elif own is None and page.published is not None:
            told[place] = replace(page.published, text=entry.stamp or page.published.text, confidence=min(0.5, page.published.confidence))
    return told
