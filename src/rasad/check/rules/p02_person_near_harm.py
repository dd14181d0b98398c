"""P02: a person is named near words of arrest, summons, injury, death or family."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.model import Finding, Mention

CODE = "P02"
SEVERITY = "error"
NEEDS = "text"
NAME = "person near harm"
RATIONALE = (
    "Names of arrested, summoned, injured or killed persons and of their families are not printed, even where state media print them. A "
    "person without office in a sentence with a word of harm, or near a word of family, is flagged; an official only beside a word of family."
)
BAD = "On 14 September 2026 Sarvan Post reported that Sara Baresh had been arrested [@en, 0-350]."
GOOD = "On 14 September 2026 Sarvan Post reported that a resident had been arrested [@en, 0-350]."
_BESIDE: Final = 8
_FAR: Final = 30


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such person."""
    for line in context.lines:
        harm = [line.text[a:b] for a, b in lexicon.find(line.plain, context.language, "harm")]
        if not harm and not lexicon.has(line.plain, context.language, "family"):
            continue
        for person in line.people:
            word = (
                harm[0]
                if harm and person.private
                else _family_beside(line, person, context.language)
            )
            if word:
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(person.start, person.end),
                    f"“{person.text}” is named near “{word}”",
                    help="leave the name out",
                )


def _family_beside(line: Line, person: Mention, language: str) -> str:
    """The word of family directly before a name ("son of") or behind it ("'s wife"), else nothing."""
    for start, end in lexicon.find(line.plain, language, "family"):
        gap = (
            line.plain[end : person.start]
            if end <= person.start
            else line.plain[person.end : start]
        )
        reach = _FAR if person.private else _BESIDE
        if len(gap) <= reach and not any(char in ".;()" for char in gap):
            return line.text[start:end]
    return ""
