"""A02: the name of a body is near one of the register, or near one the text itself prints again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon, registers
from rasad.check.context import Context, Line
from rasad.model import Finding

CODE = "A02"
SEVERITY = "warning"
NEEDS = "text"
SCOPE = "edition"
NAME = "name near the register"
RATIONALE = (
    "A body's name with one wrong word is a slip or another body. Names that begin with a capital, hold a word such as “Ministry” or “Council” and "
    "differ in one word, by a letter or two, from a name of the pack, or from one that this text prints at least twice, are named; so are names in which one inner word is left out. "
    "Plurals and British or American spelling are the same word."
)
BAD = "On 14 September 2026 the Ministry of Protz kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the Ministry of Ports kept the network, Sarvan Post reported [@en, 0-250]."
_NAME: Final = re.compile(r"[A-Z][\w'-]*(?:\s+(?:(?:of|and|for|the|on|in)\s+){0,2}[A-Z][\w'-]*)+")
_ARTICLE: Final = re.compile(r"(?:The|A|An|[A-Z][a-z]+\s+(?:the|in|on|for|and))\s+(?=[A-Z])")
_TWICE: Final = 2


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such name."""
    register = registers.bodies(context.pack, context.language)
    own, counts = _own(context)
    for line in context.lines:
        found = list(_near_pack(line, register))
        found += [
            slip
            for slip in _slips(line, own, "printed once")
            if counts[line.plain[slip[0] : slip[1]]] <= 1
        ]
        found += _shortened(line, register)
        told: set[int] = set()
        for start, end, near, where in found:
            if start not in told:
                told.add(start)
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(start, end),
                    f"“{line.plain[start:end]}” is near “{near}” and {where}",
                    help="correct the name, or add it to the pack with its source",
                )


def _own(context: Context) -> tuple[registers.Register, Counter[str]]:
    """The names that the text itself prints at least twice, and how often it prints each."""
    counts = Counter(name for line in context.lines for _, _, name in _bodies(line))
    often = (name for name, count in counts.items() if count >= _TWICE)
    return registers.Register(often, context.language), counts


def _near_pack(line: Line, register: registers.Register) -> tuple[tuple[int, int, str, str], ...]:
    """The slips of a line against the pack, remembered with the line."""
    return line.fact("slips", lambda: tuple(_slips(line, register, "no name of the pack")))


def _bodies(line: Line) -> tuple[tuple[int, int, str], ...]:
    """The names of bodies in a line, remembered with the line."""
    return line.fact("bodies", lambda: tuple(_named(line)))


def _named(line: Line) -> Iterator[tuple[int, int, str]]:
    for found in _NAME.finditer(line.plain):
        start = found.start()
        while article := _ARTICLE.match(line.plain, start, found.end()):
            start = article.end()
        name = line.plain[start : found.end()]
        if lexicon.has(name, line.context.language, "body_words"):
            yield start, found.end(), name


def _slips(
    line: Line, register: registers.Register, where: str
) -> Iterator[tuple[int, int, str, str]]:
    language = line.context.language
    for start, end, odd, near in registers.slips(line.plain, register, language):
        is_named = language != "en" or line.plain[odd].isupper()
        is_body = lexicon.has(near, language, "body_words")
        if is_named and is_body and not is_known(line, odd):
            yield start, end, near, where


def is_known(line: Line, place: int) -> bool:
    """True inside a name of the pack."""
    return any(found.start <= place < found.end for found in line.names)


def _shortened(line: Line, register: registers.Register) -> Iterator[tuple[int, int, str, str]]:
    for start, end, name in _named(line):
        if any(found.start < end and start < found.end for found in line.names):
            continue
        near = register.shortened(name)
        if near:
            yield start, end, near, "no name of the pack"
