"""Understand: everything named in a text, private persons marked. Page + Cast → Mentions."""

from __future__ import annotations

from typing import Final

from rasad.model import Mention
from rasad.understand.cast import Cast
from rasad.understand.page import Page

_KINDS: Final = frozenset({"institution", "outlet", "place"})


def find_mentions(page: Page, cast: Cast) -> tuple[Mention, ...]:
    """The mentions of a page in order. A person without any office in the pack is private."""
    out: list[Mention] = []
    for found in page.found:
        one = found.ids[0] if len(found.ids) == 1 else None
        if found.kind in _KINDS:
            out.append(
                Mention(
                    text=found.text, start=found.start, end=found.end, kind=found.kind,
                    id=one if found.kind != "place" else None,
                )
            )  # fmt: skip
        elif found.kind == "post":
            post = page.pack.post_by_id.get(found.ids[0])
            inner = page.pack.institution_by_id.get(post.institution) if post else None
            name = next((n.text for n in inner.names if n.text in found.text), None) if inner else None
            if inner is not None and name is not None:
                place = found.start + found.text.index(name)
                out.append(Mention(text=name, start=place, end=place + len(name), kind="institution", id=inner.id))
        elif found.kind == "person":
            member = cast.member_at(found)
            out.append(
                Mention(
                    text=found.text, start=found.start, end=found.end, kind="person",
                    id=member.id if member else one, private=bool(member and member.is_private),
                )
            )  # fmt: skip
    more = [span for span in cast.taken_for_persons if not any(span.overlaps(one) for one in page.people)]
    for span in (*page.people, *more):
        member = cast.member_of(span)
        out.append(
            Mention(
                text=span.text, start=span.start, end=span.end, kind="person",
                id=member.id if member else None, private=member is None or member.is_private,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda mention: (mention.start, mention.end)))
