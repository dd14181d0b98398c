"""One page ahead: order, bounds, and what happens when either side ends early."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from rasad.collect.ahead import MOST_BYTES, MOST_WAITING, Request, ask_ahead
from rasad.errors import CannotWrite, FetchFailed, ItemFailed
from rasad.model import Fetched

Hand = Callable[[Fetched], None]
Given = Sequence[tuple[Fetched, str | None]]


def requests(count: int) -> list[Request]:
    return [Request(url=f"http://agency.example/{number}", source="agency") for number in range(count)]


def answering(body: bytes) -> Callable[[Request, Hand], None]:
    return lambda request, hand: hand(Fetched(url=request.url, body=body))


@pytest.mark.parametrize(("count", "body"), [(2000, b"x"), (60, b"x" * 1_000_000)])
def test_all_come_in_order_and_few_wait_at_a_time(count: int, body: bytes) -> None:
    kept: list[tuple[int, int]] = []

    def keep_all(given: Given) -> list[Fetched]:
        kept.append((len(given), sum(len(exchange.body) for exchange, _ in given)))
        return [exchange for exchange, _ in given]

    outcomes = ask_ahead(requests(count), follow=answering(body), keep_all=keep_all)
    assert [(request.url, outcome.url) for request, outcome in outcomes if isinstance(outcome, Fetched)] == [
        (request.url, request.url) for request in requests(count)
    ]
    assert max(number for number, _ in kept) <= MOST_WAITING
    assert max(size for _, size in kept) <= max(MOST_BYTES, len(body))


def test_what_cannot_be_kept_ends_both_sides() -> None:
    asked: list[str] = []

    def follow(request: Request, hand: Hand) -> None:
        asked.append(request.url)
        hand(Fetched(url=request.url, body=b"x" * 1_000_000))

    def keep_all(given: Given) -> list[Fetched]:
        raise CannotWrite("disk full")

    before = threading.active_count()
    with pytest.raises(CannotWrite, match="disk full"):
        list(ask_ahead(requests(1000), follow=follow, keep_all=keep_all))
    assert len(asked) < 40
    assert threading.active_count() == before


def test_what_fails_stands_in_its_place_and_an_unforeseen_error_comes_last() -> None:
    def follow(request: Request, hand: Hand) -> None:
        if request.url.endswith("/1"):
            raise FetchFailed("down")
        if request.url.endswith("/3"):
            raise KeyboardInterrupt
        hand(Fetched(url=request.url))

    outcomes: list[Fetched | ItemFailed] = []
    with pytest.raises(KeyboardInterrupt):
        for pair in ask_ahead(requests(9), follow=follow, keep_all=lambda given: [one[0] for one in given]):
            outcomes.append(pair[1])
    assert [type(outcome).__name__ for outcome in outcomes] == ["Fetched", "FetchFailed", "Fetched"]
