"""T03: a letter inside a number, or digits of another script than the text's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, Line
from rasad.model import Finding

CODE = "T03"
SEVERITY = "warning"
NEEDS = "text"
NAME = "letter in a number"
RATIONALE = "“2O23” with the letter O, “l5 per cent” with an l, and Arabic digits in a Persian text look right and are found by no search. Codes such as 4K or 3G, in which the letter stands at the end, are left alone."
BAD = "On 14 September 2O26 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."

_MIXED: Final = re.compile(
    r"(?<![\w.@#/%=&-])(?:\d+[OoIl]+\d[\dOIl]*|[Il]\d{1,3}(?=\s?(?:%|per ?cent|million|billion|thousand))|\d+[Oo](?=\s?(?:%|per ?cent|million|billion|thousand)))(?![\w@/&=-])"
)
_ARABIC: Final = re.compile("[\u0664-\u0666]")
_OTHER: Final = re.compile("[\u06f0-\u06f9]")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such number."""
    for line in context.lines:
        for found in _MIXED.finditer(line.plain):
            yield _finding(context, line, found, "has a letter among its digits")
        if context.language == "fa" and _OTHER.search(context.source):
            for found in _ARABIC.finditer(line.plain):
                yield _finding(context, line, found, "is an Arabic digit in a Persian text")


def _finding(context: Context, line: Line, found: re.Match[str], what: str) -> Finding:
    return context.finding(
        (CODE, SEVERITY),
        line.place(*found.span()),
        f"“{found.group()}” {what}",
        help="type the number anew",
    )
