"""Understand: headed parts of a text that tells many things. Telling → blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rasad.understand.tellings import Telling

_MARKED: Final = re.compile(r"#{2,4} +(.+?)(?: *\{#[\w-]+\})?\s*$")
_ENDS: Final = ".:;!?\u061f\u061b\u06d4,\u060c\"\u201d\u00bb)"
_LONGEST_HEADING: Final = 130
_SHORTEST_BODY: Final = 120


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and the paragraphs under it."""

    heading: str
    start: int
    end: int


def find_blocks(telling: Telling) -> list[Block]:
    """The headed parts; none when the text tells one thing.

    A round-up begins with a heading, or has three; a report with one or two crossheads stays whole.
    """
    return [Block(*found) for found in headed(telling.text, telling.paragraphs())]


def headed(whole: str, runs: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Heading, start and end of each headed part of a text with these paragraphs; none when it tells one thing."""
    headings = [index for index in range(len(runs) - 1) if _is_heading(whole, runs, index)]
    is_marked = any(_MARKED.match(whole[slice(*runs[index])]) for index in headings)
    if len(headings) < 2 or not (is_marked or headings[0] == 0 or len(headings) >= 3):
        return []
    out: list[tuple[str, int, int]] = []
    for number, index in enumerate(headings):
        behind = headings[number + 1] if number + 1 < len(headings) else len(runs)
        if sum(end - start for start, end in runs[index + 1 : behind]) < _SHORTEST_BODY:
            continue
        text = whole[slice(*runs[index])]
        marked = _MARKED.match(text)
        out.append(((marked.group(1) if marked else text).strip(), runs[index][0], runs[behind - 1][1]))
    return out if len(out) >= 2 else []


def _is_heading(text: str, runs: list[tuple[int, int]], index: int) -> bool:
    start, end = runs[index]
    if _MARKED.match(text[start:end]):
        return True
    following = runs[index + 1]
    return (
        8 <= end - start <= _LONGEST_HEADING
        and text[end - 1] not in _ENDS
        and "\n" not in text[start:end]
        and text.count(" ", start, end) >= 2
        and following[1] - following[0] > 1.5 * (end - start)
        and following[1] - following[0] >= _SHORTEST_BODY
    )
