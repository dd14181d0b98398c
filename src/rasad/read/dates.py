"""Dates: when a page says it was published. Tree + metadata + address -> DateMention and its rivals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasad import calendars
from rasad.model import DateMention, when
from rasad.read.blocks import Block
from rasad.read.metadata import Metadata
from rasad.read.printed_days import MODIFIED, SAYS, days_anywhere, days_near_headline, find_days
from rasad.read.tree import Element, Names, find_named, names_of, select, text_of

OLDEST: Final = date(1990, 1, 1)
_WEAK: Final = 0.4  # the weight under which the rest of the page is searched
_LATIN: Final = str.maketrans(
    {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}
)
_STAMP: Final = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_EPOCH: Final = re.compile(r"^\s*(1[0-9]{9})(?:\d{3})?\s*$")
_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "pubdate",
    "publication_date", "cxenseparse:recs:publishtime", "dcterms.created", "dc.date.issued", "date.issued",
    "dcterms.date", "dc.date", "citation_publication_date", "citation_date", "date", "article.published",
    "dcterms.issued", "dc.date.created", "release_date", "rnews:datepublished", "originalpublicationdate",
)  # fmt: skip
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lish(?:ed)?)?[_-]?(?:date|time)?|date|datum|fecha|time(?:stamp)?|posted(?:[_-]?on)?|entry-date|item-date"
    r"|news[_-]?(?:date|time|info)|article[_-]?(?:date|time|info|meta)|created|byline|dateline|meta)(?:$|[\s_-])",
    re.I,
)
_HEADER: Final = re.compile(
    r"(?:^|[\s_-])(?:header|top(?:bar)?|clock|today|navbar|masthead|weather|ticker)", re.I
)
_OUTSIDE: Final = frozenset(("nav", "aside"))
_IN_PATH: Final = re.compile(
    r"/((?:19|20)\d\d|1[34]\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)", re.I
)
_IN_NAME: Final = re.compile(r"(?:^|[/_-])((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)")
_IN_NUMBER: Final = re.compile(
    r"/(?:news|newstext)[a-z.]*[/=](1[34]\d\d|[789]\d|0\d)([01]\d)([0-3]\d)\d{4,6}(?=/|$)"
)
_SHORT: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LINE: Final = 160
_NEAR: Final = 0.5
_ALONE: Final = 0.85  # the most that one kind of witness is believed
_UTC: Final = re.compile(r"T?\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:Z|UTC|GMT|\+00:?00)\s*$")
_MOST: Final = 12  # printed dates looked at on one page


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date with its witness; `weight` is how far that kind of witness is believed."""

    text: str
    edtf: str
    calendar: str
    basis: str
    weight: float
    kind: str = "machine"  # whose word it is: profile, machine, printed, url, guess


def value_of_stamp(
    stamp: str, *, zone: str = "UTC", language: str = "en"
) -> tuple[str, str] | None:
    """The day of a machine's time stamp and its calendar; a stamp with a zone is told in `zone`.

    Jalali digits are understood, in Persian figures too: pages write them where ISO is due.
    """
    text = stamp.translate(_LATIN).strip()
    epoch = _EPOCH.match(text)
    if epoch:
        moment = datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(_zone(zone))
        return moment.date().isoformat(), "gregorian"
    found = _STAMP.match(text)
    if not found:
        day = next(
            (m for m in calendars.parse(stamp[:_LINE], language=language) if when.is_day(m.edtf)),
            None,
        )
        return (day.edtf.rstrip("~"), day.calendar) if day and day.edtf else None
    year, month, number = (int(part) for part in found.groups()[:3])
    calendar = "jalali" if 1200 < year < 1500 else "gregorian"
    try:
        day_found = calendars.to_gregorian(calendar, year, month, number)
        if found[7] and found[4] and calendar == "gregorian" and zone != "UTC":
            day_found = _in_zone(day_found, found, zone)
    except (ValueError, OverflowError):
        return None
    return day_found.isoformat(), calendar


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _in_zone(day: date, found: re.Match[str], zone: str) -> date:
    offset = timedelta(0)
    if found[7][0] in "+-":
        digits = found[7][1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        offset = -offset if found[7][0] == "-" else offset
    moment = (
        datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), tzinfo=UTC) - offset
    )
    return moment.astimezone(_zone(zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a page was captured: its address, the time (ISO 8601), the zone its printed days are meant in."""

    url: str | None = None
    captured: str | None = None
    zone: str = "UTC"


def find_published(
    tree: Element,
    metadata: Metadata,
    *,
    names: Names,
    blocks: list[Block],
    language: str,
    place: Place,
    selector: str | None = None,
) -> tuple[DateMention | None, tuple[DateMention, ...]]:
    """The publication date and the dates that contest it.

    Nothing later than the capture is believed, and a date of that very day outside the article is taken
    for the clock of the site.
    """
    url, captured, zone = place.url, place.captured, place.zone
    today = _day(captured)
    found = [
        one
        for one in (
            *_selected(tree, selector, language),
            *_machine(metadata, zone, language),
            *_printed(tree, names, language, today, zone),
            *_near(blocks, language, today),
            *_of_address(url),
        )
        if _is_possible(one, today)
    ]
    found = _in_local_time(found) if zone == "UTC" else found
    if not any(one.weight >= _WEAK for one in found):
        found += [one for one in _anywhere(blocks, language, today) if _is_possible(one, today)]
    if not found:
        return None, ()
    chosen = max(found, key=lambda one: one.weight + 0.06 * _backers(one, found)).edtf
    best = next(one for one in found if one.edtf == chosen)
    rivals = list(
        {one.edtf: one for one in found if one.edtf != best.edtf and one.weight >= 0.4}.values()
    )
    agreed = _confidence([one for one in found if one.edtf == chosen], bool(rivals))
    return _mention(best, agreed, rivals[0].edtf if rivals else None), tuple(
        _mention(one, one.weight / 2, best.edtf) for one in rivals
    )


def _confidence(agreed: list[Candidate], is_contested: bool) -> float:
    """From 0.9 only when two kinds of witness agree; one alone may be a template, an update or a zone away."""
    kinds = {one.kind for one in agreed if one.weight >= _NEAR and one.kind != "guess"}
    is_zoned = "printed" not in kinds and any(_UTC.search(one.text) for one in agreed)
    if any(one.kind == "profile" for one in agreed):
        return 1.0 - 0.1 * is_contested
    alone = min(max(one.weight for one in agreed), _ALONE)
    return min(
        1.0, alone + 0.1 * (len(kinds) - 1 if kinds else 0) - 0.1 * is_contested - 0.1 * is_zoned
    )


def _near(blocks: list[Block], language: str, today: date | None) -> Iterator[Candidate]:
    for day, weight, is_behind in days_near_headline(blocks, language):
        is_clock = not is_behind and today is not None and when.day_of(day.edtf or "") == today
        yield Candidate(
            day.text, day.edtf or "", day.calendar, "header", 0.1 if is_clock else weight, "printed"
        )


def _anywhere(blocks: list[Block], language: str, today: date | None) -> Iterator[Candidate]:
    """The first day in a short line of the page, when nothing better is there; never that of the clock."""
    for day in days_anywhere(blocks, language):
        if today is None or when.day_of(day.edtf or "") != today:
            yield Candidate(day.text, day.edtf or "", day.calendar, "header", 0.45, "printed")
            return


def _in_local_time(found: list[Candidate]) -> list[Candidate]:
    """A stamp in UTC whose page prints the day before or after says that day: the site's own zone is not known."""
    printed = {
        when.day_of(one.edtf) for one in found if one.kind == "printed" and one.weight >= _NEAR
    }
    return [_moved(one, {day for day in printed if day}) for one in found]


def _moved(one: Candidate, printed: set[date]) -> Candidate:
    day = when.day_of(one.edtf)
    near = [other for other in printed if day and abs((other - day).days) == 1]
    if day in printed or len(near) != 1 or not _UTC.search(one.text):
        return one
    return replace(one, edtf=near[0].isoformat())


def _backers(one: Candidate, found: list[Candidate]) -> int:
    return sum(other is not one and other.edtf == one.edtf for other in found)


def _mention(one: Candidate, confidence: float, rival: str | None) -> DateMention:
    return DateMention(
        text=one.text, edtf=one.edtf, calendar=one.calendar, role="publication", basis=one.basis,
        confidence=round(confidence, 2), rival=rival,
    )  # fmt: skip


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _is_possible(one: Candidate, today: date | None) -> bool:
    day = when.day_of(one.edtf)
    return day is not None and day >= OLDEST and (today is None or day <= today + timedelta(days=1))


def _selected(tree: Element, selector: str | None, language: str) -> Iterator[Candidate]:
    for node in select(tree, selector)[:3] if selector else ():
        stamp = node.get("datetime") or node.get("content")
        value = value_of_stamp(stamp, language=language) if stamp else None
        if value and stamp:
            yield Candidate(stamp, *value, "header", 1.0, "profile")
        for found in find_days(text_of(node)[:_LINE], language):
            yield Candidate(found.text, found.edtf or "", found.calendar, "header", 1.0, "profile")


def _machine(metadata: Metadata, zone: str, language: str) -> Iterator[Candidate]:
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
    for name in ("article:modified_time", "og:updated_time", "last-modified", "datemodified"):
        stamp_text = metadata.first(name)
        value = value_of_stamp(stamp_text, zone=zone, language=language) if stamp_text else None
        if value:
            yield Candidate(stamp_text, *value, "header", 0.3)


def _printed(
    tree: Element, names: Names, language: str, today: date | None, zone: str
) -> Iterator[Candidate]:
    """Dates in `time` elements and in elements whose class says so; the first is believed most."""
    headline = next(iter(tree.iter("h1")), None)
    around: set[Element] = set()
    if headline is not None:
        around = {*headline.iterancestors()} - {*tree.iter("body", "html")}
    is_after = headline is None
    taken = 0
    for node in find_named(names, _CLASS, tags=True):
        is_after = is_after or node is headline
        if taken > _MOST:
            break
        own = names_of(node)
        if not (node.tag == "time" or "datepublished" in own or _CLASS.search(own)):
            continue
        one = None if _is_outside(node) else _printed_one(node, language, zone)
        if one is None:
            continue
        taken += 1
        is_near = is_after or any(above in around for above in node.iterancestors())
        weight = _weight(node, own) - 0.04 * taken - 0.12 * (not is_near)
        if today is not None and when.day_of(one[1]) == today and _is_clock(node, is_near):
            weight = 0.1
        yield Candidate(one[0], one[1], one[2], "header", weight, one[3])


def _is_outside(node: Element) -> bool:
    """True in navigation, asides and the footer of the page; an article may have a footer of its own."""
    above = {part.tag for part in (node, *node.iterancestors())}
    return bool(above & _OUTSIDE) or ("footer" in above and "article" not in above)


def _weight(node: Element, names: str) -> float:
    """How far a printed date is believed by its element and the words beside it."""
    text = text_of(node)
    if MODIFIED.search(names) or MODIFIED.search(text):
        return 0.3
    if "datepublished" in names or node.get("pubdate") is not None:
        return 0.75
    if SAYS.search(text):
        return 0.92
    return 0.62 if node.tag == "time" else 0.5


def _is_clock(node: Element, is_near: bool) -> bool:
    above = [node, *node.iterancestors()]
    return not is_near or any(
        _HEADER.search(names_of(part)) or part.tag == "header" for part in above
    )


def _printed_one(node: Element, language: str, zone: str) -> tuple[str, str, str, str] | None:
    """The stamp of an element, else the date printed in it: its text, value, calendar and kind.

    A stamp in UTC beside the day before or after in print yields to the print: that is local.
    """
    text = text_of(node)
    stamp = node.get("datetime") or node.get("content")
    if stamp is None and node.tag == "abbr":
        stamp = node.get("title")
    if len(text) > _LINE or not (text or stamp):
        return None
    value = value_of_stamp(stamp, zone=zone, language=language) if stamp else None
    found = next(iter(find_days(text, language)), None) if text else None
    if value and stamp and not (found and zone == "UTC" and _UTC.search(stamp)):
        return stamp, *value, "machine"
    return (found.text, found.edtf or "", found.calendar, "printed") if found else None


def _of_address(url: str | None) -> Iterator[Candidate]:
    found = day_of_address(url)
    if found:
        yield Candidate(found[2], found[0], found[1], "url", 0.66, "url")


def day_of_address(url: str | None) -> tuple[str, str, str] | None:
    """The day that an address names, its calendar and the printed digits; None for an address that names none.

    Three forms: /2026/03/14/ or /1404/12/23/, 20260314, and a number of an agency that begins with a
    Jalali day, in two digits of year (8707060255) or four (13950404000123).
    """
    found = _IN_PATH.search(url or "") or _IN_NAME.search(url or "") or _IN_NUMBER.search(url or "")
    if not found:
        return None
    year = int(found[1])
    year += (1300 if year > 30 else 1400) if year < 100 else 0
    month = _SHORT.index(found[2].lower()) + 1 if found[2].lower() in _SHORT else 0
    try:
        month = month or int(found[2])
        calendar = "jalali" if year < 1500 else "gregorian"
        day = calendars.to_gregorian(calendar, year, month, int(found[3]))
    except (ValueError, OverflowError):
        return None
    return day.isoformat(), calendar, found[0].strip("/")
