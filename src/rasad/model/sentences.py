"""Sentences of a paragraph, by a simple rule that needs no language. str -> spans."""

from __future__ import annotations

import re
from typing import Final

_STOPS: Final = ".!?\u061f\u2026"
_OPENERS: Final = "\u201c\u00ab\u2039\u201e"
_CLOSERS: Final = "\u201d\u00bb\u203a"
_AFTER: Final = "\"'\u2019)]" + _CLOSERS
_TITLES: Final = frozenset(
    {
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "eng",
        "gen",
        "col",
        "lt",
        "capt",
        "rev",
        "hon",
        "st",
        "vs",
        "cf",
        "dept",
    }
)
_BEFORE_NUMBERS: Final = frozenset(
    {
        "no",
        "nos",
        "art",
        "arts",
        "para",
        "paras",
        "sec",
        "ch",
        "cl",
        "fig",
        "vol",
        "p",
        "pp",
        "approx",
    }
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
# Article, section, clause, paragraph, point; the same in Persian.
_NUMBERED: Final = frozenset(
    {"article", "section", "clause", "paragraph", "point"}
    | {"\u0645\u0627\u062f\u0647", "\u0628\u0646\u062f", "\u062a\u0628\u0635\u0631\u0647", "\u0627\u0635\u0644"}
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as (start, end). Quotations stay whole, if their marks pair."""
    return _split(text, keep_quotes=True) or _split(text, keep_quotes=False)


def _split(text: str, *, keep_quotes: bool) -> list[tuple[int, int]]:
    """As above; nothing when quotations are to be kept and a mark does not pair."""
    spans: list[tuple[int, int]] = []
    start, place, depth, is_straight = 0, 0, 0, False
    while place < len(text):
        char = text[place]
        depth += (char in _OPENERS) - (char in _CLOSERS and depth > 0)
        is_straight ^= char == '"'
        place += 1
        if char not in _STOPS:
            continue
        stop = place - 1
        while place < len(text) and text[place] in _STOPS + _AFTER:
            depth -= text[place] in _CLOSERS and depth > 0
            is_straight ^= text[place] == '"'
            place += 1
        if keep_quotes and (depth or is_straight):
            continue
        if (place == len(text) or text[place].isspace()) and _is_end(text, start, stop, place):
            spans.append((start, place))
            while place < len(text) and text[place].isspace():
                place += 1
            start = place
    if keep_quotes and (depth or is_straight):
        return []
    if text[start:].strip():
        spans.append((start, start + len(text[start:].rstrip())))
    return spans


def _is_end(text: str, start: int, stop: int, after: int) -> bool:
    """True when the stop ends its sentence: not an initial, an abbreviation or an ordinal."""
    last = text[max(start, stop - 40) : stop].split()[-2:]
    if text[stop] == "." and len(last) == 2 and last[1].isdigit() and last[0].lower() in _NUMBERED:
        return False  # "Article 1." numbers what follows
    coming = text[after:].lstrip()[:1]
    if text[stop] != "." or after > stop + 1 or not coming:
        return True
    word = re.search(r"[^\s(\u201c\u00ab\"]*\Z", text[max(start, stop - 40) : stop])
    token = word.group(0) if word else ""
    if token.isdigit():
        return token != text[start:stop].strip() and not (coming.islower() or coming.isdigit())
    if token.lower() in _BEFORE_NUMBERS:
        return not coming.isdigit()
    is_initial = re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", token) is not None
    return not (is_initial or token.lower() in _TITLES)
