"""Edition: a lead and its items, sentence by sentence, each with the evidence it cites."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.span import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an edition as it stands in the file.

    `start`–`end` are offsets into the file, its citations included; `text` is what a reader sees:
    citations, waivers and markup taken out. `offsets[i]` is the place in the file of `text[i]`.
    `links` are the addresses it leads to, each with the place of the words that do.
    """

    text: str
    start: int
    end: int
    offsets: tuple[int, ...]
    citations: tuple[tuple[Citation, int, int], ...] = ()
    is_analysis: bool = False
    links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One headed item. `id` is that of its development, "lead" for what stands before the first heading."""

    id: str
    heading: Sentence | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """`<!-- rasad: allow CODE by=HANDLE why="…" -->`: a finding let stand, from here to the end of the item."""

    code: str
    by: str
    why: str
    start: int
    end: int
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition read from Markdown. `source` is the file as it stands; all offsets are into it."""

    series: str
    number: str
    language: str
    window: str
    published: str
    title: str
    items: tuple[Item, ...]
    waivers: tuple[Waiver, ...] = ()
    source: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order, headings left out."""
        return tuple(sentence for item in self.items for sentence in item.sentences)
