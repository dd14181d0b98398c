"""Silent edits: a page is asked again, its edit counts at the second poll, and raises an alarm where its words were cited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from rasad.cli import main
from rasad.monitor import Monitor
from rasad.testing import FrozenClock, page

pytestmark = pytest.mark.slow
AT = f"http://{HOST}"
FEED = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1</link></item></channel></rss>"
FEE = "The Bureau of Networks of Talvaria sets the monthly fee of the small package at 10 talvars. "
REST = "Providers keep the records of their customers for six months, says the notice of the Bureau. " * 6
EDITION = (
    "---\nseries: X\nnumber: 1\nlanguage: en\nwindow: 2026-09-01/2026-10-31\npublished: 2026-11-09\ntitle: X\n"
    "items: []\n---\n# X\n## Notice {{#d-0123456789ab}}\nThe Bureau said so [@{text}, 0-20].\n"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers["/rss"] = (200, {}, FEED)
        say(found, FEE)
        yield found


def say(site: Site, words: str) -> None:
    body = page("The fee", (words + REST,), published="2026-09-14T10:00:00+05:00")
    site.answers["/news/1"] = (200, {"Content-Type": "text/html"}, body)


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(
        f'format = 1\npacks = ["example"]\n[local]\n"{HOST}" = "{site.address}"\n'
        f'[[source]]\nid = "wire"\nkind = "feed"\nurl = "{AT}/rss"\n',
        encoding="utf-8",
    )
    return tmp_path


class Watch:
    """Passes of a monitor, eight hours apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FrozenClock()

    def run(self) -> dict[str, list[str]]:
        """One pass; what is told of edits, by kind."""
        with Monitor(self.folder, clock=self.clock, wait=lambda _: None) as monitor:
            monitor.run()
            told: dict[str, list[str]] = {}
            for problem in monitor.parts.store.problems.all():
                if "changed" in problem.kind:
                    told.setdefault(problem.kind, []).append(problem.message)
            self.alarms = monitor.status()["alarms"]
            articles = sorted(monitor.parts.store.articles.all(), key=lambda one: one.captured)
            self.texts = list(dict.fromkeys(one.text_id for one in articles))
        self.clock.forward(8 * 3600)
        return told

    def cite(self) -> None:
        """An edition that cites the one text that is held."""
        path = self.folder / "editions" / "1" / "en.md"
        path.parent.mkdir(parents=True)
        path.write_text(EDITION.format(text=self.texts[0]))


def test_a_silent_edit_of_a_cited_article_raises_an_alarm_at_the_second_poll(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    assert watch.run() == {}
    watch.cite()
    say(site, FEE.replace("10 talvars", "12 talvars"))
    assert list(watch.run()) == ["changed-text-unconfirmed"]
    assert watch.alarms == 0
    told = watch.run()
    assert list(told) == ["cited-text-changed"]
    assert "10 talvars" in told["cited-text-changed"][0] and "12 talvars" in told["cited-text-changed"][0]
    assert watch.alarms == 1
    assert watch.run() == told


def test_an_edit_of_an_article_that_nobody_cites_is_no_alarm(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    watch.run()
    say(site, FEE.replace("10 talvars", "12 talvars"))
    watch.run()
    assert list(watch.run()) == ["changed-text"]
    assert watch.alarms == 0


def test_not_modified_is_a_poll_that_found_the_same(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    watch.run()
    say(site, FEE.replace("10 talvars", "12 talvars"))
    watch.run()
    site.answers["/news/1"] = (304, {}, b"")
    assert list(watch.run()) == ["changed-text"]


def test_what_one_poll_alone_found_never_counts(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    watch.run()
    watch.cite()
    say(site, FEE.replace("10 talvars", "12 talvars"))
    watch.run()
    say(site, FEE)
    for _ in range(2):
        assert list(watch.run()) == ["changed-text-unconfirmed"]
    assert watch.alarms == 0


def test_what_means_nothing_sinks_and_never_vanishes(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    watch.run()
    watch.cite()
    say(site, FEE.replace("Bureau of Networks", "bureau of networks"))
    for _ in range(2):
        assert set(watch.run()) == {"changed-text-minor"}
    assert watch.alarms == 0


def test_another_address_of_an_article_is_no_edit_of_it(folder: Path, site: Site) -> None:
    links = ("/news/54321", "/print/54321")
    site.answers["/rss"] = (200, {}, FEED.replace(b"/news/1", b"/news/54321</link></item><item><title>B</title><link>/print/54321"))
    for number, path in enumerate(links):
        body = page("The fee", (f"Address {number}. " + FEE + REST,), published="2026-09-14T10:00:00+05:00")
        site.answers[path] = (200, {"Content-Type": "text/html"}, body)
    watch = Watch(folder)
    assert [watch.run() for _ in range(3)] == [{}, {}, {}]
    with Monitor(folder) as monitor:
        articles = list(monitor.parts.store.articles.all())
    assert len({one.id for one in articles}) == 1 and len({one.text_id for one in articles}) == 2


def test_alarms_come_back_with_a_rebuild(folder: Path, site: Site) -> None:
    watch = Watch(folder)
    watch.run()
    watch.cite()
    say(site, FEE.replace("10 talvars", "12 talvars"))
    watch.run()
    before = watch.run()
    assert main(["--monitor", str(folder), "--quiet", "rebuild"]) in (0, 1)
    with Monitor(folder) as monitor:
        found = monitor.parts.store.problems.by("kind", "cited-text-changed")
    assert [problem.message for problem in found] == before["cited-text-changed"]


def test_an_alarm_is_told_in_the_inbox_in_status_and_by_check_and_ends_when_the_later_text_is_cited(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(folder)
    watch.run()
    watch.cite()
    edition = folder / "editions" / "1" / "en.md"
    before = (main(["check", str(edition), "--format", "json"]), capsys.readouterr())
    say(site, FEE.replace("10 talvars", "12 talvars"))
    watch.run()
    watch.run()
    assert main(["--monitor", str(folder), "inbox"]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("rasad: ALARM ") and "12 talvars" in told.err and "look at both" in told.err
    assert main(["--monitor", str(folder), "--format", "json", "inbox"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
    assert main(["--monitor", str(folder), "status"]) == 0
    assert re.search(r"^alarms +1$", capsys.readouterr().out, re.M)
    after = (main(["check", str(edition), "--format", "json"]), capsys.readouterr())
    assert (after[0], after[1].out) == (before[0], before[1].out)
    assert before[1].err == ""
    old, new = watch.texts
    assert f"en.md: note: line 12 cites {old}: {AT}/news/1 was changed between" in after[1].err
    edition.write_text(EDITION.format(text=new), encoding="utf-8")
    main(["check", str(edition)])
    assert capsys.readouterr().err == ""


def test_a_later_alarm_tells_of_the_texts_before_it_alone(folder: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(folder)
    watch.run()
    watch.cite()
    for fee in ("12 talvars", "14 talvars"):
        say(site, FEE.replace("10 talvars", fee))
        watch.run()
        watch.run()
    texts = watch.texts
    edition = folder / "editions" / "1" / "en.md"
    cited = "".join(f"\nThe Bureau said so [@{text}, 0-20].\n" for text in texts)
    edition.write_text(EDITION.format(text=texts[0]) + cited, encoding="utf-8")
    watch.run()
    assert watch.alarms == 2
    main(["check", str(edition)])
    notes = [re.search(r"line (\d+) cites (\w+)", line) for line in capsys.readouterr().err.splitlines()]
    assert sorted((int(note[1]), texts.index(note[2])) for note in notes if note) == [(12, 0), (12, 0), (16, 1)]
