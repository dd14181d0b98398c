"""What ails a source, as different values; its habit and its silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from collect.server import HOST, Site
from rasad import collect
from rasad.collect import health
from rasad.errors import AddressRefused, FetchFailed, ItemFailed, RobotsRefused
from rasad.model import Fetched, Link, Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"
HTML = {"Content-Type": "text/html; charset=utf-8"}
LOGIN = b"<html><body><form><input type='password' name=p></form><a href='/help'>Help</a></body></html>"
SHELL = b"<html><body><div id='root'></div><noscript>JavaScript</noscript><script src='/app.js'></script></body></html>"
GEO = b"<html><body><h1>Sorry</h1>This content is not available in your country.</body></html>"
CENSOR = b"<html><body><iframe src='http://10.10.34.35?type=Invalid' width=0></iframe></body></html>"


def failing(make_web: MakeWeb, source: Source) -> SourceState:
    state, clock = SourceState(source=source.id, found=40), FrozenClock()
    try:
        collect.poll(source, web=make_web(), state=state, clock=clock)
    except ItemFailed as error:
        return collect.after_failure(source, state, error, clock=clock)
    raise AssertionError("the poll did not fail")


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (404, {}, b"", "gone"),
        (410, {}, b"", "gone"),
        (401, {}, b"", "login_wall"),
        (403, {}, b"", "blocked"),
        (451, {}, b"", "blocked"),
        (403, {}, GEO, "geo_blocked"),
        (451, {}, GEO, "geo_blocked"),
        (503, {"cf-mitigated": "challenge"}, b"", "blocked"),
        (500, {}, b"", "down"),
        (503, {}, b"", "down"),
        (200, HTML, LOGIN, "login_wall"),
        (200, HTML, SHELL, "empty_shell"),
        (200, HTML, GEO, "geo_blocked"),
        (200, HTML, CENSOR, "blocked"),
        (200, HTML, b"<html><body><p>" + b"Rebuilt. " * 300 + b"</p></body></html>", "dead_selector"),
    ],
)
def test_a_listing_that_fails_says_how(
    make_web: MakeWeb, site: Site, status: int, headers: dict[str, str], body: bytes, expected: str
) -> None:
    site.answers["/list"] = (status, headers, body)
    source = Source(id="agency", kind="listing", url=f"{AT}/list", select="ul.news a")
    state = failing(make_web, source)
    assert (state.health, state.unwell_since) == (expected, "2026-11-01T12:00:00Z")
    assert state.health in collect.HEALTH


@pytest.mark.parametrize("kind", ["page", "listing"])
@pytest.mark.parametrize(("body", "expected"), [(LOGIN, "login_wall"), (SHELL, "empty_shell")])
def test_a_wall_is_no_page(make_web: MakeWeb, site: Site, kind: str, body: bytes, expected: str) -> None:
    site.answers["/law"] = (200, HTML, body)
    assert failing(make_web, Source(id="law", kind=kind, url=f"{AT}/law")).health == expected


def test_a_redirect_to_a_login_page_is_a_wall(make_web: MakeWeb, site: Site) -> None:
    site.answers["/law"] = (302, {"Location": "/accounts/login?next=/law"}, b"")
    site.answers["/accounts/login"] = (200, HTML, b"<html><body>Welcome <a href=/a>a</a></body></html>")
    assert failing(make_web, Source(id="law", kind="page", url=f"{AT}/law")).health == "login_wall"


def test_an_article_that_speaks_of_blocking_is_a_page(make_web: MakeWeb, site: Site) -> None:
    words = b"<p>The site is not available in your country, said the minister. " + b"More words follow here. " * 200
    site.answers["/law"] = (200, HTML, b"<html><body>" + words + b"</body></html>")
    polled = collect.poll(
        Source(id="law", kind="page", url=f"{AT}/law"), web=make_web(),
        state=SourceState(source="law"), clock=FrozenClock(),
    )  # fmt: skip
    assert polled.state.health == "ok"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FetchFailed("no usable answer"), "down"),
        (AddressRefused("leads to 10.10.34.35"), "blocked"),
        (RobotsRefused("no"), "refused"),
        (ItemFailed("is no feed"), "unreadable"),
        (ItemFailed("x", health="gone"), "gone"),
    ],
)
def test_a_failure_without_a_page_says_how(error: ItemFailed, expected: str) -> None:
    assert health.of_failure(error, kind="feed") == expected


def test_health_comes_back_with_the_first_good_poll(make_web: MakeWeb, site: Site) -> None:
    site.answers["/rss"] = (200, {}, b"<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>")
    ill = SourceState(source="agency", health="down", unwell_since="2026-10-01T00:00:00Z", failures=3)
    source = Source(id="agency", kind="feed", url=f"{AT}/rss")
    polled = collect.poll(source, web=make_web(), state=ill, clock=FrozenClock())
    assert (polled.state.health, polled.state.unwell_since, polled.state.failures) == ("ok", None, 0)


def test_when_trouble_began_is_kept_while_it_lasts() -> None:
    source, clock = Source(id="agency", kind="feed", url=AT), FrozenClock()
    first = collect.after_failure(source, SourceState(source="agency"), FetchFailed("down"), clock=clock)
    clock.forward(5000)
    second = collect.after_failure(source, first, FetchFailed("down", health="gone"), clock=clock)
    assert (second.health, second.unwell_since) == ("gone", "2026-11-01T12:00:00Z")


def polled(clock: FrozenClock, ages: list[float], state: SourceState | None = None, *, changed: bool = True) -> collect.Poll:
    """A poll whose links are so many hours old."""
    links = tuple(
        Link(url=f"{AT}/{age}", published=(clock.now() - timedelta(hours=age)).isoformat()) for age in ages
    )
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return collect.Poll(links=links, state=state or SourceState(source="agency", since=now), changed=changed)


FEED = Source(id="agency", kind="feed", url=f"{AT}/rss", interval=1800)


@pytest.mark.parametrize(
    ("ages", "pause"),
    [
        ([], 1800),  # no habit known
        ([1, 2, 3], 1800),  # too few to tell
        ([float(n) for n in range(20)], 3600),  # one an hour
        ([float(24 * n) for n in range(20)], 6 * 3600),  # one a day: never seldomer than six hours
        ([n / 60 for n in range(20)], 570),  # twenty in nineteen minutes: before they roll over
        ([n / 600 for n in range(20)], 300),  # never more often than every five minutes
    ],
)
def test_a_source_is_asked_as_often_as_it_brings_something(ages: list[float], pause: int) -> None:
    clock = FrozenClock()
    state = collect.observe(FEED, polled(clock, ages), new=len(ages), clock=clock)
    due = (clock.now() + timedelta(seconds=pause)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert state.next_poll == due


def test_an_interval_shorter_than_five_minutes_is_the_desks_own_wish() -> None:
    clock = FrozenClock()
    source = replace(FEED, interval=60)
    state = collect.observe(source, polled(clock, [n / 600 for n in range(20)]), new=20, clock=clock)
    assert state.next_poll == "2026-11-01T12:01:00Z"


def test_a_silence_longer_than_the_habit_is_told_and_ends_with_something_new() -> None:
    clock = FrozenClock()
    state = collect.observe(FEED, polled(clock, [float(n) for n in range(20)]), new=20, clock=clock)
    assert state.health == "ok"
    clock.forward(47 * 3600)
    state = collect.observe(FEED, polled(clock, [], state, changed=False), new=0, clock=clock)
    assert state.health == "ok"
    clock.forward(2 * 3600)
    began = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    state = collect.observe(FEED, polled(clock, [], state, changed=False), new=0, clock=clock)
    assert (state.health, state.unwell_since) == ("silent", began)
    assert "nothing new since 2026-11-01T12:00:00Z" in (state.trouble or "")
    clock.forward(3600)
    kept = replace(state, health="ok", trouble=None)  # as a poll that works hands it on
    state = collect.observe(FEED, polled(clock, [], kept, changed=False), new=0, clock=clock)
    assert (state.health, state.unwell_since) == ("silent", began)
    state = collect.observe(FEED, polled(clock, [0.5, *range(49, 60)], replace(state, health="ok")), new=1, clock=clock)
    assert (state.health, state.unwell_since) == ("ok", None)


def test_silence_before_we_watched_is_no_silence() -> None:
    clock = FrozenClock()
    state = collect.observe(FEED, polled(clock, [float(n) for n in range(900, 920)]), new=20, clock=clock)
    assert state.health == "ok"


def test_a_source_that_prints_no_dates_has_a_habit_by_arrival() -> None:
    clock = FrozenClock()
    state = SourceState(source="agency", since="2026-10-01T00:00:00Z")
    for number in range(6):
        bare = collect.Poll(links=(Link(url=f"{AT}/{number}"),), state=state, changed=True)
        state = collect.observe(FEED, bare, new=1, clock=clock)
        clock.forward(7200)
    assert state.gap == pytest.approx(7200)
    assert state.found == 1


def test_every_word_is_explained() -> None:
    for word in collect.HEALTH:
        assert f"`{word}`" in (health.__doc__ or "")


def test_hostile_pages_are_looked_at_without_harm() -> None:
    for body in (b"", b"\x00" * 999, b"<" * 9999, b"<div>" * 50_000, b"<html" + b"\xff" * 999):
        fetched = Fetched(url=AT, headers=(("Content-Type", "text/html"),), body=body)
        assert health.of_page(fetched, asked=AT) in collect.HEALTH
        assert health.of_answer(replace(fetched, status=403)) in collect.HEALTH
