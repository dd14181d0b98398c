"""Listings that go on on a next page: it is asked only to close a gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collect.server import HOST, Site
from rasad import collect
from rasad.collect.sources import listing
from rasad.model import Fetched, Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"
SOURCE = Source(id="desk", kind="listing", url=f"{AT}/list", select="ul.news a")


def page(first: int, foot: str) -> bytes:
    rows = "".join(f'<li><a href="/n/{n}">N{n}</a></li>' for n in range(first, first - 5, -1))
    return f"<html><body><ul class=news>{rows}</ul>{foot}</body></html>".encode()


@pytest.mark.parametrize(
    "foot",
    [
        '<a rel="next" href="/list-2">2</a>',
        '<a class="next" href="/list-2">»</a>',
        '<div class="pagination-next"><a href="list-2">older</a></div>',
        '<link rel="next" href="/list-2">',
    ],
)
def test_the_next_page_is_found(foot: str) -> None:
    fetched = Fetched(url=SOURCE.url, body=page(9, foot))
    assert [more.url for more in listing.further(fetched, source=SOURCE)] == [f"{AT}/list-2"]


@pytest.mark.parametrize(
    "foot", ["", '<a rel="next" href="http://elsewhere.example/2">2</a>', '<a rel="next" href="#">2</a>', '<a rel="next" href="http://[::1">2</a>']
)
def test_another_host_is_no_next_page(foot: str) -> None:
    assert listing.further(Fetched(url=SOURCE.url, body=page(9, foot)), source=SOURCE) == ()


def _asked(make_web: MakeWeb, site: Site, state: SourceState, known: set[str]) -> tuple[int, list[str]]:
    polled = collect.poll(
        SOURCE, web=make_web(), state=state, clock=FrozenClock(), is_known=known.__contains__
    )
    return len(polled.links), [path for path in site.asked_paths() if path != "/robots.txt"]


@pytest.fixture
def pages(site: Site) -> Site:
    for number in range(1, 40):
        path = "/list" if number == 1 else f"/list-{number}"
        foot = f'<a rel="next" href="/list-{number + 1}">more</a>'
        site.answers[path] = (200, {}, page(1000 - 5 * number, foot))
    return site


WATCHED = SourceState(source="desk", polled="2026-10-31T00:00:00Z")


def test_the_first_poll_takes_the_first_page_alone(make_web: MakeWeb, pages: Site) -> None:
    assert _asked(make_web, pages, SourceState(source="desk"), set()) == (5, ["/list"])


def test_pages_are_asked_until_a_known_link_shows(make_web: MakeWeb, pages: Site) -> None:
    known = {f"{AT}/n/{n}" for n in range(986)}
    assert _asked(make_web, pages, WATCHED, known) == (15, ["/list", "/list-2", "/list-3"])


def test_a_listing_without_end_ends(make_web: MakeWeb, pages: Site) -> None:
    _, asked = _asked(make_web, pages, WATCHED, set())
    assert len(asked) == 11
