"""Understand: everybody whom a text names in full, and who spoke last. Page → Members."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from rasad.languages import gazetteer, names
from rasad.languages.gazetteer import Found
from rasad.model import Span
from rasad.understand.page import Page


@dataclass(slots=True)
class Member:
    """Somebody or a body of the text: the fullest name, where it stands, and what is known."""

    text: str
    start: int
    id: str | None
    kind: str
    is_private: bool = False
    titles: set[str] = field(default_factory=set)
    institution: str | None = None
    post: str | None = None
    office_text: str = ""
    gender: str | None = None
    is_introduced: bool = False


@dataclass(slots=True)
class Speaker:
    """Who speaks in a clause. `start`–`end` are the words that name the speaker there."""

    start: int
    end: int
    member: Member
    confidence: float
    reasons: list[str]
    is_named: bool = True
    same: Member | None = None
    pronoun: tuple[int, int] | None = None

    @property
    def who(self) -> Member:
        """The one meant: the person whom the text names elsewhere with this title, else the member itself."""
        return self.same or self.member


class Members:
    """Those named on one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon
        self.gazetteer = gazetteer.gazetteer(page.pack)
        self.surnames = self.gazetteer.surname_mentions(page.text, page.language)
        self.by_id: dict[str, Member] = {}
        self.by_surname: dict[str, list[Member]] = {}
        self.last: Member | None = None
        self.last_person: Member | None = None
        self.last_body: Member | None = None
        self.last_other: Member | None = None
        self.named: list[Member] = []
        self.speaking: set[str] = set()
        self._name_all()

    def _name_all(self) -> None:
        """Takes in everybody who is named in full."""
        for found in self.page.found:
            if found.kind == "person":
                self.take(self._of_found(found))
        for span in self.page.people:
            if not self._is_surname_with_more(span):
                self.take(self._of_unknown(span))
        self.named.sort(key=lambda member: member.start)

    def _is_surname_with_more(self, span: Span) -> bool:
        """True for what looks like a name and is the surname of somebody named before, with a word that follows it."""
        first, _, rest = span.text.partition(" ")
        if not rest or not self.lexicon.is_light:
            return False
        before = [*self.by_surname.get(names.key(first), ()), *(one for one in self.named if one.text.endswith(f" {first}"))]
        return any(one.start < span.start for one in before)

    def take(self, member: Member) -> None:
        """Takes somebody in."""
        self.named.append(member)
        low = self.page.words.at(member.start)
        member.titles |= {value for _, _, value in self.lexicon.heads.find(self.page.words.lows, max(0, low - 3), low)}
        for surname in names.surnames(member.text, self.page.language):
            self.by_surname.setdefault(names.key(surname), []).append(member)
        if member.id:
            self.by_id.setdefault(member.id, member)

    def _of_found(self, found: Found) -> Member:
        known = self.by_id.get(found.ids[0]) if len(found.ids) == 1 else None
        if known is not None:
            return known
        ids = found.ids
        if len(ids) > 1:
            serving = [one for one in ids if self.page.pack.holds_office(one, self.page.anchor)]
            ids = tuple(serving) if len(serving) == 1 else ids
        return Member(
            found.text, found.start, ids[0] if len(ids) == 1 else None, "person",
            is_private=not any(self.page.pack.tenures_of(one) for one in ids),
        )  # fmt: skip

    def _of_unknown(self, span: Span) -> Member:
        """A person named in the text, matched to the pack when name and surname agree."""
        pack, language = self.page.pack, self.page.language
        for surname in names.surnames(span.text, language):
            for one in self.gazetteer.surnames.get(names.key(surname), ()):
                person = pack.person_by_id[one]
                if any(
                    name.language == language and names.compare(span.text, name.text).verdict == "same"
                    for name in person.names
                ):
                    return Member(span.text, span.start, one, "person", is_private=not pack.tenures_of(one))
        return Member(span.text, span.start, None, "person", is_private=True)

    def member_at(self, span: Span | Found) -> Member | None:
        """The member named at a place."""
        place = bisect_left(self.named, span.start, key=lambda member: member.start)
        if place < len(self.named) and self.named[place].start == span.start:
            return self.named[place]
        return next((member for member in self.named if member.text == span.text), None)

    def note_speaking(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Notes which of those named in full stand in the phrases of speakers."""
        for low, high in stretches:
            self.speaking |= {one.id or one.text for one in self.named if low <= one.start < high}

    def member_of(self, span: Span) -> Member | None:
        """The member a name of a person means, a surname alone included."""
        if " " not in span.text.strip():
            for surname in (names.key(span.text), *map(names.key, names.surnames(span.text, self.page.language))):
                known = [one for one in self.by_surname.get(surname, ()) if one.start != span.start]
                if known:
                    return known[0]
        return self.member_at(span)

    def remember(self, speaker: Speaker) -> None:
        """Notes who spoke last."""
        self.last = speaker.who
        if speaker.who.kind == "person":
            self.last_person = speaker.who
        elif speaker.member.kind in ("institution", "outlet"):
            self.last_body = speaker.member
        elif speaker.member.kind == "other":
            self.last_other = speaker.member
