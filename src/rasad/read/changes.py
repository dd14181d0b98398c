"""Changes: what became of a watched text. Two or more versions of a text -> what kind of change, where, how grave.

    compare(old, new)          one Change
    history(versions)          a Change for each version after the first; knows when an earlier one is restored
    persists(versions, times)  which versions stood over two polls

No change is dropped. `substantive` is news. `insignificant`, and a `revert` to the words of an earlier version, sink to the end
of the queue. `none`, `technical` (no letter differs, and the form differs throughout) and a `revert` to the very bytes of an
earlier version are silent: the record alone keeps them. `docs/rooms/changes.md` says how each is told.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rasad.model import Span
from rasad.read import changes_align as align
from rasad.read import changes_chrome as chrome
from rasad.read import changes_folds as folds
from rasad.read import changes_forms as forms
from rasad.read.changes_folds import Unit
from rasad.read.language import detect

Gap = tuple[int, int, int, int]
Lines = tuple[Sequence[Unit], Sequence[Unit]]
Stretch = tuple[list[Unit], list[Unit]]
Kind = Literal["none", "insignificant", "technical", "substantive", "revert"]

# Least score of a substantive change, most of any other. What sinks, sinks below all news.
FLOOR: Final = 0.5
_WEIGHTS: Final = {
    "lists": 0.01, "links": 0.03, "pictures": 0.04, "spaces": 0.06, "images": 0.08, "targets": 0.1, "markup": 0.12, "clock": 0.1,
    "counter": 0.1, "copyright": 0.1, "updated": 0.2, "banner": 0.2, "navigation": 0.2, "related": 0.2,
    "moved": 0.3, "repeated": 0.35, "numbering": 0.35, "signs": 0.35,
    "language": 0.45,
}  # fmt: skip
_RESTORED: Final = 0.4  # of its score is left to a change that was seen before
_LONG: Final = 6  # tokens of a unit that can be known again elsewhere
_MANY: Final = 3  # units of a stretch said twice, such as a table of contents
_WORDY: Final = 12  # or its tokens
_REPLACED: Final = (
    0.8  # share of the tokens on both sides that differ when a page says something else
)
_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one version became another.

    `added` are stretches of the new version, `removed` of the old; for a change that is not substantive
    they show what changed all the same. `score` is 0..1, at least .5 for news. `reasons` name the rules
    that spoke. `restores` is the place in the history of the earlier version that came back.
    """

    kind: Kind
    added: tuple[Span, ...] = ()
    removed: tuple[Span, ...] = ()
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    restores: int | None = None

    @property
    def is_news(self) -> bool:
        """True when an editor should be told."""
        return self.kind == "substantive"

    @property
    def is_silent(self) -> bool:
        """True when the record alone keeps it: no letter has changed, or the very version was there before."""
        return self.kind in ("none", "technical") or "restored" in self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A run of polls that found the same text but for insignificant changes. `counts` when two polls found it."""

    first: int
    last: int
    since: str
    until: str
    counts: bool


def compare(old: str, new: str, *, language: str = "und") -> Change:
    """What kind of change made `new` of `old`. Never "revert": that needs a history."""
    if old == new:
        return Change(kind="none")
    before, after = folds.lines(old), folds.lines(new)
    gaps = align.gaps([unit.bare for unit in before], [unit.bare for unit in after])
    gaps = [gap for gap in gaps if not _is_wrapped(before, after, gap)]
    if not gaps:
        return _formal(old, new, before, after)
    return _textual((old, new), (before, after), gaps, language=language)


def history(versions: Sequence[str], *, language: str = "und") -> tuple[Change, ...]:
    """The changes from each version to the next; a version that was there before is a "revert"."""
    exact: dict[bytes, int] = {}
    read: dict[bytes, int] = {}
    found = []
    past = b""
    for place, version in enumerate(versions):
        whole, words = _digest(version), _digest(folds.bare(version))
        if place:
            change = compare(versions[place - 1], version, language=language)
            if change.kind != "none" and whole in exact:
                change = _restoring(change, exact[whole], "restored")
            elif words != past and words in read:
                change = _restoring(change, read[words], "restored in words")
            found.append(change)
        exact.setdefault(whole, place)
        read.setdefault(words, place)
        past = words
    return tuple(found)


def persists(
    versions: Sequence[str], times: Sequence[str], *, language: str = "und"
) -> tuple[Standing, ...]:
    """The texts that polls found, in order. One that a single poll found does not count yet, or never did.

    `times` are the polls' (ISO 8601, one zone); two polls of one moment are one. The first text counts: it is
    what the watch began with.
    """
    runs: list[Standing] = []
    for place, (version, time) in enumerate(zip(versions, times, strict=True)):
        if runs and not compare(versions[place - 1], version, language=language).is_news:
            counts = runs[-1].counts or time != runs[-1].since
            runs[-1] = replace(runs[-1], last=place, until=time, counts=counts)
        else:
            runs.append(Standing(first=place, last=place, since=time, until=time, counts=not place))
    return tuple(runs)


def _restoring(change: Change, earlier: int, reason: str) -> Change:
    score = round(change.score * _RESTORED, 3)
    reasons = (reason, *change.reasons)
    return replace(change, kind="revert", restores=earlier, score=score, reasons=reasons)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _is_wrapped(before: Sequence[Unit], after: Sequence[Unit], gap: Gap) -> bool:
    """True when a gap holds the same characters, cut into lines in another way."""
    a, b, c, d = gap
    return "".join(unit.bare for unit in before[a:b]) == "".join(unit.bare for unit in after[c:d])


def _formal(old: str, new: str, before: Sequence[Unit], after: Sequence[Unit]) -> Change:
    """A change that leaves all characters that are read, in their order."""
    change = _small(forms.reasons(old, new))
    if change.reasons in (("lists",), ("spaces",)):
        return change
    had = {old[unit.start : unit.end] for unit in before}
    has = {new[unit.start : unit.end] for unit in after}
    return replace(
        change,
        removed=_spans(old, [u for u in before if old[u.start : u.end] not in has]),
        added=_spans(new, [u for u in after if new[u.start : u.end] not in had]),
    )


def _small(reasons: tuple[str, ...]) -> Change:
    kind: Kind = "technical" if forms.SILENT.issuperset(reasons) else "insignificant"
    return Change(kind=kind, score=max(_WEIGHTS[reason] for reason in reasons), reasons=reasons)


def _spans(text: str, units: Iterable[Unit]) -> tuple[Span, ...]:
    return tuple(
        Span(text=text[unit.start : unit.end], start=unit.start, end=unit.end) for unit in units
    )


def _textual(versions: tuple[str, str], lines: Lines, gaps: list[Gap], *, language: str) -> Change:
    """A change of characters that are read: what is left of it when furniture, signs and moves are taken off."""
    before, after = lines
    asides = chrome.related(before), chrome.related(after)
    reasons: dict[str, None] = {}
    stretches: list[Stretch] = []
    touched: Stretch = ([], [])
    for a, b, c, d in gaps:
        gone = [unit for line in before[a:b] for unit in folds.split(line, language)]
        come = [unit for line in after[c:d] for unit in folds.split(line, language)]
        touched[0].extend(gone)
        touched[1].extend(come)
        stretches += _narrowed(
            _told(gone, versions[0], asides[0], reasons),
            _told(come, versions[1], asides[1], reasons),
            reasons,
        )
    stretches = _without_moved(stretches, reasons)
    stretches = _without_repeated(stretches, lines, reasons)
    gone = [unit for old, _ in stretches for unit in old]
    come = [unit for _, new in stretches for unit in new]
    score, why = weigh(gone, come) if gone or come else (0.0, ())
    if "rewritten" in why and _is_translated(*versions):
        change = _small(("language", *reasons))
    elif why:
        change = Change(kind="substantive", score=score, reasons=(*why, *reasons))
    else:
        change = _small(tuple(reasons) or ("signs",))
        gone, come = touched
    return replace(change, removed=_spans(versions[0], gone), added=_spans(versions[1], come))


def _is_translated(old: str, new: str) -> bool:
    """True when the page came in another language: what it says cannot be compared, and need not have changed."""
    before, after = detect(old), detect(new)
    return "und" not in (before, after) and before != after


def _told(
    units: list[Unit], text: str, aside: frozenset[int], reasons: dict[str, None]
) -> list[Unit]:
    """The units that are part of what the text says."""
    kept = []
    for unit in units:
        name = "related" if unit.start in aside else chrome.name(unit, text)
        if name is None:
            kept.append(unit)
        else:
            reasons[name] = None
    return kept


def _narrowed(gone: list[Unit], come: list[Unit], reasons: dict[str, None]) -> list[Stretch]:
    """Pairs of stretches that differ by the bluntest key, in place: a figure never answers for another's place."""
    stretches = [(gone, come)]
    for key, reason in (("bare", ""), ("words", "signs"), ("core", "numbering")):
        narrower = []
        for old, new in stretches:
            gaps = align.gaps(
                [getattr(unit, key) for unit in old], [getattr(unit, key) for unit in new]
            )
            narrower += [(old[a:b], new[c:d]) for a, b, c, d in gaps]
        if reason and sum(map(_size, narrower)) < sum(map(_size, stretches)):
            reasons[reason] = None
        stretches = narrower
    return stretches


def _size(stretch: Stretch) -> int:
    return len(stretch[0]) + len(stretch[1])


def _without_moved(stretches: list[Stretch], reasons: dict[str, None]) -> list[Stretch]:
    """The stretches without what stands elsewhere in the other version instead. A short unit moves only with a long one."""
    gone = Counter(unit.core for old, _ in stretches for unit in old)
    come = Counter(unit.core for _, new in stretches for unit in new)
    both = {key for key in gone & come if gone[key] == come[key]}
    moved: set[str] = set()
    for old, _ in stretches:
        far = [unit.core in both and len(folds.tokens(unit.masked)) >= _LONG for unit in old]
        for place, unit in enumerate(old):
            beside = far[max(0, place - 1) : place + 2]
            is_free = unit.core in both and not any(map(str.isdigit, unit.core))
            if far[place] or (is_free and any(beside)):
                moved.add(unit.core)
    if moved:
        reasons["moved"] = None
    return [
        ([u for u in old if u.core not in moved], [u for u in new if u.core not in moved])
        for old, new in stretches
    ]


def _without_repeated(
    stretches: list[Stretch], lines: Lines, reasons: dict[str, None]
) -> list[Stretch]:
    """The stretches without those that only say again, or no more say twice, what the text says elsewhere."""
    before = {unit.bare for unit in lines[0]}
    after = {unit.bare for unit in lines[1]}
    kept = []
    for old, new in stretches:
        units = old or new
        is_one_sided = bool(old) != bool(new)
        if (
            is_one_sided
            and (len(units) >= _MANY or sum(len(folds.tokens(u.masked)) for u in units) >= _WORDY)
            and all(unit.bare in before and unit.bare in after for unit in units)
        ):
            reasons["repeated"] = None
        elif units:
            kept.append((old, new))
    return kept


def weigh(gone: Sequence[Unit], come: Sequence[Unit]) -> tuple[float, tuple[str, ...]]:
    """A score from .5 to 1 by the words that came and went, and what they are: figures, words, order."""
    old = Counter(token for unit in gone for token in folds.tokens(unit.masked))
    new = Counter(token for unit in come for token in folds.tokens(unit.masked))
    changed = (old - new) + (new - old)
    figures = any(token[0].isdigit() for token in changed)
    reasons = ["figures"] if figures else []
    if any(not token[0].isdigit() for token in changed):
        reasons.append("words")
    size = sum(changed.values())
    if size > _REPLACED * max(1, sum(old.values()) + sum(new.values())) and size >= _PAGE:
        reasons.append("rewritten")
    score = FLOOR + (1 - FLOOR) * (1 - math.exp(-size / 30)) + (0.1 if figures else 0.0)
    return round(min(score, 1.0), 3), tuple(reasons or ["order"])
