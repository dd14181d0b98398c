"""Understand: which dossiers a text is about, and which a stretch of it. Page → Topics.

Aboutness is where the words stand, how many kinds of them there are, and whether anything else is spoken of more. A text that tells
many things under headings is weighed part by part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rasad.model import Pack
from rasad.understand.blocks import headed
from rasad.understand.keywords import Hit, find_hits, is_shy, table
from rasad.understand.page import Page
from rasad.understand.plain import plain, tokens
from rasad.understand.slugs import slug_words

__all__ = ["Topics", "is_shy", "signal", "topics"]

_TITLE: Final = 3.0
_FIRST: Final = 2.5
_FIRST_TITLED: Final = 2.0
_LEAD: Final = 1.5
_LEAD_SENTENCES: Final = 3
_AGAIN: Final = 0.4
_ABOUT: Final = 3.0
_ABOUT_SHORT: Final = 2.0
_SHORT: Final = 1500
_LATE: Final = 0.7
_LATE_FROM: Final = 0.6
_SHARE: Final = 0.35
_INSIDE: Final = 2.5
_ABROAD: Final = 0.4
_DATED_HERE: Final = 0.8
_DATELINE: Final = 14
_EARLY: Final = 500
_HOME: Final = ("institution", "person", "post", "place")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch that tells one thing: how much it is about each dossier, and where their words stand."""

    start: int
    end: int
    weights: Mapping[str, float]
    hits: tuple[Hit, ...]
    heading: tuple[Hit, ...] = ()

    def about(self) -> tuple[str, ...]:
        """The dossiers it is about, strongest first."""
        most = _SHARE * max(self.weights.values(), default=0.0)
        told = {name for hit in (*self.heading, *self.hits) if not hit.is_alone for name in hit.dossiers}
        loud = {name for hit in (*self.heading, *self.hits) if hit.weight == 1.0 for name in hit.dossiers}
        is_short = self.end - self.start <= _SHORT
        strong = [
            name
            for name, weight in self.weights.items()
            if name in told and weight >= max(most, _ABOUT_SHORT if is_short and name in loud else _ABOUT)
        ]
        return tuple(sorted(strong, key=lambda name: (-self.weights[name], name)))


@dataclass(frozen=True, slots=True)
class Topics:
    """The parts of a text: one, or as many as it has headings."""

    parts: tuple[Part, ...]

    def at(self, place: int) -> Part:
        """The part that holds a place, else the first."""
        return next((part for part in self.parts if part.start <= place < part.end), self.parts[0])

    def about(self, place: int = 0) -> tuple[str, ...]:
        """The dossiers that the part of the text at a place is about, not those it mentions in passing."""
        return self.at(place).about()

    def inside(self, start: int, end: int) -> tuple[str, ...]:
        """The dossiers whose words stand in a stretch and that matter in its part, strongest first."""
        part = self.at(start)
        about = set(part.about())
        found = {
            name
            for hit in part.hits
            if start <= hit.start and hit.end <= end
            for name in hit.dossiers
            if name in about or (hit.weight == 1.0 and part.weights[name] >= _INSIDE)
        }
        return tuple(sorted(found, key=lambda name: (-part.weights[name], name)))


def topics(page: Page) -> Topics:
    """The dossiers of a page, for each headed part of it."""
    known = table(page.pack, page.language)
    hits = find_hits(known, page.plain, page.words)
    blocks = headed(page.text, page.paragraphs or [(0, len(page.text))])
    if blocks:
        parts = [_part(page, hits, start, end, heading) for heading, start, end in blocks]
        return Topics(tuple(parts))
    return Topics((_part(page, hits, 0, len(page.text) + 1, page.document.title or slug_words(page.document.url)),))


def _part(page: Page, hits: Sequence[Hit], start: int, end: int, title: str) -> Part:
    inside = tuple(hit for hit in hits if start <= hit.start < end)
    weights: dict[str, float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()
    even = plain(title)
    heading = tuple(find_hits(table(page.pack, page.language), even, tokens(even)))
    _weigh(weights, seen, heading, (0, 0, len(even) + 1, 0))
    sentences = [one.end for one in page.sentences if one.end > start][:_LEAD_SENTENCES] or [end]
    late = start + int(_LATE_FROM * (end - start))
    _weigh(weights, seen, inside, (sentences[0], sentences[-1], 0, late), _FIRST_TITLED if title else _FIRST)
    share = _nearness(page, start, end)
    return Part(start, end, {name: weight * share for name, weight in weights.items()}, inside, heading)


def _weigh(
    weights: dict[str, float], seen: Counter[tuple[str, str]], hits: Iterable[Hit], ends: tuple[int, int, int, int],
    opening: float = _FIRST,
) -> None:
    """Adds hits by their place: `ends` of the first sentence, which weighs `opening`, of lead and title, and where the late part begins.

    The same words count less each time they come again, and once where two phrases of a dossier share them.
    """
    first, lead, heading, late = ends
    behind: dict[str, int] = {}
    for hit in hits:
        place = _TITLE if hit.start < heading else opening if hit.start < first else _LEAD if hit.start < lead else 1.0
        if place == 1.0 and hit.start >= late:
            place = _LATE
        text = hit.text.lower().removesuffix("s")
        for name in hit.dossiers:
            if hit.start < behind.get(name, 0):
                continue
            behind[name] = hit.end
            weights[name] += hit.weight * place * _AGAIN ** seen[name, text]
            seen[name, text] += 1


def _nearness(page: Page, start: int, end: int) -> float:
    """Less than one for a text that hardly names the bodies, persons and places of the pack; a dateline says little.

    Where the language lists the other countries, a text that names none of them is at home.
    """
    known = [one for one in page.found_in(start, end) if one.kind in _HOME]
    named = [one.start for one in known if one.kind != "place" or one.start >= start + _DATELINE]
    if len(named) > 1 or (named and named[0] < start + _EARLY):
        return 1.0
    countries = page.lexicon.title_words.get("countries", ())
    low, high = page.words.range(start, min(end, start + _EARLY))
    if countries and not any(word in countries for word in page.words.lows[low:high]):
        return 1.0
    return _ABROAD if not known else _DATED_HERE


def signal(text: str, language: str, pack: Pack, dossier: str) -> float:
    """How loudly a stretch speaks of a dossier: phrases and names count one, single common words a half."""
    even = plain(text)
    loud = _loudest(hit for hit in find_hits(table(pack, language), even, tokens(even)) if dossier in hit.dossiers)
    return sum(loud.values())


def _loudest(hits: Iterable[Hit]) -> dict[str, float]:
    return {hit.text: hit.weight for hit in hits}
