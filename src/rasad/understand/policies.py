"""Understand: policies under their titles, and how they move from stage to stage. Tellings → Policies; Claims → Answers.

A policy is what a dossier of the pack is about: its titles are those words of the dossier that name a bill, law, plan or resolution. A stage
moves the policy when a body acts or announces; what only a speaker claims is kept beside it and asks for evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rasad.model import Pack, Policy, StageEvent, Title
from rasad.model.policy import REVERSALS, move
from rasad.model.vocabulary import CLAIMED
from rasad.understand.claims import Answer, Claim, claims_of, is_one_text
from rasad.understand.keywords import find_hits, table
from rasad.understand.plain import plain, tokens, words
from rasad.understand.stages import stage_of
from rasad.understand.tellings import Telling, pieces


def find_policies(tellings: Sequence[Telling], pack: Pack) -> tuple[Policy, ...]:
    """The policies by dossier: those with a title or a stage."""
    titles: dict[str, dict[str, Title]] = defaultdict(dict)
    for telling in tellings:
        for dossier, title in _titles(telling, pack):
            titles[dossier].setdefault(title.text.lower(), title)
    staged: dict[str, list[Claim]] = defaultdict(list)
    for claim in _staged(claims_of({telling.article: pieces(telling) for telling in tellings})):
        staged[claim.piece.dossier].append(claim)
    return tuple(
        Policy(dossier=dossier, titles=tuple(titles[dossier].values()), events=tuple(_events(staged[dossier])))
        for dossier in sorted({*titles, *staged})
        if staged.get(dossier)
    )


def _staged(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with a stage, by the day of the act; of what is told again on one day the first."""
    found = [claim for claim in claims if claim.statement.stage not in ("none", "unknown") and claim.piece.dossier]
    return sorted(found, key=lambda claim: (claim.days or (0, 0), claim.place))


def _titles(telling: Telling, pack: Pack) -> Iterator[tuple[str, Title]]:
    """The words of dossiers in a text that name a bill, law, plan or resolution."""
    even = plain(telling.text)
    for hit in find_hits(table(pack, telling.language), even, tokens(even)):
        named = words(hit.text)
        if hit.weight == 1.0 and "+" not in named and telling.lexicon.policy.has(named, 0, len(named)):
            shown = " ".join(telling.text[hit.start : hit.end].split())
            for dossier in hit.dossiers:
                yield dossier, Title(text=shown, language=telling.language, since=telling.place[0] or None)


def _events(claims: Sequence[Claim]) -> Iterator[StageEvent]:
    reached, seen = "none", set()
    for claim in claims:
        one, bare = claim.statement, claim.statement.stage.removeprefix(CLAIMED)
        is_claimed = one.stage.startswith(CLAIMED)
        key = (bare, is_claimed, claim.days, claim.piece.key)
        if key in seen:
            continue
        seen.add(key)
        how = "claimed" if is_claimed else move(reached, bare)
        reached = reached if how in ("claimed", "unclear") else bare
        date = claim.piece.date()
        yield StageEvent(
            stage=bare, day=date.edtf if date else None, statement=one.id, text_id=claim.piece.telling.text_id,
            start=one.start, end=one.end, actor="" if claim.piece.named.private else claim.piece.key,
            claimed=is_claimed, move=how, heading=heading_stage(claim.piece.telling),
        )  # fmt: skip


def heading_stage(telling: Telling) -> str:
    """The stage that an article's heading tells, none when it tells none."""
    return stage_of(list(words(telling.title)), telling.lexicon, is_claimed=False, has_policy=True)


def find_moves(claims: Sequence[Claim]) -> Iterator[Answer]:
    """How acts of one dossier move its policy on: each stage answers the one before it, told in another text on an earlier day."""
    before: Claim | None = None
    for claim in _staged([one for one in claims if not one.statement.stage.startswith(CLAIMED)]):
        if before is not None and _is_later(claim, before):
            how = move(before.statement.stage, claim.statement.stage)
            if how in ("forward", "back"):
                step = "a step back" if claim.statement.stage in REVERSALS else "a step on"
                yield Answer("updates", claim, before, f"{step}: {before.statement.stage} → {claim.statement.stage}")
        if before is None or claim.statement.stage != before.statement.stage:
            before = claim


def _is_later(claim: Claim, before: Claim) -> bool:
    if claim.days is None or before.days is None or is_one_text(claim, before):
        return False
    return claim.days[0] > before.days[1] and claim.development != before.development
