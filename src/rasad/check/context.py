"""Context: an edition prepared for rules. Edition + Reading + Evidence -> lines, quotations, people."""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar, cast

from rasad import calendars
from rasad.check.held import Cited, Held
from rasad.check.memory import Memory
from rasad.check.passages import spans_of
from rasad.check.people import find_people, surnames_of, with_titled
from rasad.languages import numbers, quotes
from rasad.languages.gazetteer import Found, gazetteer
from rasad.model import (
    Citation,
    DateMention,
    Edition,
    Figure,
    Finding,
    Item,
    Mention,
    Pack,
    Reading,
    Sentence,
)
from rasad.model.edition_markdown import reader_text
from rasad.model.when import is_day

Made = TypeVar("Made")
_SLOT: Final = re.compile(r"\[translate:[^\]]*\]?")
_BREAK: Final = re.compile(r"\n[ \t\r]*\n|\n[ \t]*[-*+:>]")
_GLUE: Final = re.compile(r"[\s.,;]*")


class Line:
    """A sentence or heading of an edition, with what stands in it; offsets count its visible text."""

    def __init__(
        self, sentence: Sentence, item: ItemLines, context: Context, *, is_heading: bool
    ) -> None:
        self.sentence = sentence
        self.item = item
        self.context = context
        self.is_heading = is_heading
        self.is_analysis = sentence.is_analysis
        self.text = sentence.text
        # An open slot holds the original, in another language: nothing in it is the edition's.
        self.plain = _SLOT.sub(lambda slot: "\ufffc" * len(slot.group()), sentence.text)
        self.citations: tuple[Citation, ...] = tuple(cited for cited, _, _ in sentence.citations)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where visible characters stand in the file."""
        offsets = self.sentence.offsets
        if end <= start or start >= len(offsets):
            return self.sentence.start, self.sentence.end
        return offsets[start], offsets[min(end, len(offsets)) - 1] + 1

    def fact(self, kind: str, make: Callable[[], Made]) -> Made:
        """Something that follows from the words of the line alone, worked out once for all checks."""
        facts = self.context.memory.facts_of((self.plain, self.context.language, self.context.window))
        if kind not in facts:
            facts[kind] = make()
        return cast(Made, facts[kind])

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates printed here, resolved by the window."""
        return self.fact("dates", self._find_dates)

    def _find_dates(self) -> tuple[DateMention, ...]:
        context = self.context
        found = calendars.parse(
            self.plain, language=context.language, anchor=context.window or None
        )
        return tuple(d for d in found if d.start is not None and d.end is not None)

    @cached_property
    def days(self) -> tuple[DateMention, ...]:
        """The dates printed here that name one day."""
        return tuple(d for d in self.dates if is_day(d.edtf))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers printed here that are no part of a date."""
        language, skip = self.context.language, spans_of(self.dates)
        return self.fact("figures", lambda: tuple(numbers.find(self.plain, language, skip=skip)))

    @cached_property
    def names(self) -> tuple[Found, ...]:
        """What the pack knows by name in this line."""
        known = gazetteer(self.context.pack)
        return self.fact(
            "names", lambda: tuple(known.mentions(self.plain, self.context.language))
        )

    @cached_property
    def people(self) -> tuple[Mention, ...]:
        """The persons named here, known and unknown."""
        return self.context.people_of(self)

    @cached_property
    def cited(self) -> tuple[tuple[Citation, Cited], ...]:
        """The citations whose text version is held, each with it."""
        pairs = (
            (citation, self.context.held.cited(citation.text_id)) for citation in self.citations
        )
        return tuple((citation, text) for citation, text in pairs if text is not None)


class ItemLines:
    """An item: heading and sentences as lines, and its visible text with quotations that cross sentences."""

    def __init__(self, item: Item, context: Context) -> None:
        self.id = item.id
        self.heading = Line(item.heading, self, context, is_heading=True) if item.heading else None
        self.body = [Line(sentence, self, context, is_heading=False) for sentence in item.sentences]
        self.lines = [self.heading, *self.body] if self.heading else self.body
        parts: list[str] = []
        self.starts: list[int] = []
        length = 0
        for index, line in enumerate(self.lines):
            gap = self._gap(self.lines[index - 1], line) if index else ""
            self.starts.append(length + len(gap))
            parts += [gap, line.text]
            length += len(gap) + len(line.text)
        self.text = "".join(parts)

    @staticmethod
    def _gap(before: Line, after: Line) -> str:
        if before.is_heading or before.is_analysis != after.is_analysis:
            return "\n\n"
        between = before.context.edition.source[before.sentence.end : after.sentence.start]
        return "\n\n" if _BREAK.search(between) else " "

    def at(self, place: int) -> tuple[Line, int]:
        """The line that holds a place of the item's text, and the place in it."""
        index = max(0, bisect_right(self.starts, place) - 1)
        line = self.lines[index]
        return line, min(max(0, place - self.starts[index]), max(0, len(line.text) - 1))

    def in_file(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the item's text stand in the file."""
        first, low = self.at(start)
        last, high = self.at(max(start, end - 1))
        return first.place(low, low + 1)[0], last.place(high, high + 1)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """An outer quotation. `text` is what stands between its marks; `start`-`end` lie in the file, marks included.

    `citations` are those that follow it, else all of its sentence; of a heading, those of its item.
    """

    item: ItemLines
    line: Line
    text: str
    inner: int
    start: int
    end: int
    is_closed: bool
    is_stray: bool
    citations: tuple[Citation, ...]

    @property
    def is_slot(self) -> bool:
        """True when it waits for its translation."""
        return bool(_SLOT.search(self.text)) or any(c.translator == "" for c in self.citations)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of `text` stand in the file."""
        return self.item.in_file(self.inner + start, self.inner + max(start + 1, end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside a text: image files by the address it prints, the same number in another language, editions published before.

    `pictures` are addresses of images that are shown without standing in the words (HTML, Word), with their place in the text.
    """

    images: Mapping[str, bytes] = field(default_factory=dict)
    pictures: Sequence[tuple[str, int]] = ()
    twin: Edition | None = None
    earlier: Sequence[Edition] = ()


class Context:
    """All that a rule may look at."""

    def __init__(
        self,
        edition: Edition,
        *,
        reading: Reading | None,
        pack: Pack,
        held: Held,
        window: str,
        beside: Beside | None = None,
    ) -> None:
        self.edition = edition
        self.source = edition.source
        self.language = edition.language or "en"
        self.reading = reading
        self.pack = pack
        self.held = held
        self.window = window or edition.window
        self.items = [ItemLines(item, self) for item in edition.items]
        self.lines = [line for item in self.items for line in item.lines]
        self.beside = beside or Beside()
        self._newlines = [found.start() for found in re.finditer("\n", self.source)]

    def finding(
        self,
        rule: tuple[str, str],
        place: tuple[int, int],
        message: str,
        *,
        help: str = "",
        evidence: Sequence[str] = (),
    ) -> Finding:
        """A finding of `rule` (code and severity) at a place in the file."""
        start, end = place
        line, column = self._line_and_column(start)
        return Finding(
            code=rule[0], severity=rule[1], start=start, end=end, line=line, column=column,
            message=message, help=help, evidence=tuple(evidence),
        )  # fmt: skip

    def _line_and_column(self, start: int) -> tuple[int, int]:
        row = bisect_right(self._newlines, start - 1) if start else 0
        return row + 1, start - (self._newlines[row - 1] + 1 if row else 0) + 1

    def placed(self, finding: Finding) -> Finding:
        """The finding with line and column as the file now stands."""
        line, column = self._line_and_column(finding.start)
        return replace(finding, line=line, column=column)

    @property
    def memory(self) -> Memory:
        """What earlier checks against the same evidence found."""
        return self.held.memory

    @cached_property
    def begins(self) -> list[int]:
        """Where the stretch of the file begins that belongs to each item; the first begins with the file."""
        places: list[int] = []
        for item in self.items:
            first = item.lines[0].sentence.start if item.lines else 0
            places.append(max(first, places[-1]) if places else 0)
        return places

    def only(self, item: ItemLines, line: Line | None = None) -> Context:
        """The same context, narrowed to one item, or to one line of it."""
        view = copy.copy(self)
        for name in ("quotations", "quotation_at", "begins"):
            view.__dict__.pop(name, None)
        view.items = [item]
        view.lines = [line] if line is not None else item.lines
        return view

    def days_of(self, line: Line) -> tuple[str | None, ...]:
        """The days a sentence may speak of: its own and the one decided for its item, else those of the item, else the window.

        A heading has no day of its own: what it prints may be a deadline.
        """
        own = () if line.is_heading else line.days
        decided = self.held.decided.get(line.item.id)
        inside = [day.edtf for day in own if day.edtf]
        if decided:  # the sentence tells what was done that day, whatever deadline or background it names
            inside = [decided, *(day for day in inside if day < decided.partition("/")[0])]
        if not inside:
            inside = [day.edtf for other in line.item.body for day in other.days if day.edtf]
        return tuple(dict.fromkeys(inside)) or (self.window or None,)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outer quotations of all items, in order."""
        return tuple(found for item in self.items for found in self._quotations(item))

    @cached_property
    def quotation_at(self) -> Mapping[int, Quotation]:
        """The outer quotations by where they start in the file."""
        return {quotation.start: quotation for quotation in reversed(self.quotations)}

    def line_at(self, place: int) -> Line | None:
        """The line that holds a place of the file."""
        index = bisect_right(self.lines, place, key=lambda line: line.sentence.start) - 1
        line = self.lines[index] if index >= 0 else None
        return line if line is not None and place < line.sentence.end else None

    def _quotations(self, item: ItemLines) -> Iterator[Quotation]:
        for quote in quotes.find(item.text, self.language):
            if quote.depth:
                continue
            last, _ = item.at(max(quote.start, quote.end - 1))
            start, end = item.in_file(quote.start, quote.end)
            yield Quotation(
                item=item,
                line=last,
                text=item.text[quote.inner_start : quote.inner_end],
                inner=quote.inner_start,
                start=start,
                end=end,
                is_closed=quote.is_closed,
                is_stray=quote.is_stray,
                citations=self._behind(last, end),
            )

    def _behind(self, line: Line, place: int) -> tuple[Citation, ...]:
        """The citations that follow a place of a line without words between them, else all of it."""
        later = [cited for cited in line.sentence.citations if cited[1] >= place]
        group: list[Citation] = []
        for index, (citation, start, _) in enumerate(later):
            between = self.source[later[index - 1][2] : start] if index else ""
            if index and not _GLUE.fullmatch(
                between.replace("[", "").replace("]", "").replace("@", "")
            ):
                break
            group.append(citation)
        if line.is_heading and not line.citations:
            return tuple(cited for other in line.item.body for cited in other.citations)
        return tuple(group) or line.citations

    @cached_property
    def _read(self) -> dict[int, tuple[Mention, ...]]:
        """The persons of the reading by line, offsets counted in the line."""
        if self.reading is None:
            return {}
        text, offsets = reader_text(self.edition)
        if self.reading.text == self.source:
            offsets = tuple(range(len(self.source)))
        elif self.reading.text != text:
            return {}
        starts = [line.sentence.start for line in self.lines]
        found: dict[int, tuple[Mention, ...]] = {id(line): () for line in self.lines}
        for mention in self.reading.mentions:
            if mention.kind != "person" or mention.end > len(offsets):
                continue
            line = self.lines[max(0, bisect_right(starts, offsets[mention.start]) - 1)]
            low = bisect_right(line.sentence.offsets, offsets[mention.start] - 1)
            high = bisect_right(line.sentence.offsets, offsets[mention.end - 1])
            if low < high:
                shifted = Mention(
                    text=line.text[low:high],
                    start=low,
                    end=high,
                    kind="person",
                    id=mention.id,
                    private=mention.private,
                )
                found[id(line)] += (shifted,)
        return found

    @cached_property
    def _surnames(self) -> dict[str, str]:
        return surnames_of(name for line in self.lines for name in line.names)

    @cached_property
    def surnames_key(self) -> Hashable:
        """All that people are told by, beyond the words of their line."""
        return (id(self.reading) if self.reading else None, tuple(sorted(self._surnames.items())))

    def people_of(self, line: Line) -> tuple[Mention, ...]:
        """The persons of a line: as read, else found here by the same lexicons."""
        read = self._read.get(id(line))
        if read is not None:
            return with_titled(line.plain, read, known=line.names)
        kind = f"people {hash(self.surnames_key)}"
        return line.fact(
            kind,
            lambda: find_people(
                line.plain, self.language, known=line.names, surnames=self._surnames
            ),
        )
