"""Understand: denials, reversals and differing figures. Pieces of developments → Relations.

Two statements of one dossier are compared when they share words, or, across languages, what is done, whom it names or a figure.
Only rare enough words are looked up, so that the work grows with the statements and not with their square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.languages import tables
from rasad.model import Figure, Relation
from rasad.understand.plain import words
from rasad.understand.tellings import Piece, day_bounds

_STEM: Final = 6
_FAR: Final = 150
_NEAR: Final = 60
_COMMON: Final = 40
_LEAST_SHARED: Final = 2
_ENOUGH: Final = 4.0
_ENOUGH_ACROSS: Final = 3.0
_UNDATED: Final = 6.0
# The share of the shorter claim's words that both must use: without days there is nothing else to hold on to.
_SHARE: Final = 0.3
_SHARE_UNDATED: Final = 0.5
_MOST: Final = 4
_NO_CLAIMS: Final = frozenset({"demand", "propose", "warn", "threaten", "justify", "deny"})
_MEASURES: Final = frozenset({"%", "rial", "toman", "dollar", "euro", "tal"})
_UNITS: Final = frozenset({"%", "rial", "toman", "dollar", "euro", "user", "account", "case", "person", "vote", "tal"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims, in a form that can be compared."""

    development: str
    piece: Piece
    stems: frozenset[str]
    ids: frozenset[str]
    concepts: frozenset[str]
    days: tuple[int, int] | None
    place: tuple[str, str, int]

    @property
    def is_denial(self) -> bool:
        """True when it says that something is not so."""
        one = self.piece.statement
        return one.polarity == "negated" or (one.act == "deny" and one.polarity != "affirmed")


def relate(made: Mapping[str, Sequence[Piece]]) -> dict[str, tuple[Relation, ...]]:
    """For each development id its relations to others."""
    claims = [_claim(name, piece) for name in sorted(made) for piece in made[name]]
    claims.sort(key=lambda claim: (claim.place, claim.development))
    found: dict[tuple[str, str, str], str] = {}
    by_dossier: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for name in claim.piece.statement.dossiers:
            by_dossier[name].append(claim)
    for name in sorted(by_dossier):
        _denials(by_dossier[name], found)
        _figures(by_dossier[name], found)
    out: dict[str, list[Relation]] = defaultdict(list)
    for (one, kind, other), why in sorted(found.items()):
        if len(out[one]) < _MOST:
            out[one].append(Relation(kind=kind, other=other, why=why))
    return {name: tuple(links) for name, links in out.items() if links}


def _claim(name: str, piece: Piece) -> Claim:
    one, telling = piece.statement, piece.telling
    tokens = words(one.content.text)
    return Claim(
        name, piece, _stems(tokens, telling.language), frozenset(piece.ids()),
        frozenset(value for _, _, value in telling.lexicon.concepts.find(tokens, 0, len(tokens))),
        day_bounds(piece.date()), (*telling.place, one.start),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(tables.words(language, "acts", "stop"))


def _stems(tokens: Sequence[str], language: str) -> frozenset[str]:
    stop = _stop_words(language)
    return frozenset(word[:_STEM] for word in tokens if len(word) > 3 and word not in stop and not word.isdigit())


def _denials(claims: Sequence[Claim], found: dict[tuple[str, str, str], str]) -> None:
    index: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.is_denial and claim.piece.statement.polarity == "affirmed":
            for feature in _features(claim):
                index[feature].append(claim)
    announced = [claim for claim in claims if _is_announced(claim)]
    for denial in claims:
        if not denial.is_denial:
            continue
        candidates: Counter[int] = Counter()
        known: dict[int, Claim] = {}
        for feature in sorted(_features(denial)):
            rows = index.get(feature, ())
            for claim in rows if len(rows) <= _COMMON else ():
                candidates[id(claim)] += 1
                known[id(claim)] = claim
        for claim in _announced_before(denial, announced):
            candidates[id(claim)] = _LEAST_SHARED
            known[id(claim)] = claim
        for key, count in candidates.items():
            if count >= _LEAST_SHARED:
                _answer(denial, known[key], _rare(denial, known[key], index), found)


def _rare(one: Claim, other: Claim, index: Mapping[str, Sequence[Claim]]) -> list[str]:
    """The shared words that few claims of the dossier use."""
    language = one.piece.telling.language
    return [stem for stem in sorted(one.stems & other.stems) if len(index.get(f"{language}:{stem}", ())) <= _COMMON]


def _features(claim: Claim) -> set[str]:
    out = {f"{claim.piece.telling.language}:{stem}" for stem in claim.stems}
    out |= {f"@{one}" for one in claim.ids}
    out |= {f"#{one}" for one in claim.concepts}
    if claim.piece.statement.action:
        out.add(f"!{claim.piece.statement.action}")
    return out


def _answer(denial: Claim, claim: Claim, shared: list[str], found: dict[tuple[str, str, str], str]) -> None:
    if denial.development == claim.development or claim.piece.statement.act in _NO_CLAIMS:
        return
    if denial.piece.statement.private or claim.piece.statement.private:
        return
    gap = _gap(denial, claim)
    if gap is not None and gap > _FAR:
        return
    weight, why = _likeness(denial, claim, shared)
    is_across = denial.piece.telling.language != claim.piece.telling.language
    enough = _ENOUGH_ACROSS if is_across else _ENOUGH
    is_one_text = denial.piece.telling.text_id == claim.piece.telling.text_id
    is_mere = denial.piece.statement.act != "deny"
    if _is_plan_denied(denial, claim):
        weight, why = weight + _ENOUGH, f"no such plan, says one; announced, says the other; {why}".strip("; ")
    elif is_mere and (is_one_text or denial.piece.statement.action != claim.piece.statement.action):
        return
    is_undated = gap is None and not is_one_text
    if weight < (_UNDATED if is_undated else enough):
        return
    if not is_across and not _is_plan_denied(denial, claim):
        share = len(shared) / max(1, min(len(denial.stems), len(claim.stems)))
        if share < (_SHARE_UNDATED if is_undated else _SHARE):
            return
    if claim.place > denial.place and not is_one_text and (gap or 0) > 0:
        found.setdefault(
            (claim.development, "contradicts", denial.development),
            f"affirms what was denied before: {why}",
        )
        return
    kind = "denies" if denial.piece.statement.act == "deny" else "contradicts"
    found.setdefault((denial.development, kind, claim.development), f"says it is not so: {why}")


def _is_announced(claim: Claim) -> bool:
    one = claim.piece.statement
    return one.act in ("announce", "promise") and one.action is not None and not claim.is_denial


def _denies_plans(claim: Claim) -> bool:
    """True for "there is no plan for X", X the dossier."""
    tokens = words(claim.piece.statement.content.text)
    return claim.piece.telling.lexicon.phrases["no_plans"].has(tokens, 0, len(tokens))


def _announced_before(denial: Claim, announced: Sequence[Claim]) -> list[Claim]:
    """What others announced in the dossier before somebody said there is no such plan."""
    if not _denies_plans(denial):
        return []
    place = bisect_left(announced, denial.place, key=lambda claim: claim.place)
    return [claim for claim in announced[max(0, place - _COMMON) : place] if _is_plan_denied(denial, claim)]


def _is_plan_denied(denial: Claim, claim: Claim) -> bool:
    return (
        _is_announced(claim)
        and claim.place < denial.place
        and denial.piece.telling.text_id != claim.piece.telling.text_id
        and denial.piece.key != claim.piece.key
        and _denies_plans(denial)
    )


def _gap(one: Claim, other: Claim) -> int | None:
    """Days between two claims, None when a day is not known."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def _likeness(one: Claim, other: Claim, shared: list[str]) -> tuple[float, str]:
    """How much two claims speak of the same, and by what."""
    weight = float(min(len(shared), 6))
    why = [f"shared words {', '.join(shared[:5])}"] if shared else []
    action = one.piece.statement.action
    if action and action == other.piece.statement.action:
        weight += 1.5
        why.append(f"same action {action}")
    if one.piece.telling.language != other.piece.telling.language:
        concepts = sorted(one.concepts & other.concepts)
        if len(concepts) < 2:
            return 0.0, ""
        weight = float(min(len(concepts), 4))
        why = [f"both speak of {', '.join(concepts[:4])}"]
    ids = sorted(one.ids & other.ids)
    if ids:
        weight += 1.0
        why.append(f"both name {', '.join(ids[:3])}")
    values = {figure.value for figure in one.piece.figures()} & {figure.value for figure in other.piece.figures()} - {None}
    if values:
        weight += 1.5
        why.append(f"same figure {sorted(value for value in values if value is not None)[0]:g}")
    return weight, "; ".join(why)


def _figures(claims: Sequence[Claim], found: dict[tuple[str, str, str], str]) -> None:
    buckets: dict[tuple[str, str], list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim in claims:
        one = claim.piece.statement
        if claim.days is None or one.action is None or one.polarity == "negated":
            continue
        for figure in claim.piece.figures():
            if figure.unit in _UNITS and figure.value is not None:
                buckets[(figure.unit, one.action)].append((claim, figure))
    for key in sorted(buckets):
        rows = buckets[key]
        for place, (claim, figure) in enumerate(rows):
            for other, rival in rows[max(0, place - 30) : place]:
                _compare(claim, figure, other, rival, found)


def _compare(
    claim: Claim, figure: Figure, other: Claim, rival: Figure, found: dict[tuple[str, str, str], str]
) -> None:
    if claim.development == other.development or claim.piece.telling.text_id == other.piece.telling.text_id:
        return
    gap = _gap(claim, other)
    if gap is None or gap > _NEAR or figure.value is None or rival.value is None:
        return
    ours = {one.value for one in claim.piece.figures() if one.unit == figure.unit}
    theirs = {one.value for one in other.piece.figures() if one.unit == figure.unit}
    if rival.value in _refused(claim):
        found.setdefault(
            (claim.development, "contradicts", other.development),
            f"says {figure.text!r} and not {rival.text!r} for {claim.piece.statement.action}",
        )
        return
    if ours & theirs or abs(figure.value - rival.value) <= 0.02 * max(abs(figure.value), abs(rival.value)):
        return
    is_across = claim.piece.telling.language != other.piece.telling.language
    if is_across and figure.unit not in _MEASURES:
        return
    if not is_across and len(claim.stems & other.stems) < 3:
        return
    found.setdefault(
        (claim.development, "contradicts", other.development),
        f"another figure for {claim.piece.statement.action}: {figure.text!r} against {rival.text!r}",
    )


def _refused(claim: Claim) -> set[float]:
    """The values that a claim names in order to refuse them: "40 per cent, not 28"."""
    text, lexicon = claim.piece.telling.text, claim.piece.telling.lexicon
    out = set()
    for figure in claim.piece.figures():
        before = words(text[max(0, figure.start - 14) : figure.start])[-3:]
        if figure.value is not None and lexicon.phrases["refusals"].has(before, 0, len(before)):
            out.add(figure.value)
    return out
