"""Live, as marked up: the containers in which a page shows its entries. Tree -> elements with their times.

Entries are elements of one kind (tag and class) that hold most of the prose, each with its own time or heading. What
looks like them and is none: lists of teasers (the heading leads to another page), comments and threads (a name each),
sections of one article (no time, no element that says item).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

from rasad.read.address import host_of
from rasad.read.blocks import HEADINGS, Block
from rasad.read.live_entries import MOST, TITLE, has_clock, stamp_of
from rasad.read.titles import key
from rasad.read.tree import Element, is_within, names_of, text_of

LIVE: Final = re.compile(r"live-?(?:blog|ticker|update|feed|report|text|page)|minute-?by-?minute", re.I)
_TAGS: Final = ("article", "section", "div", "li", "dd", "tr")
_ITEM: Final = re.compile(r"liveblogupdate|(?:blogposting|newsarticle|socialmediaposting|/article)\b", re.I)
_OTHERS: Final = re.compile(r"comment|disqus|repl(?:y|ies)|forum|thread|topic|message|answer|review|product|related|recommend|teaser|sidebar", re.I)
_THREAD: Final = re.compile(r"forum|thread|topic|/comments/|/t/|community", re.I)
_STATE: Final = re.compile(r"(?:^|\s)(?:has|with|without|no|is)-[\w-]+|(?:^|\s)[\w-]+-(?:right|left|open|closed|enabled|disabled)(?=\s|$)", re.I)
_TAKEN: Final = frozenset(("aside", "nav", "footer", "header", "form"))
_DIGITS: Final = re.compile(r"\d+")
_TOKENS: Final = 6
ELEMENTS: Final = 200_000
_PROSE: Final = 40  # characters of a line that counts
_BRIEF: Final = 120  # characters that make an item without a time
_LEAST: Final = 3
_WHOLE: Final = 0.7  # of the containers: with words, and a time or a heading
_HELD: Final = 0.6  # of the page's prose; where the page says that it is live, less
_HELD_LIVE: Final = 0.4
_ONWARD: Final = 0.3  # of the containers: headings that lead elsewhere
_NESTED: Final = 0.2


@dataclass(slots=True)
class Marks:
    """What each element holds: letters of prose, its first time and heading; in one pass from the last element to the first."""

    prose: dict[Element, int] = field(default_factory=dict)
    strong: dict[Element, str] = field(default_factory=dict)
    weak: dict[Element, str] = field(default_factory=dict)
    heads: dict[Element, Element] = field(default_factory=dict)

    def stamp(self, node: Element) -> str:
        """The time of an element: one made to tell it before a name or an attribute."""
        return self.strong.get(node) or self.weak.get(node, "")


@dataclass(frozen=True, slots=True)
class Found:
    """The containers of a page's entries. `is_too_many` when there are more than are split."""

    members: tuple[Element, ...] = ()
    stamps: tuple[str, ...] = ()
    is_too_many: bool = False


def find_entries(elements: list[Element], blocks: list[Block], *, url: str | None, is_live: bool, ids: frozenset[str]) -> Found:
    """The containers of entries, in order; none on a page that tells one thing.

    `is_live`: the page says so itself; `ids` are those it gives to entries in what it tells machines.
    """
    marks = _marks(elements, blocks)
    whole = sum(len(block.text) for block in blocks if _counts(block))
    best: tuple[tuple[int, int, float], Found] | None = None
    for nodes in _groups(elements, marks, least=2 if is_live else _LEAST):
        found = _judge(nodes, marks, whole, url=url, least=_HELD_LIVE if is_live else _HELD, ids=ids)
        if found is not None and found.is_too_many:
            return found
        if found is not None:
            timed = sum(bool(stamp) for stamp in found.stamps)
            rank = (timed, len(found.members), sum(marks.prose.get(node, 0) for node in found.members))
            best = (rank, found) if best is None or rank > best[0] else best
    return best[1] if best else Found()


def _counts(block: Block) -> bool:
    return block.around is None and block.tag not in HEADINGS and len(block.text) >= _PROSE and block.links <= 0.4 * len(block.text)


def _marks(elements: list[Element], blocks: list[Block]) -> Marks:
    marks = Marks()
    for block in blocks:
        if _counts(block):
            marks.prose[block.node] = marks.prose.get(block.node, 0) + len(block.text)
    for node in reversed(elements):
        stamp, is_strong = stamp_of(node)
        if stamp:
            (marks.strong if is_strong else marks.weak)[node] = stamp
        if node.tag in HEADINGS:
            marks.heads[node] = node
        above = node.getparent()
        if above is None or node.tag == "blockquote":
            continue
        if node in marks.prose:
            marks.prose[above] = marks.prose.get(above, 0) + marks.prose[node]
        for held in (marks.strong, marks.weak):
            if node in held:
                held[above] = held[node]
        if node in marks.heads:
            marks.heads[above] = marks.heads[node]
    return marks


def _groups(elements: list[Element], marks: Marks, *, least: int) -> list[list[Element]]:
    """Elements of one kind that hold prose, and a time or heading; a kind is a tag with one word of its class, with all, or alone."""
    kinds: dict[tuple[str, str], list[Element]] = {}
    for node in elements:
        if node.tag not in _TAGS or node not in marks.prose or not (node in marks.heads or marks.stamp(node)):
            continue
        words = [_DIGITS.sub("", word) for word in (node.get("class") or "").split()[:_TOKENS]]
        names = {*words, " ".join(words), *(["item"] if _is_item(node) else [])}
        for name in names:
            kinds.setdefault((str(node.tag), name), []).append(node)
    seen: set[tuple[Element, ...]] = set()
    groups: list[list[Element]] = []
    for nodes in kinds.values():
        if len(nodes) >= least and (same := (nodes[0], nodes[-1], nodes[len(nodes) // 2])) not in seen:
            seen.add(same)
            groups.append(nodes)
    return groups


def _is_item(node: Element) -> bool:
    return node.tag == "article" or _ITEM.search(f"{node.get('itemtype') or ''} {node.get('itemprop') or ''}") is not None


def _judge(nodes: list[Element], marks: Marks, whole: int, *, url: str | None, least: float, ids: frozenset[str]) -> Found | None:
    """The containers as entries, which hold at least that share of the prose; None when they are none."""
    every = set(nodes)
    members = [node for node in nodes if every.isdisjoint(node.iterancestors())]
    if len(members) < 2 or len(nodes) - len(members) > _NESTED * len(nodes):
        return None
    held = sum(marks.prose[node] for node in members)
    if held < least * whole or any(_is_of_others(node) for node in (members[0], members[-1])):
        return None
    stamps = [marks.stamp(node) for node in members]
    heads = [marks.heads.get(node) for node in members]
    if not (_are_timed(stamps) or _are_known(members, ids) or _are_items(members, heads, marks)):
        return None
    if sum(_leads_away(node, head, url) for node, head in zip(members, heads, strict=True)) > _ONWARD * len(members):
        return None
    if not ids and (_are_of_many(members) or is_thread(url)):
        return None
    return Found(is_too_many=True) if len(members) > MOST else Found(tuple(members), tuple(stamps))


def _are_known(members: list[Element], ids: frozenset[str]) -> bool:
    """True for containers most of which the page names to machines."""
    return bool(ids) and 2 * sum(node.get("id") in ids or any(part.get("id") in ids for part in node) for node in members) >= len(members)


def _are_timed(stamps: list[str]) -> bool:
    """True for times of day that go on: an entry has its own, and hardly two the same."""
    clocks = [stamp for stamp in stamps if stamp and has_clock(stamp)]
    return len(clocks) >= _WHOLE * len(stamps) and len(set(clocks)) >= max(2, 0.5 * len(clocks))


def _are_items(members: list[Element], heads: list[Element | None], marks: Marks) -> bool:
    """True for elements that say they are items of their own, each with its own heading and paragraphs."""
    titles = [key(text_of(head)) for head in heads if head is not None and len(text_of(head)) <= TITLE]
    if not all(_is_item(node) and marks.prose[node] >= _BRIEF for node in members):
        return False
    return len(titles) == len(members) == len(set(titles)) and all(titles)


def _is_of_others(node: Element) -> bool:
    """True for words of readers, threads, and lists beside an article."""
    if is_within(node, _TAKEN):
        return True
    near = [node, *node.iterancestors()]
    return any(_OTHERS.search(_STATE.sub(" ", f"{names_of(one)} {one.get('itemtype') or ''}")) for one in near if one.tag not in ("body", "html"))


def _leads_away(node: Element, head: Element | None, url: str | None) -> bool:
    """True for an entry whose heading, or time, is a link to another page: it is told there."""
    links: list[Element] = []
    if head is not None:
        links = [*head.iter("a"), *(above for above in head.iterancestors("a"))][:1]
    if not links:
        links = [above for time in list(node.iter("time"))[:1] for above in time.iterancestors("a")][:1]
    return any(is_elsewhere(link.get("href") or "", url) for link in links)


def is_elsewhere(href: str, url: str | None) -> bool:
    """True for an address that is not the page's own, nor below it."""
    if not href or href.startswith(("#", "?", "javascript:")):
        return False
    try:
        own, other = urlsplit(url or ""), urlsplit(urljoin(url or "", href))
    except ValueError:
        return True
    path = own.path.rstrip("/").rsplit(".", 1)[0]
    return host_of(url) != host_of(other.geturl()) or not path or not other.path.startswith(path)


def is_thread(url: str | None) -> bool:
    """True for the address of a forum or of readers' words."""
    return url is not None and _THREAD.search(url) is not None and LIVE.search(url) is None


def _are_of_many(members: list[Element]) -> bool:
    """True where nearly every container is signed by somebody else: a thread."""
    names = [_signature(node) for node in members]
    told = [name for name in names if name]
    return len(told) > 0.5 * len(members) and len(set(told)) > max(2, 0.5 * len(told))


def _signature(node: Element) -> str:
    for part in node.iter("a", "span", "div", "p", "address", "cite"):
        if re.search(r"author|user|byline|poster", f"{names_of(part)} {part.get('rel') or ''} {part.get('href') or ''}"):
            words = key(text_of(part))
            if 0 < len(words) <= 60:
                return words
    return ""
