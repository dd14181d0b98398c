"""Manners towards servers: pauses, robots.txt that ages, hosts that ask to be left alone, one page ahead."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from collect.server import HOST, Shelf, Site
from rasad import collect
from rasad.errors import CannotWrite, FetchFailed, RobotsRefused
from rasad.model import Fetched, Source, SourceState
from rasad.testing import FrozenClock

AT = f"http://{HOST}"


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def web(site: Site, shelf: Shelf, clock: FrozenClock) -> Iterator[collect.Web]:
    settings = collect.WebSettings(local={HOST: site.address}, timeout=5, deadline=10)
    with collect.Web(keep=shelf.keep, clock=clock, wait=lambda _: None, settings=settings) as made:
        yield made


def test_a_busy_host_is_left_alone_until_it_said(web: collect.Web, site: Site, clock: FrozenClock) -> None:
    site.answers["/busy"] = (503, {"Retry-After": "600"}, b"")
    with pytest.raises(FetchFailed, match="503"):
        web.get(f"{AT}/busy", ask_robots=False)
    clock.forward(599)
    with pytest.raises(FetchFailed, match="left alone until 2026-11-01T12:10:00Z") as caught:
        web.get(f"{AT}/page", ask_robots=False)
    assert caught.value.ids["retry_after"] == "1"
    assert site.asked_paths() == ["/busy"]
    clock.forward(1)
    assert web.get(f"{AT}/page", ask_robots=False).status == 200


def test_too_many_requests_without_a_time_means_a_minute(web: collect.Web, site: Site, clock: FrozenClock) -> None:
    site.answers["/busy"] = (429, {}, b"")
    with pytest.raises(FetchFailed, match="429"):
        web.get(f"{AT}/busy", ask_robots=False)
    with pytest.raises(FetchFailed, match="left alone"):
        web.get(f"{AT}/page", ask_robots=False)
    clock.forward(61)
    assert web.get(f"{AT}/page", ask_robots=False).status == 200


def test_rules_are_asked_again_after_a_day_and_trouble_after_ten_minutes(
    web: collect.Web, site: Site, clock: FrozenClock
) -> None:
    site.answers["/robots.txt"] = (500, {}, b"")
    for _ in range(2):
        with pytest.raises(RobotsRefused, match="which means wait"):
            web.get(f"{AT}/page")
    clock.forward(601)
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow:\n")
    web.get(f"{AT}/page")
    clock.forward(86_399)
    web.get(f"{AT}/page")
    clock.forward(2)
    web.get(f"{AT}/page")
    assert site.asked_paths().count("/robots.txt") == 3


def test_requests_to_a_host_keep_the_delay_that_its_robots_txt_asks_for(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, site: Site
) -> None:
    """Through a proxy that serves all names, since local hosts wait for nobody."""
    site.answers["http://slow.example/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    site.answers["http://other.example/"] = (200, {}, b"x")
    for path in ("1", "2", "3"):
        site.answers[f"http://slow.example/{path}"] = (200, {}, b"x")
    waits: list[float] = []
    settings = collect.WebSettings(proxy=f"http://{site.address}", delay=2.0)
    with collect.Web(keep=shelf.keep, clock=FrozenClock(), wait=waits.append, settings=settings) as web:
        web.get("http://other.example/", ask_robots=False)  # what a proxy needs is loaded: that takes a while
        for path in ("1", "2", "3"):
            web.get(f"http://slow.example/{path}")
    assert [round(seconds) for seconds in waits] == [2, 9, 16]


def test_a_source_is_left_alone_with_the_host_of_its_pages(clock: FrozenClock) -> None:
    state = SourceState(source="agency", next_poll="2026-11-01T12:30:00Z")
    busy = FetchFailed("busy", retry_after="7200")
    assert collect.hold(state, busy, clock=clock).next_poll == "2026-11-01T14:00:00Z"
    assert collect.hold(state, FetchFailed("busy", retry_after="60"), clock=clock) == state


def test_pauses_survive_a_restart(clock: FrozenClock) -> None:
    """All that a pause depends on is in the state, which the log holds."""
    source = Source(id="agency", kind="feed", url=f"{AT}/rss", interval=600)
    state = SourceState(source="agency")
    for _ in range(3):
        state = collect.after_failure(source, state, FetchFailed("down"), clock=clock)
    again = SourceState(**{name: getattr(state, name) for name in SourceState.__slots__})
    assert again == state
    assert collect.after_failure(source, again, FetchFailed("down"), clock=clock).next_poll == "2026-11-01T14:40:00Z"


def requests(*paths: str) -> list[collect.Request]:
    return [collect.Request(url=f"{AT}{path}", source="agency") for path in paths]


def test_many_pages_come_in_order_each_kept_before_it_is_handed_on(
    web: collect.Web, site: Site, shelf: Shelf
) -> None:
    site.answers["/gone"] = (410, {}, b"")
    outcomes = []
    for request, outcome in web.get_all(requests("/page", "/moved", "/gone", "/cut", "/chunked")):
        capture = outcome.capture if isinstance(outcome, Fetched) else outcome.ids.get("capture")
        if capture:
            exchange, source = shelf.held[int(capture[1:]) - 1]
            assert (exchange.url, source) == (getattr(outcome, "url", exchange.url), "agency")
        outcomes.append((request.url.removeprefix(AT), type(outcome).__name__, bool(capture)))
    assert outcomes == [
        ("/page", "Fetched", True),
        ("/moved", "Fetched", True),
        ("/gone", "FetchFailed", True),
        ("/cut", "FetchFailed", False),
        ("/chunked", "Fetched", True),
    ]
    assert [path for path in site.asked_paths() if path != "/robots.txt"] == [
        "/page", "/moved", "/page", "/gone", "/cut", "/cut", "/chunked",
    ]  # fmt: skip
    # a question upon which a kept connection ends without a byte is put again, once


def test_pages_are_asked_one_at_a_time_and_while_others_are_kept(site: Site, shelf: Shelf) -> None:
    """Keeping is slow here; the next pages are fetched meanwhile and then kept together."""
    sizes: list[int] = []

    def keep_all(given: Sequence[tuple[Fetched, str | None]]) -> list[Fetched]:
        sizes.append(len(given))
        if len(sizes) == 1:
            rest = threading.Event()
            for _ in range(500):
                if len(site.asked) < 5:
                    rest.wait(0.01)
        return [shelf.keep(exchange, source) for exchange, source in given]

    site.answers |= {f"/p/{n}": (200, {}, b"x") for n in range(9)}
    settings = collect.WebSettings(local={HOST: site.address})
    with collect.Web(
        keep=shelf.keep, keep_all=keep_all, clock=FrozenClock(), wait=lambda _: None, settings=settings
    ) as web:
        asked = [collect.Request(url=f"{AT}/p/{n}", ask_robots=False) for n in range(9)]
        found = [outcome.url for _, outcome in web.get_all(asked) if isinstance(outcome, Fetched)]
    assert found == [f"{AT}/p/{n}" for n in range(9)]
    assert sum(sizes) == 9
    assert max(sizes) > 1


def test_a_disk_that_is_full_stops_the_fetching_too(site: Site, shelf: Shelf) -> None:
    def keep_all(given: Sequence[tuple[Fetched, str | None]]) -> list[Fetched]:
        raise CannotWrite("disk full")

    site.answers |= {f"/p/{n}": (200, {}, b"x") for n in range(200)}
    settings = collect.WebSettings(local={HOST: site.address})
    with collect.Web(
        keep=shelf.keep, keep_all=keep_all, clock=FrozenClock(), wait=lambda _: None, settings=settings
    ) as web:
        asked = [collect.Request(url=f"{AT}/p/{n}", ask_robots=False) for n in range(200)]
        with pytest.raises(CannotWrite):
            list(web.get_all(asked))
    assert len(site.asked) < 100
    assert shelf.held == []


def test_who_stops_taking_stops_the_fetching(web: collect.Web, site: Site) -> None:
    site.answers |= {f"/p/{n}": (200, {}, b"x" * 1000) for n in range(200)}
    taking = web.get_all(requests(*(f"/p/{n}" for n in range(200))))
    next(taking)
    taking.close()  # type: ignore[attr-defined]
    assert len(site.asked) < 100
    assert web.get(f"{AT}/page").status == 200
