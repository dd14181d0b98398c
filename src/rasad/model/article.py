"""Article: what was read from a capture."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.when import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What reading a page or file yields, before it belongs to a capture.

    `text` is the exact main text; offsets everywhere count its code points. `canonical` is the
    address the page gives itself, `native_id` its outlet's own number. `conflicts` are publication dates that disagree with the chosen one.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as read from one capture. The same id has several captures and text versions."""

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
