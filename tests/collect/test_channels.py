"""Previews of Telegram channels as fetched → posts; gaps are closed, a missing preview is said plainly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from collect.channel import NAME, NO_PREVIEW, post, preview
from collect.server import HOST, Site
from rasad import collect
from rasad.collect.moments import moment
from rasad.collect.sources import telegram
from rasad.errors import ItemFailed
from rasad.model import Fetched, Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
URL = f"http://{HOST}/s/{NAME}"
SOURCE = Source(id="tg", kind="telegram", url=URL, interval=3600)


def posts(body: bytes, url: str = URL) -> tuple[telegram.Post, ...]:
    return telegram.read_posts(Fetched(url=url, body=body), source=SOURCE)


def test_a_post_has_id_address_time_and_its_own_words() -> None:
    (found,) = posts(preview(post(7, "نخستین سطر<br/>دومین <b>سطر</b><br>third")))
    assert found == telegram.Post(
        id=f"{NAME}/7",
        url=f"http://{HOST}/{NAME}/7?embed=1",
        at="2026-10-30T10:00:00+00:00",
        text="نخستین سطر\nدومین سطر\nthird",
    )


def test_an_edited_post_is_marked_in_any_language() -> None:
    found = posts(preview(post(7), post(8, edited="edited &nbsp;"), post(9, edited="изменено&nbsp;")))
    assert [one.is_edited for one in found] == [False, True, True]


def test_a_forward_tells_where_it_came_from() -> None:
    open_, hidden = posts(preview(post(7, via="https://t.me/sarvan_news/55|Sarvan News"), post(8, via="|Someone")))
    assert (open_.via, open_.via_name) == ("https://t.me/sarvan_news/55", "Sarvan News")
    assert (hidden.via, hidden.via_name) == (None, "Someone")


def test_links_carry_title_time_number_and_origin() -> None:
    body = preview(post(7, "A title<br>and more", via="https://t.me/sarvan_news/55|S", edited="edited "))
    (link,) = telegram.read_links(Fetched(url=URL, body=body), source=SOURCE)
    assert (link.title, link.native_id, link.via, link.is_edited) == (
        "A title", f"{NAME}/7", "https://t.me/sarvan_news/55", True,
    )  # fmt: skip


@pytest.mark.parametrize("url", [URL, f"http://{HOST}/{NAME}"])
def test_a_channel_without_preview_says_so(url: str) -> None:
    with pytest.raises(ItemFailed, match=r"source tg: .* shows no public preview"):
        posts(NO_PREVIEW, url)


def test_a_preview_without_posts_is_no_trouble() -> None:
    assert posts(preview()) == ()


def _page(first: int, last: int, step: timedelta = timedelta(minutes=10)) -> bytes:
    start = FrozenClock().now() - step * last
    shown = [post(n, at=(start + step * n).isoformat()) for n in range(first, last + 1)]
    return preview(*shown)


def test_posts_that_rolled_out_of_the_window_are_asked_for(make_web: MakeWeb, site: Site) -> None:
    site.answers[f"/s/{NAME}"] = (200, {}, _page(85, 100))
    known = {f"http://{HOST}/{NAME}/{n}?embed=1" for n in range(1, 81)}
    clock, web = FrozenClock(), make_web()
    first = collect.poll(SOURCE, web=web, state=SourceState(source="tg"), clock=clock)
    assert len(first.links) == 16
    collect.poll(SOURCE, web=web, state=first.state, clock=clock, is_known=known.__contains__)
    asked = [path for path in site.asked_paths() if path != "/robots.txt"]
    assert asked == [f"/s/{NAME}", f"/s/{NAME}", f"/s/{NAME}?before=85"]


def test_a_poll_that_meets_a_known_post_asks_no_further(make_web: MakeWeb, site: Site) -> None:
    site.answers[f"/s/{NAME}"] = (200, {}, _page(85, 100))
    known = {f"http://{HOST}/{NAME}/90?embed=1"}
    state = SourceState(source="tg", polled="2026-10-31T00:00:00Z")
    collect.poll(SOURCE, web=make_web(), state=state, clock=FrozenClock(), is_known=known.__contains__)
    assert site.asked_paths() == ["/robots.txt", f"/s/{NAME}"]


@pytest.mark.parametrize(
    ("step", "least", "most"),
    [
        (timedelta(minutes=1), 300, 450),  # 15 minutes shown: asked again well before they roll over
        (timedelta(minutes=10), 3600, 4500),
        (timedelta(days=1), 6 * 3600, 6 * 3600),
    ],
)
def test_the_pause_follows_the_rate_and_the_window_never_rolls_over(
    make_web: MakeWeb, site: Site, step: timedelta, least: int, most: int
) -> None:
    site.answers[f"/s/{NAME}"] = (200, {}, _page(85, 100, step))
    clock = FrozenClock()
    polled = collect.poll(SOURCE, web=make_web(), state=SourceState(source="tg"), clock=clock)
    state = collect.observe(SOURCE, polled, new=16, clock=clock)
    due = moment(state.next_poll)
    assert due is not None
    pause = (due - clock.now()).total_seconds()
    assert least <= pause <= most
    assert pause < 15 * step.total_seconds()
