"""Publish: what the room is given, as frozen nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rasad.model import Article, Capture, Development, Pack, Statement, TextVersion

Spans = Mapping[str, tuple[tuple[int, int], ...]]
"""Text version -> where it names persons without public office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What an edition is composed from.

    `articles` and `texts` by text version, `statements` by id with the text version each stands
    in, `related` the developments that others point to.
    """

    articles: Mapping[str, Article]
    statements: Mapping[str, tuple[str, Statement]]
    texts: Mapping[str, str]
    pack: Pack
    related: Mapping[str, Development] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """Days, first and last, in which a source was not heard. `why` holds words of collect's list of health, in order of time."""

    source: str
    kind: str
    first: str
    last: str
    why: tuple[str, ...]
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSettings:
    """How an edition is headed. `window` and `published` are EDTF; `title` and `lead` by language; `unheard` is told below the lead."""

    series: str
    number: str
    window: str
    published: str
    title: Mapping[str, str] = field(default_factory=dict)
    lead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unheard: tuple[Unheard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of editors, each with the handle of who wrote them.

    `headings` and `notes` by (development, language), `translations` by (text, start, end, language).
    """

    headings: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    translations: Mapping[tuple[str, int, int, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody without public office whom one item may name: where the name stands, and the editor's words for whom they speak."""

    name: str
    text_id: str
    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What stands behind a cited text version. `log_line` is the line of the log that took the capture in."""

    text: TextVersion
    capture: Capture
    article: Article | None = None
    log_line: int | None = None
