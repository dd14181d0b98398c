"""Desk: what waits for a decision, and what was accepted. Developments → Developments."""

from __future__ import annotations

from collections.abc import Iterable

from rasad.model import Development
from rasad.model.when import is_edtf, overlaps


def inbox(developments: Iterable[Development]) -> tuple[Development, ...]:
    """The undecided developments, best first; ties by id, so that two runs agree."""
    waiting = [found for found in developments if found.state == "proposed"]
    return tuple(sorted(waiting, key=lambda found: (-found.score, found.id)))


def accepted(developments: Iterable[Development], window: str | None = None) -> tuple[Development, ...]:
    """The accepted developments of a window, in the order of their dates; those without a date last.

    A development without a date is kept in whatever window: the editor accepted it for this edition.
    """
    kept = [
        found
        for found in developments
        if found.state == "accepted" and (window is None or _belongs(found, window))
    ]
    return tuple(sorted(kept, key=lambda found: (_day(found), -found.score, found.id)))


def _belongs(found: Development, window: str) -> bool:
    edtf = found.date.edtf if found.date else None
    return edtf is None or not is_edtf(edtf) or overlaps(edtf, window)


def _day(found: Development) -> str:
    return (found.date.edtf if found.date and found.date.edtf else None) or "9999"
