"""Doors: `rasad search`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor, whole
from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.model import Article

_HEAD = 80
_ALL = 100_000


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of search."""
    parser.add_argument("query", nargs="+", help="words that must all occur")
    parser.add_argument("--since", metavar="DATE", help="published on or after this day")
    parser.add_argument("--outlet", metavar="ID")
    parser.add_argument("--limit", metavar="N", type=whole, default=20, help="how many (default 20; 0 for all)")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints the articles found. The query is written to no log."""
    from rasad.model.when import is_edtf

    if options.since and not is_edtf(options.since):
        raise WrongUse(f"--since {options.since!r}: not a day such as 2026-09-14")
    most = _ALL if options.since or options.outlet or not options.limit else options.limit
    with open_monitor(options, output) as monitor:
        found = [
            article
            for article in monitor.search(" ".join(options.query), limit=most)
            if (not options.outlet or article.outlet == options.outlet)
            and (
                not options.since
                or ((article.published.edtf if article.published else None) or "") >= options.since
            )
        ][: options.limit or None]
    rows = [
        {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "outlet": article.outlet,
            "published": article.published.edtf if article.published else None,
            "text": article.text_id,
        }
        for article in found
    ]
    lines = [f"{row['id']}  {row['published'] or 'no date'}  {_title(article)}  <{row['url']}>" for row, article in zip(rows, found, strict=True)]
    output.result(rows, lines or ["nothing found"])
    return 0


def _title(article: Article) -> str:
    """The title, else the first words of the text."""
    return article.title or " ".join(article.text[:_HEAD].split())
