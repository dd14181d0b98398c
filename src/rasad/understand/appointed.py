"""Understand: the office in which somebody speaks: as the phrase prints it, else as held that day. Phrase → office."""

from __future__ import annotations

from typing import Final

from rasad.languages.gazetteer import Found
from rasad.model import Post, Span
from rasad.understand.introduced import Introduced
from rasad.understand.members import Member, Members
from rasad.understand.offices import holder, office_of
from rasad.understand.page import Page
from rasad.understand.titles import Titles
from rasad.understand.worded import find_worded

# roles that several persons hold at a time
_AND: Final = frozenset({"and", "\u0648"})
_OF_MANY: Final = frozenset({"member", "mp", "deputy"})


class Appointed(Members):
    """Those named on one page, with their offices."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.titles = Titles(page)
        self.introduced = Introduced(page)
        self.taken_for_persons: list[Span] = []
        self.alone: set[str] = set()  # posts whose title speaks without a name

    def give_office(self, member: Member, stretch: tuple[int, int], found: list[Found], when: str | None) -> None:
        """Sets the office that the phrase prints, else the one held that day."""
        if not any(one.kind == "post" for one in found) and (worded := find_worded(self.page, *stretch)):
            found = sorted([*found, worded], key=lambda one: one.start)
        posts = [one for one in found if one.kind == "post"]
        bodies = self.titles.inmost([one for one in found if one.kind == "institution"])
        titles = self.titles.of(*stretch)
        has_title = bool(titles) or self.titles.is_held(stretch)
        member.titles |= titles
        is_former = self.titles.is_former(stretch)
        if posts and not is_former and not self.titles.is_deputy_of(stretch, posts[0]):
            member.office_text = posts[0].text
        elif self.titles.offices(*stretch) and (not member.office_text or self.titles.is_deputy_text(stretch, posts)):
            member.office_text = self.titles.words_beside(stretch, member.text)
        if len(posts) > 1 and self.titles.is_deputy_of(stretch, posts[0]) and self._is_joined(posts[1]):
            posts, member.office_text = posts[1:], posts[1].text  # "deputy minister and head of the agency": as its head
        elif posts and self.titles.is_deputy_of(stretch, posts[0]):
            bodies, posts = [*bodies, *(self.titles.as_body(post) for post in posts)], []
        if has_title and not titles and bodies:
            member.office_text = member.office_text or bodies[0].text
        ids = [one for place in (*posts, *bodies) for one in place.ids]
        if member.id and not ids and not titles:
            self.introduce(member, when)
            if _has_body(member):
                return
        if member.id:
            governing = self.titles.governing(stretch)
            roles = [role for role, words in self.lexicon.roles.items() if words & governing and not is_former]
            post, _ = office_of(member.id, self.page.pack, when, () if is_former else ids, roles)
            if post is not None:
                member.post, member.institution = post.id, post.institution
                member.office_text = next((one.text for one in posts if post.id in one.ids), member.office_text)
            elif is_former:
                pass
            elif posts and (printed := self._printed(stretch, posts[0])) is not None:
                member.post, member.institution = printed.id, printed.institution
            elif has_title and bodies and len(bodies[0].ids) == 1:
                member.institution = bodies[0].ids[0]
        elif not is_former:
            if posts and self.titles.goes_on(stretch, posts[0]):
                member.office_text = self.titles.words_beside(stretch, member.text)
            elif posts and len(posts[0].ids) == 1:
                post = self.page.pack.post_by_id.get(posts[0].ids[0])
                has_one = post is not None and post.role not in _OF_MANY
                taken = has_one and holder(posts[0].ids, self.page.pack, when).id is not None
                is_ours = post is not None and not taken and not self.titles.is_foreign(stretch, posts[0])
                member.institution = post.institution if post and is_ours else None
            elif bodies and has_title and len(bodies[0].ids) == 1 and not self.titles.is_foreign(stretch, bodies[0]):
                member.institution = bodies[0].ids[0]
            elif not posts and not bodies and self.titles.is_of_people(stretch):
                member.institution = self._parliament()

    def behind_deputy(self, stretch: tuple[int, int], found: list[Found]) -> tuple[int, int]:
        """The part of "deputy minister of roads and head of the agency" that names the post itself."""
        posts = [one for one in found if one.kind == "post"]
        if len(posts) > 1 and self.titles.is_deputy_of(stretch, posts[0]) and self._is_joined(posts[1]):
            return posts[1].start, stretch[1]
        return stretch

    def _is_joined(self, post: Found) -> bool:
        """True for a post behind "and"."""
        place = self.page.tokens.at(post.start)
        return place > 0 and self.page.tokens.lows[place - 1] in _AND

    def _parliament(self) -> str | None:
        """The body whose members the pack calls so, where there is one."""
        bodies = {post.institution for post in self.page.pack.posts if post.role == "mp"}
        return bodies.pop() if len(bodies) == 1 else None

    def introduce(self, member: Member, when: str | None) -> None:
        """Gives the office with which the text introduces somebody, here or farther on, once."""
        if member.is_introduced or member.kind != "person":
            return
        member.is_introduced = True
        if _has_body(member):
            return
        for start, end in self._places(member):
            stretch = self.introduced.around(start, end)
            if stretch == (start, end):
                continue
            self.give_office(member, stretch, self.page.found_in(*stretch), when)
            if _has_body(member):
                return
        self._by_title_elsewhere(member)

    def _printed(self, stretch: tuple[int, int], found: Found) -> Post | None:
        """The pack's post that a phrase prints, when it is one, and no other country's."""
        if len(found.ids) != 1 or self.titles.is_foreign(stretch, found) or self.titles.goes_on(stretch, found):
            return None
        return self.page.pack.post_by_id.get(found.ids[0])

    def _by_title_elsewhere(self, member: Member) -> None:
        """Gives somebody of several posts over the years, on a day not known, the one whose title speaks in the text without a name."""
        if member.id is None or member.office_text:
            return
        held = {tenure.post for tenure in self.page.pack.tenures_of(member.id)}
        told = held & self.alone
        if len(told) == 1 and (post := self.page.pack.post_by_id.get(told.pop())) is not None:
            member.post, member.institution = post.id, post.institution

    def _places(self, member: Member) -> list[tuple[int, int]]:
        """Where somebody is named: in full, then by surname."""
        places = [(one.start, one.start + len(one.text)) for one in self.named if one is member or (member.id and one.id == member.id)]
        if not places:
            places = [(member.start, member.start + len(member.text))]
        if member.id:
            places += [(one.start, one.end) for one in self.surnames if member.id in one.ids]
        return list(dict.fromkeys(places))


def _has_body(member: Member) -> bool:
    return member.institution is not None
