"""Exporters: an Issue -> feed.json, one a language. JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Mapping

from rasad.publish.exporters.feed import items_of, name_of
from rasad.publish.exporters.records import dumps
from rasad.publish.issue import Issue


def export(issue: Issue) -> Mapping[str, bytes]:
    """A feed for each language of the edition. Addresses are relative to the feed: the desk may move its site."""
    return {
        name_of("feed.json", language, issue): dumps(_feed(issue, language))
        for language in issue.site_languages
    }


def _feed(issue: Issue, language: str) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": issue.record.series,
        "home_page_url": "index.html",
        "feed_url": name_of("feed.json", language, issue),
        "language": language,
        "authors": [{"name": issue.record.series}],
        "items": [
            {
                "id": item.id,
                "url": item.link,
                "title": item.title,
                "summary": item.summary,
                "content_html": item.html,
                "date_published": item.updated,
                "language": language,
            }
            for item in items_of(issue, language)
        ],
    }
