"""Chrome: what a page says about itself. A line or sentence -> the name of the furniture it is, or None.

Rules are narrow on purpose: a day in a law, a figure in a tariff and an entry in a list of decrees are no furniture.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from rasad.languages import text as letters
from rasad.read.changes_folds import Unit, month_words, targets

_TIME: Final = re.compile(r"\b\d{1,2}:\d{2}\b|\d{4}-\d{2}-\d{2}t\d{2}")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[34]|19|20)\d{2}(?!\d)|\d{1,2}/\d{1,2}/\d{2}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_HARD_WORDS: Final = frozenset(
    {"utc", "gmt", "am", "pm", "t", "z", "at", "on", "of", "th", "st", "nd", "rd", "the", "date", "time", "hour", "hours", "page", "this", "was", "by"}
)  # fmt: skip
_COPYRIGHT: Final = re.compile(r"^\W*(?:copyright\b|\(c\)|\u00a9)")
_ONLY_LINKS: Final = re.compile(r"^[\s*\u00b7|+-]*(?:\[[^\]\n]*\]\ufffc*[\s\u00b7|,]*)+\.?\s*$")
_LINK: Final = re.compile(r"\[([^\]\n]*)\]\ufffc")
_SHORT: Final = 12  # words of a line that may be furniture
_RELATED: Final = 10  # lines behind a heading of related links that are still such links
_BEFORE: Final = 3  # words in front of "last updated"
_ROW: Final = 3  # links in a row and nothing between: a bar of the site


@dataclass(frozen=True, slots=True)
class _Cues:
    stamped: tuple[str, ...]
    in_force: tuple[str, ...]
    counted: frozenset[str]
    ago: frozenset[str]
    related: frozenset[str]
    furniture: frozenset[str]
    banner: tuple[str, ...]
    hosts: tuple[str, ...]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    """The words of all languages together: a page often has its furniture in another language than its text."""
    file = resources.files("rasad.read").joinpath("changes_cues.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    by_key: dict[str, list[str]] = {}
    for section in table.values():
        for key, given in section.items() if isinstance(section, dict) else ():
            by_key.setdefault(key, []).extend(letters.normalise(cue) for cue in given)
    named = [letters.normalise(name) for name in table["languages"]]
    return _Cues(
        stamped=tuple(by_key["stamped"]),
        in_force=tuple(by_key["in_force"]),
        counted=frozenset(by_key["counted"]),
        ago=frozenset(by_key["ago"]),
        related=frozenset(by_key["related"]),
        furniture=frozenset(by_key["furniture"] + named),
        banner=tuple(by_key["banner"]),
        hosts=tuple(table["hosts"]),
    )


def name(unit: Unit, text: str) -> str | None:
    """What piece of furniture a unit of `text` is, or None when it is part of what the page says."""
    folded = letters.normalise(unit.masked.replace("\ufffc", ""))
    words = _WORD.findall(folded)
    if len(words) <= 3 * _SHORT and any(cue in folded for cue in _cues().banner):
        return "banner"
    if len(words) > _SHORT:
        return "navigation" if _is_bar(unit, text) else None
    if _COPYRIGHT.match(folded) and len(words) <= _SHORT:
        return "copyright"
    if _is_stamp(folded):
        return "updated"
    if _is_clock(folded, words):
        return "clock"
    if _is_counter(folded):
        return "counter"
    return "navigation" if _is_furniture(folded) or _is_bar(unit, text) else None


def related(units: Sequence[Unit]) -> frozenset[int]:
    """The starts of the short lines that stand under a heading of related links."""
    found: set[int] = set()
    left = 0
    for unit in units:
        folded = letters.normalise(unit.masked.replace("\ufffc", "")).strip(" #*_:-=")
        if folded in _cues().related:
            left = _RELATED
            found.add(unit.start)
        elif left and len(folded) <= 120 and not folded.endswith((".", ";", ":")):
            left -= 1
            found.add(unit.start)
        else:
            left = 0
    return frozenset(found)


def _has(folded: str, cue: str) -> bool:
    at = folded.find(cue)
    return at >= 0 and not (
        folded[at - 1 : at].isalpha() or folded[at + len(cue) : at + len(cue) + 1].isalpha()
    )


def _is_stamp(folded: str) -> bool:
    """A line that says when the page was touched: few words before, and behind them nothing but a day and an hour."""
    if any(_has(folded, cue) for cue in _cues().in_force):
        return False
    cue = next((cue for cue in _cues().stamped if _has(folded, cue)), None)
    if cue is None:
        return False
    before, _, behind = folded.partition(cue)
    if not behind.strip(" :*_-.#"):
        return len(_strange(before)) <= _BEFORE
    is_dated = _YEAR.search(behind) or not month_words().isdisjoint(_WORD.findall(behind))
    return bool(is_dated) and not _strange(behind) and len(_strange(before)) <= _BEFORE


def _strange(folded: str) -> list[str]:
    """The words that are no part of a day or hour."""
    words = _WORD.findall(folded)
    return [word for word in words if word not in month_words() and word not in _HARD_WORDS]


def _is_clock(folded: str, words: list[str]) -> bool:
    if _TIME.search(folded):
        return not _strange(folded)
    return any(_has(folded, cue) for cue in _cues().ago) and len(words) <= 3 and folded[0].isdigit()


def _is_counter(folded: str) -> bool:
    rest = re.sub(r"[\d.,:()\[\]*|~+ ]+(?:[km]\b)?", " ", folded).strip(" -")
    return rest in _cues().counted and any(char.isdigit() for char in folded)


def _is_furniture(folded: str) -> bool:
    plain = re.sub(r"\([^()]*\)|[\[\]#*_|!.>]+", " ", folded).strip(" -:")
    return " ".join(plain.split()) in _cues().furniture


def _is_bar(unit: Unit, text: str) -> bool:
    """A line of links alone that are many, or lead to the site's own doors. One link alone may be an entry of a list."""
    if "]\ufffc" not in unit.masked or not _ONLY_LINKS.match(unit.masked):
        return False
    labels = [label.strip() for label in _LINK.findall(unit.masked)]
    if len(labels) >= _ROW or not any(labels):
        return True
    if all(_is_furniture(letters.normalise(label)) for label in labels):
        return True
    return all(
        any(host in target.lower() for host in _cues().hosts)
        for target in targets(text[unit.start : unit.end])
    )
