"""Collect: a page as fetched → its tree, with limits. No network, no entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasad.collect.bodies import decoded
from rasad.errors import ItemFailed
from rasad.model import Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def parse_page(fetched: Fetched) -> HtmlElement:
    """The tree of a page, in the charset its header or the page names. Raises ItemFailed."""
    import lxml.etree
    import lxml.html

    body = decoded(fetched)
    try:
        parser = lxml.html.HTMLParser(
            encoding=_charset(fetched, body), no_network=True, huge_tree=False
        )
    except LookupError:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False)
    try:
        return lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise ItemFailed(f"{fetched.url}: no readable page ({error})", url=fetched.url) from error


def _charset(fetched: Fetched, body: bytes) -> str | None:
    """The charset of the header; UTF-8 where neither header nor page names one and the bytes are that."""
    named = (fetched.header("content-type") or "").lower().partition("charset=")[2]
    if charset := named.split(";")[0].strip(" \"'"):
        return charset
    if b"charset" in body[:4096].lower():
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
