"""Scripted: days that a page tells its own scripts. Tree -> stamps, the likeliest first.

Asked only when nothing better speaks: the same names date pictures, comments and neighbours too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.read import limits
from rasad.read.tree import Element, evaluate, is_within

_VALUE: Final = re.compile(
    r"[:=]\s*\\?[\"']((?:19|20)\d\d[-/]\d\d?[-/]\d\d?(?!\d)[T ]?[\d:.Z+-]*)|[:=]\s*\\?[\"']?(1\d{9}(?:\d{3})?)(?!\d)"
)
_NAME: Final = re.compile(r"([\w-]+)\\?[\"']?\s*$")
_PUBLISHED: Final = re.compile(
    r"publi(?:sh|c)|pub_?(?:date|time)|date_?pub|datum|first_?(?:date|on)", re.I
)
_CREATED: Final = re.compile(
    r"date_?(?:posted|creat|issued)|(?:creat\w*|posted|release\w*|issue\w*)_?(?:date|at|on|time)",
    re.I,
)
_HINT: Final = re.compile(r"publi|pub_?[dt]|creat|posted|issue|release|datum|first_?[do]", re.I)
_LATER: Final = re.compile(r"modif|updat|expir|unpub|until|valid", re.I)
_BEFORE: Final = 48  # characters in which the name of a value stands
_ATTRIBUTES: Final = (
    "//body//@*[contains(name(), 'timestamp') or contains(name(), 'published') or contains(name(), 'pubdate')"
    " or contains(name(), 'date') or name() = 'ts' or name() = 'data-time' or name() = 'data-utime']"
)
_STAMPED: Final = re.compile(r"\s*(?:(?:19|20)\d\d-\d\d-\d\d|1\d{9}(?:\d{3})?\s*$)")
_NAMED: Final = re.compile(r"publi|creat|post|pubdate", re.I)
_AROUND: Final = frozenset(("nav", "aside", "footer"))
_MOST: Final = 40


def scripted_stamps(tree: Element) -> Iterator[tuple[str, float]]:
    """Stamps under names of publication in scripts, with how far each is believed.

    Of each kind the first counts: what a page says of itself stands before what it says of its neighbours.
    """
    published = created = ""
    for node in tree.iter("script"):
        text = node.text or ""
        if published or len(text) > limits.MAX_JSON or not _HINT.search(text):
            continue
        for found in _VALUE.finditer(text):
            named = _NAME.search(text, max(0, found.start() - _BEFORE), found.start())
            if named is None or _LATER.search(named[1]):
                continue
            if _PUBLISHED.search(named[1]):
                published = found[1] or found[2]
                break
            if not created and _CREATED.search(named[1]):
                created = found[1] or found[2]
    if published:
        yield published, 0.52
    if created:
        yield created, 0.46


def stamps_in_attributes(tree: Element) -> Iterator[tuple[str, float]]:
    """The first stamp in an attribute of the page's body: one named for publication, else one for a time, a date before a count."""
    stamps: list[tuple[int, int, str]] = []
    for number, value in enumerate(evaluate(tree, _ATTRIBUTES)[:_MOST]):
        home = getattr(value, "getparent", lambda: None)()
        name, text = str(getattr(value, "attrname", "")), str(value)
        if home is None or name == "datetime" or _LATER.search(name) or is_within(home, _AROUND):
            continue
        if _STAMPED.match(text):
            is_named = bool(_NAMED.search(name))
            stamps.append((2 - 2 * is_named + text.strip().isdigit(), number, text))
    if stamps:
        yield min(stamps)[2], 0.5
