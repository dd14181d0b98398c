"""Exporters: what the two feeds have in common. Issue -> the items of every edition in one language."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from rasad.publish.issue import Entry, Issue, Record

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item as a feed tells it. `link` is relative to public/; `html` is plain paragraphs."""

    id: str
    title: str
    link: str
    updated: str
    summary: str
    html: str


def name_of(stem: str, language: str, issue: Issue) -> str:
    """The file of a feed: the first language has the plain name."""
    base, _, ending = stem.partition(".")
    return stem if language == issue.site_languages[0] else f"{base}.{language}.{ending}"


def items_of(issue: Issue, language: str) -> tuple[FeedItem, ...]:
    """The items of all editions, latest edition first, at most MOST."""
    return tuple(_items(issue, language))[:MOST]


def feed_id(record: Record, *parts: str) -> str:
    """A name for ever: it stands on series, item and language, never on an address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("rasad", record.series, *parts))).urn


def moment(record: Record) -> str:
    """The day of publication as RFC 3339."""
    day = record.published if len(record.published) == 10 else "1970-01-01"
    return f"{day}T00:00:00Z"


def _items(issue: Issue, language: str) -> Iterator[FeedItem]:
    for record in issue.all:
        for twin in record.twins:
            if twin.language != language:
                continue
            for entry in twin.entries:
                if entry.heading is None:
                    continue
                yield FeedItem(
                    id=feed_id(record, entry.id, language),
                    title=entry.heading.text,
                    link=f"{record.number}/{language}/index.html#{entry.id}",
                    updated=moment(record),
                    summary=_summary(entry),
                    html=_html(entry, twin.direction, language),
                )


def _summary(entry: Entry) -> str:
    told = [line.text for p in entry.paragraphs if not p.is_analysis for line in p.lines]
    return told[0] if told else ""


def _html(entry: Entry, direction: str, language: str) -> str:
    parts = []
    for paragraph in entry.paragraphs:
        words = escape(" ".join(line.text for line in paragraph.lines))
        parts.append(
            f"<blockquote><p>{words}</p></blockquote>"
            if paragraph.is_analysis
            else f"<p>{words}</p>"
        )
    return f'<div lang="{escape(language)}" dir="{direction}">{"".join(parts)}</div>'
