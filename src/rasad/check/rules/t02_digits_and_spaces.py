"""T02: digits of two scripts in one number, or two spaces in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rasad.check.context import Context
from rasad.model import Finding
from rasad.model.finding import Fix

CODE = "T02"
SEVERITY = "info"
NEEDS = "text"
NAME = "mixed digits, double spaces"
RATIONALE = (
    "A number in two scripts is a slip of the keyboard that search and sorting stumble over. Two spaces are a trace of a cut: "
    "see whether a word is missing. Spaces behind a full stop and in tables are left alone."
)
BAD = "On 14 September 2026 Mera Tolun  kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."
_RUN: Final = re.compile(r"\d+")
_SPACES: Final = re.compile(r"(?<=[\w,;\u060c])[ \u00a0]{2,}(?=\w)")


def find(context: Context) -> Iterator[Finding]:
    """Findings at such numbers and spaces; spaces with the fix that makes them one."""
    for line in context.lines:
        for run in _RUN.finditer(line.text):
            if len({ord(char) - int(char) for char in run.group()}) > 1:
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(run.start(), run.end()),
                    f"“{run.group()}” mixes digits of two scripts",
                    help="write the number in one script",
                )
        for gap in _SPACES.finditer(line.text):
            start, end = line.place(gap.start(), gap.end())
            made = context.finding(
                (CODE, SEVERITY), (start, end), "two spaces in a row", help="one is enough"
            )
            is_plain = end - start == len(gap.group())
            yield (
                replace(made, fix=Fix(start=start, end=end, replacement=" ")) if is_plain else made
            )
