"""Main text: the article out of the page. Tree -> paragraphs apart by a blank line."""

from __future__ import annotations

import re
from typing import Final

from rasad.model import SiteProfile
from rasad.read.blocks import Block, clean, weight_of
from rasad.read.skim import skim
from rasad.read.titles import key
from rasad.read.tree import (
    PARAGRAPH,
    Element,
    is_within,
    names_of,
    paragraphs,
    select,
    text_of,
    without_controls,
)

ZWNJ: Final = "\u200c"
ZWJ: Final = "\u200d"
# trafilatura keeps printable characters only, and ZWNJ is none: these stand in for the two meanwhile
_SHIELD: Final = {ZWNJ: "\u205e", ZWJ: "\u205d"}
_UNSHIELD: Final = str.maketrans({"\u205e": ZWNJ, "\u205d": ZWJ})
_LEDE: Final = re.compile(
    r"(?:^|[\s_-])(?:lede|lead|lid|summary|introtext|intro|standfirst|teaser-text|news-lead|article-lead)(?:$|[\s_-])"
)
_TAKEN: Final = frozenset(
    ("a", "li", "aside", "nav", "footer", "form", "table", "head", "figure", "figcaption")
)
_LEDE_SHORTEST, _LEDE_LONGEST = 40, 900
_OPENING: Final = 4000
_FEW: Final = 250  # letters under which an extraction is doubted
_ENOUGH: Final = 500  # letters from which the fast extractor is believed
_SMALL: Final = 400  # lines up to which the slow extractor is asked at once
_PROSE: Final = 60  # characters from which a paragraph counts as prose
_LOST: Final = 1.8  # times longer than the extraction: then much was lost
_BESIDE: Final = frozenset(("nav", "footer", "aside", "form", "header", "figure"))


def main_text(tree: Element, blocks: list[Block], profile: SiteProfile | None = None) -> str:
    """The article's paragraphs; empty when none was found."""
    if profile and profile.body and (body := _by_profile(tree, profile)):
        return body
    skimmed = skim(blocks)
    text = PARAGRAPH.join(skimmed.paragraphs)
    if not skimmed.is_sure:
        text = _second_reading(tree, text, is_small=len(blocks) <= _SMALL)
    return _with_lede(tree, blocks, text, profile)


def _second_reading(tree: Element, skimmed: str, *, is_small: bool) -> str:
    """What a slow extractor finds, unless it lost much; on a large page what a fast one finds, when that is much."""
    found = "" if is_small else _quick(tree)
    if weight_of(found) < _ENOUGH:
        found = _extract(tree)
        if weight_of(found) < _FEW:
            own = _marked_body(tree)
            found = own if len(own) > 2 * len(found) else found
        elif len(prose := _prose(tree)) > _LOST * len(found):
            found = prose
    return skimmed if weight_of(skimmed) > 2 * weight_of(found) else found


def _quick(tree: Element) -> str:
    """What resiliparse finds: good on forums and lists, where there is little prose."""
    from lxml import etree
    from resiliparse.extract.html2text import extract_plain_text

    try:
        text: str = extract_plain_text(
            etree.tostring(tree, encoding="unicode", method="html"),
            main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False,
        )  # fmt: skip
    except (ValueError, TypeError, RuntimeError, UnicodeError):
        return ""
    return PARAGRAPH.join(line for part in text.splitlines() if (line := clean(part)))


def _by_profile(tree: Element, profile: SiteProfile) -> str:
    parts: list[str] = []
    for css in (profile.lede, profile.body):
        for node in select(tree, css) if css else ():
            parts.extend(part for part in paragraphs(node) if part not in parts)
    return PARAGRAPH.join(parts)


def _shield(tree: Element) -> bool:
    """Puts visible stand-ins for ZWNJ and ZWJ; False when the page has neither, or uses the stand-ins."""
    whole = "".join(str(part) for part in tree.itertext())
    if not any(sign in whole for sign in _SHIELD) or any(
        sign in whole for sign in _SHIELD.values()
    ):
        return False
    table = str.maketrans(dict(_SHIELD.items()))
    for node in tree.iter():
        # a second parse may let in characters that a tree refuses to be given
        if node.text:
            node.text = without_controls(node.text.translate(table))
        if node.tail:
            node.tail = without_controls(node.tail.translate(table))
    return True


def _extract(tree: Element) -> str:
    import trafilatura
    from lxml import etree, html

    page = html.document_fromstring(
        etree.tostring(tree, encoding="utf-8", method="html"),
        parser=html.HTMLParser(encoding="utf-8"),
    )
    is_shielded = _shield(page)
    try:
        text = (
            trafilatura.extract(
                page, output_format="txt", include_comments=False, include_tables=True
            )
            or ""
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return ""  # the extractor stumbled on this page: the marked body is tried instead
    if is_shielded:
        text = text.translate(_UNSHIELD)
    return PARAGRAPH.join(line.strip() for line in text.splitlines() if line.strip())


def _prose(tree: Element) -> str:
    """The paragraphs of the page's one article that are long enough to be prose, headings and lists between them."""
    bodies = (
        select(tree, '[itemprop~="articleBody"]') or select(tree, "article") or select(tree, "main")
    )
    if len(bodies) != 1:
        return ""
    parts: list[str] = []
    for node in bodies[0].iter("p", "h2", "h3", "h4", "li", "blockquote"):
        if is_within(node, _BESIDE) or any(
            above.tag in ("li", "blockquote") for above in node.iterancestors()
        ):
            continue
        line = text_of(node)
        if line and (len(line) >= _PROSE or node.tag != "p"):
            parts.append(line)
    long = sum(len(part) for part in parts if len(part) >= _PROSE)
    text = PARAGRAPH.join(parts)
    return text if long > len(text) / 2 else ""


def _marked_body(tree: Element) -> str:
    """The longest of the elements that the page itself calls its article."""
    found = [
        PARAGRAPH.join(paragraphs(node))
        for css in ('[itemprop~="articleBody"]', "article", "main", '[role="main"]')
        for node in select(tree, css)[:5]
    ]
    return max(found, key=len, default="")


def _with_lede(tree: Element, blocks: list[Block], text: str, profile: SiteProfile | None) -> str:
    """The text with the lede in front that the extractor dropped, if the page marks one."""
    if not text:
        return text
    given = select(tree, profile.lede) if profile and profile.lede else []
    ledes = [text_of(node) for node in given] if given else _marked_ledes(blocks, text)
    for lede in ledes:
        if _LEDE_SHORTEST <= len(lede) <= _LEDE_LONGEST and key(lede)[:60] not in key(text):
            return lede + PARAGRAPH + text
    return text


def _marked_ledes(blocks: list[Block], text: str) -> list[str]:
    """The line that a page marks as lede between its headline and the first paragraph of its text."""
    is_after = not any(block.tag == "h1" for block in blocks)
    opening = text[:_OPENING]
    for block in blocks:
        is_after = is_after or block.tag == "h1"
        if not is_after or block.tag in _TAKEN or block.links > len(block.text) / 2:
            continue
        if _is_marked(block):
            return [block.text]
        if block.is_prose and block.text[:_LEDE_SHORTEST] in opening:
            return []
    return []


def _is_marked(block: Block) -> bool:
    above = block.node.getparent()
    near = [block.node] if above is None or len(above) > 2 else [block.node, above]
    if any(node.tag in _TAKEN for node in block.node.iterancestors()):
        return False
    return any(
        _LEDE.search(names_of(node)) or "description" in (node.get("itemprop") or "").split()
        for node in near
    )
