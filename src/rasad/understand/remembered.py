"""Understand: whom a pronoun means, and who bears a title named elsewhere. Stretch + memory → Speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rasad.understand.appointed import Appointed
from rasad.understand.members import Member, Speaker
from rasad.understand.page import Page

_LEAST_WORDS: Final = 2


class Remembered(Appointed):
    """Those named on one page, as later phrases point back to them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._words_beside: dict[int, frozenset[str]] = {}

    def same(self, speaker: Speaker, stretch: tuple[int, int]) -> Member | None:
        """The person whom the text names elsewhere with the title that speaks here."""
        member = speaker.member
        if member in self.named or member.kind not in ("person", "other") or not self.titles.of(*stretch):
            return None
        wanted = set(self.introduced.words_of(*stretch))
        if len(wanted) < _LEAST_WORDS:
            return None
        fitting = {id(one): one for one in self.named if member.id in (None, one.id) and wanted <= self._beside(one)}
        return next(iter(fitting.values())) if len({one.id or one.text for one in fitting.values()}) == 1 else None

    def _beside(self, member: Member) -> frozenset[str]:
        """The words beside a name, read once."""
        if member.start not in self._words_beside:
            self._words_beside[member.start] = self.introduced.words_around(
                member.start, member.start + len(member.text)
            )
        return self._words_beside[member.start]

    def by_pronoun(self, stretch: tuple[int, int]) -> Speaker | None:
        """The one whom a pronoun means: its words are those that name that one, so that a reader of the record knows who."""
        low, high = self.page.tokens.range(*stretch)
        words = " ".join(self.page.tokens.lows[low:high])
        if words in self.lexicon.title_words.get("pronouns", ()):
            member = self._person_before(words, stretch[0])
        elif words in self.lexicon.title_words.get("body_pronouns", ()):
            member = self.last_body or self.last_other
        else:
            return None
        if member is None:
            return None
        if member.gender is None:
            member.gender = self._gender([words])
        sure = 0.8 if member is self.last_person or member is self.last_body else 0.6
        named = (member.start, member.start + len(member.text))
        why = [f"speaker by pronoun: {shown(member)}"]
        return Speaker(*named, member, sure, why, is_named=False, pronoun=stretch)

    def _person_before(self, pronoun: str, place: int) -> Member | None:
        """The person who spoke last, else was named last, whom the pronoun may mean."""
        wanted = self._gender([pronoun])
        before = [member for member in self.named if member.start < place]
        for member in (self.last_person, *reversed(before), self.last_other):
            if member is None:
                continue
            if member.gender is None and member in self.named:
                member.gender = self._gender(self._beside(member))
            if wanted is None or member.gender in (None, wanted):
                return member
        return None

    def _gender(self, words: Iterable[str]) -> str | None:
        """female or male where a word tells, None where none does."""
        return next((key for word in words for key in ("female", "male") if word in self.lexicon.title_words.get(key, ())), None)


def shown(member: Member) -> str:
    return f"{member.text} at {member.start}"
