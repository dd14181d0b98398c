"""Fixes: safe replacements put in, and the difference shown. Text + Findings -> text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from rasad.check.shown import Report
from rasad.model import Finding
from rasad.model.finding import Fix

_ROUNDS: Final = 8
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")  # as patch counts them: U+2028 ends no line


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A text after its fixes, how many were put in, and what still stands."""

    text: str
    count: int
    findings: tuple[Finding, ...]


def apply(text: str, fixes: Sequence[Fix]) -> tuple[str, int]:
    """The text with those fixes, in order of place; one that overlaps an earlier one waits for another round."""
    parts: list[str] = []
    place = count = 0
    for fix in sorted(set(fixes), key=lambda fix: (fix.start, fix.end, fix.replacement)):
        if fix.start < place or (count and fix.start == place and fix.end == fix.start):
            continue
        if text[fix.start : fix.end] == fix.replacement:
            continue
        parts += [text[place : fix.start], fix.replacement]
        place = fix.end
        count += 1
    return "".join(parts) + text[place:], count


def in_file(report: Report, fix: Fix) -> Fix | None:
    """The fix as one of the file; None where the words shown are not the characters of the file.

    HTML is changed within one stretch of plain characters only: no tag, no entity, no white space that a browser folds.
    """
    if report.blocks is None:
        return fix
    if not report.offsets or report.is_published or fix.start == fix.end:
        return None
    places = report.offsets[fix.start : fix.end]
    low, high = places[0], places[-1] + 1
    if report.file[low:high] != report.text[fix.start : fix.end]:
        return None
    return Fix(start=low, end=high, replacement=escape(fix.replacement, quote=False))


def settle(text: str, check: Callable[[str], tuple[Report, Sequence[Finding]]]) -> Fixed:
    """Checks and fixes a file until nothing is left to fix, so that another time changes nothing.

    `check` reads and checks the characters of a file. A round that would bring an error which was not there before is not taken.
    """
    report, seen = check(text)
    found, count = tuple(seen), 0
    for _ in range(_ROUNDS):
        fixes = [in_file(report, one.fix) for one in found if one.fix]
        changed, made = apply(text, [fix for fix in fixes if fix])
        if not made:
            break
        report, seen = check(changed)
        after = tuple(seen)
        if _errors(after) > _errors(found):
            break
        text, found, count = changed, after, count + made
    return Fixed(text=text, count=count, findings=found)


def difference(before: str, after: str, file: str) -> str:
    """The unified difference, as `patch` takes it; nothing for equal texts."""
    lines = difflib.unified_diff(
        _LINE.findall(before), _LINE.findall(after), f"a/{file}", f"b/{file}"
    )
    told = []
    for line in lines:
        told.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(told)


def _errors(findings: Sequence[Finding]) -> int:
    return sum(found.severity == "error" for found in findings)
