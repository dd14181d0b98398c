"""Anchors: which day the words of a text count from. Context -> EDTF, or nothing."""

from __future__ import annotations

import re
from typing import Final

from rasad.check.context import Context, Line
from rasad.model.front_matter import FRONT, OTHER_FRONT

_DAY: Final = re.compile(
    r"^[ \t]*(?:window|date|published|publishdate|lastmod|day|created)[ \t]*[:=][ \t]*[\"']?(\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?)",
    re.M | re.I,
)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)")


def given(context: Context) -> str:
    """The window, else the day that the front matter gives, else nothing."""
    if context.window:
        return context.window
    front = FRONT.match(context.source) or OTHER_FRONT.match(context.source)
    found = _DAY.search(front.group()) if front else None
    return found.group(1) if found else ""


def has_year(line: Line) -> bool:
    """True when a line prints a date that says its year."""
    return any(
        day.edtf and day.basis == "explicit" and any(char.isdigit() for char in day.text)
        for day in line.dates
    )
