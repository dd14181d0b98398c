"""Reprints: the graph. Copies of one text -> who printed it first, who after whom, which words were changed, whose report it is.

A family of copies is one source, whoever prints it: the agency it credits, else its earliest publisher.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from rasad.languages import text as letters
from rasad.model import when
from rasad.read.changes_align import gaps

_Words = tuple[list[str], list[str]]
Groups = Callable[[Iterable[str]], tuple[str, ...]]  # outlets -> the independent groups behind them

_CHANGES: Final = 40  # told of one copy
_EARLIEST: Final = 12  # copies that a later one is compared with: so many of the first,
_LATEST: Final = 4  # and of those just before it
_WORD: Final = re.compile(r"\w+")


class Dated(Protocol):
    """A publication date as articles carry it."""

    @property
    def edtf(self) -> str | None:
        """The date in EDTF."""
        ...


class Printed(Protocol):
    """What tracing reads of an article."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def text(self) -> str:
        """The main text."""
        ...

    @property
    def captured(self) -> str:
        """When it was captured."""
        ...

    @property
    def published(self) -> Dated | None:
        """When it came out, if known."""
        ...

    @property
    def outlet(self) -> str | None:
        """Who printed it."""
        ...

    @property
    def agency(self) -> str | None:
        """Whose report it says it is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A copy, the copy it is nearest to among the earlier ones, and what differs: (words there, words here)."""

    id: str
    of: str
    same: float
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Copies of one text. `first` is the earliest, unsure where another bears the same moment (`is_sure`).

    `agency` is whom most of those that credit anybody credit; `origin` is the one independent source behind all.
    """

    first: str
    is_sure: bool
    reprints: tuple[Reprint, ...]
    agency: str | None
    origin: str
    printed_by: tuple[str, ...]


def trace(articles: Sequence[Printed], numbers: Sequence[int], *, groups: Groups) -> tuple[Family, ...]:
    """The families of two copies or more, in the order of their first; `numbers` as `group` gave them."""
    families: dict[int, list[Printed]] = {}
    for article, number in zip(articles, numbers, strict=True):
        families.setdefault(number, []).append(article)
    found = [_family(members, groups) for members in families.values() if len(members) > 1]
    return tuple(found)


def independent(
    articles: Sequence[Printed], families: Sequence[Family], *, groups: Groups
) -> tuple[str, ...]:
    """The independent sources behind articles: one for each family of copies, one a group of outlets for the rest."""
    origins = {
        id: family.origin
        for family in families
        for id in (family.first, *(copy.id for copy in family.reprints))
    }
    single = [_publisher(article) for article in articles if article.id not in origins]
    told = {origins[article.id] for article in articles if article.id in origins}
    return tuple(sorted(told.union(groups(single))))


def _family(members: list[Printed], groups: Groups) -> Family:
    ordered = sorted(members, key=lambda article: (*_moment(article), article.id))
    first = ordered[0]
    credited = Counter(article.agency for article in ordered if article.agency)
    agency = min(credited, key=lambda name: (-credited[name], name)) if credited else None
    printed = [_publisher(article) for article in ordered]
    # Who printed an agency's report first is not its source; the agency is, under its owner's group.
    origin = groups([agency or printed[0]])
    words = [_words(article.text) for article in ordered]
    return Family(
        first=first.id,
        is_sure=not _moment(ordered[1])[0].startswith(_moment(first)[0]),
        reprints=tuple(_reprint(place, ordered, words) for place in range(1, len(ordered))),
        agency=agency,
        origin=origin[0],
        printed_by=groups(printed),
    )


def _publisher(article: Printed) -> str:
    return article.outlet or article.id


def _moment(article: Printed) -> tuple[str, str]:
    """Day or moment of publication, then of capture. An article without a date counts by its capture."""
    edtf = article.published.edtf if article.published else None
    first = when.bounds(edtf)[0] if edtf and when.is_edtf(edtf) else None
    moment = edtf.partition("/")[0].rstrip("~?%") if edtf and first else ""
    return (moment if "T" in moment else first.isoformat() if first else article.captured, article.captured)


def _reprint(place: int, ordered: Sequence[Printed], words: Sequence[_Words]) -> Reprint:
    """The copy at a place beside that of the earlier ones of which it keeps most words in place."""
    best: tuple[float, int, tuple[tuple[str, str], ...]] | None = None
    for other in (*range(min(place, _EARLIEST)), *range(max(_EARLIEST, place - _LATEST), place)):
        same, changes = _compare(words[other], words[place])
        if best is None or same > best[0]:
            best = (same, other, changes)
        if not changes:
            break
    assert best is not None  # noqa: S101 - the first of a family is no reprint
    return Reprint(id=ordered[place].id, of=ordered[best[1]].id, same=round(best[0], 4), changes=best[2][:_CHANGES])


def _words(text: str) -> _Words:
    """The words of a text as printed, and as they are compared."""
    printed = _WORD.findall(text)
    return printed, [_folded(word) for word in printed]


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return letters.normalise(word)


def _compare(there: _Words, here: _Words) -> tuple[float, tuple[tuple[str, str], ...]]:
    """The share of words that stay in place, and the stretches that do not, as printed."""
    if there[1] == here[1]:
        return 1.0, ()
    found = gaps(there[1], here[1])
    moved = sum(b - a + d - c for a, b, c, d in found)
    changes = tuple((" ".join(there[0][a:b]), " ".join(here[0][c:d])) for a, b, c, d in found)
    return 1 - moved / (len(there[1]) + len(here[1])), changes
