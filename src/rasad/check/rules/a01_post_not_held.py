"""A01: somebody is printed with a post not held that day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.people import BEFORE, BEHIND
from rasad.languages.gazetteer import Found
from rasad.model import Finding, Pack, Tenure

CODE = "A01"
SEVERITY = "error"
NEEDS = "text"
NAME = "post not held that day"
RATIONALE = (
    "Who held which post on which day stands in the pack, with a source. A title printed beside a name must be one that the person "
    "may have held on a day of the sentence or on that decided for its item. “Former” and its like are respected; where the pack knows neither the "
    "person's posts nor the post's holders, the rule is silent, "
    "and so it is where no day is known: no evidence, no window, no date in the sentence."
)
BAD = "On 14 September 2026 Daro Velin, minister of ports, kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun, minister of ports, kept the network, Sarvan Post reported [@en, 0-250]."
_NEAR: Final = 14


def find(context: Context) -> Iterator[Finding]:
    """A finding at each title whose bearer did not hold it."""
    for item in context.items:
        for line in item.lines:
            people = [found for found in line.names if found.kind == "person"]
            posts = [found for found in line.names if found.kind == "post"]
            for person, post in _pairs(line, people, posts, context.language):
                days = _days(context, line)
                troubles = [_trouble(context.pack, person, post, day) for day in days]
                if days and all(troubles):
                    yield context.finding(
                        (CODE, SEVERITY),
                        line.place(min(person.start, post.start), max(person.end, post.end)),
                        f"{person.text} is not known to have been “{post.text}” on {days[0] or 'any day'}",
                        help="correct the title, the name or the date, or the pack if it is wrong",
                        evidence=troubles[0],
                    )


def _days(context: Context, line: Line) -> tuple[str | None, ...]:
    """The days a title is held against. Without evidence a day of another sentence says nothing about this one."""
    if context.held.is_there or line.days:
        return context.days_of(line)
    return (context.window,) if context.window else ()


def _pairs(
    line: Line, people: list[Found], posts: list[Found], language: str
) -> Iterator[tuple[Found, Found]]:
    """Names and titles that stand side by side."""
    taken: set[int] = set()
    for person in people:
        for post in posts:
            if post.start in taken or _is_former(line.text, post, language):
                continue
            behind = post.start >= person.end and BEHIND.fullmatch(
                line.text, person.end, post.start
            )
            before = post.end <= person.start and BEFORE.fullmatch(
                line.text, post.end, person.start
            )
            if behind or (
                before
                and not any(
                    p.end <= post.start and BEHIND.fullmatch(line.text, p.end, post.start)
                    for p in people
                )
            ):
                taken.add(post.start)
                yield person, post
                break


def _is_former(text: str, post: Found, language: str) -> bool:
    before = text[max(0, post.start - _NEAR) : post.start].rsplit(",", maxsplit=1)[-1]
    after = text[post.end : post.end + _NEAR].lstrip().split(" ")[0]
    return lexicon.has(before, language, "former") or lexicon.has(after, language, "former")


def _trouble(pack: Pack, person: Found, post: Found, day: str | None) -> tuple[str, ...]:
    """Empty when the post may have been held, else what the pack knows."""
    bodies = {
        (pack.post_by_id[name].institution, pack.post_by_id[name].role)
        for name in post.ids
        if name in pack.post_by_id
    }
    own = [tenure for name in person.ids for tenure in pack.tenures_of(name)]

    def is_same(tenure: Tenure) -> bool:
        held = pack.post_by_id.get(tenure.post)
        return tenure.post in post.ids or (
            held is not None and (held.institution, held.role) in bodies
        )

    if any(is_same(tenure) and tenure.may_cover(day) for tenure in own):
        return ()
    holders = [tenure for name in post.ids for tenure in pack.holders_of(name, day)]
    if not any(is_same(tenure) for tenure in own) and not holders:
        return ()
    known = [
        f"{person.text} held it {tenure.since}–{tenure.until}" for tenure in own if is_same(tenure)
    ]
    others = [
        f"{_name(pack, tenure.person)} held it {tenure.since}–{tenure.until}" for tenure in holders
    ]
    return tuple(dict.fromkeys([*known, *others]))[:4]


def _name(pack: Pack, person: str) -> str:
    known = pack.person_by_id.get(person)
    return known.names[0].text if known else person
