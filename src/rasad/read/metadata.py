"""Metadata: what a page says of itself to machines. Tree -> Metadata."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rasad.read import limits
from rasad.read.tree import Element

_ARTICLE: Final = re.compile(
    r"Article|Posting|Report|Review|WebPage|CreativeWork|VideoObject|Recipe|Question", re.I
)
_STRONG: Final = re.compile(r"Article|Posting|Report|Recipe", re.I)
_MOST: Final = 4000


@dataclass(frozen=True, slots=True)
class Metadata:
    """Meta tags by name, and the JSON-LD objects that describe an article, best first."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    linked: tuple[dict[str, object], ...] = ()
    nodes: dict[str, dict[str, object]] = field(default_factory=dict)
    canonical: str | None = None
    language: str | None = None

    def first(self, *names: str) -> str:
        """The first meta value under any of `names`, in their order."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value.strip():
                    return value.strip()
        return ""

    def names(self, value: object) -> list[str]:
        """The names in a JSON-LD value; one that only points (`@id`) is looked up."""
        rows = value if isinstance(value, list) else [value]
        found: list[str] = []
        for row in rows[:20]:
            names = names_in(row)
            if not names and isinstance(row, dict):
                names = names_in(self.nodes.get(str(row.get("@id"))))
            found.extend(names)
        return found

    def said(self, key: str) -> Iterator[object]:
        """Values of a key in the JSON-LD of articles."""
        for row in self.linked:
            if row.get(key):
                yield row[key]


def read_metadata(tree: Element) -> Metadata:
    """Meta tags, JSON-LD, canonical link and declared language of a page."""
    meta: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        value = node.get("content") or node.get("value")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = node.get(attribute)
            if name and value:
                meta.setdefault(name.strip().lower(), []).append(value)
    canonical = next(
        (
            node.get("href")
            for node in tree.iter("link")
            if "canonical" in (node.get("rel") or "").lower().split() and node.get("href")
        ),
        None,
    )
    language = next(
        (value for node in (tree, *tree.iter("body")) if (value := node.get("lang"))), None
    )
    rows = [row for node in tree.iter("script") for row in _objects(node)]
    linked = [row for row in rows if _ARTICLE.search(_type(row))]
    linked.sort(key=lambda row: not _STRONG.search(_type(row)))
    nodes = {str(row["@id"]): row for row in rows if row.get("name") and "@id" in row}
    return Metadata(
        meta=meta, linked=tuple(linked), nodes=nodes, canonical=canonical, language=language
    )


def _objects(node: Element) -> Iterator[dict[str, object]]:
    """The JSON-LD objects of a script, outermost first."""
    if "ld+json" not in (node.get("type") or "").lower():
        return
    source = (node.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not source or len(source) > limits.MAX_JSON:
        return
    try:
        value = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return
    waiting: deque[object] = deque([value])
    seen = 0
    while waiting and seen < _MOST:
        seen += 1
        row = waiting.popleft()
        if isinstance(row, list):
            waiting.extendleft(reversed(row[:200]))
        elif isinstance(row, dict):
            yield row
            for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
                if isinstance(row.get(name), (list, dict)):
                    waiting.append(row[name])


def _type(row: dict[str, object]) -> str:
    kind = row.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def names_in(value: object) -> list[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return names_in(value.get("name"))
    if isinstance(value, list):
        return [name for part in value[:20] for name in names_in(part)]
    return []
