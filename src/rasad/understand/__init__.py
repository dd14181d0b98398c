"""Understand: who said or did what, in which office, on which day, about which dossier.

Document → Reading; Articles + Readings + Stories → Developments (proposed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rasad.understand.rules import RULES

if TYPE_CHECKING:
    from rasad.model import Article, Development, Document, Pack, Policy, Promise, Reading, Story

__all__ = ["RULES", "find_policies", "find_promises", "propose", "read_text"]


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


def find_promises(articles: Sequence[Article], readings: Mapping[str, Reading]) -> tuple[Promise, ...]:
    """The promises with a deadline that articles tell, by deadline, each with its outcome when one is told."""
    from rasad.understand import promises
    from rasad.understand.tellings import tellings_of

    return promises.find_promises(tellings_of(articles, readings))


def find_policies(articles: Sequence[Article], readings: Mapping[str, Reading], *, pack: Pack) -> tuple[Policy, ...]:
    """The policies that articles tell of, each with the titles it was told under and its stages in order of time."""
    from rasad.understand import policies
    from rasad.understand.tellings import tellings_of

    return policies.find_policies(tellings_of(articles, readings), pack)
