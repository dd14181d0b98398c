"""Pages of invented outlets of Talvaria that tell many things, built for tests of reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

URL = "https://courier.sarvan.example/live/network-cut"
LEAD = "The network of Talvaria has been cut for three days. We tell here what the ministry, the regulator and the operators say, hour by hour."


@dataclass(frozen=True)
class Told:
    """An entry as it is written."""

    title: str
    words: tuple[str, ...]
    at: str = ""
    by: str = ""
    id: str = ""


ENTRIES = (
    Told("Minister denies the cut", ("Communications Minister Behrang Narvandi denied that the network was cut on purpose. “No order was given,” he said today.",
         "He said that the ministry would publish the reasons yesterday evening, but nothing came."), "2026-11-24T01:10:00+05:00", "Mina Darvin", "block-c3"),
    Told("Regulator fines two operators", ("The Regulatory Authority said on Monday that it had fined two operators 40 million talvars.",
         "The operators have not answered."), "2026-11-23T18:40:00+05:00", "Ravan Telim", "block-b2"),
    Told("Network back in Delvaran", ("Subscribers in Delvaran said that mobile data came back at noon, after 61 hours.",), "2026-11-22T12:05:00+05:00", "Mina Darvin", "block-a1"),
)  # fmt: skip


def marked(entries: Sequence[Told] = ENTRIES, *, head: str = "", name: str = "", ids: bool = True, clock: bool = False) -> str:
    """A live blog as repeated containers."""
    return shell("".join(container(one, ids=ids, clock=clock) for one in entries), head=head, name=name)


def container(one: Told, *, ids: bool = True, clock: bool = False, tag: str = "div") -> str:
    time = f'<time datetime="{one.at}">{one.at[11:16]}</time>' if one.at and not clock else ""
    time = f'<span class="entry-time">{one.at[11:16]}</span>' if clock else time
    id = f' id="{one.id}"' if ids and one.id else ""
    heading = f"<h2>{one.title}</h2>" if one.title else ""
    by = f'<span class="byline">By {one.by}</span>' if one.by else ""
    words = "".join(f"<p>{line}</p>" for line in one.words)
    share = f'<ul class="share-tools"><li><a href="https://social.example/?u={one.id}">Share this entry</a></li></ul>'
    return f'<{tag} class="entry"{id}><div class="top">{time}{heading}{by}</div><div class="words">{words}</div>{share}</{tag}>'


def shell(entries: str, *, head: str = "", name: str = "", lead: str = LEAD) -> str:
    return f"""<!doctype html><html lang="en"><head><title>Network cut in Talvaria: live | Sarvan Courier</title>
<meta property="og:site_name" content="Sarvan Courier"><meta property="article:published_time" content="2026-11-22T09:00:00+05:00">{head}</head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Network cut in Talvaria: live</h1><p>{lead}</p>
<div class="{name or 'entries'}">{entries}</div></article><footer>All rights reserved.</footer></body></html>"""


def linked(entries: Sequence[Told] = ENTRIES) -> str:
    """What a live blog tells machines."""
    value = {
        "@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Network cut in Talvaria: live",
        "datePublished": "2026-11-22T09:00:00+05:00", "coverageStartTime": "2026-11-22T09:00:00+05:00",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": one.title, "datePublished": one.at, "articleBody": "\n".join(one.words),
             "url": f"{URL}#{one.id}", "author": {"@type": "Person", "name": one.by}}
            for one in entries
        ],
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'
