"""Understand: which dossiers a text is about, and which a stretch of it. Keywords are a first signal. Page → Topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.model import Pack
from rasad.understand.page import Page
from rasad.understand.phrases import Phrases
from rasad.understand.plain import Tokens, plain, tokens

_TITLE: Final = 3.0
_LEAD: Final = 2.0
_ABOUT: Final = 3.0
_LEAD_END: Final = 600
_SHY: Final = 0.5
_LEAST: Final = 1.0
_LEAST_OF_SHY: Final = 1.5


@dataclass(frozen=True, slots=True)
class Keyword:
    """What a phrase signals: dossiers it belongs to, or from which it takes away; `exact` for acronyms."""

    dossiers: tuple[str, ...]
    excluded: tuple[str, ...]
    exact: str | None


@dataclass(frozen=True, slots=True)
class Topics:
    """Hits of keywords, and how much the text is about each dossier. `loud`: told by more than single common words."""

    hits: tuple[tuple[int, int, tuple[str, ...]], ...]
    weights: Mapping[str, float]
    loud: frozenset[str] = frozenset()

    def about(self) -> tuple[str, ...]:
        """The dossiers that the text is about, not those it mentions in passing; strongest first."""
        strong = [name for name, weight in self.weights.items() if weight >= _ABOUT]
        return tuple(sorted(strong, key=lambda name: (-self.weights[name], name)))

    def inside(self, start: int, end: int) -> tuple[str, ...]:
        """The dossiers whose words stand in a stretch, strongest in the text first."""
        found = {
            name
            for low, high, names in self.hits
            if start <= low and high <= end
            for name in names
            if self.weights[name] >= (_LEAST if name in self.loud else _LEAST_OF_SHY)
        }
        return tuple(sorted(found, key=lambda name: (-self.weights[name], name)))


_KEYWORDS: dict[tuple[int, str], tuple[Pack, Phrases[Keyword]]] = {}


def keywords(pack: Pack, language: str) -> Phrases[Keyword]:
    """The keywords of a pack's dossiers in a language, made once for each pack object."""
    known = _KEYWORDS.get((id(pack), language))
    if known is not None and known[0] is pack:
        return known[1]
    rows: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for dossier in pack.dossiers:
        for code, word in dossier.keywords:
            if code == language:
                rows[word][0].append(dossier.id)
        for code, word in dossier.excludes:
            if code == language:
                rows[word][1].append(dossier.id)
    made: Phrases[Keyword] = Phrases(
        (form, Keyword(tuple(ids), tuple(not_ids), _acronym(word)))
        for word, (ids, not_ids) in rows.items()
        for form in _forms(word, language)
    )
    if len(_KEYWORDS) > 16:
        _KEYWORDS.clear()
    _KEYWORDS[(id(pack), language)] = (pack, made)
    return made


def _acronym(word: str) -> str | None:
    return word if word.isascii() and word.isupper() and len(word) <= 8 else None


@lru_cache(maxsize=4096)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """A keyword and its plain plural."""
    if language == "en" and word[-1:].isalpha() and word[-1:].islower() and not word.endswith("s"):
        return word, f"{word}s"
    return (word,)


def topics(page: Page) -> Topics:
    """The dossiers of a page. A hit in the title counts three, in the lead two, else one; kinds of word count more."""
    table = keywords(page.pack, page.language)
    title = page.document.title
    weights: dict[str, float] = defaultdict(float)
    seen: dict[str, set[str]] = defaultdict(set)
    hits: list[tuple[int, int, tuple[str, ...]]] = []
    loud: set[str] = set()
    for in_title, even, run in _runs(page, title):
        for start, end, names, text in _hits(table, even, run):
            if not in_title:
                hits.append((start, end, names))
            loud.update(() if is_shy(text) else names)
            for name in names:
                is_new = text not in seen[name]
                weight = _TITLE if in_title else (_LEAD if start < _LEAD_END else 1.0)
                weight *= _SHY if is_shy(text) else 1.0
                weights[name] += weight if is_new else weight * 0.4
                seen[name].add(text)
    return Topics(tuple(hits), dict(weights), frozenset(loud))


def is_shy(text: str) -> bool:
    """True for a single common word, which says less than a name or a phrase."""
    return " " not in text and "-" not in text and text.islower()


def signal(text: str, language: str, pack: Pack, dossier: str) -> float:
    """How loudly a stretch speaks of a dossier: phrases and names count one, single common words a half."""
    even = plain(text)
    hits = _hits(keywords(pack, language), even, tokens(even))
    loud = {shown: _SHY if is_shy(shown) else 1.0 for _, _, names, shown in hits if dossier in names}
    return sum(loud.values())


def _runs(page: Page, title: str) -> list[tuple[bool, str, Tokens]]:
    even = plain(title)
    return [(True, even, tokens(even)), (False, page.plain, page.words)]


def _hits(table: Phrases[Keyword], even: str, run: Tokens) -> list[tuple[int, int, tuple[str, ...], str]]:
    out = []
    gone: set[str] = set()
    for low, high, keyword in table.find(run.lows, 0, len(run)):
        start, end = run.starts[low], run.ends[high - 1]
        if keyword.exact and even[start:end].rstrip("s") != keyword.exact:
            continue
        gone.update(keyword.excluded)
        if keyword.dossiers:
            out.append((start, end, keyword.dossiers, even[start:end]))
    return [
        (start, end, kept, text)
        for start, end, names, text in out
        if (kept := tuple(name for name in names if name not in gone))
    ]
