"""Byline: who signed. Tree + metadata -> names, as printed, without `By`."""

from __future__ import annotations

import re
from typing import Final

from rasad.read.blocks import Block
from rasad.read.metadata import Metadata, names_in
from rasad.read.titles import clean, key
from rasad.read.tree import Element, Names, evaluate, find_named, is_within, select

_BY: Final = re.compile(
    r"^\s*(?:written by|reported by|posted by|published by|words by|story by|text by|authors?|by|von|par|por|de|di|autor(?:in)?|"
    r"\u0646\u0648\u06cc\u0633\u0646\u062f\u0647|\u0628\u0642\u0644\u0645|\u0628\u0647 \u0642\u0644\u0645|\u0643\u062a\u0628|\u0628\u0642\u0644\u0645)\b[\s:.\-]*",
    re.I,
)
_CUT: Final = re.compile(
    r"\s*(?:[|\u2022\u00b7\n]|\s[-\u2013\u2014]\s|[,\s]+(?:published|updated|posted|last updated|edited|reviewed)\b"
    r"|[,\s]+\d{1,2}[./]\s?\d{1,2}[./]?|[,\s]+(?:on|am|at|le|el)\s+\d|\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\d{1,2}\s+(?:minute|hour|day)s?\b"
    r"|,?\s+(?:senior|staff writer|correspondent|reporter)\b|[(]?@\w|\*).*$",
    re.I | re.S,
)
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|writer|article-author|post-author|reporter)(?:$|[\s_-])|author[_-]?name|byline",
    re.I,
)
_SIGNING: Final = ("p", "div", "span", "a", "address", "h4", "h5", "li", "cite", "strong")
_NOT: Final = re.compile(
    r"^(?:updated|edited|reviewed|fact.checked)\s+by\b|https?:|www\.|@|\.com|^admin$|^[a-z\d]+(?:[_-][a-z\d]+)+$|^editor$|^staff$|^unknown$|^user\b|^none$",
    re.I,
)
# behind a name, with or without a comma: what somebody holds is no part of how they are called
_DEGREE: Final = re.compile(
    r"(?:,\s*|\s+)(?:Ph\.?\s?D|M\.?D|D\.?O|R\.?N|R\.?D\.?N?|M\.?P\.?H|M\.?Sc|M\.?S|B\.?Sc|M\.?A|B\.?A|M\.?B\.?A|J\.?D|LL\.?[BM]|Esq|CPA|CFP|PharmD|DVM|CPT|LCSW)\b\.?(?=\s*(?:,|$|\band\b|&))"
)
_JOIN: Final = re.compile(r"\s*\n\s*(and|&|,|und|et|y)\s*\n\s*", re.I)
_PAGES: Final = re.compile(
    r"/(?:authors?|autor(?:en)?|auteurs?|writers?|staff|by)/[^/?#]+/?$", re.I
)
_LABELS: Final = ("written by", "verfasst von", "\u00e9crit par", "escrito por", "author", "par")
_META: Final = (
    "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "cxenseparse:author", "og:article:author", "article:author_name", "citation_author",
)  # fmt: skip
_TAKEN: Final = frozenset(("nav", "footer", "aside", "form"))
_MOST: Final = 80


def find_byline(tree: Element, metadata: Metadata, *, named: Names, blocks: list[Block]) -> str:
    """Names joined by comma; empty when nobody signed. The site itself counts where it declares itself."""
    site = {key(name) for value in metadata.said("publisher") for name in names_in(value)}
    site |= {key(metadata.first("og:site_name")), ""}
    declared = (
        [name for value in metadata.said("author") for name in metadata.names(value)],
        metadata.meta.get("author", []),
        [value for name in _META for value in metadata.meta.get(name, [])],
        _labelled(metadata),
    )
    own = ""
    for group in declared:
        names = _names(group)
        others = [name for name in names if key(name) not in site]
        if others:
            return ", ".join(others)
        own = own or ", ".join(names)
    for group in (_marked(tree), _classed(named), _linked(tree), _printed(blocks)):
        names = _names(group)
        if names:
            return ", ".join(names)
    return own


def _labelled(metadata: Metadata) -> list[str]:
    """The value that a card labels `Written by`."""
    for number in ("1", "2"):
        label = metadata.first(f"twitter:label{number}").lower()
        if label in _LABELS:
            return [metadata.first(f"twitter:data{number}")]
    return []


def _names(values: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values[:12]:
        name = clean_name(value)
        if name and key(name) not in found:
            found[key(name)] = name
    return list(found.values())[:8]


def clean_name(value: str) -> str:
    """A name without the words and dates around it; empty when it is none."""
    text = _BY.sub("", clean(_first_line(_BY.sub("", value.strip()).strip())))
    text = _DEGREE.sub("", _CUT.sub("", text)).strip(" ,;:.\u060c-")
    if not text or len(text) > _MOST or _NOT.search(text) or len(text.split()) > 9:
        return ""
    return text if any(char.isalpha() for char in text) else ""


def _first_line(value: str) -> str:
    """The name without what stands under it; two words of a name may have a line each."""
    lines = value.split("\n")
    if len(lines) > 1 and all(len(line.split()) == 1 and line[0].isupper() for line in lines[:2]):
        return " ".join(lines[:2])
    return lines[0]


def _marked(tree: Element) -> list[str]:
    found: list[str] = []
    if evaluate(tree, "//@itemprop[contains(., 'author')]"):  # on most pages none says so, which is told at once
        found = [_lines(node) for node in select(tree, '[itemprop~="author"] [itemprop~="name"]')]
        found = found or [
            node.get("content") or _lines(node) for node in select(tree, '[itemprop~="author"]')
        ]
    if not found and evaluate(tree, "//@rel[contains(., 'author')]"):
        found = [_lines(node) for node in select(tree, '[rel~="author"]')]
    return [text for text in found if text][:4]


def _lines(node: Element) -> str:
    """The words of an element, a line a piece; `By` and `and` stay with the name beside them."""
    pieces = [line for part in node.itertext() if (line := " ".join(str(part).split()))]
    return _JOIN.sub(r" \1 ", "\n".join(pieces)).strip()


def _classed(names: Names) -> list[str]:
    for node in find_named(names, _CLASS):
        if node.tag not in _SIGNING or is_within(node, _TAKEN):
            continue
        text = _lines(node)
        if text and len(text) <= 2 * _MOST and clean_name(text):
            return [text]
    return []


def _linked(tree: Element) -> list[str]:
    """Links to pages of authors, those with a name as their words."""
    found = [
        _lines(node).partition("\n")[0]
        for node in tree.iter("a")
        if _PAGES.search(node.get("href") or "")
        and not is_within(node, frozenset(("nav", "footer", "aside")))
    ]
    return [text for text in found if _is_name(text)][:1]


def _printed(blocks: list[Block]) -> list[str]:
    """A short line that begins with `By` and goes on with a name, or one of `By` alone and the next."""
    for number, block in enumerate(blocks):
        if len(block.text) > _MOST or not (begun := _BY.match(block.text)):
            continue
        if begun.end() == len(block.text):
            behind = blocks[number + 1].text if number + 1 < len(blocks) else ""
            if len(behind) <= _MOST and _is_name(_CUT.sub("", behind)):
                return [behind]
            continue
        text = _lines(block.node) if len(block.node) <= 4 else block.text
        begun = _BY.match(text)
        if len(text) <= _MOST and begun and _is_name(_CUT.sub("", text[begun.end() :])):
            return [text]
    return []


def _is_name(text: str) -> bool:
    """True for two to five words in capitals."""
    parts = text.split()
    return 2 <= len(parts) <= 5 and all(
        part[0].isupper() or part in ("de", "van", "von", "al", "and", "&") for part in parts
    )
