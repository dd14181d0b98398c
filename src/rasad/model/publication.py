"""Publication: what was printed, and from what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A published edition: its files (below public/) with their SHA-256, and its evidence bundle."""

    edition: str
    languages: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    bundle: str
    bundle_sha256: str
    at: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong or is not known, with what to do about it."""

    id: str
    kind: str
    subject: str
    message: str
    help: str = ""
