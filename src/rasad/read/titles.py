"""Titles: the headline, without the name of the site. Tree + metadata -> str."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from rasad.read.address import host_of
from rasad.read.metadata import Metadata, names_in
from rasad.read.tree import Element, is_within, names_of, text_of

_BREAKS: Final = re.compile(
    r"\s+(?:[|\u2013\u2014\u00b7\u2022:~/\u00ab\u00bb\u203a<>]+|-+|::)\s+|\s*[|]\s*|(?<=\S): "
)
_LONGEST: Final = 300
_TAKEN: Final = frozenset(("nav", "aside", "footer"))
_NUMBERED: Final = 4  # words: a break, `No.`, the number and one more
_WORDS: Final = 3  # of a lone heading that no other witness says
_ALIKE: Final = 0.6  # of the words of the shorter of heading and declared title
SHARE: Final = 0.5  # of a longer title that a heading must be to be that title


def key(text: str) -> str:
    """Letters and digits alone, to compare titles by."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def clean(text: str) -> str:
    """Entities resolved, white space made one."""
    return " ".join(html.unescape(text).split())[: _LONGEST * 2]


def find_title(tree: Element, metadata: Metadata, url: str | None) -> str:
    """The headline that most of the page's own witnesses give, best witness first; empty if none."""
    site = _site_names(metadata, url)
    tag = clean(" ".join(text_of(node) for node in list(tree.iter("title"))[:1]))
    linked = [
        clean(str(v)) for k in ("headline", "name") for v in metadata.said(k) if isinstance(v, str)
    ]
    declared = [
        strip_site(clean(value), site)
        for value in (
            metadata.first("og:title"),
            *linked[:2],
            metadata.first("twitter:title", "dc.title"),
        )
        if clean(value)
    ]
    heads = [strip_site(head, site) for head in _headings(tree)]
    stripped = strip_site(tag, site)
    witnesses = [title for title in (*declared, stripped) if key(title) not in site]
    for head in heads:
        if key(head) not in site and _is_backed(head, witnesses):
            return _below(tree, head) if _is_masthead(head, tag) else head
    if len(heads) == 1 and (
        lone := _lone(heads[0], [one for one in declared if key(one) not in site])
    ):
        return lone
    keys = [key(title) for title in witnesses]
    for title, own in zip(witnesses, keys, strict=True):
        if own and (keys.count(own) > 1 or not stripped):
            return _before_bar(title)
    if witnesses and key(witnesses[0]):
        return _before_bar(witnesses[0])
    return heads[0] if heads and not key(stripped) else stripped or tag


def _lone(head: str, declared: list[str]) -> str:
    """The one heading of a page as its title, or what is declared and stands in it; empty when they differ."""
    own, words = key(head), _words(head)
    if head.endswith(":") or not (len(words) >= _WORDS or len(own) >= 12 > 6 * len(words)):
        return ""
    for title in declared:
        if (said := key(title)) and said in own and len(said) > SHARE * len(own):
            return title
    if not declared:
        return head
    alike = max(
        len(words & other) / max(1, min(len(words), len(other))) for other in map(_words, declared)
    )
    return head if alike >= _ALIKE else ""


def _before_bar(title: str) -> str:
    """A declared title that no heading says, up to its first bar: behind it stand sections and slogans."""
    first = title.partition("|")[0].strip()
    return first if len(first.split()) >= _WORDS else title


def _is_masthead(head: str, tag: str) -> bool:
    """True when the page's own title goes on after the heading with no more than a number: an issue of it."""
    rest = tag[len(head) :] if tag.startswith(head) else ""
    return (
        bool(_BREAKS.match(rest)) and any(map(str.isdigit, rest)) and len(rest.split()) <= _NUMBERED
    )


def _below(tree: Element, masthead: str) -> str:
    """The first heading under a masthead that is long enough to be a headline; else the masthead."""
    for node in tree.iter("h2", "h3"):
        text = clean(text_of(node))
        if len(text.split()) > _WORDS and len(text) <= _LONGEST and not is_within(node, _TAKEN):
            return text
    return masthead


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold()))


def _is_backed(head: str, others: list[str]) -> bool:
    """True when another witness says the heading, with little around it or a break behind it."""
    own = key(head)
    return len(own) > 3 and any(
        own == (said := key(other))
        or (own in said and len(own) > SHARE * len(said))
        or _begins(other, head)
        for other in others
    )


def _begins(other: str, head: str) -> bool:
    """True for a title that goes on after the heading with a sign that parts titles from sites."""
    if len(other) <= len(head) or not other.casefold().startswith(head.casefold()):
        return False
    return _BREAKS.match(f"{other} ", len(head)) is not None


def _headings(tree: Element) -> list[str]:
    """First headings, those marked as headline first, none from navigation."""
    marked: list[str] = []
    plain: list[str] = []
    for node in tree.iter("h1", "h2"):
        text = clean(text_of(node))
        if not text or len(text) > _LONGEST:
            continue
        if "headline" in names_of(node).split():
            marked.append(text)
        elif node.tag == "h1" and not is_within(node, _TAKEN):
            plain.append(text)
    return [*dict.fromkeys(marked[:2] + plain[:5])]


def _site_names(metadata: Metadata, url: str | None) -> set[str]:
    names = [
        metadata.first("og:site_name"),
        metadata.first("application-name"),
        metadata.first("twitter:site"),
        *(name for value in metadata.said("publisher") for name in names_in(value)),
    ]
    host = host_of(url)
    labels = host.split(".")
    names += [host, host.rsplit(".", 1)[0], *(label for label in labels[:-1] if len(label) > 3)]
    return {found for name in names if (found := key(name))}


def strip_site(title: str, site: set[str]) -> str:
    """The title without the names of its site at either end."""
    changed = True
    while changed:
        changed = False
        breaks = list(_BREAKS.finditer(title))
        for found, is_last in ((breaks[-1:], True), (breaks[:1], False)):
            if not found:
                continue
            head, tail = title[: found[0].start()].strip(), title[found[0].end() :].strip()
            part, rest = (tail, head) if is_last else (head, tail)
            if rest and _is_site(part, site):
                title, changed = rest, True
                break
    return title


def _is_site(part: str, site: set[str]) -> bool:
    own = key(part)
    return bool(own) and any(
        own == name
        or (
            len(name) > 4
            and (own.startswith(name) or own.endswith(name))
            and len(own) <= 2.5 * len(name)
        )
        or (len(own) > 4 and own in name)
        for name in site
    )
