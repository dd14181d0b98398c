"""Publish: the times in which sources were not heard -> the desk's own words about them. Nouns -> paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rasad.publish.house import House
from rasad.publish.nouns import Unheard

MOST: Final = 12


def tell_unheard(found: Sequence[Unheard], house: House) -> tuple[str, ...]:
    """One paragraph: what it is about, then a sentence a source; none when all were heard.

    A source is called by its outlet, never by address or id: what a desk watches beyond its pack is not for print.
    """
    if not found:
        return ()
    ordered = sorted(found, key=lambda one: (one.outlet is None, one.outlet or "", one.kind, one.source, one.first))
    sources = [list(turns) for _, turns in groupby(ordered, key=lambda one: one.source)]
    lines = [house.phrase("unheard", "opening"), *(_line(turns, house) for turns in sources[:MOST])]
    if more := len(sources) - MOST:
        lines += [house.phrase("unheard", "more").format(count=house.digits(more))] if more > 0 else []
    return (" ".join(lines),)


def _line(turns: Sequence[Unheard], house: House) -> str:
    outlet = house.outlet(turns[0].outlet)
    kind = house.phrase("unheard_kinds", turns[0].kind, turns[0].kind)
    source = house.phrase("unheard", "source" if outlet else "unnamed").format(outlet=outlet, kind=kind)
    told = [house.phrase("unheard", "turn").format(span=_span(turn, house), why=_why(turn, house)) for turn in turns]
    return house.phrase("unheard", "line").format(source=source, turns=house.listed(told))


def _span(turn: Unheard, house: House) -> str:
    shape = house.phrase("unheard", "on" if turn.first == turn.last else "from")
    return shape.format(first=house.day(turn.first), last=house.day(turn.last))


def _why(turn: Unheard, house: House) -> str:
    told = [house.phrase("unheard_why", one) or house.phrase("unheard_why", "down") for one in dict.fromkeys(turn.why)]
    return house.phrase("unheard", "then").join(told)
