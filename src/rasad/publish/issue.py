"""Publish: an edition ready for print. Every exporter is given an Issue and nothing else.

What may not be published does not enter an Issue: no waiver, no handle, no comment, no name of a private person.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A citation. `number` counts in one language, `name` is that of its evidence page."""

    number: int
    name: str
    text_id: str
    start: int
    end: int
    is_translated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as a reader sees it. `marks` pairs a place in `text` with the passage cited there."""

    text: str
    marks: tuple[tuple[int, Passage], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that stand together; `is_analysis` for the desk's own."""

    lines: tuple[Line, ...]
    is_analysis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A body, outlet or office-holder of the pack that an item names. `kind`: person, institution, outlet."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item in one language."""

    id: str
    heading: Line | None
    paragraphs: tuple[Paragraph, ...]
    actors: tuple[Actor, ...] = ()
    dossiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An edition in one language."""

    language: str
    direction: str
    title: str
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is shown of the evidence behind a passage: the words, at most 200 characters around them, and its proof.

    `address` is None where it may not be shown (`why_not`: withheld or none). `before`, `words`
    and `after` hold no name of a private person.
    """

    name: str
    text_id: str
    start: int
    end: int
    outlet: str | None
    language: str
    published: str | None
    address: str | None
    why_not: str
    captured: str
    capture: str
    payload_sha256: str
    log_line: int | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An edition as `edition.json` keeps it, from which lists and feeds of later days are made."""

    series: str
    number: str
    window: str
    published: str
    bundle_sha256: str
    twins: tuple[Twin, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The edition in print and those printed before it, latest first, itself included in `all`.

    `outlets` gives an outlet's name by (id, language).
    """

    record: Record
    all: tuple[Record, ...]
    outlets: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the edition, first one first."""
        return tuple(twin.language for twin in self.record.twins)

    @property
    def site_languages(self) -> tuple[str, ...]:
        """The languages of all editions, in the order in which the site took them up."""
        return tuple(
            dict.fromkeys(twin.language for record in reversed(self.all) for twin in record.twins)
        )
