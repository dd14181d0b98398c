"""HTML: the words that a page shows, with the place of each in the file. str -> Report.

A page that has a <main>, or one <article>, is read there alone; menus, forms, scripts and hidden parts are not
read. Citations are the references of a published edition: a link to `…/TEXT-START-END.html` in `data-versionurl`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from rasad.check.shown import Report
from rasad.model.edition_blocks import Block
from rasad.model.span import Citation

_VOID: Final = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
_UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "head", "nav", "form", "button", "select", "textarea", "svg", "math", "iframe", "object", "audio", "video", "footer", "dialog"]
)
_BLOCKS: Final = frozenset(
    ["p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "aside", "main", "header", "figure", "figcaption", "table", "tr", "caption", "pre", "address", "hr", "body", "html", "details", "summary"]
)
_CLOSES_P: Final = _BLOCKS - {"html", "body"}
_SELF_CLOSING: Final = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table"}, "td": {"tr", "table"}, "th": {"tr", "table"}}
_FIELDS: Final = ("series", "number", "language", "window", "published", "title")
_OWN: Final = frozenset({"label", "sources", "skip"})
_DEEPEST: Final = 256
_EVIDENCE: Final = re.compile(r"(?:^|/)([0-9a-f]{8,64})-(\d{1,9})-(\d{1,9})\.html\Z")
_FOOTNOTE: Final = re.compile(r"\s*\[?[\d\u06f0-\u06f9\u0660-\u0669*\u2020\u2021a-z]{1,4}\]?\s*\Z")
_WAIVER: Final = re.compile(r"\s*rasad:\s*allow\b")
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    name: str
    id: str
    is_unseen: bool
    is_analysis: bool
    is_own: bool
    mark: int = -1  # of a superscript: where it begins
    link: tuple[str, int] | None = None


@dataclass(slots=True)
class _Words:
    """The block that is being read."""

    level: int = 0
    id: str = ""
    is_analysis: bool = False
    text: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    citations: list[tuple[Citation, int]] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    waivers: list[tuple[str, int]] = field(default_factory=list)

    def trim(self) -> None:
        """White space at the end goes."""
        while self.text and self.text[-1] in " \n":
            self.text.pop()
            self.places.pop()



class _Shown:
    """What the page shows, block by block, and where each character of it stands in the file."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.offsets: list[int] = []
        self.blocks: list[Block] = []
        self.length = 0

    def add(self, words: _Words) -> None:
        """A block of words behind the others."""
        if self.parts:
            self.parts.append("\n\n")
            self.offsets += [words.places[0]] * 2
            self.length += 2
        base, most = self.length, len(words.text)
        self.blocks.append(
            Block(
                start=base, end=base + most, level=words.level, id=words.id, is_analysis=words.is_analysis,
                citations=tuple((c, base + min(place, most)) for c, place in words.citations),
                links=tuple((url, base + low, base + min(high, most)) for url, low, high in words.links),
                waivers=tuple((said, base + min(place, most)) for said, place in words.waivers),
            )
        )  # fmt: skip
        self.parts.append("".join(words.text))
        self.offsets += words.places
        self.length += most


def read_html(file: str) -> Report:
    """The report that a page shows."""
    reader = _Reader(file)
    reader.feed(file)
    reader.close()
    reader.flush()
    return reader.report()


class _Reader(HTMLParser):
    """Goes through the tags of a page and collects blocks."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=False)
        self.file = file
        self.lines = [0, *(found.end() for found in re.finditer("\n", file))]
        low = file.lower()
        self.region = "main" if "<main" in low else "article" if low.count("<article") == 1 else ""
        self.open: list[_Open] = []
        self.words = _Words()
        self.shown = _Shown()
        self.fields: dict[str, str] = {}
        self.is_published = False
        self.title: list[str] = []

    # what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        given = {name: value or "" for name, value in attrs}
        self._know(tag, given)
        self._close_implied(tag)
        if tag in _BLOCKS:
            self.flush()
        if tag == "br" and self._is_seen:
            self._add("\n", self._at)
        if tag in ("td", "th") and self.words.text and self._is_seen:
            self._add(" ", self._at)
            self._add("|", self._at)
            self._add(" ", self._at)
        if tag in _VOID:
            return
        element = self._opened(tag, given)
        if len(self.open) >= _DEEPEST:
            return
        self.open.append(element)
        if re.fullmatch("h[1-6]", tag) and self._is_seen:
            inside = next((e.id for e in reversed(self.open) if e.id), "")
            self.words.level, self.words.id = int(tag[1]), element.id or inside

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element written as empty; only void ones are."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element and what was left open in it."""
        index = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i].name == tag), -1)
        if index < 0:
            return
        if tag in _BLOCKS:
            self.flush()
        for element in reversed(self.open[index:]):
            self._closed(element)
        del self.open[index:]

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.open and self.open[-1].name == "title":
            self.title.append(data)
        if self._is_seen:
            place = self._at
            for index, char in enumerate(data):
                self._add(char, place + index)

    def handle_entityref(self, name: str) -> None:
        """A named character."""
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A numbered character."""
        self._reference(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """A waiver, else nothing."""
        if _WAIVER.match(data):
            self.words.waivers.append((data, len(self.words.text)))

    # what it is made of

    @property
    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    @property
    def _is_seen(self) -> bool:
        if any(element.is_unseen for element in self.open):
            return False
        return not self.region or any(element.name == self.region for element in self.open)

    def _know(self, tag: str, given: dict[str, str]) -> None:
        """What a page says of itself."""
        if tag == "html" and given.get("lang"):
            self.fields.setdefault("language", given["lang"].partition("-")[0].lower())
        elif tag == "meta":
            name = given.get("name", "").lower().removeprefix("rasad:")
            if name == "generator" and given.get("content") == "Rasad":
                self.is_published = True
            elif name in _FIELDS:
                self.fields[name] = given.get("content", "")
        elif tag == "time" and self.is_published:
            self.fields.setdefault("published", given.get("datetime", ""))

    def _opened(self, tag: str, given: dict[str, str]) -> _Open:
        classes = frozenset(given.get("class", "").split())
        hidden = "hidden" in given or given.get("aria-hidden") == "true"
        element = _Open(
            name=tag, id=given.get("id", ""),
            is_unseen=tag in _UNSEEN or hidden or bool(_HIDDEN.search(given.get("style", "")))
            or (self.is_published and bool(classes & _OWN)),
            is_analysis="analysis" in classes, is_own=bool(classes & _OWN),
        )  # fmt: skip
        if tag == "sup":
            element.mark = len(self.words.text)
        elif tag == "a" and given.get("href"):
            element.link = (given["href"], len(self.words.text))
            cited = _EVIDENCE.search(given.get("data-versionurl") or given["href"])
            if cited and self._is_seen:
                citation = Citation(text_id=cited.group(1), start=int(cited.group(2)), end=int(cited.group(3)), translator="desk")
                self.words.citations.append((citation, len(self.words.text)))
        return element

    def _closed(self, element: _Open) -> None:
        words = self.words
        if element.mark >= 0 and _FOOTNOTE.match("".join(words.text[element.mark :])):
            del words.text[element.mark :], words.places[element.mark :]
            words.citations = [(c, min(place, element.mark)) for c, place in words.citations]
            words.links = [link for link in words.links if link[2] <= element.mark]
        elif element.link and element.link[1] < len(words.text) and not element.link[0].startswith("#"):
            words.links.append((element.link[0], element.link[1], len(words.text)))

    def _close_implied(self, tag: str) -> None:
        """A paragraph ends where a block begins, a list item where the next one does."""
        if tag in _CLOSES_P and any(element.name == "p" for element in self.open):
            self.handle_endtag("p")
        holders = _SELF_CLOSING.get(tag)
        for index in range(len(self.open) - 1, -1, -1) if holders else ():
            name = self.open[index].name
            if holders and name in holders:
                break
            if name == tag or {name, tag} in ({"dt", "dd"}, {"td", "th"}):
                self.handle_endtag(name)
                break

    def _reference(self, written: str) -> None:
        place = self._at
        if not self.file.startswith(written, place):
            written = written[:-1]
        if self._is_seen:
            for char in html.unescape(written):
                self._add(char, place)
        elif self.open and self.open[-1].name == "title":
            self.title.append(html.unescape(written))

    def _add(self, char: str, place: int) -> None:
        """One character; white space in a row is one space, none at the beginning."""
        words = self.words
        if char in " \t\r\n\f" and not (char == "\n" and self.file.startswith("<", place)):
            if not words.text or words.text[-1] in " \n" or self._is_after_break:
                return
            char = " "
        if not words.text:
            words.is_analysis = any(element.is_analysis for element in self.open)
        words.text.append(char)
        words.places.append(place)

    @property
    def _is_after_break(self) -> bool:
        return bool(self.words.text) and self.words.text[-1] == "\n"

    def flush(self) -> None:
        """Ends the block that is being read."""
        words, self.words = self.words, _Words()
        words.trim()
        if words.text:
            self.shown.add(words)
        else:
            self.words.waivers = words.waivers
            self.words.level, self.words.id = words.level, words.id

    def report(self) -> Report:
        """All that was read."""
        title = " ".join("".join(self.title).split())
        return Report(
            kind="html", text="".join(self.shown.parts), file=self.file, blocks=tuple(self.shown.blocks),
            fields={"title": title, **self.fields}, offsets=tuple(self.shown.offsets), is_published=self.is_published,
        )  # fmt: skip
