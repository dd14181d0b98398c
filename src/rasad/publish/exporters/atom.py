"""Exporters: an Issue -> atom.xml, one a language. Atom 1.0 (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from rasad.publish.exporters.feed import feed_id, items_of, moment, name_of
from rasad.publish.issue import Issue

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(issue: Issue) -> Mapping[str, bytes]:
    """A feed for each language of the edition; entries are the items of all editions."""
    return {
        name_of("atom.xml", language, issue): _feed(issue, language)
        for language in issue.site_languages
    }


def _feed(issue: Issue, language: str) -> bytes:
    record = issue.record
    name = name_of("atom.xml", language, issue)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<id>{feed_id(record, 'feed', language)}</id>",
        f"<title>{_text(record.series)}</title>",
        f"<updated>{max(moment(each) for each in issue.all)}</updated>",
        f"<author><name>{_text(record.series)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(name)}/>',
        '<link rel="alternate" type="text/html" href="index.html"/>',
        "<generator>Rasad</generator>",
    ]
    for item in items_of(issue, language):
        lines += [
            "<entry>",
            f"<id>{item.id}</id>",
            f"<title>{_text(item.title)}</title>",
            f"<updated>{item.updated}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(item.link)}/>',
            f"<summary>{_text(item.summary)}</summary>",
            f'<content type="html">{_text(item.html)}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _text(words: str) -> str:
    return escape(_UNFIT.sub("\ufffd", words))
