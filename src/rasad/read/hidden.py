"""Hidden: what a page holds but shows nobody. Tree -> the same tree without it, and how much that was.

Words that no reader sees were published by nobody: they are taken out before anything is read.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from rasad.read.tree import Element, text_of

_STYLE: Final = re.compile(
    r"display\s*:\s*none|(?<!backface-)visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|font-size\s*:\s*[01](?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|!|$)"
    r"|(?:^|[;\s])(?:left|right|top|bottom|text-indent|margin(?:-left|-top|-right)?)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:[^;]*(?:scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\(\s*-\d{4,})"
    r"|(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)[^\"]*overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden[^\"]*(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:^|[;\s])color\s*:\s*transparent",
    re.I,
)
_CANDIDATES: Final = etree.XPath(
    "//*[@style or @hidden or @aria-hidden or self::template or self::noscript]"
)
# a page may hide the whole of itself until its scripts have run
_NEVER: Final = frozenset(("html", "body", "head", "main", "article"))
_SHORT: Final = 250


def strip_hidden(tree: Element) -> bool:
    """Takes hidden elements out of the tree; False, with nothing taken, when little else would be left."""
    found = [node for node in _CANDIDATES(tree) if is_hidden(node)]
    outer = [node for node in found if not any(above in found for above in node.iterancestors())] if len(found) < 400 else found
    taken = sum(len(text_of(node)) for node in outer if node.tag not in ("template", "noscript"))
    if taken > _SHORT and len(_shown(tree)) - taken < _SHORT:
        return False
    for node in outer:
        drop(node)
    return True


def is_hidden(node: Element) -> bool:
    """True for an element that a browser would not show by what stands on it."""
    if node.tag in _NEVER or not isinstance(node.tag, str):
        return False
    if node.tag in ("template", "noscript"):
        return True
    value = node.get("hidden")
    if value is not None and value.strip().lower() != "until-found":
        return True
    if (node.get("aria-hidden") or "").strip().lower() == "true":
        return True
    style = node.get("style")
    return bool(style and _STYLE.search(style))


def drop(node: Element) -> None:
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


def _shown(tree: Element) -> str:
    body = tree.find(".//body")
    words = "".join(
        str(part)
        for part in (tree if body is None else body).xpath(
            ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::noscript)]"
        )
    )
    return " ".join(words.split())
