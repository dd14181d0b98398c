"""Understand: who a noun phrase speaks of: by name, short name, title, body, pronoun. Stretch → Speaker.

The cast of a text is remembered in the order of reading, so that "the minister" and "he" find the one last named.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Final

from rasad.languages import gazetteer, names
from rasad.languages.gazetteer import Found
from rasad.model import Span
from rasad.understand.offices import holder, office_of
from rasad.understand.page import Page, within

_KNOWN: Final = 0.95


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


@dataclass(slots=True)
class Speaker:
    """Who speaks in a clause. `start`–`end` are the words that name the speaker there."""

    start: int
    end: int
    member: Member
    confidence: float
    reasons: list[str]
    is_named: bool = True


class Cast:
    """The members of one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon
        self.gazetteer = gazetteer.gazetteer(page.pack)
        self.surnames = self.gazetteer.surname_mentions(page.text, page.language)
        self.by_id: dict[str, Member] = {}
        self.by_surname: dict[str, list[Member]] = {}
        self.last_person: Member | None = None
        self.last_body: Member | None = None
        self.named: list[Member] = []
        self._name_all()

    def _name_all(self) -> None:
        """Takes in everybody who is named in full."""
        for found in self.page.found:
            if found.kind == "person":
                self._take(self._of_found(found))
        for span in self.page.people:
            self._take(self._of_unknown(span))
        self.named.sort(key=lambda member: member.start)

    def _take(self, member: Member) -> None:
        self.named.append(member)
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

    def member_of(self, span: Span) -> Member | None:
        """The member a name of a person means, a surname alone included."""
        if " " not in span.text.strip():
            for surname in (names.key(span.text), *map(names.key, names.surnames(span.text, self.page.language))):
                known = [one for one in self.by_surname.get(surname, ()) if one.start != span.start]
                if known:
                    return known[0]
        return self.member_at(span)

    # whom a phrase means

    def resolve(self, stretch: tuple[int, int], when: str | None) -> Speaker:
        """The speaker that a noun phrase names."""
        start, end = stretch
        found = self.page.found_in(start, end)
        speaker = (
            self._by_name(stretch, found, when)
            or self._by_pronoun(stretch)
            or self._by_post(stretch, found, when)
            or self._by_short_name(stretch, when)
            or self._by_title(stretch, found, when)
            or self._by_body(stretch, found)
            or self._by_memory(stretch)
            or Speaker(
                start, end, Member(self.page.text[start:end], start, None, self._kind(stretch)), 0.5,
                ["speaker without a name known here"], is_named=False,
            )
        )  # fmt: skip
        self.remember(speaker)
        return speaker

    def remember(self, speaker: Speaker) -> None:
        """Notes who spoke last."""
        if speaker.member.kind == "person":
            self.last_person = speaker.member
        elif speaker.member.kind == "institution":
            self.last_body = speaker.member

    def _titles(self, start: int, end: int) -> set[str]:
        low, high = self.page.tokens.range(start, end)
        return {value for _, _, value in self.lexicon.heads.find(self.page.tokens.lows, low, high)}

    def _by_name(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        start, end = stretch
        person = next((one for one in found if one.kind == "person"), None)
        unknown = within(self.page.people, start, end)
        place: Span | Found | None = person or (unknown[0] if unknown else None)
        if place is None:
            return None
        if person is None and " " not in place.text.strip() and (short := self._by_short_name(stretch, when)):
            return short
        if place.start > start and (short := self._by_short_name((start, place.start), when)):
            return short
        member = self.member_at(place)
        if member is None:
            return None
        self._give_office(member, stretch, found, when)
        reasons = ["speaker by full name"]
        if member.id is None:
            reasons.append("the name fits several persons" if person else "the pack does not know the name")
        return Speaker(place.start, place.end, member, _KNOWN if member.id else 0.8, reasons)

    def _give_office(self, member: Member, stretch: tuple[int, int], found: list[Found], when: str | None) -> None:
        """Sets the office that the phrase prints, else the one held that day."""
        posts = [one for one in found if one.kind == "post"]
        bodies = [one for one in found if one.kind == "institution"]
        titles = self._titles(*stretch)
        member.titles |= titles
        is_former = self._is_former(stretch)
        if posts and not is_former and not self._is_deputy_of(stretch, posts[0]):
            member.office_text = posts[0].text
        elif titles and not member.office_text:
            member.office_text = self._title_text(stretch, member)
        if posts and self._is_deputy_of(stretch, posts[0]):
            bodies, posts = [*bodies, *posts], []
        ids = [one for place in (*posts, *bodies) for one in place.ids]
        if member.id:
            post, _ = office_of(member.id, self.page.pack, when, () if is_former else ids)
            if post is not None:
                member.post, member.institution = post.id, post.institution
        elif not is_former:
            if posts and len(posts[0].ids) == 1:
                post = self.page.pack.post_by_id.get(posts[0].ids[0])
                member.institution = post.institution if post else None
            elif bodies and titles and len(bodies[0].ids) == 1:
                member.institution = bodies[0].ids[0]

    def _is_former(self, stretch: tuple[int, int]) -> bool:
        low, high = self.page.tokens.range(*stretch)
        return any(word in self.lexicon.title_words.get("former", ()) for word in self.page.tokens.lows[low:high])

    def _title_text(self, stretch: tuple[int, int], member: Member) -> str:
        """The words of a phrase beside the name."""
        text = self.page.text[stretch[0] : stretch[1]].replace("\n", " ")
        before, _, after = text.partition(member.text)
        side = before if len(before.strip(" ,\u060c")) >= len(after.strip(" ,\u060c")) else after
        return side.strip(" ,\u060c")[:120].removeprefix("the ").removeprefix("The ")

    def _by_pronoun(self, stretch: tuple[int, int]) -> Speaker | None:
        low, high = self.page.tokens.range(*stretch)
        words = " ".join(self.page.tokens.lows[low:high])
        if words in self.lexicon.title_words.get("pronouns", ()):
            member = self.last_person or self._last_named(stretch[0])
        elif words in self.lexicon.title_words.get("body_pronouns", ()):
            member = self.last_body
        else:
            return None
        if member is None:
            return None
        sure = 0.8 if member is self.last_person or member is self.last_body else 0.6
        return Speaker(*stretch, member, sure, [f"speaker by pronoun: {_shown(member)}"], is_named=False)

    def _last_named(self, place: int) -> Member | None:
        before = [member for member in self.named if member.start < place]
        return before[-1] if before else None

    def _by_post(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        post = next((one for one in found if one.kind == "post"), None)
        if post is None or self._is_deputy_of(stretch, post) or self._goes_on(stretch, post):
            return None
        place = (post.start, post.end)
        if self._is_former(stretch):
            member = Member(self.page.text[place[0] : place[1]], place[0], None, "person")
            member.office_text = member.text
            return Speaker(*place, member, 0.5, ["a former office, and no name"])
        for member in reversed(self.named):
            if member.post in post.ids and member.start < stretch[0]:
                return Speaker(*place, member, 0.85, [f"speaker by title of {_shown(member)}"])
        held = holder(post.ids, self.page.pack, when)
        known = self.by_id.get(held.id) if held.id else None
        one = self.page.pack.post_by_id.get(post.ids[0]) if len(post.ids) == 1 else None
        member = known or Member(
            post.text, post.start, held.id, "person", titles=self._titles(post.start, post.end),
        )  # fmt: skip
        if one is not None:
            member.post, member.institution = one.id, one.institution
        member.office_text = post.text
        return Speaker(*place, member, 0.85 if held.id else 0.7, [held.why])

    def _as_body(self, found: Found) -> Found:
        """The body itself, or that of a post."""
        if found.kind != "post":
            return found
        posts = [self.page.pack.post_by_id[one] for one in found.ids]
        return replace(found, kind="institution", ids=tuple(dict.fromkeys(post.institution for post in posts)))

    def _goes_on(self, stretch: tuple[int, int], found: Found) -> bool:
        """True when the noun phrase goes on behind a name: "commander of the corps of …" is another post."""
        if not self.lexicon.is_light or self.page.people_in(found.end, stretch[1]):
            return False
        if any(one.kind == "person" and one.start >= found.end for one in self.page.found_in(*stretch)):
            return False
        low, high = self.page.tokens.range(found.end, stretch[1])
        return high > low and self.page.tokens.lows[low] not in (",", "\u0648", "(")

    def _is_deputy_of(self, stretch: tuple[int, int], post: Found) -> bool:
        """True when another title governs the post: "deputy of the minister of roads"."""
        low, high = self.page.tokens.range(stretch[0], post.start)
        return self.lexicon.heads.has(self.page.tokens.lows, low, high)

    def _by_short_name(self, stretch: tuple[int, int], when: str | None) -> Speaker | None:
        start, end = stretch
        low, high = self.page.tokens.range(start, end)
        tokens = self.page.tokens
        is_cased = self.page.language not in ("fa", "ar")
        for place in range(high - 1, low - 1, -1):
            word = self.page.plain[tokens.starts[place] : tokens.ends[place]].removesuffix("'s")
            if is_cased and not word[:1].isupper():
                continue
            members = self.by_surname.get(names.key(word))
            if members:
                before = [one for one in members if one.start <= start] or members
                member = before[-1]
                self._give_office(member, stretch, self.page.found_in(start, end), when)
                name = (tokens.starts[place], tokens.starts[place] + len(word))
                return Speaker(*name, member, 0.85, [f"speaker by short name of {_shown(member)}"])
        for known in within(self.surnames, start, end):
            serving = [one for one in known.ids if self.page.pack.holds_office(one, when)]
            if len(serving) == 1:
                member = Member(known.text, known.start, serving[0], "person")
                self._give_office(member, stretch, self.page.found_in(start, end), when)
                return Speaker(known.start, known.end, member, 0.6, ["speaker by surname alone, one in the pack"])
            if serving:
                member = Member(known.text, known.start, None, "person")
                why = f"surname shared by {', '.join(sorted(serving))}"
                return Speaker(known.start, known.end, member, 0.4, [why])
        return None

    def _by_title(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        """A title beside the name of a body: the post of that body with that role."""
        titles = self._titles(*stretch)
        body = next((one for one in found if one.kind in ("institution", "post")), None)
        if not titles or body is None:
            return None
        body = self._as_body(body)
        start, end = stretch
        member = Member(self.page.text[start:end].replace("\n", " "), start, None, "person", titles=titles)
        member.office_text = member.text.removeprefix("the ").removeprefix("The ")
        reasons = ["title beside a body of the pack"]
        if len(body.ids) == 1:
            member.institution = body.ids[0]
            roles = [role for role, words in self.lexicon.roles.items() if words & titles]
            posts = [post.id for role in roles for post in self.page.pack.posts_at(body.ids[0], role)]
            if self._goes_on(stretch, body):
                reasons.append("the title is longer than any of the pack")
            elif posts and not self._is_former(stretch):
                held = holder(posts, self.page.pack, when)
                member.id = held.id
                member.post = posts[0] if len(posts) == 1 else None
                reasons.append(held.why)
        else:
            reasons.append(f"the body may be {', '.join(body.ids)}")
        return Speaker(start, end, member, 0.75 if member.id else 0.6, reasons)

    def _by_body(self, stretch: tuple[int, int], found: list[Found]) -> Speaker | None:
        body = next((one for one in found if one.kind in ("institution", "outlet")), None)
        if body is None:
            return None
        one = body.ids[0] if len(body.ids) == 1 else None
        reasons = ["speaker is a body"] if one else [f"the body may be {', '.join(body.ids)}"]
        member = Member(body.text, body.start, one, body.kind)
        if body.kind == "institution":
            member.institution = one
        low, _ = self.page.tokens.range(*stretch)
        if self.lexicon.titles["documents"].has(self.page.tokens.lows, low, self.page.tokens.at(body.start)):
            reasons = ["a document of a body"]
        return Speaker(body.start, body.end, member, 0.85 if one else 0.6, reasons)

    def _by_memory(self, stretch: tuple[int, int]) -> Speaker | None:
        """"The minister", "the official": the one last named who bears the title."""
        titles = self._titles(*stretch)
        low, high = self.page.tokens.range(*stretch)
        if not titles or high - low > 4 or self.page.tokens.lows[low] in ("a", "an", "another"):
            return None
        for member in (self.last_person, *reversed(self.named)):
            if member is not None and member.start < stretch[0] and member.titles & titles:
                why = f"speaker by title of {_shown(member)}"
                return Speaker(*stretch, member, 0.8, [why], is_named=False)
        if self.last_person is not None and self.last_person.start < stretch[0] and high - low <= 3:
            why = f"speaker by description: {_shown(self.last_person)}"
            return Speaker(*stretch, self.last_person, 0.55, [why], is_named=False)
        return None

    def _kind(self, stretch: tuple[int, int]) -> str:
        low, high = self.page.tokens.range(*stretch)
        lows = self.page.tokens.lows
        if self.lexicon.titles["documents"].has(lows, low, high) and not self.lexicon.heads.has(lows, low, high):
            return "document"
        return "person" if self.lexicon.heads.has(lows, low, high) else "other"


def _shown(member: Member) -> str:
    return f"{member.text} at {member.start}"
