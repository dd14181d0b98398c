"""Understand: the noun phrase of a speaker in a language that puts the verb last. Tokens → stretch."""

from __future__ import annotations

from typing import Final

from rasad.languages import gazetteer, names
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE
from rasad.understand.titles import Titles

Run = tuple[int, int]
_SIGNS: Final = frozenset({",", ":", ";", QUOTE, "(", ")", ".", "-", "!", "?"})
_LONGEST: Final = 26
OBJECT_SIGN: Final = "\u0631\u0627"
_THIS: Final = "\u0627\u06cc\u0646"


class Subjects:
    """Finds subjects on one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon
        self.tokens, self.lows = page.tokens, page.tokens.lows
        self.inside = self._named()
        self.titles = Titles(page)
        self._surnames: set[str] | None = None
        self.dates = {self.tokens.at(date.start) for date in page.dates if date.start is not None}

    def _named(self) -> dict[int, int]:
        """Each token inside a name, and the token behind that name: small words there end nothing."""
        spans = [(one.start, one.end) for one in self.page.found]
        spans += [(one.start, one.end) for one in self.page.people]
        out: dict[int, int] = {}
        for start, end in spans:
            low, high = self.tokens.range(start, end)
            for place in range(low, high):
                out[place] = max(high, out.get(place, high))
        return out

    def lead(self, begin: int, end: int) -> tuple[int, Run | None]:
        """The first token behind "according to the report of OUTLET," and link words, and the outlet's run."""
        place, outlet = begin, None
        named = self.inside.get(begin)
        if named is not None and named < end and self.lows[named] == ":" and self._is_outlet(begin):
            place, outlet = named + 1, (begin, named)
        while place < end:
            reported = self.lexicon.phrases["reported_by"].at(self.lows, place, end)
            if reported is not None:
                comma = self._behind_outlet(reported[0], end)
                stop = comma if comma is not None else self._run(reported[0], end)
                outlet = outlet or (reported[0], stop)
                place = stop + (comma is not None and self.lows[stop] == ",")
                continue
            link = self.lexicon.phrases["leads"].at(self.lows, place, end)
            if link is None and self.lows[place] != ",":
                break
            place = link[0] if link else place + 1
        return place, outlet if outlet and outlet[1] > outlet[0] else None

    def _behind_outlet(self, place: int, end: int) -> int | None:
        """Where the credit line ends: at its comma, or behind the outlet's name when a noun follows: "by the report of Talna Dara Velin …"."""
        behind = self.inside.get(place)
        if behind is not None and behind < end and self._is_outlet(place) and behind in self.inside and self.lows[behind].isalnum():
            return behind
        commas = [index for index in range(place, min(end - 1, place + 28)) if self.lows[index] == ","]
        honorifics = self.lexicon.titles["honorifics"]
        for comma in commas:  # a list in the name of a body has commas too
            if comma + 1 in self.inside or honorifics.at(self.lows, comma + 1, end) or self.lexicon.heads.at(self.lows, comma + 1, end):
                return comma
        return next((comma for comma in commas if comma < place + 16), None)

    def _is_outlet(self, place: int) -> bool:
        start = self.tokens.starts[place]
        return any(one.kind == "outlet" and one.start == start for one in self.page.found_in(start, start + 80))

    def _comma(self, place: int, end: int) -> int | None:
        return next((index for index in range(place, end) if self.lows[index] == ","), None)

    def find(self, begin: int, end: int, *, tight: bool = False) -> Run | None:
        """The subject among the tokens of a clause, None when it is left out.

        `tight`: what was said may follow it without a sign, so that it ends where a name ends.
        """
        place = begin
        while place < end:
            if self._may_begin(place, end):
                stop = self._run(place, end, tight=tight)
                if stop > place and (place == begin or self._is_named(place, stop)) and not self._is_clause(place, stop):
                    return place, self._with_apposition(stop, end)
            place = self._next_chunk(place, end)
        return None

    def first(self, begin: int, end: int) -> Run | None:
        """The noun phrase at the head of a clause, whose object stands behind an aside: "Velin in a speech on Sunday, …"."""
        if begin >= end or not self._may_begin(begin, end):
            return None
        stop = self._run(begin, end)
        return (begin, stop) if stop > begin and not self._is_clause(begin, stop) else None

    def _is_clause(self, place: int, stop: int) -> bool:
        """True for words that hold a verb: no noun phrase."""
        if any(index in self.inside for index in range(place, stop)):
            return False
        return self.lexicon.phrases["finals"].has(self.lows, place, stop) or any(
            word in self.lexicon.title_words["verb_signs"] for word in self.lows[place:stop]
        )

    def _may_begin(self, place: int, end: int) -> bool:
        word = self.lows[place]
        if word in _SIGNS or place in self.dates or word.isdigit() or self.lexicon.is_any("breaks", word):
            return False
        return self.lexicon.phrases["noun_before"].at(self.lows, place, end) is None

    def _next_chunk(self, place: int, end: int) -> int:
        """The next token at which a subject may stand: behind a name or a comma."""
        index = place + 1
        while index < end and self.lows[index - 1] != ",":
            known = self.inside.get(index)
            if known is not None and self.inside.get(index - 1) != known and not self.lexicon.is_any(
                "breaks", self.lows[index - 1]
            ):
                return index
            if self.lexicon.heads.at(self.lows, index, end) and self.lexicon.is_any(
                "pronouns", self.lows[index - 1]
            ):
                return index
            if self.lexicon.is_any("pronouns", self.lows[index]):
                return index
            index += 1
        return index

    def _run(self, place: int, end: int, *, tight: bool = False) -> int:
        """Where a noun phrase ends; where it would begin, when nothing is left."""
        index = place
        if place >= end:
            return place
        if self.lexicon.is_any("pronouns", self.lows[place]):
            return place + 1
        while index < end and index - place < _LONGEST:
            behind = self.inside.get(index)
            if behind is not None and behind > index:
                index = min(behind, end)
                if tight and self._is_over(index, end):
                    break
                continue
            goes_on = self.titles.past_joint(place, index, end, self.inside)
            if goes_on is not None:
                index = goes_on
                continue
            if index in self.dates or self.lows[index] in _SIGNS or (index > place and self.lexicon.is_any("breaks", self.lows[index])):
                break
            index += 1
        if index < end and self.lows[index] == OBJECT_SIGN and not tight and index - place > 2:
            return self._before_object(place, index)
        return index

    def _before_object(self, place: int, stop: int) -> int:
        """Where the subject ends when an object stands behind it without a sign between."""
        if self.lows[place] == _THIS:
            return place + 2
        names = [self.inside[index] for index in range(place, stop) if index in self.inside]
        return min(max(names, default=stop), stop)

    def _is_over(self, place: int, end: int) -> bool:
        """True behind a name when no other name, title or "and" goes on."""
        if place >= end or place in self.inside or self.lows[place] == "\u0648":
            return place >= end
        return self.lexicon.heads.at(self.lows, place, end) is None

    def _with_apposition(self, stop: int, end: int) -> int:
        """The end of a subject with "…, secretary of the council" behind it."""
        if stop + 1 >= end or self.lows[stop] != ",":
            return stop
        following = stop + 1
        is_title = self.lexicon.heads.at(self.lows, following, end) is not None
        if not is_title and following not in self.inside:
            return stop
        return self._run(following, end)

    def _is_named(self, place: int, stop: int) -> bool:
        return (
            place in self.inside
            or self.lexicon.is_any("pronouns", self.lows[place])
            or self.lexicon.heads.has(self.lows, place, min(stop, place + 4))
            or (stop - place <= 2 and self.lows[place - 1] == "," and self.is_surname((place, stop)))
        )

    def is_surname(self, run: Run) -> bool:
        """True for the surname of a person of the pack or of the text, standing alone."""
        if self._surnames is None:
            known = [span.text for span in self.page.people]
            known += [one.text for one in self.page.found if one.kind == "person"]
            own = {names.key(surname) for name in known for surname in names.surnames(name, self.page.language)}
            self._surnames = own | set(gazetteer.gazetteer(self.page.pack).surnames)
        return names.key("".join(self.lows[slice(*run)])) in self._surnames

    def run(self, place: int, end: int) -> Run | None:
        """The noun phrase that begins at a token; none behind the last."""
        if place >= end:
            return None
        stop = self._run(place, end)
        return (place, self._with_apposition(stop, end)) if stop > place else None

    def source(self, place: int, end: int) -> Run | None:
        """The same behind "in the words of": a title behind a comma belongs to it only when a name stands before."""
        stop = self._run(place, end)
        is_named = any(index in self.inside for index in range(place, stop)) or self.is_surname((place, stop))
        return (place, self._with_apposition(stop, end) if is_named else stop) if stop > place else None
