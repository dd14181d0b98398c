"""Story: the articles that tell one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that tell one thing. `reprints` pairs a copy with the article it copies.

    `sources` are the independent groups behind the articles: state-linked outlets of one owner
    are one group.
    """

    id: str
    articles: tuple[str, ...]
    reprints: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
