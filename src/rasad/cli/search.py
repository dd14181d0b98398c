"""Doors: `rasad search`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of search."""
    parser.add_argument("query", nargs="+", help="words that must all occur")
    parser.add_argument("--since", metavar="DATE", help="published on or after this day")
    parser.add_argument("--outlet", metavar="ID")
    parser.add_argument("--limit", type=int, default=20)


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints the articles found. The query is written to no log."""
    with open_monitor(options, output) as monitor:
        found = [
            article
            for article in monitor.search(" ".join(options.query), limit=max(options.limit, 1) * 5)
            if (not options.outlet or article.outlet == options.outlet)
            and (
                not options.since
                or ((article.published.edtf if article.published else None) or "") >= options.since
            )
        ][: options.limit]
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
    lines = [f"{row['id']}  {row['published'] or 'no date'}  {row['title']}  <{row['url']}>" for row in rows]
    output.result(rows, lines or ["nothing found"])
    return 0
