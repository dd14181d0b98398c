"""Sourcing: does a sentence say whose words it gives, and is a place inside a quotation? Line -> bool."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line

_LINK: Final = re.compile(r"\]\(\s*\S|https?://|\[\^|\bhref=|\[\d{1,3}\]")
_BEHIND: Final = 3
_CAPITAL: Final = re.compile(r"[A-Z][\w'.-]*(?:[ -](?:of |the |o-)?[A-Z][\w'.-]*)*")
_STUB: Final = 2


def has_link(context: Context, line: Line) -> bool:
    """True when a sentence carries a citation, a link or the mark of a footnote."""
    if line.citations:
        return True
    end = min(line.sentence.end + _BEHIND, len(context.source))
    return _LINK.search(context.source, line.sentence.start, end) is not None


def names_outlet(context: Context, line: Line) -> bool:
    """True when a sentence names an outlet: one of the pack, or capitalised words that end as names of outlets do."""
    if any(found.kind == "outlet" for found in line.names):
        return True
    for run in _CAPITAL.finditer(line.plain):
        words = run.group()
        if lexicon.has(words, context.language, "outlet_words") and (
            len(words.split()) >= _STUB or words.lower() in ("reuters", "bbc")
        ):
            return True
    return False


def is_attributed(context: Context, line: Line, words: str = "") -> bool:
    """True when a sentence says whose words it gives, or where they stand. `words` are those to look at, if not all."""
    return (
        has_link(context, line)
        or lexicon.has(words or line.plain, context.language, "attribution")
        or names_outlet(context, line)
    )


class Quoted:
    """The stretches of a file that stand between quotation marks."""

    def __init__(self, context: Context) -> None:
        spans = sorted((q.start, q.end) for q in context.quotations if q.is_closed)
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, place: int) -> bool:
        """True when a place of the file is quoted."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]
