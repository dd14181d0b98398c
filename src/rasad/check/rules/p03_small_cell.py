"""P03: a count so small that it points at persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.model import Figure, Finding

CODE = "P03"
SEVERITY = "warning"
NEEDS = "text"
NAME = "small cell"
RATIONALE = (
    "“Of 214 arrested, two were women from one village”: a breakdown with fewer than five persons in a cell tells who they are to anybody who lives there. Named are counts of one to four persons that part a larger "
    "count by place, sex, age, faith or origin, beside words of harm, and such cells of tables."
)
BAD = "On 14 September 2026 Sarvan Post reported that 214 residents had been arrested, two of them women from the village of Kelar [@en, 0-350]."
GOOD = (
    "On 14 September 2026 Sarvan Post reported that 214 residents had been arrested [@en, 0-350]."
)
_FEW: Final = 5
_OF: Final = re.compile(
    r"^(?:\s\w+){0,2}\s(?:of (?:the|them|those|whom|these)|were|was|are|is|women|men|girls|boys|child|children|minors|under|aged)\b|^[^.;]{0,24}\b(?:of them|of whom)\b",
    re.I,
)
_ONE: Final = re.compile(r"\b([Oo]ne) of (?:them|whom|these|those)\b")
_ROW: Final = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.M)
_CELL: Final = re.compile(r"(?<=\|)[ \t]*([1-4]|[\u06f1-\u06f4])[ \t]*(?=\|)")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such count."""
    for line in context.lines:
        if not lexicon.has(line.plain, context.language, "harm") or not lexicon.has(
            line.plain, context.language, "persons_kind"
        ):
            continue
        large = [
            f for f in line.figures if f.value is not None and f.value >= _FEW and f.unit != "%"
        ]
        for figure in line.figures:
            if large and _is_small(context, line, figure):
                yield _finding(context, line.place(figure.start, figure.end), figure.text)
                break
        else:
            one = _ONE.search(line.plain) if large else None
            if one:
                yield _finding(context, line.place(*one.span(1)), one.group(1))
    yield from _tables(context)


def _is_small(context: Context, line: Line, figure: Figure) -> bool:
    if figure.value is None or not 1 <= figure.value < _FEW or figure.value != int(figure.value):
        return False
    if figure.unit in (
        "%",
        "year",
        "month",
        "day",
        "week",
        "hour",
        "minute",
        "million",
        "article",
        "section",
    ):
        return False
    behind = line.plain[figure.end :][:40]
    near = line.plain[figure.start : figure.end + 40]
    return bool(_OF.match(behind)) or (
        lexicon.has(near, context.language, "persons")
        and lexicon.has(near, context.language, "persons_kind")
    )


def _tables(context: Context) -> Iterator[Finding]:
    """Cells of one to four in tables whose head counts persons beside harm."""
    rows = list(_ROW.finditer(context.source))
    head = ""
    last = -2
    for row in rows:
        if row.start() > last + 2:
            head = row.group()
        last = row.end()
        if not (
            lexicon.has(head, context.language, "harm")
            or lexicon.has(head, context.language, "persons")
        ):
            continue
        for cell in _CELL.finditer(context.source, row.start(), row.end()):
            yield _finding(context, cell.span(1), cell.group(1))


def _finding(context: Context, place: tuple[int, int], count: str) -> Finding:
    return context.finding(
        (CODE, SEVERITY),
        place,
        f"“{count}” is a cell small enough to point at persons",
        help="join it with a larger group, or say “fewer than five”",
    )
