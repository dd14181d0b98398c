"""Paragraphs: blocks of a text. str -> spans, line ends inside a wrapped block forgiven.

A line end closes a paragraph, unless the block between blank lines is visibly wrapped: two or more lines
of like length, or a next line that goes on in small letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_LINE: Final = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CLOSED: Final = re.compile(r"[.!?:\u061f\u06d4\u2026][\"'\u201d\u2019\u00bb)\]]*\s*$")
_NARROW, _WIDE, _RAGGED = 40, 120, 30
_MARKED: Final = re.compile(r"\s*(?:[#>|*+-]\s|#{1,6}\s|:::|\d{1,3}[.)]\s|<!--)")


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph, white space at both ends left out."""
    return list(_spans(text))


@lru_cache(maxsize=4)  # sentences, quotations, figures and names of one text each ask for them
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for block in _blocks(text):
        if len(block) > 1 and _is_wrapped(text, block):
            out.append((block[0][0], block[-1][1]))
            continue
        current = block[0]
        for line in block[1:]:
            if _continues(text, current, line):
                current = (current[0], line[1])
            else:
                out.append(current)
                current = line
        out.append(current)
    return tuple(out)


def _blocks(text: str) -> list[list[tuple[int, int]]]:
    blocks: list[list[tuple[int, int]]] = []
    last = None
    for found in _LINE.finditer(text):
        line = found.group()
        lead = len(line) - len(line.lstrip())
        if lead == len(line):
            continue
        here = (found.start() + lead, found.end() - (len(line) - len(line.rstrip())))
        gap = text[last : here[0]] if last is not None else ""
        is_new = last is None or gap.replace("\r\n", "\n").count("\n") != 1
        if is_new or _MARKED.match(text, found.start()):
            blocks.append([here])
        else:
            blocks[-1].append(here)
        last = here[1]
    return blocks


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    sizes = [end - start for start, end in block[:-1]]
    if min(sizes) < _NARROW or max(sizes) > _WIDE or max(sizes) - min(sizes) > _RAGGED:
        return False
    if block[-1][1] - block[-1][0] > _WIDE:
        return False
    closed = sum(1 for start, end in block[:-1] if _CLOSED.search(text[max(start, end - 8) : end]))
    return closed * 2 < len(sizes)


def _continues(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    if _CLOSED.search(text[max(line[0], line[1] - 8) : line[1]]):
        return False
    return text[following[0]].islower()
