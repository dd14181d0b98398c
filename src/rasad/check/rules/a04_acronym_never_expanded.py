"""A04: an acronym that the text never expands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.model import Finding

CODE = "A04"
SEVERITY = "info"
NEEDS = "text"
NAME = "acronym never expanded"
RATIONALE = (
    "A reader outside the country does not know the letters. An acronym is expanded where its words stand beside it in brackets, where a run of capitalised words has its "
    "initials, or where the pack knows a longer name of the same body and the text prints it. Acronyms that everybody knows are in `check/words/LANGUAGE.toml`. One note an acronym, at its first place."
)
BAD = "On 14 September 2026 the HRPC kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the Harbour Rules and Prices Commission (HRPC) kept the network, Sarvan Post reported [@en, 0-250]."

_ACRONYM: Final = re.compile(r"(?<![\w.@#/&+-])[A-Z]{3,6}s?(?![\w@/&+-]|\.\w)")
_WORD: Final = re.compile(r"[A-Za-z][\w']*")
_SMALL: Final = frozenset(
    {"of", "and", "for", "the", "on", "in", "to", "a", "an", "at", "by", "with", "de", "la"}
)
_CAPS: Final = re.compile(r"[A-Z]{2,}[\W\d]+\Z|\A[\W\d]+[A-Z]{2,}(?![a-z])")
_DATELINE: Final = re.compile(r"\A[A-Z]{3,}[ ,]")
_LONGEST: Final = 9


def find(context: Context) -> Iterator[Finding]:
    """A note at the first mention of each."""
    if context.language == "fa":
        return
    known = {word.upper() for word in lexicon.load(context.language).get("acronyms", [])}
    first: dict[str, tuple[Line, int, int]] = {}
    for line in context.lines:
        for found in _ACRONYM.finditer(line.plain):
            name = found.group().removesuffix("s")
            if name.upper() in known or name in first or _is_shouted(line.plain, found):
                continue
            if any(
                one.kind == "outlet" and one.start <= found.start() < one.end for one in line.names
            ):
                continue
            first[name] = (line, found.start(), found.end())
    if not first:
        return
    whole = "\n".join(line.plain for line in context.lines)
    initials = _initials(whole)
    for name, (line, start, end) in first.items():
        if name in initials or _is_beside(whole, name) or _has_longer(context, line, start, end):
            continue
        yield context.finding(
            (CODE, SEVERITY),
            line.place(start, end),
            f"“{name}” is never expanded",
            help=f"print the full name once, with ({name}) behind it",
        )


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """True inside a run of capitals, such as a heading or the place before a report."""
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :][:24]
    is_run = re.search(r"(?<!\w)[A-Z]{2,}[ ,:]+\Z", before) or re.match(
        r"[ ,:]+[A-Z]{2,}(?!\w)", after
    )
    is_dateline = found.start() == 0 and re.match(r"\s*(?:[,(][^)–—-]{0,30}\)?)?\s*[–—_-]", after)
    is_counted = re.search(r"\d\)? ?\Z", before) or re.match(r" ?\(?\d", after)
    is_alone = before.endswith("(") and after.startswith(")")
    is_part_of_name = re.match(r" [A-Z][a-z]", after) or re.match(r"[A-Z]+\d|[ ]?-|;", after)
    return bool(is_run or is_dateline or is_counted or is_alone or is_part_of_name)


def _initials(text: str) -> frozenset[str]:
    """Every string of first letters that up to nine words in a row make, small words counted and left out."""
    words = [found.group() for found in _WORD.finditer(text.replace("-", " "))]
    made: set[str] = set()
    for index, word in enumerate(words):
        if not word[0].isupper():
            continue
        full, short = "", ""
        for other in words[index : index + _LONGEST]:
            is_small = other.lower() in _SMALL
            if not is_small and not other[0].isupper() and len(short) == 0:
                break
            full += other[0].upper()
            if not is_small:
                short += other[0].upper()
            made |= {full, short}
    return frozenset(name for name in made if len(name) > 1)


def _is_beside(text: str, name: str) -> bool:
    """True when the letters stand in brackets behind words, or words in brackets behind the letters."""
    letters = re.escape(name)
    if re.search(
        rf"[A-Za-z\u0600-\u06ff][\w'-]* [\w'-]+[\"”’»]? ?\((?:the |or |hereinafter |“|\"|‘|')*{letters}s?(?![A-Z])[^)]*\)",
        text,
    ):
        return True
    return (
        re.search(
            rf"(?<!\w){letters}s? ?(?:\(|, or |, short for |stands for |— |– )(?:the )?{letters[0]}\w+ \w+",
            text,
            re.I,
        )
        is not None
    )


def _has_longer(context: Context, line: Line, start: int, end: int) -> bool:
    ids = {
        id for found in line.names if found.start <= start and end <= found.end for id in found.ids
    }
    return bool(ids) and any(
        ids & set(found.ids) and len(found.text.split()) > 1
        for other in context.lines
        for found in other.names
    )
