"""Understand: who said or did what, in which office, on which day, about which dossier.

Document → Reading; Articles + Readings + Stories → Developments (proposed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rasad.understand.rules import RULES

if TYPE_CHECKING:
    from rasad.model import Article, Development, Document, Pack, Reading, Story

__all__ = ["RULES", "propose", "read_text"]


def read_text(
    document: Document, *, pack: Pack, window: str | None = None, anchor: str | None = None
) -> Reading:
    """All that is understood of one text.

    Dates without a year are told from `anchor`, else from the day of publication, else from `window` (EDTF).
    """
    from rasad.understand.reading import read

    return read(document, pack=pack, window=window, anchor=anchor)


def propose(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    stories: Sequence[Story],
    *,
    pack: Pack,
    window: str | None = None,
) -> tuple[Development, ...]:
    """The developments that articles tell, best first, with how they answer each other.

    `readings` are keyed by text version. The order in which articles and stories are given does not matter.
    """
    from rasad.understand.proposing import propose_all

    return propose_all(articles, readings, stories, pack=pack, window=window)
