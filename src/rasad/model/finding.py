"""Finding: what check has to say about a place in an edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A safe replacement of `start`–`end` by `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. Offsets are code points into the file as given; line and column start at 1."""

    code: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    message: str
    help: str = ""
    evidence: tuple[str, ...] = ()
    fix: Fix | None = None
