"""Tree: a page as elements. str -> tree, element -> paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from lxml import etree

from rasad.errors import Unreadable

Element = etree._Element

PARAGRAPH: Final = "\n\n"
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "button",
        "form",
        "nav",
        "select",
        "textarea",
        "figure",
        "object",
        "video",
        "audio",
    ]
)
_SPACE: Final = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES: Final = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
_NO_SIGNS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
# the same characters by number: a tree takes them from a page, and refuses them when their element goes
_REFERRED: Final = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[\da-f]|fff[ef]))(?:;|(?![\da-f]))",
    re.I | re.A,
)


def parse(source: str, url: str | None = None) -> Element:
    """The tree of a page. No entities but those of HTML are resolved, nothing is fetched.

    Raises Unreadable for a page without elements, or nested deeper than the parser follows (256).
    """
    clean = _parsable(source)
    # not the parser of lxml.html: its elements are looked up in Python, one by one
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True
    )
    try:
        tree = etree.fromstring(clean, parser=parser, base_url=url or "")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"no article text found: not a page ({error})") from error
    if tree is None:
        raise Unreadable("no article text found: not a page (it holds no element)")
    if any(
        "depth" in entry.message
        for entry in parser.error_log
        if entry.type_name == "ERR_RESOURCE_LIMIT"
    ):
        raise Unreadable(
            "elements nested too deep to be a page (over 256 levels): taken for a bomb"
        )
    return tree


def _parsable(source: str) -> bytes:
    """A page in UTF-8 without the characters that no tree holds, plain or by number."""
    try:
        raw = source.encode("utf-8")
    except UnicodeEncodeError:  # half characters
        raw = b"\0"
    # of bytes it is told four times as fast whether there is any
    if len(raw.translate(None, _CONTROL_BYTES)) < len(raw) or (not raw.isascii() and any(sign in raw for sign in _NO_SIGNS)):
        source = _CONTROL.sub("", source.replace("\f", " "))
        raw = source.encode("utf-8")
    if _REFERRED.search(source):
        raw = _REFERRED.sub("", source.replace("\f", " ")).encode("utf-8")
    return raw.replace(b"\f", b" ")


def without_controls(text: str) -> str:
    """The characters that an element may hold."""
    return _CONTROL.sub("", text)


def text_of(element: Element) -> str:
    """The words of an element on one line."""
    return _SPACE.sub(" ", "".join(str(part) for part in element.itertext())).strip()


def paragraphs(element: Element) -> list[str]:
    """The words of an element, a string a block, scripts and the like left out."""
    found: list[str] = []
    current: list[str] = []

    def close() -> None:
        line = _SPACE.sub(" ", "".join(current)).strip()
        if line:
            found.append(line)
        current.clear()

    skipping = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            skipping += tag in SKIPPED
            if tag in BLOCKS and not skipping:
                close()
            if not skipping:
                current.append(node.text or "")
            continue
        if tag in BLOCKS and not skipping:
            close()
        skipping -= tag in SKIPPED
        if not skipping and node is not element:
            current.append(node.tail or "")
    close()
    return found


def select(tree: Element, css: str) -> list[Element]:
    """The elements that a CSS selector finds; none when it cannot be read."""
    try:
        return [node for node in _selector(css)(tree) if isinstance(node.tag, str)]
    except etree.XPathError:
        return []


@lru_cache(maxsize=512)
def _selector(css: str) -> Callable[[Element], list[Element]]:
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        return CSSSelector(css, translator="html")  # type: ignore[return-value]  # of elements, for CSS
    except (SelectorError, etree.XPathError):
        return lambda tree: []


Names = list[object]  # what libxml2 gave: elements, and attributes that know their element

_NAMES: Final = "//@class|//@id|//@itemprop|//time|//h1"
_FEW: Final = "count(//@id) + count(//@itemprop) + count(//time) + count(//h1) < 1000"
_NAMED: Final = "//*[@class or @id or @itemprop or self::time or self::h1]"
_OWN: Final = "@class|@id|@itemprop"


def read_names(tree: Element) -> Names:
    """Every class, id and itemprop of a page, its times and headlines, in order: looked for once, used often."""
    if _path(_FEW)(tree):
        return evaluate(tree, _NAMES)
    # libxml2 joins sets in time that grows with their product: of a page with very many names each element is asked for its own
    out: Names = []
    for one in find_all(tree, _NAMED):
        out += [one, *evaluate(one, _OWN)] if one.tag in ("time", "h1") else evaluate(one, _OWN)
    return out


def find_named(names: Names, pattern: re.Pattern[str], *, tags: bool = False) -> list[Element]:
    """The elements with a class, id or itemprop that fits, with `tags` also times and headlines."""
    judged: dict[str, bool] = {}
    found: dict[Element, None] = {}
    for one in names:
        if isinstance(one, etree._Element):
            if tags:
                found[one] = None
        elif isinstance(one, etree._ElementUnicodeResult):
            value = str(one)
            if value not in judged:
                judged[value] = bool(pattern.search(value))
            if judged[value] and (node := one.getparent()) is not None:
                found[node] = None
    return list(found)


def find_all(tree: Element, path: str) -> list[Element]:
    """The elements of a path, in order."""
    return [one for one in evaluate(tree, path) if isinstance(one, etree._Element)]


def evaluate(tree: Element, path: str) -> list[object]:
    """What libxml2 finds on a path: it looks at each element much faster than we could."""
    found = _path(path)(tree)
    return list(found) if isinstance(found, list) else []


@lru_cache(maxsize=64)
def _path(path: str) -> etree.XPath:
    return etree.XPath(path)


def names_of(element: Element) -> str:
    """Class, id and itemprop of an element, small letters."""
    return " ".join(
        value for name in ("class", "id", "itemprop") if (value := element.get(name))
    ).lower()


def is_within(element: Element, tags: frozenset[str]) -> bool:
    """True when the element or one around it has such a tag."""
    return element.tag in tags or any(above.tag in tags for above in element.iterancestors())
