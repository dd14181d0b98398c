"""S07: a superlative that is the source's claim and printed as the desk's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.sourcing import Quoted, is_attributed
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "S07"
SEVERITY = "warning"
NEEDS = "text"
NAME = "superlative taken over"
RATIONALE = (
    "“The largest in the region”, “unprecedented”: such words are claims of whoever profits from them. They stand between quotation marks, behind a speaker's name, or "
    "beside a source. A superlative counts only with its scope (ever, in the world, in history)."
)
BAD = "On 14 September 2026 the ministry opened the largest harbour network in the region."
GOOD = "On 14 September 2026 the ministry opened what it called “the largest harbour network in the region”."
PLAIN = True


_MOST: Final = re.compile(
    r"\b(?:the|its|their|(?:world|country|region|nation)'s) (?:most \w+|least \w+|(?!latest|nearest|west\b|east\b|rest\b|test\b|forest|interest|request|protest|guest|quest|west|invest|honest|modest|arrest)\w{2,}est|best|first|only)\b"
    r"(?: [\w-]+){0,7}? (?:in|of|on) (?:the |its |our |this )?"
)
_OWNED: Final = re.compile(
    r"\b(?:world|region|country|nation)'s (?:most \w+|(?!latest|nearest)\w{3,}est|first|best|only)\b"
)


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first superlative of each sentence that nobody is said to have claimed."""
    quoted = Quoted(context)
    for line in context.lines:
        if line.is_analysis or lexicon.has(line.plain, context.language, "praise_idle"):
            continue
        for start, end in _claims(line):
            place = line.place(start, end)
            if quoted.holds(place[0]) or is_attributed(context, line):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                place,
                f"“{line.text[start:end]}” is somebody's claim: whose?",
                help="attribute it, quote it, or say how it was measured",
            )
            break


def _claims(line: Line) -> Iterator[tuple[int, int]]:
    """Where superlatives with a scope stand."""
    language = line.context.language
    if language != "en":
        if lexicon.has(line.plain, language, "praise_scope"):
            yield from lexicon.find(line.plain, language, "superlative")
        return
    yield from lexicon.find(line.plain, language, "superlative")
    folded = letters.fold(line.plain, language)
    scope = lexicon.pattern(language, "praise_scope")
    for found in _MOST.finditer(folded.text):
        behind = scope.match(folded.text, found.end())
        if behind:
            yield folded.span(found.start(), behind.end())
    for found in _OWNED.finditer(folded.text):
        yield folded.span(found.start(), found.end())
