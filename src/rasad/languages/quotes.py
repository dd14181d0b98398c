"""Quotations: where marks open and close. str -> list[Quote]; and the forms in which wordings are compared.

One state machine a paragraph. A paragraph that leaves a quotation open is continued by the next one when that
opens with the same mark again, or when a mark with a direction closes it further down and no other quotation of that
mark stands between. Apostrophes, feet, inches and minutes are no quotation marks.

Two foldings serve comparison. `fold` keeps words and case: marks straight, dashes one hyphen, white space one space,
compatibility forms plain, Arabic letters and digits as in `text`, vowel signs gone; between two letters of Arabic script ZWNJ
and spaces vanish, since writers use ZWNJ, a space and nothing alike. `parts` cuts a quotation at ellipses and at the desk's
own [brackets].
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import paragraphs
from rasad.languages import text as letters
from rasad.languages.text import Folded

_MARK: Final = re.compile("[\"'\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\uff02]")
_CLOSER_OF: Final = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u2039": "\u203a",
    '"': '"',
    "\uff02": "\uff02",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "'": "'",
    "\u201d": "\u201d\u201c",
    "\u00bb": "\u00ab",
}
_MIXED: Final = {"\u201c": '"', '"': "\u201d"}
_CLOSING: Final = "\u201d\u00bb\u203a"
_BEFORE: Final = "([{-\u2013\u2014:\u060c,/\"'\u00ab\u201c\u2018\u201e\u200c\u200f"
_ENDS: Final = ".!?\u2026\u061f,:;\u061b"
_FAR: Final = 12
_DEEPEST: Final = 6


class Quote(NamedTuple):
    """A quotation. `start`/`end` include the marks, `inner_start`/`inner_end` do not.

    Not closed: it reaches to the end of its paragraph; a closing mark that nothing opened is a Quote of length one
    with nothing inside. `depth` is 0 for an outer quotation, `mark` the mark that opens it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool
    mark: str = '"'
    depth: int = 0

    @property
    def is_stray(self) -> bool:
        """True for a closing mark that nothing opened."""
        return not self.is_closed and self.end - self.start == 1 and self.inner_start == self.start


def find(text: str, language: str = "und") -> list[Quote]:
    """All quotations of `text` in order of their start, nested ones after the one that holds them."""
    return list(_find(text))


@lru_cache(maxsize=4)  # who reads a text asks for its quotations, and so do its sentences
def _find(text: str) -> tuple[Quote, ...]:
    found: list[Quote] = []
    pending: Quote | None = None
    age = 0
    for start, end in paragraphs.spans(text):
        quotes = _Paragraph(text, start, end).read()
        if pending is not None:
            quotes, pending, is_joined = _join(text, pending, quotes, start)
            if pending is None and is_joined is None:
                age = 0
            age += 1
            if is_joined is not None:
                found.append(is_joined)
                age = 0
            if pending is not None and age > _FAR:
                found.append(pending)
                pending = None
        for quote in quotes:
            is_open = not quote.is_closed and not quote.is_stray and quote.depth == 0
            if is_open and pending is None and quote.mark not in "'\u2018":
                pending, age = quote, 0
            else:
                found.append(quote)
    if pending is not None:
        found.append(pending)
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.depth, -quote.end)))


def _join(
    text: str, pending: Quote, quotes: list[Quote], start: int
) -> tuple[list[Quote], Quote | None, Quote | None]:
    """What is left of a paragraph's quotations, the quotation still open, and the one now settled."""
    closers = _CLOSER_OF[pending.mark]
    outer = [quote for quote in quotes if quote.depth == 0]
    first = next((quote for quote in outer if quote.start == start), None)
    is_paused = text[pending.inner_start : pending.end].rstrip()[-1:] in _ENDS
    if first is not None and first.mark == pending.mark and is_paused:
        rest = [quote for quote in quotes if quote is not first]
        joined = pending._replace(
            end=first.end, inner_end=first.inner_end, is_closed=first.is_closed
        )
        return (rest, None, joined) if first.is_closed else (rest, joined, None)
    same = next((quote for quote in outer if quote.mark in pending.mark + closers), None)
    if same is not None and same.is_stray and pending.mark not in '"\uff02':
        rest = [quote for quote in quotes if quote is not same]
        return rest, None, pending._replace(end=same.end, inner_end=same.start, is_closed=True)
    if same is None and pending.mark not in '"\uff02':
        return quotes, pending, None
    return quotes, None, pending


class _Paragraph:
    """The state machine over one paragraph: a stack of open marks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = [found.start() for found in _MARK.finditer(text, start, end)]
        self.straight = sum(1 for place in self.marks if text[place] == '"')
        self.last = {text[place]: place for place in self.marks}
        self.last_closing = {text[place]: place for place in self.marks if self._can_close(place)}
        self.open: list[tuple[int, str]] = []
        self.found: list[Quote] = []

    def read(self) -> list[Quote]:
        """The quotations of the paragraph."""
        for place in self.marks:
            mark = self.text[place]
            if mark == '"':
                self.straight -= 1
            if mark in "'\u2019\u2018" and self._is_apostrophe(place, mark):
                continue
            if self._is_opening(place, mark):
                self.open.append((place, mark))
                if len(self.open) > _DEEPEST:
                    self._give_up(*self.open.pop(0))
            else:
                self._close(place, mark)
        while self.open:
            self._give_up(*self.open.pop())
        return self.found

    def _around(self, place: int) -> tuple[str, str]:
        before = self.text[place - 1] if place > self.start else " "
        after = self.text[place + 1] if place + 1 < self.end else " "
        return before, after

    def _holder(self, mark: str) -> int | None:
        """The depth of the open mark that `mark` closes: its own kind first, else a careless mixture."""
        for pairs in (_CLOSER_OF, _MIXED):
            for depth in range(len(self.open) - 1, -1, -1):
                if mark in pairs.get(self.open[depth][1], ""):
                    return depth
        return None

    def _is_opening(self, place: int, mark: str) -> bool:
        before, after = self._around(place)
        looks_open = (before.isspace() or before in _BEFORE) and not after.isspace()
        holder = self._holder(mark)
        if mark in '"\uff02':
            if holder is None or self.open[holder][1] != mark:
                return looks_open or before.isspace()
            if before.isspace() and after.isalnum() and self.straight % 2 == 1:
                self._give_up(*self.open.pop(holder))
                return True
            return False
        if mark in "\u201d\u00bb":
            return (
                holder is None and looks_open and before != ":" and self._closes_later(place, mark)
            )
        if mark in "\u201c\u00ab" and holder is not None:
            return False
        return mark not in _CLOSING + "\u2019" and (mark != "'" or holder is None)

    def _closes_later(self, place: int, mark: str) -> bool:
        return any(self.last.get(closer, -1) > place for closer in _CLOSER_OF[mark])

    def _can_close(self, place: int) -> bool:
        before, after = self._around(place)
        return not before.isspace() and not after.isalnum()

    def _close(self, place: int, mark: str) -> None:
        holder = self._holder(mark)
        if holder is None:
            before, _ = self._around(place)
            if mark not in "'\u2019" and not (mark == '"' and before.isdigit()):
                self._add(place, place + 1, (place, place), mark, is_closed=False, depth=0)
            return
        while len(self.open) > holder + 1:
            self._give_up(*self.open.pop())
        start, opener = self.open.pop()
        inner = (start + 1, place)
        self._add(start, place + 1, inner, opener, is_closed=True, depth=len(self.open))

    def _give_up(self, start: int, mark: str) -> None:
        if mark in "'\u2018":
            return  # an apostrophe after all, or a single mark that says nothing by itself
        depth = sum(1 for place, _ in self.open if place < start)
        self._add(start, self.end, (start + 1, self.end), mark, is_closed=False, depth=depth)

    def _add(
        self,
        start: int,
        end: int,
        inner: tuple[int, int],
        mark: str,
        *,
        is_closed: bool,
        depth: int,
    ) -> None:
        self.found.append(
            Quote(
                start=start,
                end=end,
                inner_start=inner[0],
                inner_end=inner[1],
                is_closed=is_closed,
                mark=mark,
                depth=depth,
            )
        )

    def _is_apostrophe(self, place: int, mark: str) -> bool:
        before, after = self._around(place)
        if before.isalnum() and after.isalnum():
            return True
        closers = "'" if mark == "'" else "\u2019"
        holder = self._holder(mark)
        if mark != "\u2018" and holder is not None:
            # The ministers' plan inside 'single marks': a later mark that can close is the better one.
            is_plural = (
                before in "sS" and after == " " and self.text[place + 2 : place + 3].islower()
            )
            return (
                after.isalnum() or before.isspace() or (is_plural and self._later(place, closers))
            )
        if mark == "\u2019":
            return True
        can_open = (before.isspace() or before in _BEFORE) and (
            after.isalnum() or after in '"\u201c['
        )
        return not (can_open and self._later(place, closers))

    def _later(self, place: int, closers: str) -> bool:
        """True when a mark further on can close a single quotation."""
        return any(self.last_closing.get(closer, -1) > place for closer in closers)


_BRACKETS: Final = re.compile(
    r"\[[^\[\]]*\]|\(\s*(?:\u2026|\.{2,})\s*\)|\u2026|\.\s?\.\s?\.(?:\s?\.)*"
)
_ONE_LETTER: Final = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_EDGES: Final = " \t\n\r,.;:!\u060c\u061b\u2013\u2014-\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"


def parts(text: str) -> list[str]:
    """The pieces of a quotation that its source must hold, in order.

    Ellipses and [brackets] cut; "[T]he" is "The"; commas, stops and marks at the ends of a piece are the desk's.
    """
    joined = _ONE_LETTER.sub(r"\1", text)
    pieces = (piece.strip(_EDGES) for piece in _BRACKETS.split(joined))
    return [piece for piece in pieces if piece]


_ARABIC_MARKS: Final = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
_KEPT: Final = "\u0622\u0623\u0625\u0624\u0626"


class _Forms(dict[str, str]):
    """One character to its form in comparisons of wordings."""

    def __missing__(self, char: str) -> str:
        out = []
        for part in unicodedata.normalize("NFKC", char):
            category = unicodedata.category(part)
            if part.isspace() or category in ("Zs", "Zl", "Zp") or part == letters.ZWNJ:
                out.append(" ")
            elif _ARABIC_MARKS.match(part) or category in ("Cf", "Cc") or part == "\u0640":
                continue
            elif category == "Nd":
                out.append(str(unicodedata.digit(part)))
            elif part in _KEPT:
                out.append(part)
            elif part in letters.LETTERS:
                out.append(letters.LETTERS[part])
            else:
                out.append(letters.SIGNS.get(part) or unicodedata.normalize("NFD", part))
        self[char] = form = "".join(out)
        return form


_FORMS: Final = _Forms()
_INNER_SPACE: Final = re.compile(
    "(?<=[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]) (?=[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff])"
)


def folded(text: str) -> Folded:
    """The form in which wordings are compared, with the offsets of its characters."""
    mapped = letters.map_text(text, _FORMS)
    gaps = [found.start() for found in _INNER_SPACE.finditer(mapped.text)]
    if not gaps:
        return mapped
    kept: list[str] = []
    offsets: list[int] = []
    done = 0
    for gap in gaps:
        kept.append(mapped.text[done:gap])
        offsets.extend(mapped.offsets[done:gap])
        done = gap + 1
    kept.append(mapped.text[done:])
    offsets.extend(mapped.offsets[done:])
    return Folded("".join(kept), offsets)


def fold(text: str, *, first_small: bool = False) -> str:
    """The form in which wordings are compared. With `first_small` the first letter is small, since a
    quotation may begin a sentence that its words did not begin in the source."""
    form = folded(text).text.strip()
    if first_small and form:
        return form[0].lower() + form[1:]
    return form


def locate(part: str, text: str | Folded) -> tuple[int, int] | None:
    """Where `text` holds the words of `part` (first letter in either case), or None.

    Give a `Folded` made by `folded` to look many parts up in one text.
    """
    evidence = folded(text) if isinstance(text, str) else text
    wanted = fold(part)
    if not wanted:
        return None
    for form in dict.fromkeys(
        (wanted, wanted[0].lower() + wanted[1:], wanted[0].upper() + wanted[1:])
    ):
        place = _whole_words(form, evidence.text)
        if place is not None:
            start, end = evidence.offsets[place], evidence.offsets[place + len(form) - 1] + 1
            return start, end
    return None


def _whole_words(form: str, text: str) -> int | None:
    """A place of `form` in `text` that cuts no word of Latin or other spaced script."""
    place = text.find(form)
    while place >= 0:
        end = place + len(form)
        cuts_left = place > 0 and _is_cut(text[place - 1], form[0])
        cuts_right = end < len(text) and _is_cut(form[-1], text[end])
        if not cuts_left and not cuts_right:
            return place
        place = text.find(form, place + 1)
    return None


def _is_cut(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not "\u0600" <= left <= "\u06ff"
