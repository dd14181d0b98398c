"""Understand: who held a post that day, and which post a person held. (post or person, day) → office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rasad.model import Pack, Post, Tenure
from rasad.model.when import bounds, is_edtf

_NEAR: Final = 124


@dataclass(frozen=True, slots=True)
class Held:
    """A person or a post found for the other, or None, and why."""

    id: str | None
    why: str
    is_acting: bool = False


def is_narrow(edtf: str | None) -> bool:
    """True for a day, or a stretch short enough that an office is usually held through it."""
    if not edtf or not is_edtf(edtf):
        return False
    first, last = bounds(edtf)
    return first is not None and last is not None and (last - first).days <= _NEAR


def holder(posts: Iterable[str], pack: Pack, when: str | None) -> Held:
    """The one who held one of the posts then. None when nobody is known, several are, or no day is known."""
    names = tuple(posts)
    if not is_narrow(when):
        return Held(None, "title alone, and the day is not known")
    held = {tenure.person: tenure for post in names for tenure in pack.holders_of(post, when)}
    certain = {person: tenure for person, tenure in held.items() if tenure.confidence != "low"} or held
    if len(certain) == 1:
        person, tenure = next(iter(certain.items()))
        return Held(person, f"held {tenure.post} on {when}, says {tenure.source or 'the pack'}", tenure.acting)
    if not held:
        return Held(None, f"title alone, and the pack knows no holder on {when}")
    return Held(None, f"title alone, and {len(certain)} may have held it on {when}: {', '.join(sorted(certain))}")


def office_of(
    person: str, pack: Pack, when: str | None, hints: Iterable[str] = (), roles: Iterable[str] = ()
) -> tuple[Post | None, str]:
    """The post a person held then; among several the one whose body, id or role is printed, else the one begun last."""
    wanted, kinds = set(hints), set(roles)
    tenures = pack.tenures_of(person, when)
    if not tenures:
        return None, f"no office known on {when}" if when else "no office known"
    fitting = [tenure for tenure in tenures if _fits(tenure, pack, wanted)]
    if fitting:
        return pack.post_by_id.get(fitting[0].post), f"office as named, held on {when or 'some day'}"
    posts = {tenure.post: pack.post_by_id.get(tenure.post) for tenure in tenures}
    if wanted and not is_narrow(when):
        return None, "the office printed is none that the pack knows of this person"
    in_role = [post for post in posts.values() if post is not None and post.role in kinds]
    if len(in_role) == 1:
        return in_role[0], f"office by the title printed, held on {when or 'some day'}"
    if not is_narrow(when) and len(posts) > 1:
        return None, "several offices over the years, and the day is not known"
    known = [tenure for tenure in tenures if tenure.confidence != "low"] or list(tenures)
    return pack.post_by_id.get(known[0].post), f"office by tenure on {when or 'some day'}"


def _fits(tenure: Tenure, pack: Pack, wanted: set[str]) -> bool:
    post = pack.post_by_id.get(tenure.post)
    return bool(wanted) and (tenure.post in wanted or (post is not None and post.institution in wanted))
