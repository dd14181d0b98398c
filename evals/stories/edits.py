"""Reprints made of real articles by documented edits, in memory. Articles of ../shared/data -> texts and whose copy each is.

Each original is printed once as it is and twice edited, by one to three of `EDITS` drawn by a seed:

    drop_lede        the first sentence is gone
    cut_tail         the last fifth to half of the sentences is gone
    credit           a line of an invented agency at the head or the end
    swap             two neighbouring paragraphs (sentences, where there is one paragraph) change places
    numbers          every third number is another
    letters          Arabic letters for Persian ones, other digits and quotation marks, no joiners, capitals small

What is no copy is as hard as the sources are: articles of one outlet on one subject, with standing phrases.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SEED = 20261
_SENTENCE = re.compile(r"(?<=[.!?\u061f])\s+")
_LETTERS = str.maketrans(
    {"\u06cc": "\u064a", "\u06a9": "\u0643", "\u200c": " ", "\u00ab": '"', "\u00bb": '"', "\u201c": '"', "\u201d": '"'}
    | {str(digit): chr(0x06F0 + digit) for digit in range(10)}
)
CREDITS = ("Talvaria News Agency reported.", "(TNA) – ", "Source: Talvaria News Agency", "This report is by Talvaria News Agency and may be reprinted.")


def split(text: str) -> list[str]:
    """Sentences, roughly."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def drop_lede(text: str, dice: Random) -> str:
    """Without its first sentence."""
    return " ".join(split(text)[1:]) or text


def cut_tail(text: str, dice: Random) -> str:
    """Without the last fifth to half of its sentences."""
    parts = split(text)
    return " ".join(parts[: max(1, round(len(parts) * dice.uniform(0.5, 0.8)))])


def credit(text: str, dice: Random) -> str:
    """With a line of an agency."""
    line = dice.choice(CREDITS)
    return f"{line} {text}" if dice.random() < 0.5 else f"{text}\n\n{line}"


def swap(text: str, dice: Random) -> str:
    """With two neighbours changed."""
    mark = "\n\n" if text.count("\n\n") > 1 else " "
    parts = text.split("\n\n") if mark == "\n\n" else split(text)
    if len(parts) > 1:
        at = dice.randrange(len(parts) - 1)
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return mark.join(parts)


def numbers(text: str, dice: Random) -> str:
    """With every third number another."""
    count = iter(range(1 << 30))
    return re.sub(r"\d+", lambda found: str(dice.randrange(1, 5000)) if next(count) % 3 == 0 else found[0], text)


def letters(text: str, dice: Random) -> str:
    """In other letters of the same words."""
    return text.translate(_LETTERS).lower()


EDITS: tuple[Callable[[str, Random], str], ...] = (drop_lede, cut_tail, credit, swap, numbers, letters)


def articles() -> Iterator[str]:
    """Bodies of 60 words or more of the three sources."""
    for name, key in (
        ("tehran_times/tehran_times_dev.jsonl.gz", "text"),
        ("fars_news/fars_news_dev.jsonl.gz", "paragraphs"),
        ("news/news_dev.gold.jsonl.gz", "gold"),
    ):
        with gzip.open(SHARED / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                value = json.loads(line)[key]
                text = "\n\n".join(value) if isinstance(value, list) else value.get("text") if isinstance(value, dict) else value
                if text and len(text.split()) >= 60:
                    yield text


def originals() -> list[str]:
    """Those that share no long sentence with another, but for sentences of more than five: what they share for real is no edit of ours."""
    texts = list(articles())
    heads = [{part.strip().lower() for part in split(text) if len(part.split()) >= 12} for text in texts]
    spread = Counter(part for parts in heads for part in parts)
    return [
        text for text, parts in zip(texts, heads, strict=True)
        if not any(1 < spread[part] <= 5 for part in parts)
    ]  # fmt: skip


def printed(seed: int = SEED, copies: int = 2) -> tuple[list[str], list[int], list[str]]:
    """Texts in a shuffled order, the number of the original of each, and the edits made."""
    dice = Random(seed)
    rows: list[tuple[str, int, str]] = []
    for number, text in enumerate(originals()):
        rows.append((text, number, "as it is"))
        for _ in range(copies):
            made, names = text, []
            for edit in dice.sample(EDITS, dice.choice((1, 1, 2, 3))):
                made = edit(made, dice)
                names.append(edit.__name__)
            rows.append((made, number, "+".join(names)))
    dice.shuffle(rows)
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
