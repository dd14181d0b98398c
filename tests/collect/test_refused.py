"""Every spelling of an inner address is refused by the client itself: asked for, redirected to, looked up."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from collect.server import HOST, Shelf, Site
from rasad import collect
from rasad.errors import AddressRefused, FetchFailed

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"
LIST = Path(__file__).with_name("refused.txt").read_text(encoding="utf-8").splitlines()
SPELLINGS = [line for line in LIST if line and not line.startswith("#")]
INNER = [
    "127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.7.7", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104 - an address to refuse
    "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "224.0.0.1",
]  # fmt: skip


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Writes down every address a socket is connected to."""
    tried: list[object] = []
    usual = socket.create_connection

    def connect(address: tuple[str, int], *rest: object, **options: object) -> socket.socket:
        tried.append(address)
        return usual(address, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


def test_there_are_more_than_eighty_spellings() -> None:
    assert len(set(SPELLINGS)) >= 80


def test_asked_for_it_is_refused_before_a_packet_leaves(
    make_web: MakeWeb, no_connection: list[object]
) -> None:
    web = make_web()
    for url in SPELLINGS:
        with pytest.raises(AddressRefused):
            web.get(url, ask_robots=False)
    assert no_connection == []


def _stays_at_home(url: str) -> bool:
    """True for what is, in a redirect, a path of the host that sends on."""
    try:
        return urlsplit(urljoin(AT, url)).hostname == HOST
    except ValueError:
        return False


def test_redirected_to_it_is_refused_and_the_redirect_is_kept(
    make_web: MakeWeb, site: Site, shelf: Shelf, no_connection: list[object]
) -> None:
    web = make_web()
    host, _, port = site.address.rpartition(":")
    for number, url in enumerate(SPELLINGS):
        if not url.isascii() or _stays_at_home(url):
            continue
        site.answers[f"/to/{number}"] = (302, {"Location": url}, b"")
        with pytest.raises(AddressRefused):
            web.get(f"{AT}/to/{number}", ask_robots=False)
        assert shelf.held[-1][0].url == f"{AT}/to/{number}"
    assert set(no_connection) == {(host, int(port))}


@pytest.mark.parametrize("inner", INNER)
def test_a_name_that_leads_inside_is_refused(make_web: MakeWeb, inner: str) -> None:
    for answers in ([inner], ["93.184.215.14", inner]):
        with pytest.raises(AddressRefused):
            make_web(resolve=lambda host, found=answers: found).get("http://outlet.example/")


def test_a_name_that_leads_inside_the_second_time_is_not_followed_there(
    make_web: MakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: each answer is checked, and the one checked is the one connected to."""
    tried: list[object] = []

    def connect(address: object, *_: object, **__: object) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError("closed in this test")

    monkeypatch.setattr(socket, "create_connection", connect)
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    web = make_web(resolve=lambda host: next(answers))
    with pytest.raises(FetchFailed, match="no usable answer"):
        web.get("http://outlet.example/1", ask_robots=False)
    with pytest.raises(AddressRefused):
        web.get("http://outlet.example/2", ask_robots=False)
    assert tried == [("93.184.215.14", 80)]


@pytest.mark.parametrize("target", ["http://inside.example/", "//inside.example/x", "http://inside.example:8080/"])
def test_a_redirect_to_a_name_that_leads_inside_is_refused(
    make_web: MakeWeb, site: Site, target: str
) -> None:
    site.answers["/away"] = (302, {"Location": target}, b"")
    with pytest.raises(AddressRefused):
        make_web(resolve=lambda host: ["10.0.0.7"]).get(f"{AT}/away", ask_robots=False)
    assert site.asked_paths() == ["/away"]


def test_a_robots_txt_that_sends_inside_means_wait(make_web: MakeWeb, site: Site) -> None:
    site.answers["/robots.txt"] = (302, {"Location": "http://127.0.0.1:1/"}, b"")
    with pytest.raises(FetchFailed, match="refused address"):
        make_web().get(f"{AT}/page")
    assert site.asked_paths() == ["/robots.txt"]
