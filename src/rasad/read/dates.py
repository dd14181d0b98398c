"""Dates: when a page says it was published. Tree + metadata + address -> DateMention and its rivals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from rasad.model import DateMention, when
from rasad.read import witnesses
from rasad.read.blocks import Block
from rasad.read.metadata import Metadata
from rasad.read.stamps import day_in_zone, is_utc, is_zoned, value_of_stamp, zone_of_site
from rasad.read.tree import Element, Names
from rasad.read.witnesses import Candidate, day_of_address

__all__ = ["Place", "day_of_address", "find_published", "value_of_stamp"]

OLDEST: Final = date(1990, 1, 1)
_WEAK: Final = 0.4  # the weight under which the rest of the page is searched
_SPOKEN: Final = 0.55  # the weight from which scripts are not asked
_NEAR: Final = 0.5
_TELLING: Final = 0.75  # print from here says that it is the publication
_ALONE: Final = 0.85  # the most that one kind of witness is believed
_RIVAL: Final = 0.4
_ANOTHER_KIND, _SAME_KIND, _MOST_SAME = 0.1, 0.03, 3
_NUMERIC: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)?\d\d(?![\d/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a page was captured: its address, the time (ISO 8601), the zone its printed days are meant in."""

    url: str | None = None
    captured: str | None = None
    zone: str = "UTC"


def find_published(
    tree: Element,
    metadata: Metadata,
    *,
    names: Names,
    blocks: list[Block],
    language: str,
    place: Place,
    selector: str | None = None,
) -> tuple[DateMention | None, tuple[DateMention, ...]]:
    """The publication date and the dates that contest it.

    Nothing later than the capture is believed, and a date of that very day outside the article is taken
    for the clock of the site.
    """
    zone, today = place.zone, _day(place.captured)
    found = [
        *witnesses.selected(tree, selector, language),
        *witnesses.declared(metadata, zone, language),
        *witnesses.printed(tree, names, language, today, zone),
        *witnesses.near_headline(blocks, language, today),
        *witnesses.of_address(place.url),
    ]
    if not any(one.weight >= _SPOKEN for one in found):
        found += witnesses.scripted(tree, zone, language)
    if not any(one.weight >= _WEAK for one in found):
        found += witnesses.scripted(tree, zone, language, attributes=True)
        found += witnesses.anywhere(blocks, language, today)
    found = _in_order(found, blocks, metadata, language, today)
    found = [one for one in found if _is_possible(one, today)]
    found = _in_local_time(found, zone_of_site(place.url)) if zone == "UTC" else found
    if not found:
        return None, ()
    chosen = max(found, key=lambda one: _score(one, found)).edtf
    best = next(one for one in found if one.edtf == chosen)
    rivals = list(
        {one.edtf: one for one in found if one.edtf != best.edtf and one.weight >= _RIVAL}.values()
    )
    agreed = _confidence([one for one in found if one.edtf == chosen], bool(rivals))
    return _mention(best, agreed, rivals[0].edtf if rivals else None), tuple(
        _mention(one, one.weight / 2, best.edtf) for one in rivals
    )


def _score(one: Candidate, found: list[Candidate]) -> float:
    """The weight of a witness with those that agree: another kind adds more than another of its own, weak ones nothing."""
    agreed = [
        other
        for other in found
        if other is not one and other.edtf == one.edtf and other.weight >= 0.3
    ]
    kinds = {other.kind for other in agreed} - {one.kind}
    same = sum(other.kind == one.kind and other.weight >= _NEAR for other in agreed)
    return one.weight + _ANOTHER_KIND * len(kinds) + _SAME_KIND * min(same, _MOST_SAME)


def _confidence(agreed: list[Candidate], is_contested: bool) -> float:
    """From 0.9 only when two kinds of witness agree; one alone may be a template, an update or a zone away."""
    kinds = {one.kind for one in agreed if one.weight >= _NEAR}
    is_utc_alone = "printed" not in kinds and any(is_utc(one.text) for one in agreed)
    if any(one.kind == "profile" for one in agreed):
        return 1.0 - 0.1 * is_contested
    alone = min(max(one.weight for one in agreed), _ALONE)
    return min(
        1.0,
        alone + 0.1 * (len(kinds) - 1 if kinds else 0) - 0.1 * is_contested - 0.1 * is_utc_alone,
    )


def _in_order(
    found: list[Candidate],
    blocks: list[Block],
    metadata: Metadata,
    language: str,
    today: date | None,
) -> list[Candidate]:
    """Days in digits whose month and day may be either: as another witness has them, else in the order of the page."""
    if not any(one.other for one in found):
        return found
    sure = {one.edtf for one in found if not one.other and one.weight >= _NEAR}
    is_month_first = _is_month_first(blocks, metadata, language)
    done: list[Candidate] = []
    for one in found:
        wanted = is_month_first and "/" in one.text
        if one.other and (one.edtf in sure) != (one.other in sure):
            wanted = one.other in sure
        elif one.other and not _is_possible(one, today):
            wanted = True
        done.append(replace(one, edtf=one.other) if one.other and wanted else one)
    return done


def _is_month_first(blocks: list[Block], metadata: Metadata, language: str) -> bool:
    """Whether 3/14 is how the page writes days: by its other days, else by where it says it is from."""
    firsts = lasts = 0
    for block in blocks:
        for day in _NUMERIC.finditer(block.text) if "/" in block.text else ():
            firsts += int(day[1]) > 12
            lasts += int(day[2]) > 12
    if firsts != lasts:
        return lasts > firsts
    said = f"{metadata.language or ''} {metadata.first('og:locale')}".lower().replace("_", "-")
    return language == "en" and "en-us" in said


def _in_local_time(found: list[Candidate], zone: str | None) -> list[Candidate]:
    """Stamps told where the site is at home: as a day in print beside theirs has it, else in the zone of the country.

    A stamp in UTC yields to any such print, one without a zone only to print that says it is the publication.
    """
    local = {
        one.edtf: one.weight
        for one in sorted(found, key=lambda one: one.weight)
        if one.kind == "printed"
    }
    near = {day for edtf, weight in local.items() if weight >= _NEAR and (day := when.day_of(edtf))}
    said = {
        day for edtf, weight in local.items() if weight >= _TELLING and (day := when.day_of(edtf))
    }
    return [
        _moved(one, near, zone)
        if is_utc(one.text)
        else _moved(one, said, None)
        if one.kind == "machine" and not is_zoned(one.text)
        else one
        for one in found
    ]


def _moved(one: Candidate, local: set[date], zone: str | None) -> Candidate:
    day = when.day_of(one.edtf)
    near = [other for other in local if day and abs((other - day).days) == 1]
    if day in local or len(near) > 1:
        return one
    if near:
        return replace(one, edtf=near[0].isoformat())
    return replace(one, edtf=day_in_zone(one.text, one.edtf, zone)) if zone else one


def _mention(one: Candidate, confidence: float, rival: str | None) -> DateMention:
    return DateMention(
        text=one.text, edtf=one.edtf, calendar=one.calendar, role="publication", basis=one.basis,
        confidence=round(confidence, 2), rival=rival,
    )  # fmt: skip


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _is_possible(one: Candidate, today: date | None) -> bool:
    day = when.day_of(one.edtf)
    return day is not None and day >= OLDEST and (today is None or day <= today + timedelta(days=1))
