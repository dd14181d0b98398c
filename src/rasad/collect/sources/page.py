"""Collect: one page that is watched for changes: a law, a tariff, terms. The page as fetched → itself."""

from __future__ import annotations

from rasad.errors import ItemFailed
from rasad.model import Fetched, Link, Source


def read_links(fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
    """The page's own address. Raises ItemFailed when it came empty."""
    if not fetched.body.strip():
        raise ItemFailed(
            f"source {source.id}: {fetched.url} came empty", source=source.id, url=fetched.url
        )
    return (Link(url=source.url),)
