"""Understand: whom a pronoun means, and who bears a title named elsewhere. Stretch + memory → Speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rasad.understand.appointed import Appointed
from rasad.understand.members import Member, Speaker
from rasad.understand.page import Page
from rasad.understand.plain import words as phrase_words

_LEAST_WORDS: Final = 2


class Remembered(Appointed):
    """Those named on one page, as later phrases point back to them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._words_beside: dict[int, frozenset[str]] = {}

    def same(self, speaker: Speaker, stretch: tuple[int, int]) -> Member | None:
        """The person whom the text names elsewhere with the title that speaks here."""
        member = speaker.member
        if member.kind not in ("person", "other") or not self.titles.of(*stretch):
            return None
        wanted = set(self.introduced.words_of(*stretch))
        if len(wanted) < _LEAST_WORDS or member in self.named:
            return None
        fitting = {id(one): one for one in self.named if member.id in (None, one.id) and wanted <= self._beside(one)}
        return next(iter(fitting.values())) if len({one.id or one.text for one in fitting.values()}) == 1 else None

    def only_one(self, speaker: Speaker) -> Member | None:
        """The one named speaker of a text, who spoke last, when a title follows whose bearer nobody names."""
        last = self.last_person
        if last is None or self.last is not last or not self.lexicon.is_light or speaker.member.id or speaker.member in self.named:
            return None
        low = self.page.tokens.at(speaker.start)
        is_titled = bool(speaker.member.titles and speaker.member.office_text) and (
            self.lexicon.heads.at(self.page.tokens.lows, low, len(self.page.tokens)) is not None
        )
        if not is_titled or self.speaking != {last.id or last.text} or last.start > speaker.start:
            return None
        if last.titles and speaker.member.titles.isdisjoint(last.titles):
            return None  # another office than that printed beside the name
        speaker.reasons.append(f"the only named speaker: {shown(last)}")
        speaker.confidence = min(speaker.confidence, 0.55)
        self.lend_office(speaker.member, last)
        return last

    def lend_office(self, source: Member, member: Member) -> None:
        """Gives somebody without an office the one printed for the same person elsewhere."""
        for one in {id(found): found for found in (member, *self.named)}.values():
            if one.institution is None and (one is member or (one.id, one.text) == (member.id, member.text)):
                one.institution, one.post, one.office_text = source.institution, source.post, source.office_text

    def join_lead(self, lead: Speaker, following: Sequence[Speaker]) -> None:
        """Gives the office of a title that opens a text to the one who speaks next, named without a title, when nobody else is named.

        "The head of the space agency announced …. Morteza Barari said …": news names the speaker of its first sentence next.
        """
        source = lead.member
        if source.id or source.kind != "person" or lead.same or source in self.named:
            return
        next_one = next((one.who for one in following if one.who is not lead.who), None)
        if not (source.institution or source.office_text):
            self._lend_back(lead, next_one)
            return
        if next_one is None or next_one.office_text or next_one.titles - self.lexicon.title_words["ranks"]:
            return
        # where the first line leaves the name to the second, others may speak later
        is_next = self.lexicon.is_light and bool(following) and following[0].who is next_one
        if not is_next and self.speaking - {next_one.id or next_one.text}:
            return
        if not (next_one in self.named or self._may_be_name(next_one)):
            return
        self.lend_office(source, next_one)
        for one in following:
            if one.member.kind == "other" and f" {next_one.text}".endswith(f" {one.member.text}"):
                self.lend_office(source, one.member)

    def _lend_back(self, lead: Speaker, next_one: Member | None) -> None:
        """Gives a title that opens a text, of a body the pack does not know by these words, the office of the one who speaks next.

        Only when nobody else is named, and the office is of the role that the title says.
        """
        post = self.page.pack.post_by_id.get(next_one.post or "") if next_one is not None else None
        if next_one is None or post is None or self.speaking != {next_one.id or next_one.text}:
            return
        if self.lexicon.roles.get(post.role, frozenset()) & self.titles.governing((lead.start, lead.end)):
            self.lend_office(next_one, lead.member)

    def _may_be_name(self, member: Member) -> bool:
        """True for two to four plain words, in a language without capitals; for one with a capital in another."""
        words = phrase_words(member.text)
        if not self.lexicon.is_light:
            return member.kind == "other" and len(words) == 1 and member.text.isalpha() and member.text.istitle()
        known = ("bodies", "documents", "groups", "this")
        if not self.lexicon.is_light or member.kind != "other" or not 2 <= len(words) <= 5:
            return False
        return all(word.isalpha() and not any(word in self.lexicon.title_words[key] for key in known) for word in words)

    def by_this(self, stretch: tuple[int, int]) -> Speaker | None:
        """Whom "this lawmaker" or "this body" means: the person or the body that spoke last."""
        low, high = self.page.tokens.range(*stretch)
        lows, known = self.page.tokens.lows, self.lexicon.title_words
        if not 2 <= high - low <= 3 or lows[low] not in known.get("this", ()):
            return None
        if lows[low + 1] in known["groups"]:
            return None
        if lows[low + 1] in known["documents"]:
            return self._this_text(stretch, lows[low + 1])
        member = self.last_body if lows[low + 1] in known["bodies"] else self.last_person
        if member is None or member.start > stretch[0]:
            return None
        return Speaker(*stretch, member, 0.65, [f"speaker by description: {shown(member)}"], is_named=False)

    def _this_text(self, stretch: tuple[int, int], noun: str) -> Speaker | None:
        """"This letter": the text of the one who spoke last, where a letter was spoken of before."""
        if not self.is_spoken_of(noun, stretch[0]):
            return None
        member = Member(self.page.text[slice(*stretch)], stretch[0], None, "document")
        author = self.last
        why = f"a text of {shown(author)}" if author else "speaker without a name known here"
        return Speaker(*stretch, member, 0.55, [why], is_named=False, same=author)

    def is_spoken_of(self, noun: str, place: int) -> bool:
        """True when a text of that kind is named before a place: "in a letter"."""
        lows = self.page.words.lows
        before = lows[: self.page.words.at(place)]
        return any(word.startswith(noun) and (word != noun or lows[index - 1] not in self.lexicon.title_words["this"])
                   for index, word in enumerate(before))  # fmt: skip

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
        sure = 0.8 if member in (self.last, self.last_person) or member is self.last_body else 0.6
        named = (member.start, member.start + len(member.text))
        why = [f"speaker by pronoun: {shown(member)}"]
        return Speaker(*named, member, sure, why, is_named=False, pronoun=stretch)

    def _person_before(self, pronoun: str, place: int) -> Member | None:
        """The person who spoke last, else was named last, whom the pronoun may mean."""
        wanted = self._gender([pronoun])
        before = [member for member in self.named if member.start < place]
        last = self.last if self.last is not None and self.last.kind in ("person", "other") else None
        for member in (last, self.last_person, *reversed(before), self.last_other):
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
