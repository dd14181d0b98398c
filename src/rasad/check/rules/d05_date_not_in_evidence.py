"""D05: a printed date is not in the cited evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rasad.check.context import Context, ItemLines, Line
from rasad.check.held import Cited
from rasad.check.values import agrees
from rasad.languages import text as letters
from rasad.model import Citation, DateMention, Finding
from rasad.model.when import is_day, within

CODE = "D05"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "date not in evidence"
RATIONALE = (
    "A report dies of one wrong date. Every date of a sentence must be, in value, a date of the text it cites, in whatever calendar "
    "that prints it, or the day that text was published. A date that stands elsewhere in the text is refused when the cited passage "
    "itself gives another day, which the sentence leaves out. Where the desk decided a day for an item, the item prints it. Where it is known "
    "when the statements of a text were said, a date from elsewhere in that text is refused altogether."
)
BAD = "On 16 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."
_YEAR = 4
_PARTED = re.compile(r"[,.;:()\"'-]+(?=\s|$)|(?<=\s)[(\"'-]+")
_SKIPPED = ("relative", "weekday", "header", "url")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each date that the evidence does not bear out."""
    for item in context.items:
        told: set[tuple[int, int]] = set()
        for line in item.lines:
            cited = line.cited or (_all_of(item) if line.is_heading else ())
            for mention in line.dates:
                if not cited or mention.basis in _SKIPPED or mention.role == "duration":
                    continue
                if mention.edtf:
                    trouble = _trouble(context, line, mention, cited)
                else:
                    trouble = _unresolved(context, mention, cited)
                if trouble:
                    place = line.place(mention.start or 0, mention.end or 0)
                    told.add(place)
                    yield context.finding(
                        (CODE, SEVERITY), place, trouble[0],
                        help="print the date of the evidence, or cite the text that has this one",
                        evidence=trouble[1],
                    )  # fmt: skip
        if not told:
            yield from _undecided(context, item)


def _all_of(item: ItemLines) -> tuple[tuple[Citation, Cited], ...]:
    return tuple(pair for line in item.body for pair in line.cited)


def _unresolved(
    context: Context, mention: DateMention, cited: tuple[tuple[Citation, Cited], ...]
) -> tuple[str, tuple[str, ...]] | None:
    """The same for a day whose year nothing tells: its words must stand in a cited text of the same language."""
    words = _PARTED.sub(" ", letters.normalise(mention.text, context.language)).strip()
    is_dated = any(c.isdigit() for c in words) and any(c.isalpha() for c in words)
    if not is_dated or any(text.language != context.language for _, text in cited):
        return None
    if any(
        f" {words} " in f" {_PARTED.sub(' ', letters.normalise(text.text, text.language))} "
        for _, text in cited
    ):
        return None
    return f"“{mention.text}” is not in the cited evidence", _passages(cited)


def _trouble(
    context: Context, line: Line, mention: DateMention, cited: tuple[tuple[Citation, Cited], ...]
) -> tuple[str, tuple[str, ...]] | None:
    """What is wrong with a date, and the words of the evidence beside it."""
    if _is_decided(context, line, mention, cited) or any(
        _bears_out(_near(citation, text), mention, line) for citation, text in cited
    ):
        return None
    near = [d for citation, text in cited for d in _near(citation, text)]
    published = [text.published for _, text in cited if text.published is not None]
    elsewhere = [*published, *(d for _, text in cited if not text.is_heard for d in text.dates)]
    dropped = [
        d
        for d in near
        if d.edtf
        and _is_alike(d.edtf, mention.edtf or "")
        and (_rank(d.edtf) == "other" or _inside(d.edtf, context.window))
        and not _has(d, line.dates)
    ]
    if not _has(mention, elsewhere):
        held = [
            d
            for d in (*dropped, *near, *elsewhere, *(d for _, text in cited for d in text.dates))
            if d.edtf
        ]
        shown = "; ".join(dict.fromkeys(f"{' '.join(d.text.split())} ({d.edtf})" for d in held[:4]))
        has = f"; it has {shown}" if shown else ", which prints no date"
        return f"“{mention.text}” ({mention.edtf}) is not in the cited evidence{has}", _passages(
            cited
        )
    if dropped and not line.is_heading and not _may_stand(context, line, mention, published, cited):
        has = f"{' '.join(dropped[0].text.split())} ({dropped[0].edtf})"
        return (
            f"“{mention.text}” ({mention.edtf}) stands where the cited passage has {has}",
            _passages(cited),
        )
    return None


def _is_decided(
    context: Context, line: Line, mention: DateMention, cited: tuple[tuple[Citation, Cited], ...]
) -> bool:
    """True for the day that the desk decided, unless the item has printed it before and these words were said on another."""
    if _day(context.held.decided.get(line.item.id, "")) != mention.edtf:
        return False
    before = line.item.body[: line.item.body.index(line)] if not line.is_heading else ()
    is_told = any(day.edtf == mention.edtf for other in before for day in other.days)
    return not (is_told and _is_said_else(line, cited))


def _is_said_else(line: Line, cited: tuple[tuple[Citation, Cited], ...]) -> bool:
    """True when it is known on which days the cited words were said, and the sentence prints none of them."""
    heard = [d for citation, text in cited for d in _said(text, citation.start, citation.end)]
    return bool(heard) and not any(_has(d, line.dates) for d in heard)


def _is_alike(one: str, other: str) -> bool:
    """True for two days, two years, and two that are neither, such as months."""
    return _rank(one) == _rank(other)


def _rank(edtf: str) -> str:
    return "day" if is_day(edtf) else "year" if len(edtf) == _YEAR else "other"


def _bears_out(near: Iterable[DateMention], mention: DateMention, line: Line) -> bool:
    """True when a passage has the date. A day that the sentence prints too does not also stand for its month
    where the passage has another month."""
    held = [d for d in near if d.edtf and agrees(mention.edtf or "", _day(d.edtf))]
    if not held or _rank(mention.edtf or "") != "other":
        return bool(held)
    days = {day.edtf for day in line.days}
    if any(_day(d.edtf or "") not in days for d in held):
        return True
    return not any(
        d.edtf and _rank(d.edtf) == "other" and not _has(d, line.dates) for d in near
    )


def _passages(cited: tuple[tuple[Citation, Cited], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.excerpt(*text.passage(c.start, c.end)) for c, text in cited))[
        :2
    ]


def _may_stand(
    context: Context,
    line: Line,
    mention: DateMention,
    published: list[DateMention],
    cited: tuple[tuple[Citation, Cited], ...],
) -> bool:
    """True for the day of publication in a sentence that prints another day too, or where the desk decided none.

    Not where it is known on which other day the cited words were said, and the sentence leaves that day out.
    """
    if _is_said_else(line, cited):
        return False
    is_known = line.item.id in context.held.decided
    return _has(mention, published) and (len(line.days) > 1 or not is_known)


def _near(citation: Citation, text: Cited) -> tuple[DateMention, ...]:
    """The dates of a passage, and the days on which its statements were said."""
    start, end = text.passage(citation.start, citation.end)
    return (*text.dates_in(start, end), *_said(text, start, end))


def _said(text: Cited, start: int, end: int) -> tuple[DateMention, ...]:
    return tuple(s.said for s in text.said if s.said is not None and s.start < end and start < s.end)


def _has(mention: DateMention, others: Iterable[DateMention]) -> bool:
    return any(d.edtf and agrees(mention.edtf or "", _day(d.edtf)) for d in others)


def _day(edtf: str) -> str:
    return edtf.partition("T")[0]


def _inside(edtf: str, window: str) -> bool:
    return not window or within(edtf, window)


def _undecided(context: Context, item: ItemLines) -> Iterator[Finding]:
    """A finding when the desk decided a day and no sentence of the item prints it."""
    decided = _day(context.held.decided.get(item.id, ""))
    days = [(line, d) for line in item.body for d in line.days if not line.is_analysis]
    if not is_day(decided) or not days or any(d.edtf == decided for _, d in days):
        return
    line, mention = days[0]
    yield context.finding(
        (CODE, SEVERITY),
        line.place(mention.start or 0, mention.end or 0),
        f"“{mention.text}” ({mention.edtf}) is not the day of this development, which the desk holds to be {decided}",
        help="print that day, or correct the development with rasad edit",
        evidence=tuple(text.excerpt(*text.passage(c.start, c.end)) for c, text in line.cited[:2]),
    )
