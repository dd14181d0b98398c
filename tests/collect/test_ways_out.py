"""The way out of a source: proxies, names that are told to nobody else, identities that are not mixed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from collect.server import HOST, Shelf, Site
from collect.socks import Proxy, recording
from rasad import collect
from rasad.errors import AddressRefused, BadInput, FetchFailed
from rasad.model import Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
OUTLET = "http://outlet.example"


@pytest.fixture
def socks(site: Site) -> Iterator[Proxy]:
    with recording(site.address) as proxy:
        yield proxy


@pytest.fixture
def closed_resolver(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No name can be looked up on this machine; each attempt is written down."""
    tried: list[str] = []
    usual = socket.getaddrinfo

    def look_up(host: object, *rest: object, **options: object) -> object:
        if host == "127.0.0.1":  # the proxy's own address, a number: no query leaves
            return usual(host, *rest, **options)  # type: ignore[arg-type]
        tried.append(str(host))
        raise socket.gaierror("the resolver is closed in this test")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "gethostbyname", look_up)
    return tried


def test_behind_a_socks_proxy_no_name_is_looked_up_here(
    make_web: MakeWeb, socks: Proxy, closed_resolver: list[str], site: Site
) -> None:
    site.answers["/moved-on"] = (302, {"Location": "http://second.example/page"}, b"")
    web = make_web(proxy=f"socks5h://{socks.address}", resolve=socket.getaddrinfo)
    fetched = web.get(f"{OUTLET}/moved-on")
    assert (fetched.url, fetched.status) == ("http://second.example/page", 200)
    assert {kind for kind, _, _ in socks.asked} == {"name"}
    assert {host for _, host, _ in socks.asked} == {"outlet.example", "second.example"}
    assert closed_resolver == []


def test_robots_txt_is_asked_along_the_same_way(
    make_web: MakeWeb, socks: Proxy, site: Site, shelf: Shelf
) -> None:
    make_web(proxy=f"socks5h://{socks.address}").get(f"{OUTLET}/page")
    assert site.asked_paths() == ["/robots.txt", "/page"]
    assert len({exchange.egress for exchange, _ in shelf.held}) == 1
    assert shelf.held[0][0].egress.startswith("socks-")


def test_one_source_may_have_a_way_of_its_own(
    make_web: MakeWeb, socks: Proxy, shelf: Shelf
) -> None:
    web = make_web(proxies={"exile": f"socks5h://{socks.address}"})
    web.get(f"{OUTLET}/page", source="exile", ask_robots=False)
    web.get(f"http://{HOST}/page", source="agency", ask_robots=False)
    ways = {source: exchange.egress for exchange, source in shelf.held}
    assert ways["agency"] == "direct"
    assert ways["exile"] == web.egress("exile") != "direct"
    assert [host for _, host, _ in socks.asked] == ["outlet.example"]


def test_a_source_may_be_taken_out_of_the_proxy_for_all(make_web: MakeWeb) -> None:
    web = make_web(proxy="tor", proxies={"agency": "direct"})
    assert (web.egress("agency"), web.egress("other"), web.egress()) == ("direct", "tor", "tor")
    assert web.get(f"http://{HOST}/page", source="agency").status == 200


def test_a_proxy_that_is_down_is_a_failure_and_no_detour(
    make_web: MakeWeb, closed_resolver: list[str], site: Site
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed):
        make_web(proxy=f"socks5h://127.0.0.1:{port}").get(f"{OUTLET}/page", ask_robots=False)
    assert (closed_resolver, site.asked) == ([], [])


@pytest.mark.parametrize(
    ("proxy", "why"),
    [
        ("socks5://127.0.0.1:9050", "look names up on this machine"),
        ("socks4a://127.0.0.1:9050", "look names up on this machine"),
        ("ftp://127.0.0.1:1", "give"),
        ("socks5h://", "give"),
        ("nonsense", "give"),
    ],
)
def test_a_proxy_that_cannot_be_meant_is_refused_with_the_reason(
    make_web: MakeWeb, proxy: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        make_web(proxy=proxy).get(f"{OUTLET}/page")


def test_a_name_and_word_for_the_proxy_are_given_to_it_alone(
    make_web: MakeWeb, socks: Proxy, shelf: Shelf, site: Site
) -> None:
    web = make_web(proxy=f"socks5h://desk:secret@{socks.address}")
    web.get(f"{OUTLET}/page", ask_robots=False)
    assert socks.users == ["desk"]
    assert "secret" not in repr(shelf.held) + repr(site.asked) + web.egress()


def test_behind_a_proxy_inner_addresses_are_still_refused(make_web: MakeWeb, socks: Proxy, site: Site) -> None:
    site.answers["/in"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    web = make_web(proxy=f"socks5h://{socks.address}")
    for url in (f"{OUTLET}/in", "http://10.0.0.1/", "http://printer.local/", "http://0x7f.1/"):
        with pytest.raises(AddressRefused):
            web.get(url, ask_robots=False)
    assert [host for _, host, _ in socks.asked] == ["outlet.example"]


def test_a_dripping_server_is_given_up_behind_a_proxy_too(make_web: MakeWeb, socks: Proxy) -> None:
    web = make_web(proxy=f"socks5h://{socks.address}", deadline=0.3)
    with pytest.raises(FetchFailed, match="no whole answer"):
        web.get(f"{OUTLET}/dripping", ask_robots=False)


def test_a_mark_given_to_one_identity_is_not_shown_under_another(
    make_web: MakeWeb, socks: Proxy, site: Site
) -> None:
    feed = b"<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>"
    site.answers["/rss"] = (200, {"ETag": '"for-you"'}, feed)
    source, clock = Source(id="exile", kind="feed", url=f"http://{HOST}/rss"), FrozenClock()
    direct = make_web()
    state = collect.under(SourceState(source="exile"), direct.egress("exile"), clock=clock)
    state = collect.poll(source, web=direct, state=state, clock=clock).state
    assert (state.etag, state.egress) == ('"for-you"', "direct")
    assert collect.under(state, "direct", clock=clock) == state
    moved = Source(id="exile", kind="feed", url=f"{OUTLET}/rss")
    proxied = make_web(proxies={"exile": f"socks5h://{socks.address}"})
    state = collect.under(state, proxied.egress("exile"), clock=clock)
    collect.poll(moved, web=proxied, state=state, clock=clock)
    assert "if-none-match" not in site.asked[-1][1]
