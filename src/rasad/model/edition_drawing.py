"""Drawing: a paragraph of an edition as a reader sees it, each character with its place in the file. str -> Drawn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rasad.model.front_matter import bad_edition
from rasad.model.span import Citation

_CITED: Final = re.compile(
    r"\s*@?([0-9A-Za-z][\w.-]*)\s*,\s*(\d+)\s*[-\u2013]\s*(\d+)(?:\s+(tr)=(\S*))?\s*\Z"
)
_LIST_MARK: Final = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d{1,3}[.)])[ \t]+)+|^[ \t]*>|^[ \t]+")
_INLINE: Final = re.compile(
    r"(?P<comment><!--)"
    r"|(?P<citation>\[@[^\[\]]{0,2000}\])"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\]\n]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\))"
    r"|(?P<link>\[(?P<shown>[^\[\]\n]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\))"
    r"|<(?P<address>https?://[^<>\s]{1,2000})>"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,2000}>)"
    r"|(?P<code>\{\{[<%][^\n]{0,2000}?[>%]\}\})"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<mark>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|~~)"
    r"|(?P<space>[ \t\r]*\n[ \t]*)",
    re.S,
)
_LITERAL: Final = re.compile(
    r"(?P<comment><!--)|(?P<citation>\[@[^\[\]]{0,2000}\])|(?P<space>[ \t\r]*\n[ \t]*)", re.S
)
_TARGET: Final = re.compile(r"\(([^\s\"]*)")


@dataclass(slots=True)
class Drawn:
    """A paragraph as a reader sees it, while it is drawn."""

    characters: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    citations: list[tuple[Citation, int, int, int]] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What was drawn so far."""
        return "".join(self.characters)

    def add(self, text: str, place: int, *, is_literal: bool = True) -> None:
        """Draws characters that stand at `place`; not literal: all of them for one sign of markup."""
        self.characters.append(text)
        self.offsets.extend(range(place, place + len(text)) if is_literal else [place] * len(text))

    def drop_space(self) -> None:
        """Takes back the space before something unseen, so that a full stop stays at its word."""
        while self.offsets and self.characters[-1][-1:].isspace():
            cut = self.characters[-1].rstrip()
            del self.offsets[len(self.offsets) - (len(self.characters[-1]) - len(cut)) :]
            self.characters[-1] = cut
            if not cut:
                self.characters.pop()


class Drawer:
    """Draws stretches of one file. Raises BadEdition at a citation that cannot be read, if it is strict."""

    def __init__(
        self, source: str, comments: Mapping[int, int], *, is_strict: bool, is_markdown: bool = True
    ) -> None:
        self.source = source
        self.comments = comments
        self.is_strict = is_strict
        self.inline = _INLINE if is_markdown else _LITERAL
        self.list_mark = _LIST_MARK if is_markdown else re.compile(r"[ \t]+")

    def draw(self, start: int, end: int) -> Drawn:
        """What a reader sees of `start`–`end`."""
        drawn = Drawn()
        mark = self.list_mark.match(self.source[start:end])
        place = start + (mark.end() if mark else 0)
        while found := self.inline.search(self.source, place, end):
            if found.start() > place:
                drawn.add(self.source[place : found.start()], place)
            place = self._inline(drawn, found)
        if end > place:
            drawn.add(self.source[place:end], place)
        return drawn

    def _inline(self, drawn: Drawn, found: re.Match[str]) -> int:
        """Draws one piece of markup; the place where reading goes on."""
        start, end, raw, kind = found.start(), found.end(), found.group(0), found.lastgroup
        if kind == "citation":
            drawn.drop_space()
            drawn.citations += self._citations(start, raw, len(drawn.offsets))
        elif kind == "comment":
            if start not in self.comments:
                drawn.add(raw, start)
                return end
            drawn.drop_space()
            return self.comments[start]
        elif kind == "address":
            drawn.links.append((found["address"], start + 1, end - 1))
            drawn.add(found["address"], start + 1)
        elif kind == "escape":
            drawn.add(raw[1], start + 1)
        elif kind == "link":
            inner = self.draw(found.start("shown"), found.end("shown"))
            target = _TARGET.match(self.source, found.end("shown") + 1)
            drawn.links.append((target.group(1) if target else "", *found.span("shown")))
            drawn.characters += inner.characters
            drawn.offsets += inner.offsets
        elif kind == "entity":
            drawn.add(html.unescape(raw), start, is_literal=False)
        elif kind == "space":
            drawn.drop_space()
            drawn.add(" ", start + raw.index("\n"))
            quoted = re.compile(r">[ \t]?").match(self.source, end)
            return quoted.end() if quoted and self.inline is _INLINE else end
        return end

    def _citations(
        self, start: int, raw: str, seen: int
    ) -> Iterator[tuple[Citation, int, int, int]]:
        """The citations of one pair of brackets, each with its place and with how much was seen before it."""
        place = start + 1
        for part in raw[1:-1].split(";"):
            found = _CITED.match(part)
            if found:
                text_id, begin, end = found.group(1), int(found.group(2)), int(found.group(3))
                translator = found.group(5) if found.group(4) else None
                cited = Citation(text_id=text_id, start=begin, end=end, translator=translator)
                is_only = part == raw[1:-1]
                low, high = (start, start + len(raw)) if is_only else (place, place + len(part))
                yield cited, low, high, seen
            elif self.is_strict:
                bad_edition(
                    self.source,
                    start,
                    f"cannot read the citation {raw!r}; write [@TEXT, START-END]",
                )
            place += len(part) + 1
