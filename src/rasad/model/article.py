"""Article: what was read from a capture."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.when import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of many things that a page tells: an entry of a live blog, an item of a page of briefs.

    It is the text from `start` to `end`, its heading first where it has one. `key` names it on its page and stays when
    others are put above or below. `byline` and `published` are its own; empty and None where it prints none.
    """

    key: str
    start: int
    end: int
    title: str
    byline: str = ""
    published: DateMention | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What reading a page or file yields, before it belongs to a capture.

    `text` is the exact main text; offsets everywhere count its code points. `canonical` is the
    address the page gives itself, `native_id` its outlet's own number. `conflicts` are publication dates that disagree with the chosen one.
    `parts` are the entries of a page that tells many things, in its order; what stands before the first is the page's own.
    """

    text: str
    title: str = ""
    byline: str = ""
    language: str = "und"
    url: str | None = None
    canonical: str | None = None
    native_id: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: DateMention | None = None
    conflicts: tuple[DateMention, ...] = ()
    warnings: tuple[str, ...] = ()
    rules: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as read from one capture. The same id has several captures and text versions.

    `part` names an entry of a page that tells many things; it is empty for a page as a whole.
    """

    id: str
    capture: str
    captured: str
    text_id: str
    text: str
    title: str
    byline: str
    language: str
    url: str
    outlet: str | None
    agency: str | None
    published: DateMention | None
    rules: str
    own: bool = False
    warnings: tuple[str, ...] = ()
    part: str = ""

    @property
    def key(self) -> str:
        """What it is shelved under: its capture; an entry of a page has its own id behind it."""
        return f"{self.capture}#{self.id}" if self.part else self.capture
