"""Understand: promises with a day on them, and what became of them. Tellings → Promises.

A promise is a statement that promises, or that sets a day for oneself ("the new deadline is"), by somebody in office, with a date ahead of the
words behind "by" or a duration behind "within". The same speaker, dossier and day is one promise, however often it is told. An outcome is a later
statement of the dossier that names that day again and is no promise: one that denies or concedes says "missed", else "kept"; or a decision
that is carried out and speaks of the same. Where nobody says anything, that is the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from rasad.languages import tables
from rasad.model import DateMention, Promise
from rasad.model.promise import after
from rasad.model.when import bounds, is_edtf
from rasad.understand.claims import Claim, claims_of
from rasad.understand.phrases import Phrases
from rasad.understand.plain import words
from rasad.understand.tellings import Telling, pieces

_BEFORE: Final = 40
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_DONE: Final = frozenset({"completed", "in_force", "enforced", "published", "promulgated"})
_LEAST_SHARED: Final = 3
_NO_OUTCOME: Final = frozenset({"promise", "forecast", "demand", "propose", "warn"})


@lru_cache(maxsize=32)
def _phrases(language: str, key: str) -> Phrases[str]:
    return Phrases((phrase, key) for phrase in tables.words(language, "promises", key))


def find_promises(tellings: Sequence[Telling]) -> tuple[Promise, ...]:
    """The promises of all tellings, by deadline, each with its outcome when one is told."""
    claims = claims_of({telling.article: pieces(telling) for telling in tellings})
    found: dict[tuple[str, str, str], tuple[Promise, Claim]] = {}
    for claim in claims:
        for due in _deadlines(claim):
            key = (claim.piece.key, claim.piece.dossier, str(bounds(due)[1] or due))
            if key in found:
                known, first = found[key]
                told = tuple(dict.fromkeys((*known.statements, claim.statement.id)))
                found[key] = (replace(known, statements=told), first)
            else:
                found[key] = (_promise(claim, due), claim)
    made = [_with_outcome(promise, first, claims) for promise, first in found.values()]
    return tuple(sorted(made, key=lambda one: (one.due, one.id)))


def _promise(claim: Claim, due: str) -> Promise:
    one, said = claim.statement, claim.piece.date()
    named = claim.piece.named
    return Promise(
        id=f"w-{one.id.partition('-')[2]}", speaker=claim.piece.key if named.private is False else "",
        text=one.content.text, text_id=claim.piece.telling.text_id, start=one.start, end=one.end, dossier=claim.piece.dossier,
        said=said.edtf if said else None, due=due, statements=(one.id,),
    )  # fmt: skip


def _deadlines(claim: Claim) -> Iterable[str]:
    """The days by which a claim says that something will be done; none when it promises nothing or nobody in office speaks."""
    one, telling = claim.statement, claim.piece.telling
    if one.private or claim.piece.named.private or not claim.piece.dossier or claim.days is None:
        return
    tokens = words(one.content.text)
    sets_day = _phrases(telling.language, "deadline").has(tokens, 0, len(tokens))
    if (one.act != "promise" or one.polarity == "unsure") and not sets_day:
        return
    for found in telling.reading.dates:
        if _is_inside(found, claim) and (sets_day or _stands_behind(claim, found.start or 0, "by")) and _is_ahead(found, claim):
            yield str(found.edtf)
            return
    for figure in claim.piece.figures():
        size = _DAYS.get(figure.unit or "")
        if size and figure.value and _stands_behind(claim, figure.start, "within"):
            said = claim.piece.date()
            day = after(str(said.edtf), round(figure.value * size)) if said and said.edtf else None
            if day:
                yield day
                return


def _is_inside(found: DateMention, claim: Claim) -> bool:
    one = claim.statement
    return found.start is not None and one.content.start <= found.start < one.end and bool(found.edtf and is_edtf(found.edtf))


def _stands_behind(claim: Claim, place: int, key: str) -> bool:
    """True when a word of a list stands right before a place of the text."""
    telling = claim.piece.telling
    tokens = words(telling.text[max(0, place - _BEFORE) : place])[-5:]
    listed = _phrases(telling.language, key)
    return any(behind == len(tokens) for _, behind, _ in listed.find(tokens, 0, len(tokens)))


def _is_ahead(found: DateMention, claim: Claim) -> bool:
    last = bounds(str(found.edtf))[1]
    return last is not None and claim.days is not None and last.toordinal() > claim.days[1]


def _with_outcome(promise: Promise, first: Claim, claims: Sequence[Claim]) -> Promise:
    last = bounds(promise.due)[1]
    for claim in claims:
        one = claim.statement
        if claim.place <= first.place or one.id in promise.statements or claim.piece.dossier != promise.dossier:
            continue
        if one.act in _NO_OUTCOME or claim.days is None or first.days is None or claim.days[0] <= first.days[1]:
            continue
        names_day = any(_is_inside(found, claim) and bounds(str(found.edtf))[1] == last for found in claim.piece.telling.reading.dates)
        is_missed = one.act in ("concede", "deny") or one.polarity == "negated"
        if names_day and (is_missed or (last and claim.days[1] >= last.toordinal())) and not _phrases_of_deadline(claim):
            kind = "missed" if is_missed else "kept"
            return _ended(promise, claim, kind, "the day is named again")
        if one.stage in _DONE and len(claim.stems & first.stems) >= _LEAST_SHARED:
            return _ended(promise, claim, "kept", one.stage)
    return promise


def _ended(promise: Promise, claim: Claim, kind: str, why: str) -> Promise:
    day, one = claim.piece.date(), claim.statement
    return replace(
        promise, outcome=one.id, outcome_kind=kind, outcome_day=day.edtf if day else None, why=f"{why}: {one.content.text[:80]}"
    )


def _phrases_of_deadline(claim: Claim) -> bool:
    tokens = words(claim.statement.content.text)
    return _phrases(claim.piece.telling.language, "deadline").has(tokens, 0, len(tokens))
