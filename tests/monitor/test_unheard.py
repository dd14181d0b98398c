"""`rasad draft --gaps`: what sources were not heard stands below the lead, passes check and is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collect.server import Site, running
from rasad.cli import build_parser
from rasad.model.edition_markdown import parse_edition
from rasad.monitor import DraftChoices, Monitor
from rasad.monitor.unheard import unheard_in
from rasad.testing import FrozenClock

NEWSROOM = Path(__file__).resolve().parents[2] / "examples" / "newsroom" / "site" / "talna.example"
PATH = "/en/news/48107"
FEED = f"<rss version='2.0'><channel><item><title>Negin card</title><link>http://talna.example{PATH}</link></item></channel></rss>".encode()
WINDOW = "2026-09-01/2026-09-30"
DAY = 86_400


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers |= {
            "/feed.xml": (200, {}, FEED),
            "/alert": (200, {}, FEED.replace(PATH.encode(), b"/none")),
            PATH: (200, {"Content-Type": "text/html"}, (NEWSROOM / "en" / "news" / "48107.html").read_bytes()),
        }
        yield found


class Desk:
    """A monitor of two sources whose days go by."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.clock = FrozenClock(datetime(2026, 9, 3, 12, 0, tzinfo=UTC))
        (folder / "monitor.toml").write_text(
            f'format = 1\npacks = ["example"]\n[local]\n"talna.example" = "{site.address}"\n'
            '[edition]\nseries = "Talvaria Monitor"\nlanguages = ["en", "fa"]\n[edition.lead]\nen = ["The desk writes."]\n'
            '[[source]]\nid = "alert-on-bakers"\nkind = "feed"\nurl = "http://talna.example/alert?q=strike+of+bakers"\n',
            encoding="utf-8",
        )

    def polls(self, *, days: float, talna: int = 200, alert: int = 200) -> None:
        """Polls both with these answers; then so many days pass."""
        for path, status in (("/feed.xml", talna), ("/alert", alert)):
            body = self.site.answers[path][2]
            self.site.answers[path] = (status, {}, body)
        with Monitor(self.folder, clock=self.clock, wait=lambda _: None) as monitor:
            monitor.collect("tal.s.talna")
            monitor.collect("alert-on-bakers")
        self.clock.forward(days * DAY)

    def opened(self) -> Monitor:
        return Monitor(self.folder, clock=self.clock, wait=lambda _: None)


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(tmp_path, site)


def told(desk: Desk, window: str = WINDOW) -> list[tuple[str, str, str, tuple[str, ...]]]:
    with desk.opened() as monitor:
        return [(one.source, one.first, one.last, one.why) for one in unheard_in(monitor.parts, window)]


@pytest.mark.slow
def test_days_without_a_good_poll_are_told_with_all_reasons_and_cut_to_the_window(desk: Desk) -> None:
    desk.polls(days=2)
    desk.polls(days=1, talna=500)
    desk.polls(days=2, talna=410)
    desk.polls(days=20)
    desk.polls(days=4, alert=403)
    desk.polls(days=1)
    talna = ("tal.s.talna", "2026-09-05", "2026-09-08", ("down", "gone"))
    assert told(desk) == [talna, ("alert-on-bakers", "2026-09-28", "2026-09-30", ("blocked",))]
    assert told(desk, "2026-09-08/2026-09-20") == [("tal.s.talna", "2026-09-08", "2026-09-08", ("gone",))]
    assert told(desk, "2026-10") == [("alert-on-bakers", "2026-10-01", "2026-10-02", ("blocked",))]
    assert told(desk, "2026-08") == []


@pytest.mark.slow
def test_hours_are_not_told_and_what_lasts_is_told_to_the_present_day(desk: Desk) -> None:
    desk.polls(days=0.5, talna=500)
    desk.polls(days=1)
    desk.polls(days=3, alert=500)
    assert told(desk) == [("alert-on-bakers", "2026-09-05", "2026-09-08", ("down",))]


def test_a_source_that_is_no_longer_watched_is_not_told(desk: Desk) -> None:
    desk.polls(days=3, alert=500)
    settings = desk.folder / "monitor.toml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("[[source]]")[0], encoding="utf-8")
    assert told(desk) == []


@pytest.mark.slow
def test_the_block_passes_check_and_is_printed_and_names_no_watched_query(desk: Desk, tmp_path: Path) -> None:
    desk.polls(days=2)
    desk.polls(days=3, talna=500, alert=410)
    desk.polls(days=20)
    choices = {"number": "1", "window": WINDOW, "published": "2026-10-01", "languages": ("en",)}
    with desk.opened() as monitor:
        monitor.run(polling=False)
        best = monitor.inbox()[0].id
        monitor.decide("accept", [best], by="mina", why="sourced")
        monitor.draft(DraftChoices(**choices))
        path = desk.folder / "editions" / "1" / "en.md"
        without = path.read_text(encoding="utf-8")
        monitor.draft(DraftChoices(**choices, gaps=True))
        source = path.read_text(encoding="utf-8")
        before, after = (sorted((f.code, f.message) for f in monitor.check(one)) for one in (without, source))
        assert after == before
        assert not [one for one in monitor.check(source) if one.severity == "error"]
        monitor.publish("1", by="mina", why="done")
    assert "What was not heard" not in without
    lead = parse_edition(source).items[0]
    assert lead.id == "lead" and all(sentence.is_analysis for sentence in lead.sentences)
    assert [sentence.text for sentence in lead.sentences][-2:] == [
        "Talna (feed) was not heard from 5 September 2026 to 8 September 2026 (its server did not answer).",
        "A source that is not named here (feed) was not heard from 5 September 2026 to 8 September 2026 (nothing was at its address any more).",
    ]
    printed = {path: path.read_bytes() for path in (desk.folder / "public").rglob("*") if path.is_file()}
    assert b"Talna (feed) was not heard from 5 September 2026" in printed[desk.folder / "public" / "1" / "en" / "index.html"]
    assert b"Talna (feed) was not heard" in printed[desk.folder / "public" / "1" / "edition.json"]
    assert not [path for path, body in printed.items() if b"bakers" in body or b"alert" in body]


@pytest.mark.slow
def test_the_persian_block_raises_no_finding(desk: Desk) -> None:
    desk.polls(days=2)
    desk.polls(days=3, talna=500, alert=410)
    desk.polls(days=20)
    with desk.opened() as monitor:
        monitor.run(polling=False)
        monitor.decide("accept", [monitor.inbox()[0].id], by="mina", why="sourced")
        texts = []
        for gaps in (False, True):
            (path,) = monitor.draft(DraftChoices(number="1", window=WINDOW, published="2026-10-01", languages=("fa",), gaps=gaps))
            texts.append(path.read_text(encoding="utf-8"))
        without, with_it = ([(f.code, f.message) for f in monitor.check(text)] for text in texts)
    assert "آنچه شنیده نشد" in texts[1] and "۱۴ شهریور ۱۴۰۵" in texts[1]
    assert with_it == without


def test_it_is_asked_for_by_an_option() -> None:
    parser = build_parser("draft")
    assert parser.parse_args(["draft", "1", "--gaps"]).gaps is True
    assert parser.parse_args(["draft", "1"]).gaps is False
