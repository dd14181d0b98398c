"""Skim: the article by how its lines lie together. list[Block] -> paragraphs, and how far to trust them.

The article is the element whose prose outweighs most what else it holds: a largest sum over the
tree (after CETD, Sun et al. 2011, with lines for characters). One pass, a tenth of the cost of the
extractors that it stands before.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from rasad.read.blocks import HEADINGS, MEANT, Block, weight_of
from rasad.read.tree import Element

_AGAINST: Final = 0.5  # what a character beside the prose weighs against one of prose
_OTHER: Final = 0.3  # of a short line that is no link
_CORE: Final = 0.6  # of the prose: what comes behind a part that holds so much is another matter
_WRITTEN: Final = 0.9  # of the prose in paragraphs: then a short line in a bare box is none of it
_MOST_AROUND: Final = 200
_LINKED: Final = 0.6
_SHORTEST: Final = 25
_REPEATED: Final = 40
_STRONG, _WEAK, _STAMPED = 200, 40, 80
_SENTENCE: Final = (".", "!", "?", "\u2026", "\u201d", '"', "\u00bb", "\u3002", "\uff01", "\uff1f", "\u300d", "\u061f", "\u06d4", ":", ";", ")", "\u2019")  # fmt: skip
_STAMP: Final = re.compile(
    r"^\W*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\w+,?\s+\d{1,2}\.?\s+\w+\.?,?\s+(?:19|20)\d\d)"
    r"|\d{1,2}:\d\d\b|\bago\b|\b(?:19|20)\d\d\b",
    re.I,
)
_FEW: Final = 250  # letters under which an article is doubted
_SHARE: Final = 0.3  # of the words of the page that are no links


@dataclass(frozen=True, slots=True)
class Skimmed:
    """Paragraphs of an article. `is_sure` is False when a slower reader should be asked."""

    paragraphs: tuple[str, ...]
    is_sure: bool


def skim(blocks: list[Block]) -> Skimmed:
    """The article's paragraphs, none when no line reads as prose."""
    article = _article(blocks)
    if article is None:
        return Skimmed((), False)
    lines = _kept(blocks, article)
    paragraphs = tuple(_trimmed(lines))
    size = sum(weight_of(line) for line in paragraphs)
    plain = sum(weight_of(block.text) for block in blocks if block.links < 0.5 * len(block.text))
    return Skimmed(paragraphs, size >= _FEW and size >= _SHARE * plain)


def _article(blocks: list[Block]) -> Element | None:
    """The element whose prose outweighs most what else it holds."""
    scores: dict[Element, float] = {}
    for block in blocks:
        size = len(block.text)
        if block.is_prose:
            score = float(size)
        elif block.around is not None:
            score = -_AGAINST * min(size, _MOST_AROUND)
        else:
            score = -_AGAINST * (size if block.links > 0.5 * size else _OTHER * size)
        scores[block.node] = scores.get(block.node, 0.0) + score
    sums: dict[Element, float] = {}
    for node, score in scores.items():
        above: Element | None = node
        while above is not None:
            sums[above] = sums.get(above, 0.0) + score
            above = above.getparent()
    if not any(block.is_prose for block in blocks):
        return None
    return _core(blocks, max(sums, key=lambda node: sums[node]))


def _core(blocks: list[Block], article: Element) -> Element:
    """The part of the article that holds nearly all its prose, when what else there is comes behind it."""
    while True:
        within: dict[Element, bool] = {article: True}
        prose = [one for one in blocks if one.is_prose and _is_within(one.node, within)]
        branches: dict[Element, int] = {}
        order: list[Element] = []
        for one in prose:
            branch = _branch(one.node, article)
            if branch not in branches:
                order.append(branch)
            branches[branch] = branches.get(branch, 0) + len(one.text)
        if len(order) < 2 and not (order and order[0] is not article and order[0].tag != "p"):
            return article
        first = order[0]
        if (
            first is article
            or first.tag in MEANT
            or branches[first] < _CORE * sum(branches.values())
        ):
            return article
        article = first


def _branch(node: Element, article: Element) -> Element:
    """The child of the article in which an element lies."""
    while (above := node.getparent()) is not None and above is not article and node is not article:
        node = above
    return node


def _kept(blocks: list[Block], article: Element) -> list[tuple[Block, bool]]:
    """The lines of the article without its furniture; True for one beside paragraphs of prose."""
    within: dict[Element, bool] = {article: True}
    homes = {block.node.getparent() for block in blocks if block.is_prose and block.tag == "p"}
    inside = [one for one in blocks if one.is_prose and _is_within(one.node, within)]
    in_paragraphs = sum(len(one.text) for one in inside if one.tag in MEANT)
    is_written = in_paragraphs > _WRITTEN * sum(len(one.text) for one in inside)
    kept: list[tuple[Block, bool]] = []
    seen: set[str] = set()
    for block in blocks:
        if block.around is not None or not _is_within(block.node, within):
            continue
        size = len(block.text)
        is_home = block.tag == "p" and block.node.getparent() in homes
        if block.tag not in HEADINGS:
            if block.links > _LINKED * size and size < 300 and not is_home:
                continue
            if block.tag not in MEANT and not block.is_prose and (is_written or size < _SHORTEST):
                continue
            if size >= _REPEATED and block.text in seen:
                continue
        if is_furniture(block.text):
            continue
        seen.add(block.text)
        kept.append((block, is_home))
    return kept


def _is_within(node: Element, known: dict[Element, bool]) -> bool:
    path: list[Element] = []
    above: Element | None = node
    while above is not None and above not in known:
        path.append(above)
        above = above.getparent()
    answer = above is not None and known[above]
    known.update(dict.fromkeys(path, answer))
    return answer


def _trimmed(lines: list[tuple[Block, bool]]) -> list[str]:
    """The lines without headings that head nothing, stamps before the first paragraph, and what trails behind."""
    first = next((n for n, (block, _) in enumerate(lines) if block.is_prose), 0)
    last = max(
        (n for n, (block, is_home) in enumerate(lines) if _may_end(block, is_home)), default=-1
    )
    found: list[str] = []
    for number, (block, _) in enumerate(lines[: last + 1]):
        if block.tag in HEADINGS:
            behind = lines[number + 1 : number + 3]
            if all(one.tag in HEADINGS for one, _ in behind):
                continue
            if block.tag == "h1" and not _is_beside_prose(block, lines):
                continue
        elif number < first and _is_stamp(block.text):
            continue
        found.append(block.text)
    return found


def _is_beside_prose(head: Block, lines: list[tuple[Block, bool]]) -> bool:
    """True for a headline that stands in the article itself, beside its paragraphs, and so is of its text."""
    home = head.node.getparent()
    return (
        home is not None
        and home.tag in ("article", "main", "section")
        and any(is_home and block.node.getparent() is home for block, is_home in lines)
    )


def _may_end(block: Block, is_home: bool) -> bool:
    if block.tag in HEADINGS:
        return False
    is_plain = block.links < _LINKED * len(block.text)
    return block.is_prose or block.text.endswith(_SENTENCE) or (is_home and is_plain)


@cache
def _furniture(name: str) -> tuple[str, ...]:
    source = resources.files("rasad.read").joinpath("furniture.toml").read_text(encoding="utf-8")
    return tuple(words for table in tomllib.loads(source).values() for words in table[name])


def _key(text: str) -> str:
    folded = text.casefold().replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")
    return folded.replace("\u200c", " ").lstrip(" \t*-|>[\u2022\u00b7")


def is_furniture(text: str) -> bool:
    """True for a line that belongs to the site: rights, subscriptions, links onward."""
    size = len(text)
    if size > _STRONG:
        return False
    own = _key(text[:_WEAK])
    if own.startswith(_furniture("strong")):
        return True
    return (
        size <= _WEAK and not text.endswith((".", "!", "?")) and own.startswith(_furniture("weak"))
    )


def _is_stamp(text: str) -> bool:
    return len(text) < _STAMPED and bool(
        _STAMP.search(text) or _key(text).startswith(_furniture("stamped"))
    )
