"""P02: a person is named near words of arrest, summons, injury, death or family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.harm import bears
from rasad.check.people import may_stand
from rasad.languages import text as letters
from rasad.model import Finding, Mention

CODE = "P02"
SEVERITY = "error"
NEEDS = "text"
SCOPE = "item"
NAME = "person near harm"
RATIONALE = (
    "Names of arrested, summoned, injured or killed persons and of their families are not printed, even where state media print them. A "
    "person without office in a sentence with a word of harm, or near a word of family, is flagged; an official only beside a word of family. "
    "Who bears a title of office right before the name is no private person here. Who may be named in an item as speaking for a body may tell of the harm of others there, never of their own. A waiver lets a name stand whose bearer the sentence does not tell to be harmed, or kin of somebody (an official beside a word of family, who speaks of the harm of others), and no other. One finding a person and item."
)
BAD = "On 14 September 2026 Sarvan Post reported that Sara Baresh had been arrested [@en, 0-350]."
GOOD = "On 14 September 2026 Sarvan Post reported that a resident had been arrested [@en, 0-350]."
_BESIDE: Final = 8
_FAR: Final = 30
_STOPS: Final = '.;()"\u201c\u201d\u00ab\u00bb'
_TITLE: Final = 30
_BESIDE_NAME: Final = re.compile(r"[,\u060c(] ?([^,\u060c;.()]{3,70})[,\u060c)]")


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first such mention of each person in each item."""
    for item in context.items:
        told: set[str] = set()
        named = context.held.named.get(item.id, ())
        for line in item.lines:
            for person, word in _near_harm(context, line):
                key = letters.normalise(person.text, context.language)
                speaks = may_stand(person, named) and not bears(line.plain, context.language, (person.start, person.end))
                if key not in told and not speaks:
                    told.add(key)
                    yield context.finding(
                        (CODE, SEVERITY),
                        line.place(person.start, person.end),
                        f"“{person.text}” is named near “{word}”",
                        help="leave the name out",
                    )


def _near_harm(context: Context, line: Line) -> Iterator[tuple[Mention, str]]:
    """The persons of a line that stand near a word of harm or family, and the word."""
    language = context.language
    harm = [line.text[a:b] for a, b in lexicon.find(line.plain, language, "harm")]
    if not harm and not lexicon.has(line.plain, language, "family"):
        return
    for person in line.people:
        is_private = person.private and not _has_title(line, person, language)
        word = harm[0] if harm and is_private else _family_beside(line, person, language)
        if word:
            yield person, word


def _has_title(line: Line, person: Mention, language: str) -> bool:
    """True when a word of office stands right before a name, begins it, or is set beside it between commas."""
    beside = _BESIDE_NAME.match(line.plain, person.end)
    if beside and lexicon.has(beside.group(1), language, "offices"):
        return True
    before = line.plain[max(0, person.start - _TITLE) : person.start].rstrip(" ,")
    return any(
        before.endswith(before[start:end]) and end == len(before)
        for start, end in lexicon.find(before, language, "offices")
    ) or any(start == 0 for start, _ in lexicon.find(person.text, language, "offices"))


def _family_beside(line: Line, person: Mention, language: str) -> str:
    """The word of family directly before a name ("son of") or behind it ("'s wife"), else nothing."""
    for start, end in lexicon.find(line.plain, language, "family"):
        gap = (
            line.plain[end : person.start]
            if end <= person.start
            else line.plain[person.end : start]
        )
        reach = _FAR if person.private else _BESIDE
        if len(gap) <= reach and not any(char in _STOPS for char in gap):
            return line.text[start:end]
    return ""
