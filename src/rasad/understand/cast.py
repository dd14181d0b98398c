"""Understand: who a noun phrase speaks of: by name, short name, title, body, pronoun. Stretch → Speaker.

The cast of a text is remembered in the order of reading, so that "the minister" and "he" find the one last named.
"""

from __future__ import annotations

from typing import Final

from rasad.languages import names
from rasad.languages.gazetteer import Found
from rasad.model import Span
from rasad.understand.members import Member, Speaker
from rasad.understand.offices import holder
from rasad.understand.page import within
from rasad.understand.plain import words
from rasad.understand.remembered import shown
from rasad.understand.shapes import Shapes
from rasad.understand.worded import find_worded

_KNOWN: Final = 0.95


class Cast(Shapes):
    """The members of one page, and whom its phrases mean."""

    def resolve(self, stretch: tuple[int, int], when: str | None) -> Speaker:
        """The speaker that a noun phrase names."""
        start, end = stretch
        found = self.page.found_in(start, end)
        speaker = (
            self.together(stretch, found)
            or self._by_name(stretch, found, when)
            or self._by_apposition(stretch, found, when)
            or self.by_pronoun(stretch)
            or self.by_this(stretch)
            or self._by_post(stretch, found, when)
            or self._by_short_name(stretch, when)
            or self._by_title(stretch, found, when)
            or self._by_body(stretch, found)
            or self._by_memory(stretch)
            or self.by_shape(stretch)
            or self.by_words(stretch)
        )
        speaker.same = speaker.same or self.same(speaker, stretch) or self.only_one(speaker)
        self.introduce(speaker.who, when)
        self.remember(speaker)
        return speaker

    def _by_name(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        start, end = stretch
        person = next((one for one in found if one.kind == "person"), None)
        unknown = within(self.page.people, start, end)
        place: Span | Found | None = person or (unknown[0] if unknown else None)
        if place is None:
            return None
        is_surname = " " not in place.text.strip() or names.key(place.text) in self.gazetteer.surnames
        if person is None and is_surname and (short := self._by_short_name(stretch, when)):
            return short
        if place.start > start and (short := self._by_short_name((start, place.start), when)):
            return short
        member = self.member_at(place)
        if member is None:
            return None
        self.give_office(member, stretch, found, when)
        reasons = ["speaker by full name"]
        if member.id is None:
            reasons.append("the name fits several persons" if person else "the pack does not know the name")
        return Speaker(place.start, place.end, member, _KNOWN if member.id else 0.8, reasons)

    def _by_apposition(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        """A name by its shape behind a title: "a spokesman for the ministry, Dara Velin"."""
        place = self.apposed(stretch)
        if place is None:
            return None
        member = self.private_person(place)
        self.give_office(member, stretch, found, when)
        return Speaker(place.start, place.end, member, 0.6, ["a name by its shape behind a title; the pack does not know it"])

    def _by_post(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        stretch = self.behind_deputy(stretch, found)
        post = next((one for one in found if one.kind == "post" and one.start >= stretch[0]), None)
        if post is None and (worded := find_worded(self.page, *stretch)) and worded.kind == "post":
            post = worded
        if post is None or self.titles.is_deputy_of(stretch, post) or self.titles.goes_on(stretch, post):
            return None
        if self.titles.is_foreign(stretch, post):
            return None
        if " " not in post.text and self._is_before_name(stretch, post):
            return None
        named = words(post.text)
        is_bare = self.lexicon.heads.at(named, 0, len(named)) == (len(named), " ".join(named))
        if (is_bare or " " not in post.text) and (remembered := self._by_memory((post.start, post.end))):
            return remembered
        place = (post.start, post.end)
        if self.titles.is_former(stretch):
            member = Member(self.page.text[place[0] : place[1]], place[0], None, "person")
            member.office_text = member.text
            return Speaker(*place, member, 0.5, ["a former office, and no name"])
        for member in reversed(self.named):
            if member.post in post.ids and member.start < stretch[0]:
                return Speaker(*place, member, 0.85, [f"speaker by title of {shown(member)}"])
        held = holder(post.ids, self.page.pack, when)
        known = self.by_id.get(held.id) if held.id else None
        one = self.page.pack.post_by_id.get(post.ids[0]) if len(post.ids) == 1 else None
        member = known or Member(
            post.text, post.start, held.id, "person", titles=self.titles.of(post.start, post.end),
        )  # fmt: skip
        if one is not None:
            member.post, member.institution = one.id, one.institution
            self.alone.add(one.id)
        member.office_text = post.text
        return Speaker(*place, member, 0.85 if held.id else 0.7, [held.why])

    def _is_before_name(self, stretch: tuple[int, int], post: Found) -> bool:
        """True for "President Velin": a surname of the pack or the text follows the bare title."""
        low, high = self.page.tokens.range(post.end, stretch[1])
        word = self.page.plain[self.page.tokens.starts[low] : self.page.tokens.ends[low]] if low < high else ""
        is_surname = names.key(word) in self.by_surname or names.key(word) in self.gazetteer.surnames
        return is_surname or (word[:1].isupper() and not self.lexicon.is_light)

    def _by_short_name(self, stretch: tuple[int, int], when: str | None) -> Speaker | None:
        start, end = stretch
        low, high = self.page.tokens.range(start, end)
        tokens = self.page.tokens
        is_cased = self.page.language not in ("fa", "ar")
        for place, size in ((one, size) for one in range(high - 1, low - 1, -1) for size in (2, 1) if one - size + 1 >= low):
            first = tokens.starts[place - size + 1]
            word = self.page.plain[first : tokens.ends[place]].removesuffix("'s")
            if is_cased and not word[:1].isupper():
                continue
            members = self.by_surname.get(names.key(word))
            if not members and size == 2 and names.key(word) in self.gazetteer.surnames:
                break  # a surname of two words that the pack knows
            if members:
                before = [one for one in members if one.start <= start] or members
                member = before[-1]
                self.give_office(member, stretch, self.page.found_in(start, end), when)
                name = (first, first + len(word))
                return Speaker(*name, member, 0.85, [f"speaker by short name of {shown(member)}"])
        for known in within(self.surnames, start, end):
            serving = [one for one in known.ids if self.page.pack.holds_office(one, when)]
            if len(serving) == 1:
                member = self.by_id.setdefault(serving[0], Member(known.text, known.start, serving[0], "person"))
                self.give_office(member, stretch, self.page.found_in(start, end), when)
                return Speaker(known.start, known.end, member, 0.6, ["speaker by surname alone, one in the pack"])
            if serving:
                member = Member(known.text, known.start, None, "person")
                why = f"surname shared by {', '.join(sorted(serving))}"
                return Speaker(known.start, known.end, member, 0.4, [why])
        return None

    def _by_title(self, stretch: tuple[int, int], found: list[Found], when: str | None) -> Speaker | None:
        """A title beside the name of a body: the post of that body with that role."""
        titles = self.titles.of(*stretch)
        body = next((one for one in found if one.kind in ("institution", "post")), None)
        if body is not None and self.titles.is_foreign(stretch, body):
            return None
        if not titles or body is None or (body.kind == "post" and not self.titles.is_deputy_of(stretch, body)):
            return None
        body = self.titles.as_body(body)
        start, end = stretch
        member = Member(self.page.text[start:end].replace("\n", " "), start, None, "person", titles=titles)
        member.office_text = member.text.removeprefix("the ").removeprefix("The ")
        reasons = ["title beside a body of the pack"]
        if len(body.ids) == 1:
            member.institution = body.ids[0]
            governing = self.titles.governing(stretch)
            roles = [role for role, words in self.lexicon.roles.items() if words & governing]
            posts = [post.id for role in roles for post in self.page.pack.posts_at(body.ids[0], role)]
            if self.titles.goes_on(stretch, body):
                reasons.append("the title is longer than any of the pack")
                member.institution = None if self.titles.is_longer_list(stretch, body) else member.institution
            elif posts and not self.titles.is_former(stretch):
                held = holder(posts, self.page.pack, when)
                member.id = held.id
                member.post = posts[0] if len(posts) == 1 else None
                reasons.append(held.why)
        else:
            reasons.append(f"the body may be {', '.join(body.ids)}")
        return Speaker(start, end, member, 0.75 if member.id else 0.6, reasons)

    def _by_body(self, stretch: tuple[int, int], found: list[Found]) -> Speaker | None:
        body = next((one for one in found if one.kind in ("institution", "outlet")), None)
        if body is None and (worded := find_worded(self.page, *stretch)) and worded.kind == "institution":
            body = worded
        if body is None:
            return None
        one = body.ids[0] if len(body.ids) == 1 else None
        if body.kind == "institution" and self.titles.is_foreign(stretch, body):
            member = Member(self.page.text[slice(*stretch)], stretch[0], None, "institution")
            return Speaker(*stretch, member, 0.6, ["a body of another country"])
        reasons = ["speaker is a body"] if one else [f"the body may be {', '.join(body.ids)}"]
        member = Member(body.text, body.start, one, body.kind)
        if body.kind == "institution":
            member.institution = one
        low, _ = self.page.tokens.range(*stretch)
        if self.lexicon.titles["documents"].has(self.page.tokens.lows, low, self.page.tokens.at(body.start)):
            reasons = ["a document of a body"]
        return Speaker(body.start, body.end, member, 0.85 if one else 0.6, reasons)

    def _of_post(self, member: Member) -> set[str]:
        """The titles in the name of the post that somebody speaks from."""
        post = self.page.pack.post_by_id.get(member.post or "")
        run = words(post.title(self.page.language)) if post is not None else ()
        return {value for _, _, value in self.lexicon.heads.find(run, 0, len(run))}

    def _by_memory(self, stretch: tuple[int, int]) -> Speaker | None:
        """"The minister", "the official": the one last named who bears the title."""
        titles = self.titles.of(*stretch)
        low, high = self.page.tokens.range(*stretch)
        if not titles or high - low > 4 or self.page.tokens.lows[low] in ("a", "an", "another"):
            return None
        for member in (self.last_person, *reversed(self.named)):
            if member is not None and member.start < stretch[0] and (member.titles | self._of_post(member)) & titles:
                why = f"speaker by title of {shown(member)}"
                return Speaker(*stretch, member, 0.8, [why], is_named=False)
        last = self.last_person
        if last is None or last.start >= stretch[0] or high - low > 3 or self.titles.is_of_others(stretch):
            return None
        if titles & self.lexicon.title_words["generic"] or not last.titles:
            why = f"speaker by description: {shown(last)}"
            return Speaker(*stretch, last, 0.55, [why], is_named=False)
        return None
