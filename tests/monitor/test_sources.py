"""The sources of a desk: tickets, gaps, proxies, proposals; against a live server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.channel import NAME, post, preview
from collect.server import HOST, Site, running
from collect.socks import recording
from rasad.cli import main
from rasad.errors import BadSettings, WrongUse
from rasad.model import SourceState
from rasad.monitor import Monitor
from rasad.monitor.sources import gaps
from rasad.testing import FrozenClock, page

AT = f"http://{HOST}"
RSS = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1</link></item></channel></rss>"
LIST = b"<html><body><ul class=news><li><a href='/news/1'>A long title of the news</a></li></ul></body></html>"
EMPTY = b"<html><body><p>" + b"Rebuilt. " * 300 + b"</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers["/news/1"] = (200, {"Content-Type": "text/html"}, page("A", ("Text of Talvaria. " * 30,)))
        yield found


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(
        f'format = 1\n[local]\n"{HOST}" = "{site.address}"\n'
        f'[[source]]\nid = "wire"\nkind = "feed"\nurl = "{AT}/rss"\n'
        f'[[source]]\nid = "desk"\nkind = "listing"\nurl = "{AT}/list"\nselect = "ul.news a"\n',
        encoding="utf-8",
    )
    return tmp_path


def collected(folder: Path, clock: FrozenClock) -> dict[str, tuple[str, str]]:
    """Polls all; the tickets by source: message and help."""
    with Monitor(folder, clock=clock, wait=lambda _: None) as monitor:
        monitor.collect(force=True)
        found = monitor.parts.store.problems.by("kind", "source")
        return {ticket.subject: (ticket.message, ticket.help) for ticket in found}


def test_a_failing_source_has_one_ticket_that_its_next_good_poll_closes(folder: Path, site: Site) -> None:
    clock = FrozenClock()
    site.answers |= {"/rss": (200, {}, RSS), "/list": (200, {}, LIST)}
    assert collected(folder, clock) == {}
    site.answers |= {"/rss": (410, {}, b""), "/list": (200, {"Content-Type": "text/html"}, EMPTY)}
    clock.forward(60)
    first = collected(folder, clock)
    clock.forward(60)
    second = collected(folder, clock)
    assert set(first) == set(second) == {"wire", "desk"}
    assert second["wire"][0].startswith("gone since 2026-11-01T12:01:00Z")
    assert "rasad sources test" in second["wire"][1]
    assert second["desk"][0].startswith("dead_selector since 2026-11-01T12:01:00Z")
    assert second["desk"][0].endswith("(it gave 1 links before)")
    site.answers |= {"/rss": (200, {}, RSS), "/list": (200, {}, LIST)}
    clock.forward(60)
    assert collected(folder, clock) == {}


@pytest.mark.parametrize(
    ("status", "body", "health", "help"),
    [
        (403, b"", "blocked", "[proxies]"),
        (451, b"This content is not available in your country.", "geo_blocked", "in a country it is open to"),
        (401, b"", "login_wall", "an address that is open to all"),
        (200, b"<html><body><div id='root'></div><noscript>JS</noscript><script src='/a.js'></script></body></html>", "empty_shell", "by script"),
        (500, b"", "down", "nothing needs doing"),
        (404, b"", "gone", "rasad sources test"),
    ],
)  # fmt: skip
def test_each_way_to_fail_has_its_own_ticket_its_own_help_and_its_own_gap(
    folder: Path, site: Site, status: int, body: bytes, health: str, help: str
) -> None:
    clock = FrozenClock()
    site.answers |= {"/rss": (200, {}, RSS), "/list": (status, {"Content-Type": "text/html"}, body)}
    (message, told), = collected(folder, clock).values()
    assert message.startswith(f"{health} since 2026-11-01T12:00:00Z") and help in told
    site.answers["/list"] = (200, {}, LIST)
    clock.forward(3600)
    assert collected(folder, clock) == {}
    with Monitor(folder, clock=clock) as monitor:
        (gap,) = gaps(monitor.parts.log.lines())
    assert (gap.source, gap.health, gap.until) == ("desk", health, "2026-11-01T13:00:00Z")


def test_gaps_are_data_and_since_when_a_source_is_polled_is_kept(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = FrozenClock()
    site.answers |= {"/rss": (403, {}, b""), "/list": (200, {}, LIST)}
    collected(folder, clock)
    clock.forward(3600)
    site.answers["/rss"] = (200, {}, RSS)
    collected(folder, clock)
    clock.forward(3600)
    site.answers["/list"] = (500, {}, b"")
    collected(folder, clock)
    with Monitor(folder, clock=clock) as monitor:
        told = [(gap.source, gap.health, gap.since, gap.until) for gap in gaps(monitor.parts.log.lines())]
        state = monitor.parts.store.states.get("desk")
    assert told == [
        ("wire", "blocked", "2026-11-01T12:00:00Z", "2026-11-01T13:00:00Z"),
        ("desk", "down", "2026-11-01T14:00:00Z", None),
    ]
    assert state is not None and state.since == "2026-11-01T12:00:00Z"
    assert main(["--monitor", str(folder), "sources", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("desk" in line and "down since 2026-11-01T14:00:00Z" in line for line in lines)
    assert any("wire" in line and "watched since" in line for line in lines)
    main(["--monitor", str(folder), "--format", "json", "sources", "list", "--gaps"])
    assert [gap["source"] for gap in json.loads(capsys.readouterr().out)] == ["wire", "desk"]


def test_the_gaps_of_an_editions_window_are_those_of_its_days() -> None:
    def line(at: str, source: str, health: str) -> dict[str, object]:
        return {"kind": "poll", "at": at, "state": {"source": source, "health": health}}

    lines = [
        line("2026-09-01T00:00:00Z", "wire", "down"), line("2026-09-03T00:00:00Z", "wire", "ok"),
        line("2026-09-05T00:00:00Z", "desk", "geo_blocked"), line("2026-09-06T00:00:00Z", "desk", "login_wall"),
    ]  # fmt: skip

    def told(window: str | None) -> list[tuple[str, str]]:
        return [(gap.source, gap.health) for gap in gaps(lines, window=window)]

    assert told(None) == [("wire", "down"), ("desk", "geo_blocked"), ("desk", "login_wall")]
    assert told("2026-09-02/2026-09-04") == [("wire", "down")]
    assert told("2026-10") == [("desk", "login_wall")]
    with pytest.raises(WrongUse):
        gaps(lines, window="soon")


def test_tickets_come_back_with_a_rebuild(folder: Path, site: Site) -> None:
    site.answers |= {"/rss": (403, {}, b""), "/list": (200, {}, LIST)}
    before = collected(folder, FrozenClock())
    assert main(["--monitor", str(folder), "--quiet", "rebuild"]) == 0
    with Monitor(folder) as monitor:
        tickets = monitor.parts.store.problems.by("kind", "source")
    assert {ticket.subject: (ticket.message, ticket.help) for ticket in tickets} == before


def test_an_address_in_another_spelling_is_the_same_page(folder: Path, site: Site) -> None:
    spelt = f"<ul class=news><li><a href='http://{HOST.upper()}:80/خبر/1?q=a b#c'>Title</a></li></ul>"
    site.answers |= {"/rss": (304, {}, b""), "/list": (200, {}, spelt.encode())}
    site.answers["/%D8%AE%D8%A8%D8%B1/1"] = (200, {"Content-Type": "text/html"}, page("A", ("Text. " * 30,)))
    for _ in range(3):
        with Monitor(folder, clock=FrozenClock(), wait=lambda _: None) as monitor:
            monitor.collect("desk")
    assert sum("/1" in path for path in site.asked_paths()) == 1


def test_states_of_an_earlier_rasad_are_read() -> None:
    line = {"kind": "poll", "at": "2026-01-01T00:00:00Z", "state": {"source": "old", "failures": 0}}
    assert gaps([line]) == ()
    assert SourceState(source="old").health == "ok"


def test_a_busy_host_stops_the_pages_and_puts_the_source_off(folder: Path, site: Site) -> None:
    rows = "".join(f"<li><a href='/busy/{n}'>N</a></li>" for n in range(30)).encode()
    site.answers |= {"/rss": (304, {}, b""), "/list": (200, {}, b"<ul class=news>" + rows + b"</ul>")}
    site.answers |= {f"/busy/{n}": (429, {"Retry-After": "7200"}, b"") for n in range(30)}
    with Monitor(folder, clock=FrozenClock(), wait=lambda _: None) as monitor:
        monitor.collect("desk")
        state = monitor.parts.store.states.get("desk")
        assert len(monitor.parts.store.problems.by("kind", "page")) == 1
    assert len([path for path in site.asked_paths() if path.startswith("/busy")]) == 1
    assert state is not None and state.next_poll == "2026-11-01T14:00:00Z"


def test_an_edited_post_is_asked_for_again_once(folder: Path, site: Site) -> None:
    settings = (folder / "monitor.toml").read_text(encoding="utf-8")
    extra = f'[[source]]\nid = "tg"\nkind = "telegram"\nurl = "{AT}/s/{NAME}"\n'
    (folder / "monitor.toml").write_text(settings + extra, encoding="utf-8")
    site.answers[f"/{NAME}/7"] = (200, {"Content-Type": "text/html"}, preview(post(7)))
    clock = FrozenClock()
    asked = []
    for edited in ("", "edited ", "edited "):
        site.answers[f"/s/{NAME}"] = (200, {"Content-Type": "text/html"}, preview(post(7, edited=edited)))
        with Monitor(folder, clock=clock, wait=lambda _: None) as monitor:
            monitor.collect("tg")
        clock.forward(600)
        asked.append(sum(path.startswith(f"/{NAME}/7") for path in site.asked_paths()))
    assert asked == [1, 2, 2]


def test_a_post_is_read_as_its_own_words_on_its_own_day(folder: Path, site: Site) -> None:
    words = "وزیر ارتباطات تالواریا گفت قطع شبکه در سروان پایان یافت."
    settings = (folder / "monitor.toml").read_text(encoding="utf-8")
    extra = f'[[source]]\nid = "tg"\nkind = "telegram"\nurl = "{AT}/s/{NAME}"\n'
    (folder / "monitor.toml").write_text(settings + extra, encoding="utf-8")
    shown = preview(post(7, words, via="https://t.me/sarvan_news/55|Sarvan News"))
    site.answers |= dict.fromkeys((f"/s/{NAME}", f"/{NAME}/7"), (200, {"Content-Type": "text/html"}, shown))
    with Monitor(folder, clock=FrozenClock(), wait=lambda _: None) as monitor:
        monitor.run()
        (article,) = [one for one in monitor.parts.store.articles.all() if NAME in one.url]
    assert (article.text, article.url) == (words, f"{AT}/{NAME}/7")
    assert article.published is not None and article.published.edtf == "2026-10-30"
    assert article.warnings[0].startswith("forwarded from Sarvan News")


def test_a_proxy_of_a_source_stands_in_monitor_toml_alone(folder: Path, site: Site) -> None:
    path = folder / "monitor.toml"
    plain = path.read_text(encoding="utf-8")
    site.answers |= {"/rss": (200, {}, RSS), "/list": (200, {}, LIST)}
    with recording(site.address) as proxy:
        path.write_text(f'{plain}\n[proxies]\nwire = "socks5h://{proxy.address}"\n', encoding="utf-8")
        collected(folder, FrozenClock())
        assert {host for _, host, _ in proxy.asked} == {HOST}
        with Monitor(folder) as monitor:
            states = {s.source: s.egress for s in monitor.parts.store.states.all()}
    assert states["desk"] == "direct"
    assert (states["wire"] or "").startswith("socks-")


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ('[proxies]\nwire = "socks5://127.0.0.1:9050"\n', r"\[proxies\] wire: .*look names up on this machine"),
        ('[proxies]\nwier = "tor"\n', "did you mean 'wire'"),
        ("[proxies]\nwire = 7\n", "wrong type"),
        ('[web]\nproxy = "socks5://127.0.0.1:9050"\n', r"\[web\] proxy"),
    ],
)
def test_a_proxy_that_cannot_be_meant_stops_everything(folder: Path, extra: str, why: str) -> None:
    path = folder / "monitor.toml"
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    with pytest.raises(BadSettings, match=why):
        Monitor(folder)


def test_a_source_of_opml_or_a_pack_can_name_no_proxy(folder: Path) -> None:
    path = folder / "monitor.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + f'[[source]]\nid = "x"\nkind = "feed"\nurl = "{AT}/x"\nproxy = "tor"\n',
        encoding="utf-8",
    )
    with pytest.raises(BadSettings, match="proxy: no such key"):
        Monitor(folder)


def test_a_proposal_is_toml_on_standard_output_and_nothing_is_written(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    site.answers |= {
        "/": (200, {}, f"<html lang=fa><head>{head}</head><body><p>x</p></body></html>".encode()),
        "/news.xml": (200, {}, RSS),
    }
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name == "monitor.toml"}
    assert main(["--monitor", str(folder), "sources", "test", f"{AT}/"]) == 0
    told = capsys.readouterr().out
    import tomllib

    (row,) = tomllib.loads(told)["source"]
    assert row == {"id": "agency-example-news-xml", "kind": "feed", "url": f"{AT}/news.xml", "language": "fa"}
    assert "# 1 links, the first: A" in told
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name == "monitor.toml"} == before
    assert not (folder / "archive").exists() or not any((folder / "archive").rglob("*.warc.gz"))


def test_where_nothing_is_found_it_ends_with_one(folder: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/"] = (200, {}, b"<html><body><p>x</p></body></html>")
    assert main(["--monitor", str(folder), "sources", "test", f"{AT}/"]) == 1
    assert "no feed found" in capsys.readouterr().out


def test_what_is_polled_already_is_said(folder: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/rss"] = (200, {}, RSS)
    main(["--monitor", str(folder), "sources", "test", f"{AT}/rss"])
    assert "is polled already, as wire" in capsys.readouterr().out
