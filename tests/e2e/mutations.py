"""Every traced value of an edition, each altered in a few ways. Edition -> altered sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasad import check
from rasad.check.context import Context, Line
from rasad.model import Pack

MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "fa": ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
}  # fmt: skip
WORDS = {"en": ("seventeen", "nineteen"), "fa": ("هفده", "نوزده")}
OTHER = {"en": "xq", "fa": "ژظ"}


@dataclass(frozen=True)
class Mutation:
    """One altered value: of which kind, where it stood and what stands there now."""

    kind: str
    line: Line
    start: int
    end: int
    new: str

    @property
    def old(self) -> str:
        return self.line.text[self.start : self.end]

    def source(self) -> str:
        whole = self.line.context.source
        low, high = self.line.place(self.start, self.end)
        return whole[:low] + self.new + whole[high:]

    def __str__(self) -> str:
        around = self.line.text[max(0, self.start - 30) : self.end + 20]
        return f"{self.kind}{' (heading)' if self.line.is_heading else ''}: {self.old!r} -> {self.new!r} in …{around}…"


def mutations(source: str, language: str, pack: Pack) -> Iterator[Mutation]:
    """All of them, kind by kind within each line. What stands in analysis is the desk's own and left alone."""
    report = check.Report(kind="markdown", text=source)
    edition = report.parse(language=language, window="", split=check.splitter(language))
    held = check.Held(None, pack=pack, window=edition.window)
    context = Context(edition, reading=None, pack=pack, held=held, window=edition.window)
    for line in context.lines:
        if not line.is_analysis:
            yield from _names(line, language, pack)
            yield from _figures(line, language)
            yield from _dates(line, language)
    for quotation in context.quotations:
        if quotation.is_closed and not any(citation.translator for citation in quotation.citations):
            yield from _quoted(quotation.line, quotation.start, quotation.end, language)


def _names(line: Line, language: str, pack: Pack) -> Iterator[Mutation]:
    for found in line.names:
        owners = {"person": pack.people, "post": pack.posts}.get(found.kind, ())
        places = [index for index, owner in enumerate(owners) if owner.id in found.ids]
        for step in (1, 2, 3) if places else ():
            other = owners[(places[0] + step) % len(owners)]
            if other.id not in found.ids:
                name = next(name.text for name in other.names if name.language == language)
                yield Mutation("person" if found.kind == "person" else "office", line, found.start, found.end, name)
        if found.kind == "person":
            for place in (1, len(found.text) // 2 + 2, len(found.text) - 2):
                yield _letter("letter of a name", line, found.start + place, language)


def _letter(kind: str, line: Line, place: int, language: str) -> Mutation:
    old = line.text[place]
    new = next(letter for letter in OTHER[language] if letter != old.lower())
    return Mutation(kind, line, place, place + 1, new.upper() if old.isupper() else new)


def _figures(line: Line, language: str) -> Iterator[Mutation]:
    for figure in line.figures:
        digits = [place for place in range(figure.start, figure.end) if line.text[place].isdigit()]
        for place in {*digits[:1], *digits[-1:]}:
            yield Mutation("number", line, place, place + 1, _digit(line.text[place], 3))
        if not digits and figure.value is not None and figure.value > 1 and not figure.text.endswith("%"):
            end = figure.start + len(figure.text.split()[0])
            for word in WORDS[language]:
                yield Mutation("number", line, figure.start, end, word)


def _digit(old: str, more: int) -> str:
    value = int(old)
    zero = ord(old) - value
    return chr(zero + ((value + more - 1) % 9 + 1))


def _dates(line: Line, language: str) -> Iterator[Mutation]:
    for date in line.dates:
        start, end = date.start or 0, date.end or 0
        words = line.text[start:end]
        digits = [start + place for place, sign in enumerate(words) if sign.isdigit()]
        if digits:
            yield Mutation("day", line, digits[0], digits[0] + 1, _digit(line.text[digits[0]], 1))
        if len(digits) > 4:
            yield Mutation("year", line, digits[-1], digits[-1] + 1, _digit(line.text[digits[-1]], 2))
        for index, month in enumerate(MONTHS[language]):
            if month in words:
                low = start + words.index(month)
                yield Mutation("month", line, low, low + len(month), MONTHS[language][(index + 1) % 12])
                break


def _quoted(line: Line, start: int, end: int, language: str) -> Iterator[Mutation]:
    """One letter of each word of a quotation."""
    text, offsets = line.text, line.sentence.offsets
    for place, char in enumerate(text):
        if start <= offsets[place] < end and char.isalpha() and not (place and text[place - 1].isalpha()):
            yield _letter("quotation", line, place, language)
