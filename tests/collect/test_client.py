"""The client against a real server with faults."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable

import pytest

from collect.server import HOST, PAGE, Shelf, Site
from rasad import collect
from rasad.collect.bodies import decoded
from rasad.errors import AddressRefused, BadInput, FetchFailed, RobotsRefused
from rasad.model import Fetched

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"


def test_a_page_is_kept_before_it_is_handed_on(make_web: MakeWeb, shelf: Shelf) -> None:
    fetched = make_web().get(f"{AT}/page", source="agency")
    assert (fetched.status, fetched.body, fetched.capture) == (200, PAGE, "c2")
    assert shelf.urls() == [f"{AT}/robots.txt", f"{AT}/page"]
    assert {source for _, source in shelf.held} == {"agency"}
    assert fetched.at == "2026-11-01T12:00:00Z"


def test_the_request_says_who_asks_and_nothing_else(make_web: MakeWeb, site: Site) -> None:
    web = make_web()
    web.get(f"{AT}/page")
    web.get(f"{AT}/moved")
    _, headers = site.asked[-1]
    assert headers["host"] == HOST
    assert "automated reader" in headers["user-agent"]
    assert not {"cookie", "referer", "authorization", "if-none-match", "accept-language"} & set(
        headers
    )


def test_what_was_sent_is_what_is_kept(make_web: MakeWeb, site: Site) -> None:
    fetched = make_web().get(f"{AT}/page")
    sent = {name.lower(): value for name, value in fetched.request_headers}
    assert sent == site.asked[-1][1]


def test_headers_of_the_answer_are_kept_as_spelt(make_web: MakeWeb) -> None:
    fetched = make_web().get(f"{AT}/page")
    assert ("Content-Type", "text/html; charset=utf-8") in fetched.headers
    assert fetched.header("etag") == '"v1"'


def test_the_environment_sets_no_proxy(make_web: MakeWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert make_web().get(f"{AT}/page").status == 200


def test_a_packed_body_is_kept_packed(make_web: MakeWeb) -> None:
    fetched = make_web().get(f"{AT}/packed")
    assert fetched.body == gzip.compress(PAGE, mtime=0)
    assert decoded(fetched) == PAGE


def test_a_chunked_body_is_kept_without_chunks(make_web: MakeWeb) -> None:
    assert make_web().get(f"{AT}/chunked").body == PAGE


def test_a_page_that_did_not_change_is_not_sent_again(make_web: MakeWeb) -> None:
    fetched = make_web().get(f"{AT}/page", etag='"v1"')
    assert (fetched.status, fetched.body) == (304, b"")


def test_every_step_of_a_redirect_is_kept(make_web: MakeWeb, shelf: Shelf) -> None:
    fetched = make_web().get(f"{AT}/moved", ask_robots=False)
    assert fetched.url == f"{AT}/page"
    assert [(e.url, e.redirect) for e, _ in shelf.held] == [
        (f"{AT}/moved", f"{AT}/page"),
        (f"{AT}/page", None),
    ]


def test_a_condition_does_not_follow_a_redirect(make_web: MakeWeb, site: Site) -> None:
    make_web().get(f"{AT}/moved", etag='"old"', ask_robots=False)
    assert [("if-none-match" in headers) for _, headers in site.asked] == [True, False]


@pytest.mark.parametrize(
    ("path", "words"), [("/circle", "circle"), ("/chain", "more than 3 redirects")]
)
def test_endless_redirects_end(make_web: MakeWeb, path: str, words: str) -> None:
    with pytest.raises(FetchFailed, match=words):
        make_web(max_redirects=3).get(f"{AT}{path}", ask_robots=False)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:22/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://localhost/",
    ],
)
def test_a_redirect_to_an_inner_address_is_refused(
    make_web: MakeWeb, site: Site, shelf: Shelf, target: str
) -> None:
    site.answers["/away"] = (302, {"Location": target}, b"")
    with pytest.raises(AddressRefused):
        make_web().get(f"{AT}/away", ask_robots=False)
    assert shelf.urls() == [f"{AT}/away"]


def test_loopback_is_refused_where_local_does_not_list_it(make_web: MakeWeb, site: Site) -> None:
    with pytest.raises(AddressRefused):
        make_web().get(f"http://{site.address}/page")
    assert site.asked == []


def test_a_name_that_leads_inside_is_refused(make_web: MakeWeb, site: Site) -> None:
    web = make_web(resolve=lambda host: ["127.0.0.1"])
    with pytest.raises(AddressRefused):
        web.get("http://rebound.example/page")
    assert site.asked == []


def test_the_address_connected_to_is_the_one_that_was_checked(
    make_web: MakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is looked up once; what the machine's resolver would say later has no say."""
    tried: list[object] = []

    def connect(address: object, *_: object, **__: object) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError("closed in this test")

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up again"))
    answers = iter([["93.184.215.14"]])
    web = make_web(resolve=lambda host: next(answers))
    with pytest.raises(FetchFailed, match="no usable answer"):
        web.get("https://outlet.example/page", ask_robots=False)
    assert tried == [("93.184.215.14", 443)]


@pytest.mark.parametrize("path", ["/lying", "/garbage", "/cut"])
def test_a_broken_answer_is_a_failure_and_no_capture(
    make_web: MakeWeb, shelf: Shelf, path: str
) -> None:
    with pytest.raises(FetchFailed, match="no usable answer"):
        make_web().get(f"{AT}{path}", ask_robots=False)
    assert shelf.held == []


def test_a_silent_server_is_given_up(make_web: MakeWeb) -> None:
    with pytest.raises(FetchFailed, match="in time"):
        make_web(timeout=0.1).get(f"{AT}/silent", ask_robots=False)


def test_a_dripping_server_is_given_up(make_web: MakeWeb) -> None:
    with pytest.raises(FetchFailed, match="no whole answer"):
        make_web(timeout=5.0, deadline=0.2).get(f"{AT}/dripping", ask_robots=False)


def test_a_huge_body_is_not_taken(make_web: MakeWeb, shelf: Shelf) -> None:
    with pytest.raises(FetchFailed, match="more than 100,000 bytes"):
        make_web(max_bytes=100_000).get(f"{AT}/huge", ask_robots=False)
    assert shelf.held == []


def test_an_error_of_the_server_is_kept_and_named(make_web: MakeWeb, site: Site) -> None:
    site.answers["/busy"] = (429, {"Retry-After": "120"}, b"later")
    with pytest.raises(FetchFailed, match="answered 429") as caught:
        make_web().get(f"{AT}/busy", ask_robots=False)
    assert caught.value.ids["capture"] == "c1"
    assert caught.value.ids["retry_after"] == "120"


def test_what_robots_refuses_is_not_asked(make_web: MakeWeb, site: Site) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: rasad\nDisallow: /page\n")
    web = make_web()
    with pytest.raises(RobotsRefused):
        web.get(f"{AT}/page")
    assert web.get(f"{AT}/page", ask_robots=False).status == 200
    assert site.asked_paths() == ["/robots.txt", "/page"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_had_mean_wait(make_web: MakeWeb, site: Site, status: int) -> None:
    site.answers["/robots.txt"] = (status, {}, b"")
    with pytest.raises(RobotsRefused, match="wait"):
        make_web().get(f"{AT}/page")
    assert site.asked_paths() == ["/robots.txt"]


def test_no_robots_means_allowed_and_is_asked_once(make_web: MakeWeb, site: Site) -> None:
    web = make_web()
    web.get(f"{AT}/page")
    web.get(f"{AT}/chunked")
    assert site.asked_paths() == ["/robots.txt", "/page", "/chunked"]


def test_robots_hold_for_the_target_of_a_redirect(make_web: MakeWeb, site: Site) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /page\n")
    with pytest.raises(RobotsRefused):
        make_web().get(f"{AT}/moved")
    assert "/page" not in site.asked_paths()


def test_a_host_is_given_time_and_a_local_one_is_not(
    make_web: MakeWeb, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def refuse(*_: object, **__: object) -> socket.socket:
        raise ConnectionRefusedError("closed in this test")

    web = make_web(delay=3.0, wait=waited.append, resolve=lambda host: ["93.184.215.14"])
    web.get(f"{AT}/page")
    web.get(f"{AT}/page")
    assert waited == []
    monkeypatch.setattr(socket, "create_connection", refuse)
    for _ in range(2):
        with pytest.raises(FetchFailed):
            web.get("http://outlet.example/", ask_robots=False)
    assert len(waited) == 1
    assert 2.0 < waited[0] <= 3.0


def test_the_servers_own_address_is_kept_unless_it_is_this_machine(make_web: MakeWeb) -> None:
    assert make_web().get(f"{AT}/page").peer is None


def test_a_proxy_that_leaks_names_is_refused(make_web: MakeWeb) -> None:
    with pytest.raises(BadInput, match="socks5h"):
        make_web(proxy="socks5://127.0.0.1:9050").get("http://outlet.example/")


def test_behind_a_proxy_no_name_is_looked_up_here(make_web: MakeWeb, site: Site) -> None:
    site.answers["http://outlet.example/page"] = (200, {}, b"via proxy")
    web = make_web(proxy=f"http://{site.address}")
    assert web.get("http://outlet.example/page", ask_robots=False).body == b"via proxy"
    with pytest.raises(AddressRefused):
        web.get(f"{AT.replace(HOST, 'localhost')}/page", ask_robots=False)


def _packed(encoding: str, body: bytes) -> Fetched:
    return Fetched(url=f"{AT}/x", headers=(("Content-Encoding", encoding),), body=body)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(FetchFailed, match="more than"):
        decoded(_packed("gzip", gzip.compress(b"\0" * 2_000_000)), limit=1_000_000)


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", gzip.compress(PAGE)[:20]), ("br", b"x"), ("deflate", b"none")]
)
def test_a_broken_encoding_is_a_failure(encoding: str, body: bytes) -> None:
    with pytest.raises(FetchFailed):
        decoded(_packed(encoding, body))
