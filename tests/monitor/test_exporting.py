"""`rasad export wacz`: any selection becomes a bundle that verifies, and the act stands in the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from rasad import preserve
from rasad.cli import main
from rasad.monitor import Monitor
from rasad.preserve import verifier
from rasad.testing import FrozenClock, page

pytestmark = pytest.mark.slow
AT = f"http://{HOST}"
FEED = "<rss version='2.0'><channel>{}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        items = "".join(f"<item><title>A</title><link>/news/{n}</link></item>" for n in (1, 2))
        found.answers["/rss"] = (200, {}, FEED.format(items).encode())
        for n in (1, 2):
            body = page(f"Notice {n}", (f"The Bureau of Talvaria said notice {n} is in force. " * 20,))
            found.answers[f"/news/{n}"] = (200, {"Content-Type": "text/html"}, body)
        yield found


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    folder = tmp_path / "monitor"
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        f'format = 1\npacks = ["example"]\n[local]\n"{HOST}" = "{site.address}"\n'
        f'[[source]]\nid = "wire"\nkind = "feed"\nurl = "{AT}/rss"\n',
        encoding="utf-8",
    )
    with Monitor(folder, clock=FrozenClock(), wait=lambda _: None) as monitor:
        monitor.run()
    return folder


def export(folder: Path, *chosen: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and what is in the bundle: type and address."""
    to = folder.parent / f"{len(list(folder.parent.iterdir()))}.wacz"
    code = main(["--monitor", str(folder), "--quiet", "export", "wacz", *chosen, "--to", str(to), "--by", "mina", "--why", "asked for"])
    if code:
        return code, []
    assert preserve.verify(to).findings == ()
    records = verifier.records(verifier.read_zip(to.read_bytes())[verifier.DATA])
    kinds = (*verifier.CAPTURES, "conversion")
    return code, [(one["WARC-Type"], str(one.get("WARC-Target-URI", ""))) for one in records if one["WARC-Type"] in kinds]


def addresses(found: list[tuple[str, str]]) -> set[str]:
    return {url.removeprefix(AT) for kind, url in found if kind != "conversion"}


def test_a_source_brings_its_feed_its_pages_and_their_texts(folder: Path) -> None:
    code, found = export(folder, "--source", "wire")
    assert code == 0
    assert {"/rss", "/news/1", "/news/2"} <= addresses(found)
    assert sum(kind == "conversion" for kind, _ in found) == 2
    line = json.loads((folder / "log" / "rasad.jsonl").read_text().splitlines()[-1])
    assert (line["kind"], line["sources"], line["by"], line["why"]) == ("export", ["wire"], "mina", "asked for")


def test_a_capture_an_article_and_a_text_are_each_a_selection(folder: Path) -> None:
    with Monitor(folder) as monitor:
        article = next(one for one in monitor.parts.store.articles.all() if one.url.endswith("/news/1"))
        (feed,) = monitor.parts.store.captures.by("url", f"{AT}/rss")
    for chosen in (article.capture, article.capture[:12], article.id, article.text_id):
        assert addresses(export(folder, chosen)[1]) == {"/news/1"}
    assert addresses(export(folder, feed.id)[1]) == {"/rss"}
    assert addresses(export(folder, feed.id, article.id)[1]) == {"/rss", "/news/1"}


def test_a_window_leaves_other_days_out(folder: Path) -> None:
    assert addresses(export(folder, "--source", "wire", "--window", "2026-11-01")[1]) >= {"/rss"}
    assert export(folder, "--source", "wire", "--window", "2026-09-01/2026-09-30")[0] == 2


@pytest.mark.parametrize("chosen", [[], ["0123456789ab"], ["--source", "wier"], ["d-0123456789ab"], ["--source", "wire", "--window", "soon"]])
def test_what_cannot_be_meant_is_refused(folder: Path, chosen: list[str]) -> None:
    assert export(folder, *chosen)[0] == 2


def test_the_index_of_the_archive_is_written_and_noted(folder: Path) -> None:
    to = folder.parent / "index.cdxj"
    words = ["--monitor", str(folder), "--quiet", "export", "cdxj"]
    act = ["--to", str(to), "--by", "mina", "--why", "replay"]
    assert main([*words, "wire", *act]) == 2
    assert main([*words, *act]) == 0
    assert to.read_bytes() == preserve.index_archive(folder / "archive")
    line = json.loads((folder / "log" / "rasad.jsonl").read_text().splitlines()[-1])
    assert (line["kind"], line["what"], line["by"]) == ("export", "cdxj", "mina")
