"""Folds: a version of a text as units with keys that forget what a change may leave out. str -> units.

Three keys, each blunter than the one before:

    bare    no markup, link targets, images, spaces or invisible signs: what is left are the characters that are read
    words   also no punctuation, case or spelling of letters; figures keep their points, signs and units
    core    also no leading number or letter of a list
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from rasad.languages import sentences, tables
from rasad.languages import text as letters

# Bounds keep a hostile page from costing more than its length.
_TARGET: Final = r"\]\((?:[^()\n]{1,6000}+|\([^()\n]{0,500}+\)){0,20}+\)"
_IMAGE: Final = re.compile(rf"!\[[^\]\[\n]{{0,500}}+{_TARGET}")
_LINK: Final = re.compile(_TARGET)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_GONE: Final = "\ufffc"  # stands where a target stood, so that offsets keep

_RULE: Final = re.compile(r"^[\s|:=*_-]+$")
_LEAD: Final = re.compile(r"^(?:\s*(?:[-*+>\u2022\u00b7\u2013]|#{1,6})(?=\s|$))+")
_MARKS: Final = re.compile(r"[*_`\[\]\\|]+|#+\s*$|~~|^=+$")
_BULLET: Final = re.compile(r"^(?:[^\S\n]*[-*+\u2022\u00b7](?=\s))+", re.MULTILINE)
_QUERY: Final = re.compile(r"[?&=#]")
_UNDERLINE: Final = re.compile(r"([-=])\1{2,}")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[^\S\n]+(?=\d)")
_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc]+")
_TOKEN: Final = re.compile(
    r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[%<>=+\u00b1\u00a2-\u00a5\u20a0-\u20cf\ufdfc]|(?<![\w-])-(?=\d)"
)
_NUMBERED: Final = re.compile(
    r"^\s*(?:[\[(]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-z])[.)\]]|\d{1,3}(?:\.\d{1,3}){0,4}\s*-)"
    r"\s*(?=[^\W\d_]|[\"'(])",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(r"^\s*#{1,6}\s+\W{0,4}\d{1,3}(?:\.\d{1,3}){1,4}\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or sentence: its place in the version, its characters with targets masked, its bare key."""

    start: int
    end: int
    masked: str
    bare: str

    @property
    def words(self) -> str:
        """The key without punctuation, case and spelling."""
        return word_key(self.masked)

    @property
    def core(self) -> str:
        """The word key without the number of a list item."""
        return core_key(self.masked)


def mask(text: str) -> str:
    """`text` with images, link targets and tags overwritten; as long as before."""
    if "](" in text:
        text = _IMAGE.sub(lambda found: _GONE * len(found[0]), text)
        text = _LINK.sub(lambda found: "]" + _GONE * (len(found[0]) - 1), text)
    if "<" in text:
        text = _TAG.sub(lambda found: _GONE * len(found[0]), text)
    return text


@lru_cache(maxsize=1 << 15)
def bare_line(masked: str) -> str:
    """The characters of one masked line that a reader reads; empty for rules and empty lines."""
    if _RULE.match(masked):
        return ""
    line = _LEAD.sub("", masked.replace(_GONE, ""))
    line = _MARKS.sub("", _LEAD.sub("", _MARKS.sub("", line)))
    return _UNSEEN.sub("", _BETWEEN_DIGITS.sub("~", line.strip()))


def bare(text: str) -> str:
    """The characters of a whole text that a reader reads."""
    return "".join(unit.bare for unit in lines(text))


@lru_cache(maxsize=4)  # a history looks at each version as the new one, then as the old one
def lines(text: str) -> tuple[Unit, ...]:
    """The lines of a version that have something to read."""
    found, place = [], 0
    for line in mask(text).split("\n"):
        key = bare_line(line)
        if key:
            found.append(Unit(place, place + len(line), line, key))
        place += len(line) + 1
    return tuple(found)


def split(line: Unit, language: str) -> Iterator[Unit]:
    """The sentences of a line. Table cells are cut too: a tariff is a table more often than a sentence."""
    place = 0
    for cell in line.masked.split("|"):
        for span in sentences.split(cell, language):
            key = bare_line(span.text)
            if key:
                start = line.start + place + span.start
                yield Unit(start, start + len(span.text), span.text, key)
        place += len(cell) + 1


def tokens(masked: str) -> list[str]:
    """Folded words, figures and the signs that change what a figure means."""
    plain = _MARKS.sub("", masked.replace(_GONE, ""))
    return _TOKEN.findall(letters.fold(plain).text)


@lru_cache(maxsize=1 << 14)
def word_key(masked: str) -> str:
    """Tokens run together: a word split or joined by a space stays the same, two figures do not melt."""
    return "".join(f"~{token}~" if token[0].isdigit() else token for token in tokens(masked))


@lru_cache(maxsize=1)
def month_words() -> frozenset[str]:
    """Folded names of months and weekdays in every language known."""
    found: set[str] = set()
    for language in tables.BUILT_IN:
        for section in ("gregorian", "jalali", "hijri", "weekdays"):
            for spellings in tables.mapping(language, "months", section).values():
                for spelling in spellings if isinstance(spellings, list) else [spellings]:
                    found.update(letters.words(str(spelling)))
    return frozenset(word for word in found if not word.isdigit())


@lru_cache(maxsize=1 << 14)
def core_key(masked: str) -> str:
    """The word key without a leading list number. A number before a month is a day, and stays."""
    plain = masked.replace(_GONE, "")
    match = _HEADED.match(plain)
    if match is None:
        plain = _MARKS.sub("", _LEAD.sub("", plain))
        match = _NUMBERED.match(letters.fold(plain).text)
        if match is None:
            return word_key(plain)
        plain = letters.fold(plain).text
    rest = plain[match.end() :]
    first = tokens(rest[:40])
    return word_key(plain if first and first[0] in month_words() else rest)


def form(text: str) -> str:
    """The text without spaces, bullets, invisible signs and the length of rules, markup and targets kept."""
    return _UNDERLINE.sub(r"\1\1\1", _UNSEEN.sub("", _BULLET.sub("", text)))


def without_images(text: str) -> str:
    """The text without its images."""
    return _IMAGE.sub("", text) if "![" in text else text


def images(text: str) -> list[str]:
    """The images of a text, in order."""
    return _IMAGE.findall(text)


def links(text: str) -> int:
    """How many links a text has."""
    return len(_LINK.findall(text))


def targets(text: str) -> list[str]:
    """Where the links of a text lead, percent signs resolved, in order."""
    return [unquote(unquote(found[0][2:-1])).strip() for found in _LINK.finditer(text)]


def carried(target: str) -> str:
    """The innermost address of a target, without its query."""
    _, scheme, rest = target.casefold().rpartition("://")
    return _QUERY.split(rest)[0].rstrip("/") if scheme else ""
