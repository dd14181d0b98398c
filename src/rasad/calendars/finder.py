"""Finder: all dates of a text. str -> list[DateMention]."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rasad.calendars.grammar import Grammar, grammar, key
from rasad.calendars.letters import fold
from rasad.calendars.neighbours import agree, confirm_weekdays, join_ranges
from rasad.calendars.printed import BUILD, Printed, parted, stands_alone
from rasad.calendars.resolve import resolve
from rasad.model import DateMention

_WORD: Final = re.compile(r"\w+(?:'\d\d)?")
_BEGUN: Final = re.compile(r"\w+")
_BEFORE: Final = re.compile(r"([^\W\d_]+)[ ]*$")
_HINT: Final = 24


def parse(text: str, *, language: str, anchor: str | None = None) -> list[DateMention]:
    """Every date printed in `text`, in order.

    `anchor` is the EDTF of the day or window the text is from; it gives a date without a year its
    year and a weekday or `yesterday` its day. What cannot be resolved keeps its words and has
    `edtf` None. Raises ValueError when `anchor` is no EDTF value.
    """
    folded, places = fold(text)
    rows = grammar(language)
    printed = join_ranges(_printed(folded, rows), folded, rows)
    found = [resolve(one, folded, rows, anchor) for one in printed]
    settled = agree(confirm_weekdays(found, printed, folded), folded, rows)
    return [
        DateMention(
            text=text[places[one.start or 0] : places[one.end or 0]],
            start=places[one.start or 0],
            end=places[one.end or 0],
            edtf=one.edtf,
            calendar=one.calendar,
            role=one.role,
            basis=one.basis,
            confidence=one.confidence,
            rival=one.rival,
        )
        for one in settled
    ]


def _printed(text: str, rows: Grammar) -> list[Printed]:
    """The dates as printed, left to right, none overlapping."""
    found: list[Printed] = []
    position = 0
    hot = rows.hot  # all words are looked up first: a form knows only the months that were met
    for token in [token for token in _WORD.finditer(text) if hot[token[0]]]:
        start = token.start()
        if start < position or (text[start].isdigit() and _is_inside(text, start)):
            continue
        one = next(_forms(text, start, rows), None)
        if one is not None:
            found.append(one)
            position = one.end
            if one.last and one.last.start > one.start and _is_pair(text, one, rows):
                found[-1:] = _pair(text, one)
    return found


def _is_inside(text: str, start: int) -> bool:
    """True for digits that go on from others, from a path or from a sign of money."""
    before = text[start - 1] if start else " "
    if before in "/$\u20ac\u00a3#=_":
        return not (before == "/" and text[start - 2 : start - 1] in (" ", ""))
    return before in ".,:-" and text[start - 2 : start - 1].isdigit()


def _forms(text: str, start: int, rows: Grammar) -> Iterator[Printed]:
    word: str | None = None  # the one in front, sought when a form is found: most words that may begin a date begin none
    if (part := parted(text, start, rows)) is not None:
        yield part
    begun = _BEGUN.match(text, start)
    for form in rows.openers[begun[0]] if begun else ():
        found = form.match_behind(text, start)
        if found is None:
            continue
        if word is None:
            before = _BEFORE.search(text, max(0, start - _HINT), start)
            word = key(before[1]) if before else ""
        if stands_alone(form.name, found, word, rows):
            one = BUILD[form.name](found, rows)
            if one is not None:
                yield one


def _is_pair(text: str, one: Printed, rows: Grammar) -> bool:
    """True for two days joined by `and` that no `between` makes a range."""
    end = one.last.start if one.last else one.end
    joined = _BEFORE.search(text, one.start, end)
    before = _BEFORE.search(text, max(0, one.start - _HINT), one.start)
    if not joined or key(joined[1]) not in rows.words.get("and", ()):
        return False
    return not (before and key(before[1]) in rows.words.get("between", ()))


def _pair(text: str, one: Printed) -> list[Printed]:
    """The two days; the first ends before the word that joins them."""
    last = one.last or one
    joined = _BEFORE.search(text, one.start, last.start)
    words = text[one.start : joined.start() if joined else last.start].rstrip()
    return [replace(one, end=one.start + len(words), last=None), last]
