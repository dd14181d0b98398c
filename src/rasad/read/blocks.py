"""Blocks: a page as the lines a reader sees, each with where it stands. Tree -> list[Block]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.read.tree import BLOCKS, Element

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# tags that keep their meaning for the words inside
MEANT: Final = frozenset(("p", "li", "td", "th", "tr", "blockquote", "pre", "dd", "dt")) | HEADINGS
_LASTING: Final = ("li", "blockquote", "td")
_DROPPED: Final = frozenset(
    ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea", "object", "video",
     "audio", "nav", "footer", "input", "option", "head", "canvas", "map", "dialog", "label")
)  # fmt: skip
_ASIDE: Final = frozenset(("aside", "figure", "form"))
_NEVER: Final = frozenset(("body", "html", "article", "main"))
# what sites call the parts around an article
_AROUND: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|reply|replies|sidebar|side-bar|rightbar|leftbar|related\w*|recommend\w*"
    r"|recirc\w*|promo\w*|shar(?:e|ing)\w*|social\w*|sponsor\w*|ad|ads|yarpp\w*|infinite\w*|up-?next|read-?on|next-\w+|cta|call-?to-?action|upsell|share-?tools|advert\w*|banner\w*|newsletter\w*|subscri\w*|sign-?up"
    r"|breadcrumbs?|pagination|pager|cookie\w*|consent\w*|popup|modal|footer\w*|foot|copyright|menu\w*|nav\w*|toolbar|tags?|tag-?list"
    r"|tagcloud|more-?(?:stories|news|from|on)|read-?(?:more|next|also)|author-?(?:bio|box|info)|about-?author|byline\w*|trending"
    r"|popular|most-?(?:read|popular)|taboola|outbrain|teaser\w*|skip\w*|screen-reader\w*|sr-only|visually-?hidden|print-?only|login"
    r"|register|rating|vote|poll|caption|credit|meta|metadata|timestamp|dateline|rss|feedback|reflist|navbox|lightbox\w*|gallery\w*|slideshow\w*|carousel\w*|swiper\w*|editsection|jump\w*)"
    r"(?:$|[\s_-])|(?:^|\s)toc(?:$|\s)",
    re.I,
)
# signs that nobody sees, but for ZWNJ and ZWJ, which spell
_UNSEEN: Final = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_PROSE: Final = 80  # characters from which a line reads as prose; of signs that are words, 25
_PROSE_CJK: Final = 25
_HELD: Final = 0.35  # of the page's prose: what holds more is no part around the article
_HELD_BY_OTHERS: Final = 0.85  # the same for the words of readers and of other articles
_OTHERS: Final = re.compile(r"comment|disqus|respond|repl(?:y|ies)|sidebar|related|recommend", re.I)
_ROW: Final = 400


@dataclass(slots=True, eq=False)
class Block:
    """One line: its words, how many of their characters are links, the tag it means, its element."""

    text: str
    links: int
    tag: str
    node: Element
    around: Element | None  # the outermost part around the article it stands in
    is_prose: bool = False


def read_blocks(tree: Element) -> list[Block]:
    """The lines of a page in order; those in a part around the article say in which."""
    body = tree.find(".//body")
    walk = _Walk()
    walk.enter(tree if body is None else body, _Place(tree, "div", None, False))
    _acquit(walk.blocks)
    return walk.blocks


def is_around(node: Element) -> bool:
    """True for an element whose tag, class or id says that it is no part of the article."""
    if node.tag in _ASIDE:
        return True
    if node.tag in _NEVER:
        return False
    names = _names(node)
    return len(names) > 1 and _says_around(names)


@lru_cache(maxsize=4096)
def _says_around(names: str) -> bool:
    """Whether a part is called something around the article."""
    return _AROUND.search(names) is not None


def _names(node: Element) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


@dataclass(slots=True)
class _Place:
    block: Element
    tag: str
    around: Element | None
    is_link: bool


class _Walk:
    """One pass over the tree; depth is bounded by the parser (256)."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._links = 0

    def enter(self, node: Element, place: _Place) -> None:
        tag = node.tag
        if tag in _DROPPED or not isinstance(tag, str):
            return
        is_block = tag in BLOCKS
        if is_block:
            if self._words:
                self._close(place)
            around = node if place.around is None and is_around(node) else place.around
            if tag == "tr" and (row := _row(node)):
                self.blocks.append(Block(row, 0, "tr", node, around))
                return
            kept = tag == "br" or (tag not in MEANT and place.tag in _LASTING)
            place = _Place(node, place.tag if kept else tag, around, place.is_link)
        elif tag == "a":
            place = _Place(place.block, place.tag, place.around, True)
        is_link, words = place.is_link, self._words
        if text := node.text:
            words.append(text)
            if is_link:
                self._links += len(text.strip())
        for child in node:
            self.enter(child, place)
            if tail := child.tail:
                words.append(tail)
                if is_link:
                    self._links += len(tail.strip())
        if is_block and words:
            self._close(place)

    def _close(self, place: _Place) -> None:
        text = clean("".join(self._words))
        self._words.clear()
        if text:
            self.blocks.append(Block(text, self._links, place.tag, place.block, place.around))
        self._links = 0


def clean(words: str) -> str:
    """White space made one, unseen signs out."""
    return " ".join((words if words.isascii() else _UNSEEN.sub("", words)).split())


def _row(node: Element) -> str:
    """A row of a table of plain short cells as one line; empty for a row that lays out a page."""
    cells = [clean("".join(str(part) for part in cell.itertext())) for cell in node]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or sum(map(len, filled)) > _ROW:
        return ""
    if any(
        part.tag in BLOCKS or part.tag in ("a", *_DROPPED)
        for cell in node
        for part in cell.iter()
        if part is not cell
    ):
        return ""
    return " | ".join(filled)


def weight_of(text: str) -> int:
    """How long a text is in letters; a sign that is a word counts as three."""
    return len(text) + 2 * len(_CJK.findall(text))


def _reads_as_prose(block: Block) -> bool:
    size = len(block.text)
    if block.tag in HEADINGS or block.links > 0.4 * size:
        return False
    return size >= _PROSE or (size >= _PROSE_CJK and len(_CJK.findall(block.text[:60])) > 15)


def _is_teaser(block: Block, before: Block | None) -> bool:
    """True for a line under a heading that is nothing but a link: it announces another page."""
    if before is None or before.tag not in HEADINGS or before.links < 0.9 * len(before.text):
        return False
    home = before.node.getparent()
    return home is not None and home in (
        block.node.getparent(),
        *list(block.node.iterancestors())[1:2],
    )


def _acquit(blocks: list[Block]) -> None:
    """A part that holds much of the prose is the article, whatever it is called; parts inside it are judged anew."""
    before: Block | None = None
    for block in blocks:
        block.is_prose = _reads_as_prose(block) and not _is_teaser(block, before)
        before = block
    whole = sum(len(block.text) for block in blocks if block.is_prose)
    while freed := _wrongly_held(blocks, whole):
        for block in blocks:
            if block.around in freed:
                block.around = _inner(block.node, block.around)
    for block in blocks:
        block.is_prose = block.is_prose and block.around is None


def _wrongly_held(blocks: list[Block], whole: int) -> set[Element]:
    """The parts that hold too much of the prose to be around it; when all prose is held, those of one name count together."""
    held: dict[Element, int] = {}
    is_all = True
    for block in blocks:
        if block.is_prose and block.around is None:
            is_all = False
        elif block.is_prose and block.around is not None:
            held[block.around] = held.get(block.around, 0) + len(block.text)
    freed = {
        node
        for node, size in held.items()
        if size > (_HELD_BY_OTHERS if _OTHERS.search(_names(node)) else _HELD) * whole
    }
    if freed or not is_all:
        return freed
    named: dict[str, list[Element]] = {}
    for node in held:
        named.setdefault(f"{node.tag} {node.get('class') or ''}", []).append(node)
    groups = [
        nodes for nodes in named.values() if sum(held[node] for node in nodes) > _HELD * whole
    ]
    return {node for nodes in groups for node in nodes}


def _inner(node: Element | None, outer: Element | None) -> Element | None:
    """The outermost part around the article below `outer` on the way to `node`."""
    found = None
    while node is not None and node is not outer:
        if is_around(node):
            found = node
        node = node.getparent()
    return found
