"""N03: a range whose first end is the larger one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "N03"
SEVERITY = "error"
NEEDS = "text"
NAME = "flipped range"
RATIONALE = "“Between 40 and 12”, “40–12 per cent”: two numbers changed places, or one of them is wrong. Falls (“from 40 to 12”), votes, scores, years cut short and codes are left alone."
BAD = "On 14 September 2026 Mera Tolun said that between 40 and 12 lines work, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that between 12 and 40 lines work, Sarvan Post reported [@en, 0-250]."

_NUMBER: Final = r"(\d[\d,.]*\d|\d)"
_SIZE: Final = r"(\s?(?:%|per ?cent|thousand|million|billion|trillion))?"
_DASHED: Final = re.compile(
    rf"(?<![\w./:,-]){_NUMBER}\s?%?\s?[-\u2013\u2014]\s?{_NUMBER}{_SIZE}(?![\w/:-]|[.,]\d)"
)
_UNIT: Final = re.compile(r"\s?[a-z\u0620-\u06ff]{3,}")


@lru_cache(maxsize=8)
def _between(language: str) -> re.Pattern[str]:
    def words(key: str) -> str:
        listed = lexicon.load(language).get(key, [])
        return "|".join(re.escape(letters.normalise(word, language)) for word in listed) or "(?!)"

    openers = words("range_wrong") if language == "en" else words("range_open")
    joined = f"{words('range_and')}|{words('range_to')}"
    if language != "en":
        openers = openers.split("|", 1)[-1]
    return re.compile(
        rf"(?<!\w)(?:{openers})\s+[$\u20ac\u00a3]?{_NUMBER}{_SIZE}(?:\s\w+)?\s+(?:{joined})\s+[$\u20ac\u00a3]?{_NUMBER}{_SIZE}(?![\w/:-]|[.,]\d)"
    )


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such range."""
    for line in context.lines:
        folded = letters.fold(line.plain, context.language)
        places = [
            folded.span(found.start(), found.end())
            for found in _between(context.language).finditer(folded.text)
            if _falls(
                found.group(1),
                found.group(3),
                found.group(2) == found.group(4) or not found.group(2),
            )
        ]
        has_vote = lexicon.has(line.plain, context.language, "votes")
        dates = [(d.start or 0, d.end or 0) for d in line.dates]
        for found in _DASHED.finditer(folded.text):
            span = folded.span(found.start(), found.end())
            is_sized = (
                bool(found.group(3))
                or "%" in found.group()
                or _UNIT.match(folded.text, found.end())
            )
            is_old = any(a < span[1] and span[0] < b for a, b in dates)
            if (
                is_sized
                and not is_old
                and not has_vote
                and _falls(found.group(1), found.group(2), True)
            ):
                places.append(span)
        for span in dict.fromkeys(places):
            yield context.finding(
                (CODE, SEVERITY),
                line.place(*span),
                f"“{line.text[span[0] : span[1]]}” runs from the larger number to the smaller",
                help="compare with the evidence; put the smaller end first",
            )


def _falls(one: str, other: str, is_same_size: bool) -> bool:
    """True when the first number is the larger, and the second no shortened year."""
    try:
        low, high = float(one.replace(",", "")), float(other.replace(",", ""))
    except ValueError:
        return False
    is_short_year = len(one) == 4 and len(other) <= 2 and one.isdigit()
    return is_same_size and low > high and not is_short_year
