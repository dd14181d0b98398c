"""Span: a stretch of a text. Offsets are 0-based code points, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text with its characters."""

    text: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that name something, and the id of what they name, if known."""

    text: str
    start: int
    end: int
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A stretch of a text version: what a sentence of an edition rests on.

    `translator` is None for words in the language of the edition, "" for an open slot that waits
    for a translation, else the handle of the editor who translated.
    """

    text_id: str
    start: int
    end: int
    translator: str | None = None

    def __str__(self) -> str:
        mark = "" if self.translator is None else f" tr={self.translator}"
        return f"[@{self.text_id}, {self.start}-{self.end}{mark}]"
