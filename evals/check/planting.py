"""Planting: what a recipe is, and where errors may go. Text + seed -> list[Planted].

An altered text lives in memory only. What is kept of it is the recipe: kind, digest of the file, offset, seed.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.check.texts import Text
from rasad.check.gate import splitter
from rasad.model import Edition
from rasad.model.edition_markdown import is_edition, parse_edition, parse_text

TEMPLATES = tomllib.loads((Path(__file__).with_name("templates.toml")).read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Characters `start`-`end` of the clean source give way to `words`."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of error: the rules that should say it (any is a hit), the first of them is the one it is a case of.

    `also` are rules that may speak as well, since the error breaks their law too. With `once` the rule speaks
    once a text, and texts in which it speaks already are left out. `of` are the kinds of text it is planted in.
    """

    name: str
    severity: str
    expected: tuple[str, ...]
    of: tuple[str, ...]
    sites: Callable[[Text, random.Random], Iterator[Edit | tuple[Edit, ...]]]
    also: tuple[str, ...] = ()
    once: bool = False


def read(text: Text) -> Edition:
    """The clean text in sentences."""
    split = splitter(text.language)
    if is_edition(text.source):
        return parse_edition(text.source, split)
    return parse_text(text.source, language=text.language, split=split)


def apply(source: str, edits: tuple[Edit, ...]) -> str:
    """The altered text."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        source = source[: edit.start] + edit.words + source[edit.end :]
    return source


def templates(kind: str, text: Text) -> list[str]:
    """The sentences of a kind that belong to the text's half, so that the held-out half is planted with other words."""
    return TEMPLATES[kind]["held" if text.is_held_out else "dev"]


def paragraph_ends(text: Text) -> list[int]:
    """Places behind the full stop of a paragraph of prose, outside front matter, lists, headings and markup."""
    found = []
    for match in re.finditer(r"(?m)^(?![ \t>*+#|{<\[!-]|\d+[.)])[^\n]{80,}[.]$", text.source):
        if "Content by" not in match.group():
            found.append(match.end())
    if not found:
        high = text.source.find("Content by")
        found = [m.end() for m in re.finditer(r"[a-z]{3}\.(?= [A-Z])", text.source[: high if high > 0 else None])]
    front = text.source.find("+++", 3) if text.source.startswith("+++") else 0
    return [place for place in found if place > front]


def inserted(kind: str, text: Text, rng: random.Random, *, as_item: bool = False) -> Iterator[Edit]:
    """A sentence of a kind behind a paragraph; as an item of its own at the end of the text."""
    forms = templates(kind, text)
    rng.shuffle(forms := list(forms))
    if as_item:
        for words in forms:
            yield Edit(start=len(text.source), end=len(text.source), words=f"\n\n{words}\n")
        return
    ends = paragraph_ends(text)
    if not ends:
        return
    for words in forms:
        place = rng.choice(ends)
        yield Edit(start=place, end=place, words=f" {words}")


def spots(pattern: str, text: Text, flags: int = 0) -> list[re.Match[str]]:
    """Where a pattern stands in visible sentences of the source (whole match inside one line of source)."""
    found = []
    for sentence in read(text).sentences:
        low, high = sentence.offsets[0], sentence.offsets[-1] + 1
        cited = [(a, b) for _, a, b in sentence.citations]
        for match in re.compile(pattern, flags).finditer(text.source, low, high):
            if not any(a < match.end() and match.start() < b for a, b in cited) and _is_shown(text, match):
                found.append(match)
    return found


def _is_shown(text: Text, match: re.Match[str]) -> bool:
    """False inside addresses and markup."""
    line = text.source.rfind("\n", 0, match.start()) + 1
    before = text.source[line : match.start()]
    return not re.search(r"(?:https?://|www\.|\]\(|<)[^\s)>]*\Z|<[^>]*\Z|\{[^}]*\Z", before)


def shuffled(found: list, rng: random.Random) -> list:
    """The same in an order that the seed gives."""
    copy = list(found)
    rng.shuffle(copy)
    return copy
