"""Places: where on a page stands what was read from it, and how to point there. page -> elements -> CSS selectors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from rasad.model import Document, when
from rasad.read.printed_days import find_days
from rasad.read.stamps import value_of_stamp
from rasad.read.tree import Element, paragraphs, parse, select, text_of

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}\Z")  # no digits: they are of one page or of one build
_WORD: Final = re.compile(r"\w+")
_SHORT: Final = ("h1", "h2", "h3", "p", "div", "span", "a", "time", "li", "td", "address", "b", "strong", "em", "i", "small", "dd", "meta")
_LOOSE: Final = 3  # what else a short element may hold beside what was read, in lengths of it
_LINE: Final = 120  # characters of a line that prints the day and little else
_MOSTLY: Final = 0.5  # of the words of the text, for an element around them


@dataclass(frozen=True)
class Page:
    """A page and what the general rules read on it."""

    url: str
    body: bytes
    tree: Element
    told: Document

    @cached_property
    def text(self) -> Counter[str]:
        """The words of its text. A title above the text is none of it."""
        return counted(self._parts)

    @cached_property
    def opening(self) -> str:
        """The words of its first paragraph."""
        return _words(self._parts[0]) if self._parts else ""

    @cached_property
    def _parts(self) -> list[str]:
        parts = self.told.text.split("\n\n")
        return parts[1:] if len(parts) > 1 and _words(parts[0]) == _words(self.told.title) else parts

    def read(self, *selectors: str) -> Counter[str]:
        """The words that selectors find, as a profile reads them."""
        parts: list[str] = []
        for css in selectors:
            for node in select(self.tree, css):
                parts.extend(part for part in paragraphs(node) if part not in parts)
        return counted(part for part in parts if _words(part) != _words(self.told.title))


def page_of(url: str, body: bytes, source: str, told: Document) -> Page:
    """A page as it was read."""
    return Page(url, body, parse(source, url), told)


def counted(parts: Sequence[str] | Iterator[str]) -> Counter[str]:
    """How often each word stands there."""
    return Counter(word for part in parts for word in _WORD.findall(part.lower()))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def places(page: Page, role: str) -> list[Element]:
    """The elements that hold the title, the byline or the date: the smallest ones, none of the head or foot of the site."""
    if role == "date":
        return list(_dated(page))
    wanted = page.told.title if role == "title" else page.told.byline
    return _holding(page.tree, _words(wanted)) or _holding(page.tree, _words(wanted.partition(",")[0]))


def _holding(tree: Element, words: str) -> list[Element]:
    if not words:
        return []
    found = []
    for element in tree.iter(*_SHORT):
        shown = _words(text_of(element))
        if words in shown and len(shown) <= _LOOSE * len(words) + 20 and not _is_furniture(element):
            found.append((len(shown), element))
    least = min((size for size, _ in found), default=0)
    return [element for size, element in found if size == least]


def _dated(page: Page) -> Iterator[Element]:
    """Lines that tell the day of publication, printed whole, in parts, or for machines alone."""
    day = when.day_of(page.told.published.edtf or "") if page.told.published else None
    if day is None:
        return
    language = page.told.language
    for element in page.tree.iter(*_SHORT):
        shown = text_of(element)
        stamp = element.get("datetime") or element.get("content")
        if len(shown) > _LINE or not (shown or stamp) or _is_furniture(element):
            continue
        value = value_of_stamp(stamp, language=language) if stamp else None
        days = [value[0]] if value else [found.edtf or "" for found in find_days(shown, language)][:1]
        if any(when.day_of(one) == day for one in days):
            yield element


def _is_furniture(element: Element) -> bool:
    """True inside the head or foot of the site: what stands there is of every page."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("article", "main"):
            return False
        if ancestor.tag in ("header", "footer", "nav", "head"):
            return True
    return False


def around_text(page: Page) -> Iterator[str]:
    """Selectors for what may be the text: the elements around most of its words, and the paragraphs right in them."""
    total = sum(page.text.values())
    held = next(iter(page.tree.iter("body")), None)
    while held is not None:
        if held.tag != "body":
            for css in options(held):
                yield css
                yield f"{css} > p"
                yield f"{css} > p:not([class])"
        held = next((child for child in held if isinstance(child.tag, str) and _shared(child, page) >= _MOSTLY * total), None)


def _shared(element: Element, page: Page) -> int:
    return sum((counted(paragraphs(element)) & page.text).values())


def ledes(page: Page) -> Iterator[str]:
    """Selectors for an element that holds the first paragraph of the text and nothing else."""
    for element in page.tree.iter("p", "div", "h2", "h3", "h4", "section", "span", "strong", "b"):
        if page.opening and _words(text_of(element)) == page.opening:
            yield from (css for css in options(element) if "." in css or "#" in css or "[" in css)


def options(target: Element) -> Iterator[str]:
    """Selectors for an element, alone and within one of those around it."""
    own = list(_plain(target))
    yield from own
    around = [css for ancestor in list(target.iterancestors())[:4] for css in _plain(ancestor)]
    yield from (f"{outer} {inner}" for outer, inner in product(around, [*own, str(target.tag)]))


def _plain(element: Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag in ("h1", "article", "main", "time"):
        yield tag
    if _NAME.match(element.get("id", "")):
        yield f"#{element.get('id')}"
    if _NAME.match(element.get("itemprop", "")):
        yield f"{tag}[itemprop={element.get('itemprop')}]"
    for name in element.get("class", "").split():
        if _NAME.match(name):
            yield f"{tag}.{name}"
