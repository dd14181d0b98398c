"""Sentences: where one ends. str -> list[Span].

A paragraph ends a sentence. So does a full stop, a question or exclamation mark with the closing marks behind it, unless an
abbreviation, an initial, a number, a small letter or a closed quotation says otherwise: a closed quotation is
never cut, however many sentences it holds. Linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import paragraphs, quotes, tables
from rasad.languages.tables import LANGUAGES
from rasad.model.span import Span

_CLOSERS: Final = "\"'\u201d\u2019\u00bb\u203a)\\]"
_CITED: Final = r"(?:\s*\[@[^\]\n]{1,200}\])*"
_END: Final = re.compile(rf"([.!?\u061f\u06d4\u2026\u3002]+)([{_CLOSERS}]*)({_CITED})(?=\s|$)")
_CLAUSE_END: Final = rf"([.!?\u061f\u06d4\u2026\u3002;\u061b]+)([{_CLOSERS}]*)({_CITED})(?=\s|$)"
_LAST_WORD: Final = re.compile(r"[^\s\"'\u201c\u2018\u00ab(\[]+$")
_NEXT: Final = re.compile(r"[\s\"'\u201c\u2018\u00ab(\[\u201e]*(\S+)")
_BEFORE: Final = 40


class _Rules(NamedTuple):
    never: frozenset[str]
    seldom: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    continuers: frozenset[str]
    numbered: frozenset[str]
    has_case: bool


@lru_cache(maxsize=32)
def _rules(language: str) -> _Rules:
    def row(key: str) -> frozenset[str]:
        return frozenset(tables.words(language, "rules", "sentences", key))

    known = LANGUAGES.get(language)
    return _Rules(
        never=row("never"),
        seldom=row("seldom"),
        before_number=row("before_number"),
        starters=row("starters"),
        continuers=row("continuers"),
        numbered=row("numbered"),
        has_case=known.has_case if known else True,
    )


def split(text: str, language: str = "und", *, clauses: bool = False) -> list[Span]:
    """The sentences of `text`; all that lies between them is white space. With `clauses`, semicolons end them too."""
    rules = _rules(language)
    held = [(q.start, q.end) for q in quotes.find(text, language) if q.is_closed and q.depth == 0]
    pattern = re.compile(_CLAUSE_END) if clauses else _END
    out: list[Span] = []
    index = 0
    for start, end in paragraphs.spans(text):
        begin = start
        for found in pattern.finditer(text, start, end):
            while index < len(held) and held[index][1] < found.end():
                index += 1
            if (
                index < len(held)
                and held[index][0] < found.start()
                and found.end() < held[index][1]
            ):
                continue
            if found.end() >= end or not _ends(text, found, (begin, end), rules):
                continue
            out.append(_span(text, begin, found.end()))
            begin = found.end() + _blank(text, found.end(), end)
        if begin < end:
            out.append(_span(text, begin, end))
    return out


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)


def _blank(text: str, start: int, end: int) -> int:
    place = start
    while place < end and text[place].isspace():
        place += 1
    return place - start


def _ends(text: str, found: re.Match[str], bounds: tuple[int, int], rules: _Rules) -> bool:
    begin, end = bounds
    following = _NEXT.match(text, found.end(), min(end, found.end() + 80))
    if following is None:
        return True
    word = following.group(1)
    mark, _, cited = found.groups()
    if cited:
        return True
    if word[0].islower():
        return False
    bare = word.strip(".,;:\u060c\u061b!?\u061f\"'\u201d\u2019\u00bb")
    if bare in rules.continuers:
        return False
    if mark.endswith(("...", "…")):
        return rules.has_case and word[0].isupper()
    if mark != ".":
        return True
    return _stop_ends(
        text[max(begin, found.start() - _BEFORE) : found.start()], word, bare, rules, found
    )


def _stop_ends(before: str, word: str, bare: str, rules: _Rules, found: re.Match[str]) -> bool:
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    token = last.group()
    if len(found.group()) > 1 and found.group()[1] in '"\u201d\u00bb':
        return True
    if token in rules.never or token.lower() in rules.never:
        return False
    if token in rules.before_number or token.lower() in rules.before_number:
        return not word[0].isdigit()
    is_initial = len(token) == 1 and token.isalpha() and (token.isupper() or not rules.has_case)
    if is_initial or token.lower() in rules.seldom or _is_dotted(token):
        return bare in rules.starters
    # "1. …", "… that Article 1. …": such a number numbers what follows
    if not token.isdigit() or len(token) > 3:
        return True
    near = before.split()
    return len(near) > 1 and near[-2].lower() not in rules.numbered


def _is_dotted(token: str) -> bool:
    """True for abbreviations with inner stops: U.S, a.m, e.g."""
    pieces = token.split(".")
    return len(pieces) > 1 and all(len(piece) <= 2 and piece.isalpha() for piece in pieces)
