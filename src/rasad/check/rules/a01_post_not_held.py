"""A01: somebody is printed with a post not held that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon, titles
from rasad.check.context import Context, Line
from rasad.languages.gazetteer import Found
from rasad.model import Finding, Pack

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
_BEFORE: Final = re.compile(r"[\s,\u060c]{0,3}")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each title whose bearer did not hold it."""
    for item in context.items:
        for line in item.lines:
            for person, post in titles.side_by_side(line.text, line.names, context.language):
                days = _day_beside(line, person, post) or _days(context, line)
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


def _day_beside(line: Line, person: Found, post: Found) -> tuple[str | None, ...]:
    """The day that stands directly before a name and its title, or directly behind: it is the day of both."""
    low, high = min(person.start, post.start), max(person.end, post.end)
    language, text = line.context.language, line.text
    for day in line.days:
        start, end = day.start or 0, day.end or 0
        if end <= low and _BEFORE.fullmatch(text, end, low):
            return (day.edtf,)
        link = text[high:start].strip(" )") if start >= high else "-"
        if not link or lexicon.load(language).get("day_link", []).count(link.lower()):
            return (day.edtf,)
    return ()


def _trouble(pack: Pack, person: Found, post: Found, day: str | None) -> tuple[str, ...]:
    """Empty when the post may have been held, else what the pack knows."""
    own = titles.tenures_at(pack, person, post)
    if any(tenure.may_cover(day) for tenure in own):
        return ()
    holders = [tenure for name in post.ids for tenure in pack.holders_of(name, day)]
    if not own and not holders:
        return ()
    known = [f"{person.text} held it {tenure.since}–{tenure.until}" for tenure in own]
    others = [
        f"{_name(pack, tenure.person)} held it {tenure.since}–{tenure.until}" for tenure in holders
    ]
    return tuple(dict.fromkeys([*known, *others]))[:4]


def _name(pack: Pack, person: str) -> str:
    known = pack.person_by_id.get(person)
    return known.names[0].text if known else person
