"""Desk: what was decided about a record, in order. Decisions → Decisions."""

from __future__ import annotations

from collections.abc import Iterable

from rasad.model import Decision


def history_of(id: str, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that name a record, oldest first."""
    return tuple(decision for decision in decisions if id in decision.ids)
