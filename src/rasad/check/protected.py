"""Protected: whose name no waiver lets stand. Finding of P01 or P02 -> why, or None.

Those of whom the edition itself, or any text that is held, tells an arrest, a summons, an injury, a death, or kinship of somebody. What the
named one is said to say counts only when it is of themselves; where the grammar leaves doubt, the person is protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check.context import Context, ItemLines
from rasad.check.harm import Told, find_harm
from rasad.languages import tables
from rasad.model import Finding
from rasad.safety import persons

CODES: Final = frozenset({"P01", "P02"})
HELP: Final = (
    "leave the name out and take the waiver away: who was arrested, summoned, injured or killed, and their kin, are never named; "
    "an official or a body belongs into the pack"
)


def why_protected(context: Context, finding: Finding) -> str | None:
    """What tells harm to the person of a finding, in words for a message; None where a waiver may let the name stand."""
    if finding.code not in CODES:
        return None
    for name in dict.fromkeys(_named(context, finding)):
        if harm := _harm_of(context, name):
            return f"{harm[0]} tells “{harm[1]}” of “{name}”"
    return None


def _harm_of(context: Context, name: str) -> tuple[str, str] | None:
    """Where and in which words harm to, or kinship of, a person is told."""
    keep = tuple(spelt.text for known in context.pack.people for spelt in known.names)
    for item in context.items:
        text, said = _told_in(item, context.language, name)
        harm = find_harm(text, context.language, [name], keep=keep, said=said)
        if harm is not None:
            return "this text", harm.text
    return context.held.harm_of(name)


def _named(context: Context, finding: Finding) -> Iterator[str]:
    """The persons without office whom a finding is about: the one at its place, or all where one note is of all."""
    is_note = finding.code == "P01" and not context.held.is_there
    for line in context.lines:
        for one in line.people:
            if one.private and (is_note or line.place(one.start, one.end) == (finding.start, finding.end)):
                yield one.text


def _told_in(item: ItemLines, language: str, name: str) -> tuple[str, list[Told]]:
    """The words of an item, and what stands in a sentence behind the name and a verb of saying."""
    text, said = "", []
    for line in item.lines:
        said += [Told(len(text) + start, len(text) + len(line.plain)) for start in _sayings(line.plain, language, name)]
        text += f"{line.plain}\n"
    return text, said


def _sayings(text: str, language: str, name: str) -> Iterator[int]:
    for _, end in persons.occurrences(text, [name]):
        if found := _verbs(language).search(text, end):
            yield found.end()


@lru_cache(maxsize=8)
def _verbs(language: str) -> re.Pattern[str]:
    acts = tables.load(language, "house").get("acts")
    words = {*tables.words(language, "house", "grammar", "clause_verbs"), *(map(str, acts.values()) if isinstance(acts, dict) else ())}
    listed = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed)) or '(?!)'})(?!\w)", re.I)
