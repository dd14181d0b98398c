"""Understand: how developments answer each other. Pieces of developments → Answers → Relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from rasad.model import Relation
from rasad.understand.claims import Answer, Claim, claims_of
from rasad.understand.contradictions import find_denials
from rasad.understand.differing import find_figures
from rasad.understand.policies import find_moves
from rasad.understand.tellings import Piece

_MOST: Final = 4
_ORDER: Final = ("contradicts", "denies", "updates", "repeats", "precedes", "same_event", "cites")


def answers(made: Mapping[str, Sequence[Piece]]) -> list[Answer]:
    """How the statements of developments answer each other, one for each pair of statements and kind."""
    by_dossier: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims_of(made):
        for name in claim.statement.dossiers:
            by_dossier[name].append(claim)
    found: dict[tuple[str, str, str], Answer] = {}
    for name in sorted(by_dossier):
        for rule in (find_denials, find_figures, find_moves):
            for one in rule(by_dossier[name]):
                found.setdefault((one.one.statement.id, one.kind, one.other.statement.id), one)
    return [found[key] for key in sorted(found)]


def relate(made: Mapping[str, Sequence[Piece]]) -> dict[str, tuple[Relation, ...]]:
    """For each development id its relations to others; the heaviest kinds first, of each pair and kind the first found."""
    links: dict[str, dict[tuple[int, str, str], str]] = defaultdict(dict)
    for one in answers(made):
        key = (_ORDER.index(one.kind), one.kind, one.other.development)
        links[one.one.development].setdefault(key, one.why)
    return {
        name: tuple(Relation(kind=kind, other=other, why=why) for (_, kind, other), why in sorted(rows.items())[:_MOST])
        for name, rows in sorted(links.items())
    }
