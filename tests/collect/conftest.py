"""Fixtures: a live server, and a client that reaches it under a made-up name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from collect.server import HOST, Shelf, Site, running
from rasad import collect
from rasad.testing import FrozenClock


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def make_web(site: Site, shelf: Shelf) -> Iterator[Callable[..., collect.Web]]:
    opened: list[collect.Web] = []

    def make(**options: Any) -> collect.Web:
        outer = {key: options.pop(key) for key in ("wait", "resolve") if key in options}
        settings = {
            "local": {HOST: site.address},
            "timeout": 5.0,
            "deadline": 10.0,
            "delay": 0.0,
        } | options
        outer.setdefault("wait", lambda seconds: None)
        outer.setdefault("resolve", lambda host: pytest.fail(f"{host} was looked up"))
        web = collect.Web(
            keep=shelf.keep, clock=FrozenClock(), settings=collect.WebSettings(**settings), **outer
        )
        opened.append(web)
        return web

    yield make
    for web in opened:
        web.close()
