"""Understand: where the words of dossiers stand in a text. Pack, tokens → hits.

A keyword is a phrase. A pair, `Telegram|Instagram + block*|ban`, is a word of each side in one sentence, not far from each other:
the name of a thing says little, the name beside what is done to it says much. A row without `+` is a list of names that alone say little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.model import Pack
from rasad.understand.phrases import Phrases
from rasad.understand.plain import Tokens, words

_APART: Final = 14
_STOPS: Final = frozenset(".!?\u061f\u06d4")
_SHY: Final = 0.5
_ALONE: Final = 2


@dataclass(frozen=True, slots=True)
class Keyword:
    """What a phrase signals: dossiers it belongs to, or from which it takes away; `exact` for acronyms."""

    dossiers: tuple[str, ...]
    excluded: tuple[str, ...]
    exact: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words of dossiers stand; `weight` is less for a single common word."""

    start: int
    end: int
    dossiers: tuple[str, ...]
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Table:
    """The phrases of a pack in one language, and the sides of its pairs: side → (pair, first or second)."""

    single: Phrases[Keyword]
    sides: Phrases[tuple[tuple[int, int], ...]]
    pairs: tuple[str, ...]


_TABLES: dict[tuple[int, str], tuple[Pack, Table]] = {}


def table(pack: Pack, language: str) -> Table:
    """The words of a pack's dossiers in a language, made once for each pack object."""
    known = _TABLES.get((id(pack), language))
    if known is not None and known[0] is pack:
        return known[1]
    made = Table(_single(pack, language), *_pairs(pack, language))
    if len(_TABLES) > 16:
        _TABLES.clear()
    _TABLES[(id(pack), language)] = (pack, made)
    return made


def _single(pack: Pack, language: str) -> Phrases[Keyword]:
    rows: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for dossier in pack.dossiers:
        for code, word in dossier.keywords:
            if code == language:
                rows[word][0].append(dossier.id)
        for code, word in dossier.excludes:
            if code == language:
                rows[word][1].append(dossier.id)
    return Phrases(
        (form, Keyword(tuple(ids), tuple(not_ids), _acronym(word)))
        for word, (ids, not_ids) in rows.items()
        for form in _forms(word, language)
    )


def _pairs(pack: Pack, language: str) -> tuple[Phrases[tuple[tuple[int, int], ...]], tuple[str, ...]]:
    names: list[str] = []
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for dossier in pack.dossiers:
        for code, pair in dossier.together:
            sides = pair.split(" + ") if code == language else []
            for side, listed in enumerate(sides):
                for word in listed.split("|"):
                    for form in _forms(word.strip(), language):
                        rows[form].append((len(names), side if len(sides) > 1 else _ALONE))
            names.append(dossier.id)
    return Phrases(_with_inner(rows)), tuple(names)


def _with_inner(rows: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Each phrase with what it and the phrases inside it stand for, since the longest phrase hides those inside it."""
    bare = {word: tuple(words(word.replace("*", ""))) for word in rows}
    by_first: dict[str, list[str]] = defaultdict(list)
    for word, form in bare.items():
        by_first[form[0]].append(word)
    for word, form in bare.items():
        inner = {
            other
            for place, first in enumerate(form)
            for other in by_first[first]
            if form[place : place + len(bare[other])] == bare[other]
        }
        yield word, tuple(sorted({one for other in inner for one in rows[other]}))


def _acronym(word: str) -> str | None:
    return word if word.isascii() and word.isupper() and len(word) <= 8 else None


@lru_cache(maxsize=4096)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """A keyword and its plain plural."""
    if language == "en" and word[-1:].isalpha() and word[-1:].islower() and not word.endswith("s"):
        return word, f"{word}s"
    return (word,)


def is_shy(text: str) -> bool:
    """True for a single common word, which says less than a name or a phrase."""
    return " " not in text and "-" not in text and text.islower()


def find_hits(known: Table, even: str, run: Tokens) -> list[Hit]:
    """The places in a text in its plain form, in order, without dossiers whose exclude words stand in it."""
    out: list[Hit] = []
    gone: set[str] = set()
    for low, high, keyword in known.single.find(run.lows, 0, len(run)):
        start, end = run.starts[low], run.ends[high - 1]
        if keyword.exact and even[start:end].rstrip("s") != keyword.exact:
            continue
        gone.update(keyword.excluded)
        if keyword.dossiers:
            shown = even[start:end]
            out.append(Hit(start, end, keyword.dossiers, shown, _SHY if is_shy(shown) else 1.0))
    out += _paired(known, even, run)
    out.sort(key=lambda hit: (hit.start, -hit.weight, -hit.end, hit.dossiers))
    return list(_without(out, gone))


def _without(hits: Iterable[Hit], gone: set[str]) -> Iterator[Hit]:
    for hit in hits:
        kept = tuple(name for name in hit.dossiers if name not in gone)
        if kept:
            yield Hit(hit.start, hit.end, kept, hit.text, hit.weight)


def _paired(known: Table, even: str, run: Tokens) -> Iterator[Hit]:
    """Pairs whose two sides stand in one sentence; each word is used once for each pair."""
    open_sides: dict[tuple[int, int], tuple[int, int]] = {}
    sentence = 0
    stops = [place for place, word in enumerate(run.lows) if word in _STOPS]
    for low, high, places in known.sides.find(run.lows, 0, len(run)):
        while sentence < len(stops) and stops[sentence] < low:
            sentence += 1
            open_sides.clear()
        for pair, side in places:
            if side == _ALONE:
                start, end = run.starts[low], run.ends[high - 1]
                yield Hit(start, end, (known.pairs[pair],), even[start:end], _SHY)
                continue
            other = open_sides.pop((pair, 1 - side), None)
            if other is None or low - other[1] > _APART or low < other[1]:
                open_sides[(pair, side)] = (low, high)
                continue
            start, end = run.starts[other[0]], run.ends[high - 1]
            shown = sorted((even[run.starts[other[0]] : run.ends[other[1] - 1]], even[run.starts[low] : end]))
            yield Hit(start, end, (known.pairs[pair],), " + ".join(shown), 1.0)
