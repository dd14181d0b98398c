"""Read: main text, title, byline, date and language. Capture -> Article, Articles -> stories.

read_document(data, …)      bytes of a page or file -> Document
read_article(fetched, …)    an exchange and its capture -> Article
read_articles(fetched, …)   the same; a live blog or page of briefs -> its entries, each an Article
propose_profile(pages, …)   selectors for the pages of a site
stories.group(articles)     which articles tell one thing
reprints.group(texts)       which texts are copies
changes.compare(old, new)   what became of a watched text; changes.history, changes.persists
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from rasad.model import Document

if TYPE_CHECKING:
    from rasad.read import changes, reprints, stories
    from rasad.read.article import read_article, read_articles
    from rasad.read.document import read_document
    from rasad.read.profiling import propose_profile
    from rasad.read.scans import read_scan

# Raised whenever the same bytes may yield another Document; old text versions stay.
RULES: Final = "read-4"

_FROM: Final = {
    "propose_profile": "rasad.read.profiling",
    "read_article": "rasad.read.article",
    "read_articles": "rasad.read.article",
    "read_document": "rasad.read.document",
    "read_scan": "rasad.read.scans",
}
_MODULES: Final = ("changes", "reprints", "stories")

__all__ = [
    "RULES",
    "Document",
    "changes",
    "propose_profile",
    "read_article",
    "read_articles",
    "read_document",
    "read_scan",
    "reprints",
    "stories",
]


def __getattr__(name: str) -> object:
    if name in _FROM:
        return getattr(importlib.import_module(_FROM[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"rasad.read.{name}")
    raise AttributeError(f"module 'rasad.read' has no attribute {name!r}")
