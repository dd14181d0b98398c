"""Understand: speakers told by the shape of a phrase: a name the pack does not know, several names, a bare title. Stretch → Speaker."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rasad.languages import tables
from rasad.languages.gazetteer import Found
from rasad.model import Span
from rasad.understand.members import Member, Speaker
from rasad.understand.remembered import Remembered

_NAME: Final = r"[A-Z\u00c0-\u00de][\w'\u2019-]+(?: [A-Z\u00c0-\u00de][\w'\u2019.-]*){1,3}"
_CAPITALS: Final = re.compile(rf"{_NAME}(?=[,(]| ?$|$)")
_APPOSED: Final = re.compile(rf", ({_NAME}),?$")
_BEHIND_SMALL: Final = re.compile(rf" [a-z]+ ({_NAME}),?$")
_MARK: Final = '"'
_JOINTS: Final = frozenset({"and", "\u0648", ",", "mr", "ms", "mrs", "dr"})


@lru_cache(maxsize=8)
def _never(language: str) -> frozenset[str]:
    """Capitalised words that are no part of a name: "Secretary of State Dara Velin"."""
    return frozenset(tables.words(language, "names", "never"))


class Shapes(Remembered):
    """Reads phrases on one page that name nobody whom the pack or the page knows."""

    def together(self, stretch: tuple[int, int], found: list[Found]) -> Speaker | None:
        """Several persons who speak with one voice: "Ali Velin and Sara Doran". No id, as they are no one person."""
        names = sorted(
            [(one.start, one.end, one.ids[0]) for one in found if one.kind == "person"]
            + [(one.start, one.end, "") for one in self.page.people_in(*stretch)]
        )
        if len(names) < 2:
            return None
        tokens = self.page.tokens
        for (_, end, _), (start, _, _) in pairwise(names):
            between = tokens.lows[slice(*tokens.range(end, start))]
            if not between or any(word not in _JOINTS for word in between) or between == [","]:
                return None
        start, end = names[0][0], names[-1][1]
        is_private = any(not one or not self.page.pack.tenures_of(one) for _, _, one in names)
        member = Member(self.page.text[start:end], start, None, "other", is_private=is_private)
        return Speaker(start, end, member, 0.7, ["several persons speak together"])

    def by_shape(self, stretch: tuple[int, int]) -> Speaker | None:
        """A run of capitalised words that speaks and is no body, place or text: taken for a person, and private."""
        found = _CAPITALS.match(self.page.text, *stretch)
        if found is None or (found.end() < stretch[1] and self.page.text[found.end()] not in ",("):
            return None
        if not self._may_be_person(found.span()):
            return None
        span = Span(text=found.group(), start=found.start(), end=found.end())
        member = self.private_person(span)
        return Speaker(span.start, span.end, member, 0.6, ["a name by its shape; the pack does not know it"])

    def apposed(self, stretch: tuple[int, int]) -> Span | None:
        """The run of capitalised words behind the last comma of a phrase that begins with a title."""
        text = self.page.text[slice(*stretch)]
        found = None if self.lexicon.is_light else _APPOSED.search(text) or _BEHIND_SMALL.search(text)
        if found is None or not self.titles.of(stretch[0], stretch[0] + found.start()):
            return None
        name = found[1].split(" ")
        while len(name) > 2 and name[0] in _never(self.page.language):
            name = name[1:]
        place = (stretch[0] + found.end(1) - len(" ".join(name)), stretch[0] + found.end(1))
        if not self._may_be_person(place) or self.titles.of(*place):
            return None
        return Span(text=" ".join(name), start=place[0], end=place[1])

    def _name_before_title(self, stretch: tuple[int, int]) -> tuple[int, int] | None:
        """The name in "NAME, head of …" or in "'NAME', head of …", in a language without capitals."""
        low, high = self.page.tokens.range(*stretch)
        lows, tokens = self.page.tokens.lows, self.page.tokens
        if not self.lexicon.is_light:
            return None
        is_marked = lows[low] == _MARK
        low += is_marked
        stop = next((place for place in range(low, min(high, low + 5)) if lows[place] == (_MARK if is_marked else ",")), None)
        if stop is None or stop == low or (stop - low < 2 and not is_marked):
            return None
        known = ("bodies", "documents", "groups", "this")
        if not all(word.isalpha() and not any(word in self.lexicon.title_words[key] for key in known) for word in lows[low:stop]):
            return None
        behind = stop + 1 + (is_marked and lows[stop + 1 : stop + 2] == [","])
        if self.lexicon.heads.has(lows, low, stop) or behind >= high or self.lexicon.heads.at(lows, behind, high) is None:
            return None
        return tokens.starts[low], tokens.ends[stop - 1]

    def private_person(self, span: Span) -> Member:
        """A new member, private, whom only the shape of the words shows."""
        member = Member(span.text, span.start, None, "person", is_private=True)
        self.taken_for_persons.append(span)
        self.take(member)
        self.speaking.add(member.text)
        return member

    def _may_be_person(self, place: tuple[int, int]) -> bool:
        """False for words of bodies, texts, groups and for names of the pack."""
        low, high = self.page.tokens.range(*place)
        words = self.page.tokens.lows[low:high]
        known = ("bodies", "documents", "groups")
        if any(word in self.lexicon.title_words[key] for word in words for key in known):
            return False
        if not _never(self.page.language).isdisjoint(self.page.text[slice(*place)].split()):
            return False
        return not self.page.found_in(*place) and not self.lexicon.is_any("determiners", words[0])

    def by_words(self, stretch: tuple[int, int]) -> Speaker:
        """A speaker whom only the phrase itself describes; the office is as printed."""
        start, end = stretch
        place = self._name_before_title(stretch)
        if place is not None:
            member = self.private_person(Span(text=self.page.text[slice(*place)], start=place[0], end=place[1]))
            member.titles = self.titles.of(place[1], end)
            member.office_text = self.titles.words_beside(stretch, member.text)
            return Speaker(*place, member, 0.6, ["words before a title, taken for a name"])
        member = Member(self.page.text[start:end], start, None, self.titles.kind(stretch))
        if member.kind == "person" and self.titles.is_public(stretch) and not self.titles.is_former(stretch):
            member.titles = self.titles.of(start, end)
            member.office_text = member.text.replace("\n", " ").removeprefix("the ").removeprefix("The ")
        return Speaker(start, end, member, 0.5, ["speaker without a name known here"], is_named=False)
