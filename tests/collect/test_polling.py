"""Polls of sources against a real server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collect.server import HOST, Site
from rasad import collect
from rasad.errors import BadInput, FetchFailed, ItemFailed
from rasad.model import Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
FEED = b"""<rss version="2.0"><channel><item><title>One</title><link>/news/1</link></item></channel></rss>"""
SOURCE = Source(id="agency", kind="feed", url=f"http://{HOST}/rss", interval=600)


def poll(web: collect.Web, state: SourceState, source: Source = SOURCE) -> collect.Poll:
    return collect.poll(source, web=web, state=state, clock=FrozenClock())


def test_a_poll_gives_links_and_remembers_what_the_server_said(
    make_web: MakeWeb, site: Site
) -> None:
    headers = {"ETag": '"f1"', "Last-Modified": "Mon, 14 Sep 2026 06:30:00 GMT"}
    site.answers["/rss"] = (200, headers, FEED)
    found = poll(make_web(), SourceState(source="agency", failures=3, trouble="old"))
    assert [(link.url, link.source) for link in found.links] == [
        (f"http://{HOST}/news/1", "agency")
    ]
    assert found.changed
    assert found.state == SourceState(
        source="agency",
        polled="2026-11-01T12:00:00Z",
        next_poll="2026-11-01T12:10:00Z",
        etag='"f1"',
        last_modified="Mon, 14 Sep 2026 06:30:00 GMT",
        since="2026-11-01T12:00:00Z",
    )


def test_nothing_new_brings_no_links_and_keeps_the_mark(make_web: MakeWeb, site: Site) -> None:
    site.answers["/rss"] = (304, {}, b"")
    found = poll(
        make_web(), SourceState(source="agency", etag='"f1"', since="2026-01-01T00:00:00Z")
    )
    assert (found.links, found.changed, found.state.etag) == ((), False, '"f1"')
    assert site.asked[-1][1]["if-none-match"] == '"f1"'
    assert found.state.since == "2026-01-01T00:00:00Z"


def test_a_poll_of_a_source_that_is_gone_fails(make_web: MakeWeb) -> None:
    with pytest.raises(FetchFailed, match="404"):
        poll(make_web(), SourceState(source="agency"))


def test_a_malformed_feed_fails_with_a_clear_line(make_web: MakeWeb, site: Site) -> None:
    site.answers["/rss"] = (200, {}, b"<html>maintenance</html>")
    with pytest.raises(ItemFailed, match=r"source agency: .* is no feed"):
        poll(make_web(), SourceState(source="agency"))


def test_an_unknown_kind_is_bad_input(make_web: MakeWeb) -> None:
    with pytest.raises(BadInput, match="known are feed, listing, page"):
        poll(
            make_web(), SourceState(source="x"), Source(id="x", kind="radio", url=f"http://{HOST}/")
        )


def test_pauses_double_up_to_a_day() -> None:
    state = SourceState(source="agency")
    pauses = []
    for _ in range(10):
        state = collect.after_failure(SOURCE, state, ItemFailed("down"), clock=FrozenClock())
        pauses.append(state.next_poll)
    assert pauses[0] == "2026-11-01T12:20:00Z"
    assert pauses[-1] == "2026-11-02T12:00:00Z"
    assert (state.failures, state.trouble) == (10, "down")


@pytest.mark.parametrize(
    ("asked", "next_poll"),
    [
        ("7200", "2026-11-01T14:00:00Z"),
        ("Mon, 02 Nov 2026 00:00:00 GMT", "2026-11-02T00:00:00Z"),
        ("99999999999", "2026-11-08T12:00:00Z"),
        ("soon", "2026-11-01T12:20:00Z"),
        ("-5", "2026-11-01T12:20:00Z"),
    ],
)
def test_retry_after_is_kept_to(asked: str, next_poll: str) -> None:
    error = FetchFailed("busy", retry_after=asked)
    state = collect.after_failure(SOURCE, SourceState(source="agency"), error, clock=FrozenClock())
    assert state.next_poll == next_poll
