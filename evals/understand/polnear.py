"""PolNeAR: attributions found against those annotated, on a held-out fifth of its training part.

A found content pairs with a gold one when their words overlap with IoU >= .5, one to one, best first. With source: the two
sources share a word. The fifth is drawn by a seeded hash of the article id; the other four fifths are for looking at.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rasad import understand
from rasad.model import Document, Pack, Reading

SEED = "rasad-polnear-1"
WORD = re.compile(r"\w+")
Spans = list[tuple[int, int]]


def articles(path: Path, *, held_out: bool) -> list[dict[str, Any]]:
    """The articles of the held-out fifth, or those for looking at."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if is_held_out(row["id"]) == held_out]


def is_held_out(name: str) -> bool:
    """True for one article in five."""
    return int(hashlib.sha256((SEED + name).encode()).hexdigest(), 16) % 5 == 0


def _words(starts: list[tuple[int, int]], spans: Spans) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(starts) for s, e in spans if s <= a and b <= e)


def found_in(reading: Reading) -> Iterable[tuple[Spans, Spans]]:
    """Content and source of each statement: the words in the clause, so the pronoun where a pronoun stands."""
    for one in reading.statements:
        at = one.speaker_at or one.speaker
        source = [(at.start, at.end)] if at else []
        yield [(one.content.start, one.content.end)], source


def score(
    rows: list[dict[str, Any]], find: Callable[[str], Iterable[tuple[Spans, Spans]]], name: str = "polnear"
) -> dict[str, float]:
    """F1 of attributions, alone and with the right source; `find` gives spans of content and source."""
    gold_n = found_n = hits = right = 0
    for row in rows:
        text = str(row["text"])
        starts = [found.span() for found in WORD.finditer(text)]
        gold = [
            (_words(starts, a.get("content", [])), _words(starts, a.get("source", [])))
            for a in row["attributions"]
        ]
        gold = [one for one in gold if one[0]]
        found = [(_words(starts, c), _words(starts, s)) for c, s in find(text)]
        found = [one for one in found if one[0]]
        pairs = sorted(
            (-len(f[0] & g[0]) / len(f[0] | g[0]), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if len(f[0] & g[0]) * 2 >= len(f[0] | g[0])
        )
        used_f: set[int] = set()
        used_g: set[int] = set()
        for _, i, j in pairs:
            if i in used_f or j in used_g:
                continue
            used_f.add(i)
            used_g.add(j)
            hits += 1
            right += bool(found[i][1] & gold[j][1]) or not gold[j][1]
        gold_n += len(gold)
        found_n += len(found)
    return {
        f"{name}_precision": hits / max(found_n, 1),
        f"{name}_recall": hits / max(gold_n, 1),
        f"{name}_f1": 2 * hits / max(found_n + gold_n, 1),
        f"{name}_f1_with_source": 2 * right / max(found_n + gold_n, 1),
    }


def read_with(pack: Pack) -> Callable[[str], Iterable[tuple[Spans, Spans]]]:
    """A reader of English text."""
    return lambda text: found_in(understand.read_text(Document(text=text, language="en"), pack=pack))
