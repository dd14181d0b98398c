"""Printed days: the full dates in a short line of a page, in more languages than texts are read in. str -> list[DateMention]."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

from rasad import calendars
from rasad.model import DateMention, when
from rasad.read.blocks import HEADINGS, Block

_LINE: Final = 160
_SHORT: Final = 80
_BEFORE, _BEHIND = 8, 14  # lines from the headline
_YEAR: Final = re.compile(r"(?:19|20)\d\d|1[34]\d\d|[\u06f0-\u06f9\u0660-\u0669]{4}|\d[./-]\d\d\b")
_TODAY: Final = re.compile(
    "\\b(?:today|heute|aujourd'hui|hoy|\u0441\u0435\u0433\u043e\u0434\u043d\u044f|\u0627\u0645\u0631\u0648\u0632|\u0627\u0644\u064a\u0648\u0645)\\b",
    re.I,
)
_GLUED: Final = re.compile(
    r"(?<=[^\W\d_]{2})(?=\d{1,2}[./-]\d)"
)  # label and value in boxes of their own
_NEVER: Final = re.compile("\u00a9|\\(c\\)|copyright", re.I)
MODIFIED: Final = re.compile(r"modif|updat|edit|aktuali", re.I)
SAYS: Final = re.compile(
    "publi(?:sh|c|\u00e9)|posted|ver\u00f6ffentlicht|\u0627\u0646\u062a\u0634\u0627\u0631|\u0646\u0634\u0631|\u043e\u043f\u0443\u0431\u043b\u0438\u043a\u043e\u0432\u0430\u043d",
    re.I,
)
_SIGNS: Final = re.compile(
    r"((?:19|20)\d\d)\s?[\u5e74\ub144]\s?(\d{1,2})\s?[\u6708\uc6d4]\s?(\d{1,2})\s?[\u65e5\uc77c]"
)
_SHORT_YEAR: Final = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])")
# day, month and year in the three orders of the world; what may be a month is looked up
_LINK: Final = "[\\s.,]*(?:(?:de|del|di|of|a|ta|da|den|n\u0103m)\\s+)?"
_DAY: Final = r"(?<!\d)(?P<day>\d{1,2})(?!\d)(?:\.|er|\u00ba|\u03b7|-\w{1,2}(?!\w))?"
_MONTH: Final = r"(?P<month>th\u00e1ng\s\d{1,2}|[^\s\d,/|()\[\]:;\"]{2,16})"
_LONG_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ORDERS: Final = (
    re.compile(rf"{_DAY}{_LINK}{_MONTH}{_LINK}{_LONG_YEAR}"),
    re.compile(rf"{_MONTH}\s*{_DAY},?{_LINK}{_LONG_YEAR}"),
    re.compile(rf"{_LONG_YEAR}\.?\s*(?:\w{{1,4}}\.?\s+)?{_MONTH}\s*{_DAY}"),
)
_YEAR_FIRST: Final = re.compile(r"(?<![\d.])((?:19|20)\d\d)\.\s(\d{1,2})\.\s(\d{1,2})\b")
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d\d)(?![\d/])")
_SPACED: Final = re.compile(r"(?<![\d.])(\d{1,2})\.\s(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_READ_IN_FULL: Final = ("en", "fa", "ar")


def find_days(text: str, language: str) -> list[DateMention]:
    """Explicit days with a year, in any calendar; a day that may be a neighbour (`~`) is none."""
    if not _YEAR.search(text):
        return []
    text = _GLUED.sub(" ", text)
    found = [
        one
        for one in calendars.parse(text, language=language)
        if when.is_day(one.edtf) and one.basis == "explicit" and not (one.edtf or "").endswith("~")
    ]
    if found:
        return found
    if language in _READ_IN_FULL and not any(char > "\u2e80" for char in text):
        return list(_slashed(text, language)) if language == "en" else []
    return [*_others(text, language), *_slashed(text, language)]


def _slashed(text: str, language: str) -> Iterator[DateMention]:
    """26/10/13: the day first, but in English only where one of the numbers can be no month."""
    for found in _SLASHED.finditer(text):
        day, month = int(found[1]), int(found[2])
        if month > 12 >= day:
            day, month = month, day
        elif language == "en" and day <= 12:
            continue
        yield from _mention(found, f"20{found[3]}", month, str(day))


def _others(text: str, language: str) -> Iterator[DateMention]:
    for found in _SIGNS.finditer(text):
        yield from _mention(found, found[1], found[2], found[3])
    for found in _SPACED.finditer(text):
        yield from _mention(found, found[3], found[2], found[1])
    for found in _YEAR_FIRST.finditer(text):
        yield from _mention(found, found[1], found[2], found[3])
    for found in _SHORT_YEAR.finditer(text):
        yield from _mention(found, f"20{found[3]}", found[2], found[1])
    months = _months(language)
    folded = text.casefold()
    taken: set[int] = set()
    for pattern in _ORDERS:
        for found in pattern.finditer(folded):
            name = found["month"].rstrip(".")
            month = months.get(name) or months.get(name.removeprefix("\u05d1"))
            if month and found.start("month") not in taken:
                taken.add(found.start("month"))
                yield from _mention(found, found["year"], month, found["day"])


def _mention(found: re.Match[str], year: str, month: int | str, day: str) -> Iterator[DateMention]:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return
    yield DateMention(
        text=found[0],
        start=found.start(),
        end=found.end(),
        edtf=value.isoformat(),
        calendar="gregorian",
        basis="explicit",
    )


@cache
def _tables() -> tuple[dict[str, list[list[str]]], dict[str, int]]:
    """The months by language, and those of all languages together but for names that mean two."""
    source = resources.files("rasad.read").joinpath("months.toml").read_text(encoding="utf-8")
    tables: dict[str, list[list[str]]] = tomllib.loads(source)
    meant: dict[str, set[int]] = {}
    for table in tables.values():
        for number, names in enumerate(table, 1):
            for name in names:
                meant.setdefault(name.casefold(), set()).add(number)
    return tables, {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


@cache
def _months(language: str) -> dict[str, int]:
    """The number of every name of a month; what it means in the language of the page wins."""
    tables, every = _tables()
    own = {
        name.casefold(): number
        for number, names in enumerate(tables.get(language, ()), 1)
        for name in names
    }
    return every | own


def days_near_headline(
    blocks: list[Block], language: str
) -> Iterator[tuple[DateMention, float, bool]]:
    """Days in the short lines around the headline: the day, how far it is believed, whether it stands behind."""
    head = next((n for n, one in enumerate(blocks) if one.tag == "h1" and one.around is None), None)
    if head is None:
        head = next((n for n, one in enumerate(blocks) if one.tag in HEADINGS), 0)
    prose = next((n for n in range(head, len(blocks)) if blocks[n].is_prose), head)
    for place in range(max(0, head - _BEFORE), min(len(blocks), prose + 2, head + _BEHIND)):
        line = blocks[place].text
        if (
            blocks[place].tag == "figcaption"
            or len(line) > _LINE
            or not _YEAR.search(line)
            or _NEVER.search(line)
        ):
            continue
        is_behind = place >= head
        weight = (
            (0.7 if is_behind else 0.58) - 0.01 * abs(place - head) - 0.15 * (len(line) > _SHORT)
        )
        begun = 0
        for day in find_days(line, language)[:3]:
            before = line[begun : day.start]
            begun = day.end or begun
            if _TODAY.search(before):
                yield day, 0.1, is_behind
            elif SAYS.search(before):
                yield day, 0.9, is_behind
            elif MODIFIED.search(before):
                yield day, 0.3, is_behind
            else:
                yield day, weight, is_behind


def days_anywhere(blocks: list[Block], language: str) -> Iterator[DateMention]:
    """Days in short lines of the whole page, those of the article before those around it, then a dateline; no rights, no updates."""
    for is_around in (False, True):
        for block in blocks:
            line = block.text
            if (
                block.tag == "figcaption"
                or (block.around is not None) != is_around
                or len(line) > _SHORT
                or not _YEAR.search(line)
            ):
                continue
            if not (_NEVER.search(line) or MODIFIED.search(line)):
                yield from find_days(line, language)[:1]
    opening = next((block.text[:_SHORT] for block in blocks if block.is_prose), "")
    if _YEAR.search(opening) and not _NEVER.search(opening):
        yield from find_days(opening, language)[:1]
