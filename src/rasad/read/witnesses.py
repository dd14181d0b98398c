"""Witnesses: what a page says of its own day, each with how far it is believed. Tree + metadata + address -> candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rasad import calendars
from rasad.model import when
from rasad.read.blocks import Block
from rasad.read.metadata import Metadata
from rasad.read.printed_days import MODIFIED, SAYS, days_anywhere, days_near_headline, find_days
from rasad.read.scripted import scripted_stamps, stamps_in_attributes
from rasad.read.stamps import is_utc, value_of_stamp
from rasad.read.tree import Element, Names, find_named, names_of, select, text_of

_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "pubdate",
    "publication_date", "cxenseparse:recs:publishtime", "dcterms.created", "dc.date.issued", "date.issued",
    "dcterms.date", "dc.date", "citation_publication_date", "citation_date", "date", "article.published",
    "dcterms.issued", "dc.date.created", "release_date", "rnews:datepublished", "originalpublicationdate",
)  # fmt: skip
# the same said in a way of its own: weighed a little less
_LIKE: Final = re.compile(
    r"publi(?:sh|c)\w*[._:-]?(?:date|time|on)|pub[._:-]?(?:date|time)|date[._:-]?(?:publi|pub|issued|creat|orig)"
    r"|(?:issue|creat\w*|original|article|post\w*|release)[._:-]?date",
    re.I,
)
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lish(?:ed)?)?[_-]?(?:date|time|at|on)?|date|datum|fecha|time(?:stamp)?|posted(?:[_-]?on)?|entry-date|item-date"
    r"|news[_-]?(?:date|time|info)|article[_-]?(?:date|time|info|meta)|created|byline|dateline|meta)(?:$|[\s_-])",
    re.I,
)
_SAID: Final = re.compile(
    r"(?:^|[\s_-])(?:published|posted|publish)[_-]?(?:at|on|date)?(?:$|[\s_-])"
)
_HEADER: Final = re.compile(
    r"(?:^|[\s_-])(?:header|top(?:bar)?|clock|today|navbar|masthead|weather|ticker)", re.I
)
_OUTSIDE: Final = frozenset(("nav", "aside"))
_IN_PATH: Final = re.compile(
    r"/((?:19|20)\d\d|1[34]\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)", re.I
)
_IN_NAME: Final = re.compile(r"(?:^|[/_-])((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)")
# parted otherwise, as Chinese papers do: /2026-03/14/, /202603/14/, /2026/0314/, t20260314_1, and before a number of the site
_IN_PARTS: Final = re.compile(
    r"/(20\d\d)[/-]?([01]\d)/?([0-3]\d)(?=[/_.-])|[/_-][a-z]{0,2}(20[0-3]\d)([01]\d)([0-3]\d)(?=\d{2,10}(?:[/_.-]|$)|_)"
)
_IN_NUMBER: Final = re.compile(
    r"/(?:news|newstext)[a-z.]*[/=](1[34]\d\d|[789]\d|0\d)([01]\d)([0-3]\d)\d{4,6}(?=/|$)"
)
_SHORT: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LINE: Final = 160
_MOST: Final = 12  # printed dates looked at on one page


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date with its witness; `weight` is how far that kind of witness is believed."""

    text: str
    edtf: str
    calendar: str
    basis: str
    weight: float
    kind: str = "machine"  # whose word it is: profile, machine, printed, url
    other: str | None = None  # the day with month and day in the other order


def near_headline(blocks: list[Block], language: str, today: date | None) -> Iterator[Candidate]:
    """Days in the short lines around the headline; the day of the capture in front of it is a clock."""
    for day, weight, is_behind in days_near_headline(blocks, language):
        is_clock = not is_behind and today is not None and when.day_of(day.edtf or "") == today
        yield Candidate(
            day.text,
            day.edtf or "",
            day.calendar,
            "header",
            0.1 if is_clock else weight,
            "printed",
            day.rival,
        )


def anywhere(blocks: list[Block], language: str, today: date | None) -> Iterator[Candidate]:
    """The first day in a short line of the page, when nothing better is there; never that of the clock."""
    for day in days_anywhere(blocks, language):
        if today is None or when.day_of(day.edtf or "") != today:
            yield Candidate(
                day.text, day.edtf or "", day.calendar, "header", 0.45, "printed", day.rival
            )
            return


def selected(tree: Element, selector: str | None, language: str) -> Iterator[Candidate]:
    """What the profile of the site points at."""
    for node in select(tree, selector)[:3] if selector else ():
        stamp = node.get("datetime") or node.get("content")
        value = value_of_stamp(stamp, language=language) if stamp else None
        if value and stamp:
            yield Candidate(stamp, *value, "header", 1.0, "profile")
        for found in find_days(text_of(node)[:_LINE], language):
            yield Candidate(found.text, found.edtf or "", found.calendar, "header", 1.0, "profile")


def declared(metadata: Metadata, zone: str, language: str) -> Iterator[Candidate]:
    """JSON-LD and meta tags."""
    for key, weight in (
        ("datePublished", 0.9),
        ("dateCreated", 0.6),
        ("uploadDate", 0.5),
        ("dateModified", 0.3),
    ):
        for stamp in metadata.said(key):
            value = value_of_stamp(str(stamp), zone=zone, language=language)
            if value:
                yield Candidate(str(stamp), *value, "header", weight)
                break
    for name in _PUBLISHED:
        stamp_text = metadata.first(name)
        value = value_of_stamp(stamp_text, zone=zone, language=language) if stamp_text else None
        if value:
            yield Candidate(
                stamp_text, *value, "header", 0.85 if "publi" in name or "pub" in name else 0.7
            )
    for name in metadata.meta:
        if name not in _PUBLISHED and _LIKE.search(name) and not MODIFIED.search(name):
            value = value_of_stamp(metadata.first(name), zone=zone, language=language)
            if value:
                yield Candidate(metadata.first(name), *value, "header", 0.65)
    for name in ("article:modified_time", "og:updated_time", "last-modified", "datemodified"):
        stamp_text = metadata.first(name)
        value = value_of_stamp(stamp_text, zone=zone, language=language) if stamp_text else None
        if value:
            yield Candidate(stamp_text, *value, "header", 0.3)


def printed(
    tree: Element, names: Names, language: str, today: date | None, zone: str
) -> Iterator[Candidate]:
    """Dates in `time` elements and in elements whose class says so; the first is believed most."""
    headline = next(iter(tree.iter("h1")), None)
    around: set[Element] = set()
    if headline is not None:
        around = {*headline.iterancestors()} - {*tree.iter("body", "html")}
    is_after = headline is None
    rows: list[tuple[Element, Candidate, bool]] = []
    for node in find_named(names, _CLASS, tags=True):
        is_after = is_after or node is headline
        if len(rows) > _MOST:
            break
        own = names_of(node)
        if not (node.tag == "time" or "datepublished" in own or _CLASS.search(own)):
            continue
        one = None if _is_outside(node) else _printed_one(node, language, zone)
        if one is not None:
            is_near = is_after or any(above in around for above in node.iterancestors())
            rows.append((node, one, is_near))
    for number, (node, one, is_near) in enumerate(rows, 1):
        own = names_of(node)
        is_only = len({other.edtf for row, other, _ in rows if names_of(row) == own}) == 1
        weight = _weight(node, own, is_only) - 0.04 * number - 0.12 * (not is_near)
        if today is not None and when.day_of(one.edtf) == today and _is_clock(node, is_near):
            weight = 0.1
        yield replace(one, weight=weight)


def _is_outside(node: Element) -> bool:
    """True in navigation, asides and the footer of the page; an article may have a footer of its own."""
    above = {part.tag for part in (node, *node.iterancestors())}
    return bool(above & _OUTSIDE) or ("footer" in above and "article" not in above)


def _weight(node: Element, names: str, is_only: bool) -> float:
    """How far a printed date is believed by its element and the words beside it; `is_only`: no other day goes by its class."""
    text = text_of(node)
    is_said = bool(_SAID.search(names))
    if (MODIFIED.search(names) and not is_said) or MODIFIED.search(text):
        return 0.3
    if "datepublished" in names or node.get("pubdate") is not None:
        return 0.75
    if SAYS.search(text):
        return 0.92
    if is_said and is_only:
        return 0.8
    return 0.62 if node.tag == "time" else 0.5


def _is_clock(node: Element, is_near: bool) -> bool:
    above = [node, *node.iterancestors()]
    return not is_near or any(
        _HEADER.search(names_of(part)) or part.tag == "header" for part in above
    )


def _printed_one(node: Element, language: str, zone: str) -> Candidate | None:
    """The stamp of an element, else the date printed in it.

    A stamp in UTC beside a day in print yields to the print: that is local.
    """
    text = text_of(node)
    stamp = node.get("datetime") or node.get("content")
    if stamp is None and node.tag == "abbr":
        stamp = node.get("title")
    if len(text) > _LINE or not (text or stamp):
        return None
    value = value_of_stamp(stamp, zone=zone, language=language) if stamp else None
    found = next(iter(find_days(text, language)), None) if text else None
    if value and stamp and not (found and zone == "UTC" and is_utc(stamp)):
        return Candidate(stamp, *value, "header", 0.0)
    if found is None:
        return None
    return Candidate(
        found.text, found.edtf or "", found.calendar, "header", 0.0, "printed", found.rival
    )


def scripted(
    tree: Element, zone: str, language: str, *, attributes: bool = False
) -> Iterator[Candidate]:
    """Stamps in scripts, or in attributes of elements: for pages on which little else speaks."""
    for stamp, weight in (stamps_in_attributes if attributes else scripted_stamps)(tree):
        value = value_of_stamp(stamp, zone=zone, language=language)
        if value:
            yield Candidate(stamp, *value, "header", weight)


def of_address(url: str | None) -> Iterator[Candidate]:
    """The day that the address names."""
    found = day_of_address(url)
    if found:
        yield Candidate(found[2], found[0], found[1], "url", 0.66, "url")


def day_of_address(url: str | None) -> tuple[str, str, str] | None:
    """The day that an address names, its calendar and the printed digits; None for an address that names none.

    Three forms: /2026/03/14/ or /1404/12/23/, 20260314, and a number of an agency that begins with a
    Jalali day, in two digits of year (8707060255) or four (13950404000123).
    """
    forms = (_IN_PATH, _IN_NAME, _IN_NUMBER, _IN_PARTS)
    found = next((one for form in forms if (one := form.search(url or ""))), None)
    if not found:
        return None
    printed_year, printed_month, printed_day = (part for part in found.groups() if part)
    year = int(printed_year)
    year += (1300 if year > 30 else 1400) if year < 100 else 0
    named = printed_month.lower()
    try:
        month = _SHORT.index(named) + 1 if named in _SHORT else int(named)
        calendar = "jalali" if year < 1500 else "gregorian"
        day = calendars.to_gregorian(calendar, year, month, int(printed_day))
    except (ValueError, OverflowError):
        return None
    return day.isoformat(), calendar, found[0].strip("/")
