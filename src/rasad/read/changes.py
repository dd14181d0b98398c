"""Changes: what became of a watched text. Two or more versions of a text -> what kind of change, where, how grave.

    compare(old, new)          one Change
    history(versions)          a Change for each version after the first; knows when an earlier one is restored
    persists(versions, times)  which versions stood over two polls

No change is dropped. `none`, `technical` and `revert` are no news and go to the record; `insignificant` sinks to the end of
the queue; `substantive` is news. `docs/rooms/changes.md` says how each is told.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rasad.model import Span
from rasad.read import changes_align as align
from rasad.read import changes_chrome as chrome
from rasad.read import changes_folds as folds
from rasad.read.changes_folds import Unit

Kind = Literal["none", "insignificant", "technical", "substantive", "revert"]

# Least score of a substantive change, most of any other. What sinks, sinks below all news.
FLOOR: Final = 0.5
_WEIGHTS: Final = {
    "spaces": 0.02, "images": 0.04, "links": 0.05, "targets": 0.1, "markup": 0.12, "clock": 0.1,
    "counter": 0.1, "copyright": 0.1, "updated": 0.2, "banner": 0.2, "navigation": 0.2, "related": 0.2,
    "moved": 0.3, "repeated": 0.35, "numbering": 0.35, "signs": 0.35,
}  # fmt: skip
_FORM: Final = frozenset({"spaces", "images", "links"})  # a reader sees no other letter, mark or heading


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
        """True when the record alone keeps it: nothing an editor could read has changed, or it was there before."""
        return self.kind in ("none", "technical", "revert")


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
        return _formal(old, new)
    return _textual(old, new, (before, after), gaps, language)


def history(versions: Sequence[str], *, language: str = "und") -> tuple[Change, ...]:
    """The changes from each version to the next; a version that was there before is a "revert"."""
    exact: dict[bytes, int] = {}
    read: dict[bytes, int] = {}
    found = []
    past = b""
    for place, version in enumerate(versions):
        whole, words = _digest(version), _digest(folds.bare(version))
        if place:
            earlier = exact.get(whole, read.get(words) if words != past else None)
            change = compare(versions[place - 1], version, language=language)
            if earlier is not None and change.kind != "none":
                change = replace(
                    change, kind="revert", restores=earlier, reasons=("restored", *change.reasons)
                )
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
            runs.append(
                Standing(first=place, last=place, since=time, until=time, counts=not place)
            )
    return tuple(runs)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _is_wrapped(before: list[Unit], after: list[Unit], gap: tuple[int, int, int, int]) -> bool:
    """True when a gap holds the same characters, cut into lines in another way."""
    a, b, c, d = gap
    return "".join(unit.bare for unit in before[a:b]) == "".join(unit.bare for unit in after[c:d])


def _formal(old: str, new: str) -> Change:
    """A change that leaves all characters that are read in their order."""
    if folds.form(old) == folds.form(new):
        return _small(("spaces",))
    plain_old, plain_new = folds.without_images(old), folds.without_images(new)
    reasons = []
    if old.count("![") != new.count("!["):
        reasons.append("images")
    elif folds.images(old) != folds.images(new):
        reasons.append("targets")
    one, other = folds.targets(plain_old), folds.targets(plain_new)
    if one != other or plain_old.count("](") != plain_new.count("]("):
        is_same = len(one) == len(other) and all(map(folds.same_target, one, other))
        reasons.append("links" if is_same else "targets")
    if folds.form(folds.mask(plain_old).replace("\ufffc", "")) != folds.form(
        folds.mask(plain_new).replace("\ufffc", "")
    ):
        reasons.append("markup")
    return _small(tuple(dict.fromkeys(reasons or ["links"])))


def _small(reasons: tuple[str, ...]) -> Change:
    kind: Kind = "technical" if _FORM.issuperset(reasons) else "insignificant"
    return Change(kind=kind, score=max(_WEIGHTS[reason] for reason in reasons), reasons=reasons)


def _textual(
    old: str,
    new: str,
    lines: tuple[list[Unit], list[Unit]],
    gaps: list[tuple[int, int, int, int]],
    language: str,
) -> Change:
    """A change of characters that are read: what is left of it when furniture, moves and signs are taken off."""
    before, after = lines
    asides = chrome.related(before), chrome.related(after)
    gone, come = [], []
    reasons: dict[str, None] = {}
    for a, b, c, d in gaps:
        gone += _parts(old, before[a:b], asides[0], reasons, language)
        come += _parts(new, after[c:d], asides[1], reasons, language)
    sunk = ([], []) if reasons else ([], [])
    del sunk
    gone, come = _cancel(gone, come, "bare", "moved", reasons)
    gone, come = _cancel(gone, come, "words", "signs", reasons)
    gone, come = _cancel(gone, come, "core", "numbering", reasons)
    gone, come = _repeated(gone, after, reasons), _repeated(come, before, reasons)
    removed = tuple(_span(old, unit) for unit in gone)
    added = tuple(_span(new, unit) for unit in come)
    if not removed and not added:
        return _small(tuple(reasons) or ("signs",))
    score, why = _weigh(gone, come)
    return Change(
        kind="substantive", added=added, removed=removed, score=score, reasons=(*why, *reasons)
    )
