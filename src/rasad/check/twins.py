"""Twins: where two editions of one number do not tell the same. Context + Context -> differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, ItemLines, Line
from rasad.check.values import value_of
from rasad.model import Pack
from rasad.model.when import is_day

Difference = tuple[tuple[int, int], str, tuple[str, ...]]
_QUOTED: Final = 3
_SMALL: Final = 2


def differences(one: Context, other: Context) -> Iterator[Difference]:
    """Place in `one`, message and the twin's words for each difference, in order."""
    mine, theirs = (_named(context) for context in (one, other))
    twins = {item.id: item for item in theirs}
    for item in mine:
        if item.id not in twins:
            yield _place(item), f"the twin has no item {item.id}", ()
    missing = [item.id for item in theirs if item.id not in {own.id for own in mine}]
    if missing and mine:
        yield _place(mine[-1]), f"the twin also has {', '.join(missing)}", ()
    order = [item.id for item in mine if item.id in twins]
    there = [item.id for item in theirs if item.id in set(order)]
    wrong = next((a for a, b in zip(order, there, strict=True) if a != b), None)
    if wrong is not None:
        item = next(item for item in mine if item.id == wrong)
        yield _place(item), "the twin has its items in another order", ()
    for item in mine:
        if item.id in twins:
            yield from _item(one, item, other, twins[item.id])


def _named(context: Context) -> list[ItemLines]:
    return [item for item in context.items if item.heading is not None]


def _place(item: ItemLines) -> tuple[int, int]:
    line = item.heading or item.lines[0]
    return line.sentence.start, line.sentence.end


def _item(one: Context, mine: ItemLines, other: Context, theirs: ItemLines) -> Iterator[Difference]:
    yield from _numbers(mine, theirs)
    yield from _days(mine, theirs)
    yield from _names(one.pack, mine, theirs)
    quoted = [_quotations(context, item) for context, item in ((one, mine), (other, theirs))]
    if quoted[0] != quoted[1]:
        yield _place(mine), f"{quoted[0]} quotations here, {quoted[1]} in the twin", ()
    cited = [
        Counter((c.text_id, c.start, c.end) for line in item.body for c in line.citations)
        for item in (mine, theirs)
    ]
    if cited[0] != cited[1]:
        yield _place(mine), "the twin cites other passages", ()


def _quotations(context: Context, item: ItemLines) -> int:
    """Outer quotations with a citation or of more than three words."""
    return sum(
        quotation.item is item and quotation.is_closed and len(quotation.text.split()) > _QUOTED
        for quotation in context.quotations
    )


def _values(item: ItemLines) -> dict[float, tuple[Line, int, int, str]]:
    """The numbers of an item, ranges by both ends; “per cent” may stand in one heading and not in the other."""
    found: dict[float, tuple[Line, int, int, str]] = {}
    for line in item.lines:
        for figure in line.figures:
            value = value_of(figure)
            if value is not None and value[0] != value[1]:
                for end in value[:2]:
                    found.setdefault(end, (line, figure.start, figure.end, figure.text))
                continue
            is_word = not any(sign.isdigit() for sign in figure.text)
            if value is None or (is_word and value[1] <= _SMALL):
                continue
            found.setdefault(value[0], (line, figure.start, figure.end, figure.text))
    return found


def _numbers(mine: ItemLines, theirs: ItemLines) -> Iterator[Difference]:
    one, other = _values(mine), _values(theirs)
    days = {
        int(day.edtf[-2:])
        for item in (mine, theirs)
        for line in item.lines
        for day in line.days
        if day.edtf
    }
    odd = [value for value in one if value not in other and value not in days]
    gone = [value for value in other if value not in one and value not in days]
    for value in odd:
        line, start, end, text = one[value]
        beside = tuple(other[rival][3] for rival in gone[:3])
        has = f"; it has {', '.join(f'“{words}”' for words in beside)}" if beside else ""
        yield line.place(start, end), f"“{text}” is not in the twin{has}", beside
    if gone and not odd:
        words = ", ".join(f"“{other[value][3]}”" for value in gone[:3])
        yield _place(mine), f"the twin has {words}, this edition has not", ()


def _days(mine: ItemLines, theirs: ItemLines) -> Iterator[Difference]:
    def days(item: ItemLines) -> dict[str, tuple[Line, int, int, str]]:
        return {
            day.edtf: (line, day.start or 0, day.end or 0, day.text)
            for line in reversed(item.lines)
            for day in line.days
            if day.edtf and is_day(day.edtf)
        }

    one, other = days(mine), days(theirs)
    for edtf in one:
        if edtf not in other:
            line, start, end, text = one[edtf]
            rivals = tuple(other[day][3] for day in other if day not in one)
            has = f"; it has {', '.join(rivals[:2])}" if rivals else ""
            yield line.place(start, end), f"“{text}” is no day of the twin{has}", rivals[:2]
    if set(other) - set(one) and not set(one) - set(other):
        text = other[min(set(other) - set(one))][3]
        yield _place(mine), f"the twin prints {text}, this edition does not", ()


def _names(pack: Pack, mine: ItemLines, theirs: ItemLines) -> Iterator[Difference]:
    """Names of one kind that only this edition has, where the twin has others that this one has not."""
    one, other = _ids(pack, mine), _ids(pack, theirs)
    for kind in one:
        odd = {id: place for id, place in one[kind].items() if id not in other.get(kind, {})}
        gone = [place for id, place in other.get(kind, {}).items() if id not in one[kind]]
        for (line, start, end, text), rival in zip(odd.values(), gone, strict=False):
            yield (
                line.place(start, end),
                f"“{text}” is not in the twin, which has “{rival[3]}”",
                (rival[3],),
            )


def _ids(pack: Pack, item: ItemLines) -> dict[str, dict[str, tuple[Line, int, int, str]]]:
    found: dict[str, dict[str, tuple[Line, int, int, str]]] = {}
    for line in item.lines:
        for name in line.names:
            if len(name.ids) != 1 or name.kind == "place":
                continue
            post = pack.post_by_id.get(name.ids[0])
            kind, id = (
                (name.kind, name.ids[0]) if post is None else ("institution", post.institution)
            )
            found.setdefault(kind, {}).setdefault(id, (line, name.start, name.end, name.text))
    return found
