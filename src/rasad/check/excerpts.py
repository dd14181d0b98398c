"""Excerpts: the words a finding is about, with carets under them, for a terminal. Report + Finding -> lines."""

from __future__ import annotations

import unicodedata
from typing import Final

from rasad.check.shown import Report
from rasad.model import Finding

_WIDE: Final = 96
_COLOURS: Final = {"error": "1;31", "warning": "1;33", "info": "1;36"}


def excerpt(report: Report, found: Finding, *, has_colour: bool = False) -> list[str]:
    """The line of the text and carets under the place. Where the line runs from right to left, where a caret would
    stand is the terminal's secret: there the words themselves are given."""
    line, start = report.line_of(found.start)
    low = found.start - start
    high = max(low + 1, min(found.end - start, len(line)))
    begin = max(0, min(low - _WIDE // 3, len(line) - _WIDE))
    end = min(len(line), max(begin + _WIDE, min(high, low + _WIDE)))
    ahead, behind = "\u2026" if begin else "", "\u2026" if end < len(line) else ""
    number = f"{found.line:>5}"
    told = [f"{number} | {ahead}{plain(line[begin:end])}{behind}"]
    if _is_right_to_left(line[begin:end]):
        return [*told, f"{'':5} | here: {named(line[low : min(high, end)])}"]
    gap = width(ahead + plain(line[begin:low]))
    carets = "^" * max(1, width(plain(line[low : min(high, end)])))
    return [*told, f"{'':5} | {' ' * gap}{paint(carets, found.severity) if has_colour else carets}"]


def plain(words: str) -> str:
    """One line that a terminal cannot be talked into anything by."""
    return "".join(char if char.isprintable() or char == "\u200c" else " " for char in words)


def named(words: str) -> str:
    """Words as they can be read in a sentence: signs that cannot be seen by their number."""
    if not words:
        return "nothing"
    return "\u201c" + "".join(
        char if char.isprintable() or char == "\u200c" else f"U+{ord(char):04X}" for char in words
    ) + "\u201d"


def paint(words: str, severity: str) -> str:
    """Words in the colour of a severity."""
    return f"\x1b[{_COLOURS.get(severity, '1')}m{words}\x1b[0m"


def width(words: str) -> int:
    """How many columns words take on a terminal."""
    return sum(
        0 if unicodedata.combining(char) or unicodedata.category(char) == "Cf"
        else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in words
    )  # fmt: skip


def _is_right_to_left(words: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in words)
