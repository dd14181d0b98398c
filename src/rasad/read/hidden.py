"""Hidden: what a page holds but shows nobody. Tree -> the same tree without it.

Words that no reader sees were published by nobody: they are taken out before anything is read.
Style sheets are not read, so a passage hidden by a class alone stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rasad.read.tree import Element, find_all, text_of

# folded away: a page may unfold it on a click, or hide the whole of itself until its scripts have run
_FOLDED: Final = re.compile(
    r"display\s*:\s*none|(?<!backface-)visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)[^\"]*overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden[^\"]*[;\s](?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.I,
)
# made unseen though it is laid out: no page needs that for words it means to show
_UNSEEN: Final = re.compile(
    r"font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|%)?\s*(?:;|!|$)|font-size\s*:\s*0(?:\.0+)?r?em\s*(?:;|!|$)"
    r"|(?:^|[;\s])(?:left|right|top|bottom|text-indent|margin(?:-left|-top|-right)?)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:[^;]*(?:scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\(\s*-\d{4,})"
    r"|(?:^|[;\s])color\s*:\s*transparent",
    re.I,
)
# a union: libxml2 goes through attributes twice as fast as it asks every element for each
_CANDIDATES: Final = "//@style/..|//@hidden/..|//@aria-hidden/..|//template|//noscript"
_NEVER: Final = frozenset(("html", "body", "head", "main", "article"))
_SILENT: Final = ("template", "noscript")
_MUCH: Final = 250


def strip_hidden(tree: Element) -> bool:
    """Takes hidden elements out; False when what is folded away outweighs what is shown, and is kept."""
    unseen: list[Element] = []
    folded: list[Element] = []
    for node in find_all(tree, _CANDIDATES):
        if node.tag in _NEVER or not isinstance(node.tag, str):
            continue
        if node.tag in _SILENT or _styles(node.get("style") or "")[0]:
            unseen.append(node)
        elif _is_folded(node):
            folded.append(node)
    for node in unseen:
        _drop(node)
    outer = _outermost(folded)
    size = sum(len(text_of(node)) for node in outer)
    if size > _MUCH and not _shows(tree, 2 * size):
        return False
    for node in outer:
        _drop(node)
    return True


def _shows(tree: Element, size: int) -> bool:
    """Whether a page shows so many characters, white space made one."""
    words = tree.xpath("//body/descendant::text()[not(parent::script or parent::style)]", smart_strings=False)
    if not isinstance(words, list):
        return size <= 0
    least = 0
    for part in words:  # without the spaces: mostly that is enough, and at once
        least += sum(map(len, str(part).split()))
        if least >= size:
            return True
    return len(" ".join("".join(map(str, words)).split())) >= size


@lru_cache(maxsize=4096)
def _styles(style: str) -> tuple[bool, bool]:
    """Whether a style makes unseen, and whether it folds away: pages repeat few styles many times."""
    return bool(style and _UNSEEN.search(style)), bool(style and _FOLDED.search(style))


def _is_folded(node: Element) -> bool:
    hidden = node.get("hidden")
    if hidden is not None and hidden.strip().lower() != "until-found":
        return True
    if (node.get("aria-hidden") or "").strip().lower() == "true":
        return True
    return _styles(node.get("style") or "")[1]


def _outermost(nodes: list[Element]) -> list[Element]:
    every = set(nodes)
    return [node for node in nodes if every.isdisjoint(node.iterancestors())]


def _drop(node: Element) -> None:
    """Takes an element out; the words behind it stay where they were."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
