"""Edition from Markdown: front matter, headed items, sentences with the evidence they cite. str -> Edition.

A reader of the form of contracts §6, in the standard library alone. `Sentence.text` is what a
reader sees; `Sentence.offsets` leads each of its characters back to the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rasad.model.edition import Edition, Item, Sentence, Waiver
from rasad.model.front_matter import FRONT, KEY, OTHER_FRONT, bad_edition, front_matter
from rasad.model.sentences import split_sentences
from rasad.model.span import Citation

Split = Callable[[str], Sequence[tuple[int, int]]]

LEAD: Final = "lead"

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")
_HEADING: Final = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ATTRIBUTES: Final = re.compile(r"[ \t]*\{#([^\s}]+)[^}]*\}[ \t]*$")
_FENCE: Final = re.compile(r"^[ ]{0,3}:{3,}[ \t]*([\w-]*)[ \t]*$")
_WAIVER: Final = re.compile(
    r"\s*rasad:\s*allow\s+([A-Z]\d\d(?:\s*,\s*[A-Z]\d\d)*)\s+by=([^\s\"=]+)\s+why=\"([^\"]*[^\"\s][^\"]*)\"\s*\Z"
)
_CITED: Final = re.compile(
    r"\s*@?([0-9A-Za-z][\w.-]*)\s*,\s*(\d+)\s*[-\u2013]\s*(\d+)(?:\s+(tr)=(\S*))?\s*\Z"
)
_CITING: Final = re.compile(r"\[@[^\[\]]{0,2000}\]")
_LIST_MARK: Final = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d{1,3}[.)])[ \t]+)+|^[ \t]*>|^[ \t]+")
_NEW_BLOCK: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")

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


def is_edition(source: str) -> bool:
    """True when a text opens with the front matter of an edition."""
    front = FRONT.match(source)
    if not front:
        return False
    keys = {found.group(1) for line in front.group(1).splitlines() if (found := KEY.match(line))}
    return {"language", "window"} <= keys


def parse_edition(source: str, split: Split | None = None) -> Edition:
    """The edition a Markdown file holds, with exact offsets into it. Raises BadEdition with the line."""
    front = FRONT.match(source)
    if not front:
        bad_edition(source, 0, "an edition opens with front matter between two lines of ---")
    fields = front_matter(source, front)
    reader = _Reader(source, split or split_sentences, is_strict=True)
    items, waivers = reader.read(front.end())
    return Edition(
        series=fields.get("series", ""),
        number=fields.get("number", ""),
        language=fields["language"],
        window=fields["window"],
        published=fields.get("published", ""),
        title=fields["title"],
        items=items,
        waivers=waivers,
        source=source,
    )


def parse_text(
    source: str, *, language: str, window: str = "", split: Split | None = None
) -> Edition:
    """Any Markdown or plain text in the form of an edition, for rules that need no evidence."""
    front = FRONT.match(source) or OTHER_FRONT.match(source)
    reader = _Reader(source, split or split_sentences, is_strict=False)
    items, waivers = reader.read(front.end() if front else 0)
    return Edition(
        series="", number="", language=language, window=window, published="", title="",
        items=items, waivers=waivers, source=source,
    )  # fmt: skip


def strip_private(source: str) -> str:
    """The edition without what belongs to the desk: comments, waivers, handles.

    A translated citation keeps the fact and loses the name: ` tr=HANDLE` becomes ` tr=desk`;
    an open slot stays open.
    """
    kept: list[str] = []
    place = 0
    for start, end in _comments(source):
        before = source[place:start].rstrip(" \t") if start >= place else ""
        follows = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(source, end)
        stands_alone = follows and (before.endswith("\n") or not (before or kept))
        kept.append(before)
        place = follows.end() if follows and stands_alone else end
    bare = "".join(kept) + source[place:]
    bare = _CITING.sub(lambda m: re.sub(r"(\s)tr=[^\s;\]]+", r"\1tr=desk", m.group(0)), bare)
    front = FRONT.match(bare)
    if not front:
        return bare
    head = re.sub(r"^#.*\n", "", front.group(0), flags=re.M)
    return head + bare[front.end() :]


def reader_text(edition: Edition) -> tuple[str, tuple[int, ...]]:
    """What a reader sees, as one text, and the place in the file of each of its characters.

    Headings and sentences stand in order; items are parted by a blank line, sentences by a space.
    """
    parts: list[str] = []
    offsets: list[int] = []

    def add(text: str, places: Sequence[int]) -> None:
        parts.append(text)
        offsets.extend(places)

    for item in edition.items:
        lines = ((item.heading,) if item.heading else ()) + item.sentences
        before: Sentence | None = None
        for line in lines:
            if offsets:
                is_new = (
                    before is None
                    or before is item.heading
                    or _parted(edition.source, before, line)
                )
                gap = "\n\n" if is_new else " "
                add(gap, [offsets[-1]] * len(gap))
            add(line.text, line.offsets)
            before = line
    return "".join(parts), tuple(offsets)


def _parted(source: str, before: Sentence, after: Sentence) -> bool:
    return bool(re.search(r"\n[ \t\r]*\n|\n[ \t]*[-*+:>]", source[before.end : after.start]))


def _comments(source: str) -> list[tuple[int, int]]:
    """Every comment as (start, end); one that is never closed is no comment."""
    found: list[tuple[int, int]] = []
    place = source.find("<!--")
    while place >= 0 and (close := source.find("-->", place + 4)) >= 0:
        found.append((place, close + 3))
        place = source.find("<!--", close + 3)
    return found


@dataclass(slots=True)
class _Drawn:
    """A paragraph as a reader sees it, while it is drawn."""

    characters: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    citations: list[tuple[Citation, int, int, int]] = field(default_factory=list)

    def add(self, text: str, place: int, *, is_literal: bool = True) -> None:
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


class _Reader:
    """Goes through the lines of a file and collects items and waivers."""

    def __init__(self, source: str, split: Split, *, is_strict: bool) -> None:
        self.source = source
        self.split = split
        self.is_strict = is_strict
        self.comments = _comments(source)
        self.comment_ends = dict(self.comments)
        self.items: list[Item] = [Item(id=LEAD, heading=None, sentences=())]
        self.fence: int | None = None
        self.is_analysis = False

    def read(self, place: int) -> tuple[tuple[Item, ...], tuple[Waiver, ...]]:
        """Items and waivers of everything from `place` on."""
        start, opened = place, False
        for begin, end in self._lines(place):
            line = self.source[begin:end].rstrip("\r\n")
            heading, fence = _HEADING.match(line), _FENCE.match(line)
            ends = heading or fence or not line.strip() or _NEW_BLOCK.match(line)
            if ends and opened:
                self._paragraph(start, begin)
                opened = False
            if heading:
                self._heading(begin, heading)
            elif fence:
                self._fence(begin, fence.group(1))
            elif line.strip() and not opened:
                start, opened = begin, True
        if opened:
            self._paragraph(start, len(self.source))
        if self.fence is not None and self.is_strict:
            bad_edition(
                self.source, self.fence, "this block is never closed; put ::: on a line of its own"
            )
        if self.items[0].id == LEAD and not self.items[0].sentences:
            del self.items[0]
        return tuple(self.items), tuple(self._waivers(place))

    def _lines(self, place: int) -> Iterator[tuple[int, int]]:
        """Lines as (start, end); a comment of several lines is one."""
        spans = iter(self.comments)
        comment = next(spans, None)
        begin = place
        for found in _LINE.finditer(self.source, place):
            while comment and comment[1] <= found.end():
                comment = next(spans, None)
            if comment and comment[0] < found.end() < comment[1]:
                continue
            yield begin, found.end()
            begin = found.end()

    def _fence(self, place: int, name: str) -> None:
        if self.fence is None:
            self.fence, self.is_analysis = place, name == "analysis"
        elif name and self.is_strict:
            bad_edition(self.source, place, "a block inside a block; close the first with :::")
        else:
            self.fence, self.is_analysis = None, False

    def _heading(self, place: int, found: re.Match[str]) -> None:
        if len(found.group(1)) == 1 and self.is_strict:
            return  # the title of the edition, which the front matter holds
        words = found.group(2)
        named = _ATTRIBUTES.search(words)
        shown = words[: named.start()] if named else words
        number = sum(item.id.startswith("section-") for item in self.items) + 1
        start = place + found.start(2)
        drawn = self._draw(start, start + len(shown))
        text = "".join(drawn.characters)
        sentence = Sentence(
            text=text,
            start=start,
            end=start + len(shown),
            offsets=tuple(drawn.offsets),
            citations=tuple((cited, begin, end) for cited, begin, end, _ in drawn.citations),
        )
        name = named.group(1) if named else f"section-{number}"
        if self.is_strict and any(item.id == name for item in self.items):
            bad_edition(self.source, place, f"the id {name!r} stands at two headings")
        self.items.append(Item(id=name, heading=sentence if text else None, sentences=()))

    def _paragraph(self, start: int, end: int) -> None:
        drawn = self._draw(start, end)
        drawn.drop_space()
        text = "".join(drawn.characters)
        spans = [span for span in self.split(text) if span[1] > span[0]]
        made = tuple(self._sentence(text, drawn, spans, index) for index in range(len(spans)))
        if made:
            last = self.items[-1]
            self.items[-1] = replace(last, sentences=last.sentences + made)

    def _sentence(
        self, text: str, drawn: _Drawn, spans: Sequence[tuple[int, int]], index: int
    ) -> Sentence:
        start, end = spans[index]
        low = -1 if index == 0 else start
        high = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        cited = tuple((c, b, e) for c, b, e, seen in drawn.citations if low < seen <= high)
        offsets = tuple(drawn.offsets[start:end])
        last = max([offsets[-1] + 1, *(stop for _, _, stop in cited)])
        return Sentence(
            text=text[start:end], start=min([offsets[0], *(begin for _, begin, _ in cited)]), end=last,
            offsets=offsets, citations=cited, is_analysis=self.is_analysis,
        )  # fmt: skip

    def _draw(self, start: int, end: int) -> _Drawn:
        """What a reader sees of `start`–`end`."""
        drawn = _Drawn()
        mark = _LIST_MARK.match(self.source[start:end])
        place = start + (mark.end() if mark else 0)
        while found := _INLINE.search(self.source, place, end):
            if found.start() > place:
                drawn.add(self.source[place : found.start()], place)
            place = self._inline(drawn, found)
        if end > place:
            drawn.add(self.source[place:end], place)
        return drawn

    def _inline(self, drawn: _Drawn, found: re.Match[str]) -> int:
        """Draws one piece of markup; the place where reading goes on."""
        start, end, raw = found.start(), found.end(), found.group(0)
        if found["citation"]:
            drawn.drop_space()
            drawn.citations += self._citations(start, raw, len(drawn.offsets))
        elif found["comment"]:
            if start not in self.comment_ends:
                drawn.add(raw, start)
                return end
            drawn.drop_space()
            return self.comment_ends[start]
        elif found["address"]:
            drawn.add(found["address"], start + 1)
        elif found["escape"]:
            drawn.add(raw[1], start + 1)
        elif found["link"]:
            inner = self._draw(found.start("shown"), found.end("shown"))
            drawn.characters += inner.characters
            drawn.offsets += inner.offsets
        elif found["entity"]:
            drawn.add(html.unescape(raw), start, is_literal=False)
        elif found["space"] is not None:
            drawn.drop_space()
            drawn.add(" ", start + raw.index("\n"))
            quoted = re.compile(r">[ \t]?").match(self.source, end)
            return quoted.end() if quoted else end
        return end

    def _citations(
        self, start: int, raw: str, seen: int
    ) -> Iterator[tuple[Citation, int, int, int]]:
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

    def _waivers(self, place: int) -> Iterator[Waiver]:
        """Waivers, each with the item it stands in."""
        starts = [item.heading.start if item.heading else 0 for item in self.items]
        for begin, end in self.comments:
            words = self.source[begin + 4 : end - 3]
            if begin < place or not words.strip().startswith("rasad:"):
                continue
            found = _WAIVER.match(words)
            if not found:
                if self.is_strict:
                    bad_edition(
                        self.source,
                        begin,
                        'cannot read this waiver; write <!-- rasad: allow D03 by=HANDLE why="…" -->',
                    )
                continue
            above = [item for item, start in zip(self.items, starts, strict=True) if start <= begin]
            item = above[-1].id if above else LEAD
            for code in re.split(r"\s*,\s*", found.group(1)):
                yield Waiver(
                    code=code,
                    by=found.group(2),
                    why=found.group(3),
                    start=begin,
                    end=end,
                    item=item,
                )
