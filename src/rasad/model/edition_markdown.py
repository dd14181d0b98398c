"""Edition from Markdown: front matter, headed items, sentences with the evidence they cite. str -> Edition.

A reader of the form of contracts §6, in the standard library alone. `Sentence.text` is what a
reader sees; `Sentence.offsets` leads each of its characters back to the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import replace
from typing import Final

from rasad.model.edition import Edition, Item, Sentence, Waiver
from rasad.model.edition_drawing import Drawer, Drawn
from rasad.model.front_matter import FRONT, KEY, OTHER_FRONT, bad_edition, front_matter
from rasad.model.sentences import split_sentences

Split = Callable[[str], Sequence[tuple[int, int]]]
# The sentences of paragraphs drawn before, offsets counted from the paragraph: give the same one again and only new paragraphs are drawn.
Drafts = MutableMapping[tuple[str, bool], tuple[Sentence, ...]]

LEAD: Final = "lead"

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")
_HEADING: Final = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ATTRIBUTES: Final = re.compile(r"[ \t]*\{#([^\s}]+)[^}]*\}[ \t]*$")
_FENCE: Final = re.compile(r"^[ ]{0,3}:{3,}[ \t]*([\w-]*)[ \t]*$")
_WAIVER: Final = re.compile(
    r"\s*rasad:\s*allow\s+([A-Z]\d\d(?:\s*,\s*[A-Z]\d\d)*)\s+by=([^\s\"=]+)\s+why=\"([^\"]*[^\"\s][^\"]*)\"\s*\Z"
)
_CITING: Final = re.compile(r"\[@[^\[\]]{0,2000}\]")
_NEW_BLOCK: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")


def is_edition(source: str) -> bool:
    """True when a text opens with the front matter of an edition."""
    front = FRONT.match(source)
    if not front:
        return False
    keys = {found.group(1) for line in front.group(1).splitlines() if (found := KEY.match(line))}
    return {"language", "window"} <= keys


def parse_edition(
    source: str, split: Split | None = None, drafts: Drafts | None = None
) -> Edition:
    """The edition a Markdown file holds, with exact offsets into it. Raises BadEdition with the line."""
    front = FRONT.match(source)
    if not front:
        bad_edition(source, 0, "an edition opens with front matter between two lines of ---")
    fields = front_matter(source, front)
    reader = Reader(source, split or split_sentences, is_strict=True, drafts=drafts)
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
    source: str,
    *,
    language: str,
    window: str = "",
    split: Split | None = None,
    drafts: Drafts | None = None,
) -> Edition:
    """Any Markdown or plain text in the form of an edition, for rules that need no evidence."""
    front = FRONT.match(source) or OTHER_FRONT.match(source)
    reader = Reader(source, split or split_sentences, is_strict=False, drafts=drafts)
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


def moved(sentence: Sentence, by: int) -> Sentence:
    """The same sentence so many characters further on in the file."""
    return replace(
        sentence,
        start=sentence.start + by,
        end=sentence.end + by,
        offsets=tuple([place + by for place in sentence.offsets]),
        citations=tuple((cited, low + by, high + by) for cited, low, high in sentence.citations),
        links=tuple((url, low + by, high + by) for url, low, high in sentence.links),
    )


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


class Reader:
    """Goes through the lines of a file and collects items and waivers."""

    def __init__(
        self,
        source: str,
        split: Split,
        *,
        is_strict: bool,
        is_markdown: bool = True,
        drafts: Drafts | None = None,
    ) -> None:
        self.source = source
        self.split = split
        self.is_strict = is_strict
        self.comments = _comments(source)
        self.drawer = Drawer(
            source, dict(self.comments), is_strict=is_strict, is_markdown=is_markdown
        )
        self.drafts: Drafts = {} if drafts is None else drafts
        self.items: list[Item] = [Item(id=LEAD, heading=None, sentences=())]
        self.told: list[Sentence] = []
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
                self.paragraph(start, begin)
                opened = False
            if heading:
                self._heading(begin, heading)
            elif fence:
                self._fence(begin, fence.group(1))
            elif line.strip() and not opened:
                start, opened = begin, True
        if opened:
            self.paragraph(start, len(self.source))
        if self.fence is not None and self.is_strict:
            bad_edition(
                self.source, self.fence, "this block is never closed; put ::: on a line of its own"
            )
        items = self.finish()
        return items, tuple(self.waivers(place, items))

    def finish(self) -> tuple[Item, ...]:
        """All items, the sentences of the last one put in; a lead without sentences is none."""
        self._close()
        if self.items[0].id == LEAD and not self.items[0].sentences:
            del self.items[0]
        return tuple(self.items)

    def _close(self) -> None:
        self.items[-1] = replace(self.items[-1], sentences=tuple(self.told))
        self.told = []

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
        start = place + found.start(2)
        self.open_item(start, start + len(shown), named.group(1) if named else "")

    def open_item(self, start: int, end: int, id: str) -> None:
        """A new item under the heading at `start`–`end`."""
        drawn = self.drawer.draw(start, end)
        number = sum(item.id.startswith("section-") for item in self.items) + 1
        sentence = Sentence(
            text=drawn.text, start=start, end=end, offsets=tuple(drawn.offsets), links=tuple(drawn.links),
            citations=tuple((cited, begin, stop) for cited, begin, stop, _ in drawn.citations),
        )  # fmt: skip
        name = id or f"section-{number}"
        if self.is_strict and any(item.id == name for item in self.items):
            bad_edition(self.source, start, f"the id {name!r} stands at two headings")
        self._close()
        self.items.append(Item(id=name, heading=sentence if drawn.text else None, sentences=()))

    def paragraph(self, start: int, end: int) -> None:
        """The sentences of the paragraph at `start`–`end`, drawn anew or remembered."""
        key = (self.source[start:end], self.is_analysis)
        made = self.drafts.get(key)
        if made is None:
            made = self.sentences(self.drawer.draw(start, end))
            self.drafts[key] = tuple(moved(sentence, -start) for sentence in made)
            self.told += made
        else:
            self.told += [moved(sentence, start) for sentence in made]

    def sentences(self, drawn: Drawn) -> tuple[Sentence, ...]:
        """The sentences of what was drawn, each with the citations behind it."""
        drawn.drop_space()
        text = drawn.text
        spans = [span for span in self.split(text) if span[1] > span[0]]
        return tuple(self._sentence(text, drawn, spans, index) for index in range(len(spans)))

    def _sentence(
        self, text: str, drawn: Drawn, spans: Sequence[tuple[int, int]], index: int
    ) -> Sentence:
        start, end = spans[index]
        low = -1 if index == 0 else start
        high = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        cited = tuple((c, b, e) for c, b, e, seen in drawn.citations if low < seen <= high)
        offsets = tuple(drawn.offsets[start:end])
        last = max([offsets[-1] + 1, *(stop for _, _, stop in cited)])
        links = tuple(link for link in drawn.links if offsets[0] <= link[1] <= offsets[-1])
        return Sentence(
            text=text[start:end], start=min([offsets[0], *(begin for _, begin, _ in cited)]), end=last,
            offsets=offsets, citations=cited, is_analysis=self.is_analysis, links=links,
        )  # fmt: skip

    def waivers(self, place: int, items: Sequence[Item]) -> Iterator[Waiver]:
        """Waivers behind `place`, each with the item it stands in."""
        starts = [item.heading.start if item.heading else 0 for item in items]
        for begin, end in self.comments:
            words = self.source[begin + 4 : end - 3]
            if begin < place or not words.strip().startswith("rasad:"):
                continue
            found = read_waiver(words, begin, end)
            if not found and self.is_strict:
                bad_edition(
                    self.source,
                    begin,
                    'cannot read this waiver; write <!-- rasad: allow D03 by=HANDLE why="…" -->',
                )
            above = [item for item, start in zip(items, starts, strict=True) if start <= begin]
            for waiver in found:
                yield replace(waiver, item=above[-1].id if above else LEAD)


def read_waiver(words: str, start: int, end: int) -> tuple[Waiver, ...]:
    """The waivers that the words of a comment make, one a code, in the lead; none when they cannot be read."""
    found = _WAIVER.match(words)
    if found is None:
        return ()
    codes, by, why = found.groups()
    return tuple(
        Waiver(code=code, by=by, why=why, start=start, end=end, item=LEAD)
        for code in re.split(r"\s*,\s*", codes)
    )
