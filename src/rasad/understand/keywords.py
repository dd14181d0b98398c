"""Understand: where the words of dossiers stand in a text. Pack, tokens → hits.

A keyword is a phrase. A pair, `Telegram|Instagram + block*|ban`, is a word of each side in one sentence, not far from each other:
the name of a thing says little, the name beside what is done to it says much. A row without `+` is a list of names that alone say little.
A word with a capital in the pack is a name, and must be printed with one. Inside a phrase that the dossier excludes its words do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
_PERSIAN: Final = "fa"
_HA: Final = "\u0647\u0627"
_HAYE: Final = "\u0647\u0627\u06cc"
_ENDINGS: Final = frozenset({_HA, _HAYE, "\u06cc", "\u0654"})  # plural and ezafe, where they are tokens of their own
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Keyword:
    """What a phrase signals: dossiers it belongs to, or from which it takes away; how it must be printed; whether it is no common word."""

    dossiers: tuple[str, ...]
    excluded: tuple[str, ...]
    exact: str | None
    is_name: bool
    is_term: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words of dossiers stand; `weight` is less for a single common word; `is_alone` for one that never decides."""

    start: int
    end: int
    dossiers: tuple[str, ...]
    text: str
    weight: float
    is_alone: bool = False


Side = tuple[int, int, bool]  # pair, first or second side, whether it is a name


@dataclass(frozen=True, slots=True)
class Table:
    """The phrases of a pack in one language, and the sides of its pairs."""

    single: Phrases[Keyword]
    sides: Phrases[tuple[Side, ...]]
    pairs: tuple[str, ...]
    language: str


_TABLES: dict[tuple[int, str], tuple[Pack, Table]] = {}


def table(pack: Pack, language: str) -> Table:
    """The words of a pack's dossiers in a language, made once for each pack object."""
    known = _TABLES.get((id(pack), language))
    if known is not None and known[0] is pack:
        return known[1]
    made = Table(_single(pack, language), *_pairs(pack, language), language)
    if len(_TABLES) > 16:
        _TABLES.clear()
    _TABLES[(id(pack), language)] = (pack, made)
    return made


def _single(pack: Pack, language: str) -> Phrases[Keyword]:
    rows: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    terms = {word for dossier in pack.dossiers for code, word in dossier.terms if code == language}
    for dossier in pack.dossiers:
        for code, word in dossier.keywords:
            if code == language:
                rows[word][0].append(dossier.id)
        for code, word in dossier.excludes:
            if code == language:
                rows[word][1].append(dossier.id)
    known: dict[str, Keyword] = {}
    for word, (ids, not_ids) in sorted(rows.items(), key=lambda row: _is_name(row[0])):  # small letters first: they allow both
        for form in _forms(word, language):
            if form == word or form not in known:  # as written wins over a form of another
                known[form] = Keyword(tuple(ids), tuple(not_ids), _acronym(word), _is_name(word), word in terms)
    return Phrases(known.items())


def _pairs(pack: Pack, language: str) -> tuple[Phrases[tuple[Side, ...]], tuple[str, ...]]:
    names: list[str] = []
    rows: dict[str, list[Side]] = defaultdict(list)
    for dossier in pack.dossiers:
        for code, pair in dossier.together:
            sides = pair.split(" + ") if code == language else []
            for side, listed in enumerate(sides):
                for word in map(str.strip, listed.split("|")):
                    for form in _forms(word, language):
                        rows[form].append((len(names), side if len(sides) > 1 else _ALONE, _is_name(word)))
            names.append(dossier.id)
    return Phrases(_with_inner(rows)), tuple(names)


def _with_inner(rows: Mapping[str, Sequence[Side]]) -> Iterator[tuple[str, tuple[Side, ...]]]:
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


def _is_name(word: str) -> bool:
    return word[:1].isupper()


@lru_cache(maxsize=8192)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """A keyword and its plain plural; a Persian one without the endings of its words, as `_bare` leaves a text."""
    if language == "en" and word[-1:].isalpha() and word[-1:].islower() and not word.endswith("s"):
        return word, f"{word}s"
    if language != _PERSIAN:
        return (word,)
    parts = [" ".join(_stem(part) for part in run.split(" ") if part not in _ENDINGS) for run in word.split("\u200c")]
    return ("\u200c".join(part for part in parts if part),)


def _stem(word: str) -> str:
    """A Persian word without a plural written in one with it."""
    for end in (_HAYE, _HA):
        if word.endswith(end) and len(word) >= _LEAST + len(end):
            return word[: -len(end)]
    return word


def _bare(run: Tokens) -> Tokens:
    """Persian tokens without plural and ezafe, in whichever of the ways they are written."""
    kept = [place for place, word in enumerate(run.lows) if word not in _ENDINGS]
    lows = [run.lows[place] for place in kept]
    return Tokens(
        [_stem(word) if word.endswith((_HA, _HAYE)) else word for word in lows],
        [run.starts[place] for place in kept], [run.ends[place] for place in kept],
    )  # fmt: skip


def is_shy(text: str) -> bool:
    """True for a single common word, which says less than a name or a phrase."""
    return " " not in text and "-" not in text and text.islower()


def find_hits(known: Table, even: str, run: Tokens) -> list[Hit]:
    """The places in a text in its plain form, in order, without those inside phrases that their dossiers exclude."""
    out: list[Hit] = []
    gone: list[tuple[int, int, tuple[str, ...]]] = []
    has_capitals = not even.islower()
    if known.language == _PERSIAN:
        run = _bare(run)
    for low, high, keyword in known.single.find(run.lows, 0, len(run)):
        start, end = run.starts[low], run.ends[high - 1]
        shown = even[start:end]
        if has_capitals and ((keyword.exact and shown.rstrip("s") != keyword.exact) or (keyword.is_name and not shown[0].isupper())):
            continue
        if keyword.excluded:
            gone.append((start, end, keyword.excluded))
        if keyword.dossiers:
            out.append(Hit(start, end, keyword.dossiers, shown, _SHY if is_shy(shown) and not keyword.is_term else 1.0))
    out += _paired(known, even, run, has_capitals, gone)
    out.sort(key=lambda hit: (hit.start, -hit.weight, -hit.end, hit.dossiers))
    return out


def _paired(known: Table, even: str, run: Tokens, has_capitals: bool, gone: Sequence[tuple[int, int, tuple[str, ...]]]) -> Iterator[Hit]:
    """Pairs whose two sides stand in one sentence; each word is used once for each pair."""
    open_sides: dict[tuple[int, int], tuple[int, int]] = {}
    sentence = 0
    stops = [place for place, word in enumerate(run.lows) if word in _STOPS]
    for low, high, places in known.sides.find(run.lows, 0, len(run)):
        while sentence < len(stops) and stops[sentence] < low:
            sentence += 1
            open_sides.clear()
        start, end = run.starts[low], run.ends[high - 1]
        is_capital = not has_capitals or even[start].isupper()
        not_here = {name for first, last, names in gone if first < end and start < last for name in names} if gone else ()
        for pair, side, is_name in places:
            name = known.pairs[pair]
            if (is_name and not is_capital) or name in not_here:
                continue
            if side == _ALONE:
                yield Hit(start, end, (name,), even[start:end], _SHY, is_alone=True)
                continue
            other = open_sides.pop((pair, 1 - side), None)
            if other is None or low - other[1] > _APART or low < other[1]:
                open_sides[(pair, side)] = (low, high)
                continue
            begin = run.starts[other[0]]
            shown = sorted((even[begin : run.ends[other[1] - 1]], even[start:end]))
            yield Hit(begin, end, (name,), " + ".join(shown), 1.0)
