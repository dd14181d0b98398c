"""Titles: which name bears which title in a text. Names found -> pairs of person and post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rasad.check import lexicon
from rasad.check.people import BEFORE, BEHIND
from rasad.languages.gazetteer import Found
from rasad.model import Pack, Tenure

_NEAR: Final = 14
Pair = tuple[Found, Found]


def side_by_side(text: str, names: Sequence[Found], language: str) -> Iterator[Pair]:
    """Names and titles that stand side by side, former ones left out."""
    people = [found for found in names if found.kind == "person"]
    posts = [found for found in names if found.kind == "post"]
    taken: set[int] = set()
    for person in people:
        for post in posts:
            if post.start in taken or is_former(text, post, language):
                continue
            behind = post.start >= person.end and BEHIND.fullmatch(text, person.end, post.start)
            before = post.end <= person.start and BEFORE.fullmatch(text, post.end, person.start)
            if behind or (
                before
                and not any(
                    p.end <= post.start and BEHIND.fullmatch(text, p.end, post.start)
                    for p in people
                )
            ):
                taken.add(post.start)
                yield person, post
                break


def appointed(text: str, names: Sequence[Found], language: str) -> Iterator[Pair]:
    """Names and the titles they are given: “appointed NAME POST”, “named NAME as POST”."""
    link, verbs = _link(language), lexicon.pattern(language, "appointing")
    for person, post in pairwise(names):
        if (person.kind, post.kind) != ("person", "post"):
            continue
        if link.fullmatch(text, person.end, post.start) and verbs.search(text.lower()):
            yield person, post


@lru_cache(maxsize=16)
def _link(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:{lexicon.alternatives(language, 'appointed_as')})\s+){{0,2}}")


def is_former(text: str, post: Found, language: str) -> bool:
    """True for “former minister” and its like."""
    before = text[max(0, post.start - _NEAR) : post.start].rsplit(",", maxsplit=1)[-1]
    after = text[post.end : post.end + _NEAR].lstrip().split(" ")[0]
    return lexicon.has(before, language, "former") or lexicon.has(after, language, "former")


def offices(pack: Pack, ids: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Body and role of each post among some ids: one office may stand in a pack under several."""
    posts = (pack.post_by_id[id] for id in ids if id in pack.post_by_id)
    return frozenset((post.institution, post.role) for post in posts)


def tenures_at(pack: Pack, person: Found, post: Found) -> list[Tenure]:
    """The tenures of a person at the office that a title names."""
    held = offices(pack, post.ids)
    return [
        tenure
        for id in person.ids
        for tenure in pack.tenures_of(id)
        if tenure.post in post.ids or offices(pack, [tenure.post]) & held
    ]
