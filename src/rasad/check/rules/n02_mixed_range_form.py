"""N02: a range in two forms at once: “from 10–20”, “between 10 to 20”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "N02"
SEVERITY = "warning"
NEEDS = "text"
NAME = "mixed range form"
RATIONALE = "“From 10–20 per cent” and “between 10 to 20” are half a range each: the reader cannot tell whether a word or a number was lost. “From … to”, “between … and” or the bare dash is whole."
BAD = "On 14 September 2026 Mera Tolun said that from 12–40 lines work, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that 12 to 40 lines work, Sarvan Post reported [@en, 0-250]."
_NUMBER: Final = r"(?:[$\u20ac\u00a3]\s?)?\d[\d,.\u066b\u066c]*(?:\s?%)?"


@lru_cache(maxsize=8)
def _forms(language: str) -> tuple[re.Pattern[str], ...]:
    def words(key: str) -> str:
        listed = lexicon.load(language).get(key, [])
        return "|".join(re.escape(letters.normalise(word, language)) for word in listed) or "(?!)"

    dash = rf"(?<!\w)(?:{words('range_open')})\s+{_NUMBER}\s?[-\u2013\u2014]\s?{_NUMBER}(?![\d/-])"
    to = rf"(?<!\w)(?:{words('range_wrong')})\s+{_NUMBER}\s+(?:per cent |percent )?(?:{words('range_to')})\s+{_NUMBER}"
    return re.compile(dash), re.compile(to)


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such range."""
    for line in context.lines:
        folded = letters.fold(line.plain, context.language)
        for form in _forms(context.language):
            for found in form.finditer(folded.text):
                start, end = folded.span(found.start(), found.end())
                if _is_code(line.plain, start, end):
                    continue
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(start, end),
                    f"“{line.text[start:end]}” mixes two forms of a range",
                    help="write “from A to B”, “between A and B”, or “A–B” alone",
                )


def _is_code(text: str, start: int, end: int) -> bool:
    """True for seasons (2019-20), scores and telephone numbers."""
    numbers = re.findall(r"\d+", text[start:end])
    return len(numbers) > 1 and len(numbers[0]) == 4 and len(numbers[-1]) == 2
