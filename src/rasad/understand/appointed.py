"""Understand: the office in which somebody speaks: as the phrase prints it, else as held that day. Phrase → office."""

from __future__ import annotations

from rasad.languages.gazetteer import Found
from rasad.model import Span
from rasad.understand.members import Member, Members
from rasad.understand.offices import holder, office_of
from rasad.understand.page import Page
from rasad.understand.titles import Titles


class Appointed(Members):
    """Those named on one page, with their offices."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.titles = Titles(page)
        self.taken_for_persons: list[Span] = []

    def give_office(self, member: Member, stretch: tuple[int, int], found: list[Found], when: str | None) -> None:
        """Sets the office that the phrase prints, else the one held that day."""
        posts = [one for one in found if one.kind == "post"]
        bodies = [one for one in found if one.kind == "institution"]
        titles = self.titles.of(*stretch)
        member.titles |= titles
        is_former = self.titles.is_former(stretch)
        if posts and not is_former and not self.titles.is_deputy_of(stretch, posts[0]):
            member.office_text = posts[0].text
        elif titles and not member.office_text:
            member.office_text = self.titles.words_beside(stretch, member.text)
        if posts and self.titles.is_deputy_of(stretch, posts[0]):
            bodies, posts = [*bodies, *posts], []
        ids = [one for place in (*posts, *bodies) for one in place.ids]
        if member.id:
            post, _ = office_of(member.id, self.page.pack, when, () if is_former else ids)
            if post is not None:
                member.post, member.institution = post.id, post.institution
        elif not is_former:
            if posts and len(posts[0].ids) == 1:
                post = self.page.pack.post_by_id.get(posts[0].ids[0])
                taken = holder(posts[0].ids, self.page.pack, when).id is not None
                is_ours = post is not None and not taken and not self.titles.is_foreign(stretch, posts[0])
                member.institution = post.institution if post and is_ours else None
            elif bodies and titles and len(bodies[0].ids) == 1:
                member.institution = bodies[0].ids[0]
