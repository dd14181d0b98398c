"""Many WARC files through a runner: what comes in, what is spared, what is set aside."""

from __future__ import annotations

import importlib.util
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import runner_work
from rasad import packs
from rasad.cli import main
from rasad.errors import BadInput, ItemFailed
from rasad.model import Dossier
from rasad.monitor import Monitor
from rasad.monitor.backfill import Backfill, backfill, fill
from rasad.monitor.backfill_screen import PASSED, Screen
from rasad.runners import OpenRunner, open_runner
from rasad.testing import page

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio leaves its buffer to the collector

ABOUT = (
    "The ministry of Talvaria said the Negin card opens every office from spring on, and of its chip it said nothing. "
    * 4
)
OTHER = (
    "The harbour of Sarvan was closed for two days after a storm, and the ferries to the islands waited. "
    * 4
)
ABROAD = (
    "The band of the village played, and the crowd of the fair went home to the sound of its drums. "
    * 4
)


class Inline:
    """A runner in this process that keeps the promise; what holds `deadly` ends its worker."""

    def __init__(self, deadly: str = "\0") -> None:
        self.deadly = deadly
        self.asked: list[str] = []

    def map(self, work: Callable[[Any], Any], given: Iterable[Any]) -> Iterator[Any]:
        return _Results(self, work, iter(given))


class _Results(Iterator[Any]):
    def __init__(self, runner: Inline, work: Callable[[Any], Any], given: Iterator[Any]) -> None:
        self.runner, self.work, self.given = runner, work, given

    def __next__(self) -> Any:
        task = next(self.given)
        self.runner.asked.append(self.work.__name__)
        if self.runner.deadly in str(task):
            raise ItemFailed("ended its worker (signal SIGSEGV)")
        return self.work(task)


def write(path: Path, pages: dict[str, str], *, request: bool = False) -> Path:
    """A WARC of pages of an outlet of Talvaria."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for place, (url, text) in enumerate(pages.items()):
            headers = StatusAndHeaders(
                "200 OK",
                [("Content-Type", "text/html; charset=utf-8")],
                protocol="HTTP/1.1",
            )
            body = page(url.rpartition("/")[2], (text,), published="2026-09-14T10:00:00+05:00")
            at = {"WARC-Date": f"2026-09-14T10:{place:02}:00Z"}
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=headers,
                    warc_headers_dict=at,
                )
            )
            if request:
                asked = StatusAndHeaders(
                    "GET / HTTP/1.1", [("X-Asked", "so")], is_http_request=True
                )
                writer.write_record(
                    writer.create_warc_record(
                        url, "request", http_headers=asked, warc_headers_dict=at
                    )
                )
    return path


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    assert main(["init", str(tmp_path / "m"), "--pack", "example", "--quiet"]) == 0
    with Monitor(tmp_path / "m") as opened:
        yield opened


def titles(monitor: Monitor) -> list[str]:
    return sorted(article.url.rpartition("/")[2] for article in monitor.parts.store.articles.all())


TALNA = "http://talna.example/en/news"


@pytest.mark.slow
def test_what_may_matter_comes_in_and_the_rest_is_spared(monitor: Monitor, tmp_path: Path) -> None:
    pages = {f"{TALNA}/40001": ABOUT, f"{TALNA}/40002": OTHER, "http://far.example/1": ABROAD}
    done = fill(monitor.parts, [write(tmp_path / "a.warc.gz", pages)], runner=Inline())
    assert done == Backfill(
        shards=1,
        pages=3,
        verdicts=(("passed", 1), ("place", 1), ("terms", 1)),
        captures=1,
        articles=1,
    )
    assert titles(monitor) == ["40001"]


@pytest.mark.slow
def test_without_a_screen_all_comes_in(monitor: Monitor, tmp_path: Path) -> None:
    pages = {f"{TALNA}/40001": ABOUT, f"{TALNA}/40002": OTHER}
    done = fill(
        monitor.parts,
        [write(tmp_path / "a.warc.gz", pages)],
        runner=Inline(),
        screening=False,
    )
    assert (done.captures, done.articles) == (2, 2)


@pytest.mark.slow
def test_a_shard_that_was_taken_is_not_taken_again(monitor: Monitor, tmp_path: Path) -> None:
    one = write(tmp_path / "a.warc.gz", {f"{TALNA}/40001": ABOUT})
    other = write(tmp_path / "b.warc.gz", {f"{TALNA}/40003": ABOUT})
    fill(monitor.parts, [one], runner=Inline())
    runner = Inline()
    done = fill(monitor.parts, [one, other], runner=runner)
    assert (done.shards, done.done_before, done.articles) == (1, 1, 1)
    assert runner.asked == ["sift", "read_some"]


@pytest.mark.slow
def test_a_page_that_ends_its_worker_is_set_aside_and_its_neighbours_are_read(
    monitor: Monitor, tmp_path: Path
) -> None:
    pages = {f"{TALNA}/{number}": ABOUT for number in (40001, 40002, 40003)}
    warc = write(tmp_path / "a.warc.gz", pages)
    done = fill(monitor.parts, [warc], runner=Inline(deadly="news/40002"))
    assert (done.captures, done.articles, done.problems) == (3, 2, 1)
    assert titles(monitor) == ["40001", "40003"]
    (problem,) = monitor.parts.store.problems.all()
    assert problem.message == f"{TALNA}/40002: ended its worker (signal SIGSEGV)"
    runner = Inline()
    fill(monitor.parts, [warc], runner=runner)
    assert runner.asked == []  # it is not tried at every run


@pytest.mark.slow
def test_a_damaged_shard_is_taken_whole_and_its_whole_records_are_kept(
    monitor: Monitor, tmp_path: Path
) -> None:
    warc = write(tmp_path / "a.warc.gz", {f"{TALNA}/{n}": ABOUT for n in (40001, 40002, 40003)})
    data = bytearray(warc.read_bytes())
    middle = data.index(b"\x1f\x8b", len(data) // 2 - 200)
    data[middle + 30 : middle + 60] = bytes(30)
    warc.write_bytes(data)
    done = fill(monitor.parts, [warc], runner=Inline())
    assert done.captures == 2
    assert done.problems == 1


@pytest.mark.slow
def test_a_request_goes_with_its_page(monitor: Monitor, tmp_path: Path) -> None:
    warc = write(tmp_path / "a.warc.gz", {f"{TALNA}/40001": ABOUT}, request=True)
    fill(monitor.parts, [warc], runner=Inline())
    (capture,) = monitor.parts.store.captures.all()
    assert ("X-Asked", "so") in monitor.parts.archive.fetched(capture).request_headers


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["local", "ray"])
def test_every_runner_gives_what_one_process_gives(tmp_path: Path, kind: str) -> None:
    if kind == "ray" and importlib.util.find_spec("ray") is None:
        pytest.skip("needs Ray: pip install 'rasad[ray]'")
    warcs = [
        write(tmp_path / f"{name}.warc.gz", {f"{TALNA}/{number}{n}": ABOUT for n in range(20)})
        for name, number in (("a", 4000), ("b", 4001))
    ]
    found = []
    for name in ("one", "many"):
        folder = tmp_path / name
        assert main(["init", str(folder), "--pack", "example", "--quiet"]) == 0
        with Monitor(folder) as opened:
            if name == "one":
                fill(opened.parts, warcs, runner=Inline())
        if name == "many":
            words = [
                "--monitor",
                str(folder),
                "backfill",
                *map(str, warcs),
                "--runner",
                kind,
                "--jobs",
                "2",
                "--quiet",
            ]
            assert main(words) == 0
        with Monitor(folder) as opened:
            store = opened.parts.store
            found.append((list(store.captures.all()), list(store.articles.all())))
        assert main(["verify", str(folder)]) == 0
    (captures, articles), (same_captures, same_articles) = found
    assert len(articles) == 40
    assert [capture.id for capture in captures] == [capture.id for capture in same_captures]
    assert articles == same_articles


KINDS = ("local", "ray")


@pytest.fixture(scope="module", params=KINDS)
def spread(request: pytest.FixtureRequest) -> Iterator[OpenRunner]:
    """A runner of each kind, whose workers find the work of the tests."""
    if request.param == "ray" and importlib.util.find_spec("ray") is None:
        pytest.skip("needs Ray: pip install 'rasad[ray]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(runner_work.__file__).parent), prepend=os.pathsep)
        opened = open_runner(str(request.param), jobs=2, patience=60)
        yield opened
        opened.close()


@pytest.mark.slow
def test_a_page_that_ends_its_worker_is_set_aside_by_every_runner(
    monitor: Monitor, tmp_path: Path, spread: OpenRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {f"{TALNA}/{number}": ABOUT for number in range(40000, 40005)}
    warc = write(tmp_path / "a.warc.gz", pages)
    monkeypatch.setattr("rasad.monitor.backfill.read_some", runner_work.read_or_die)
    done = fill(monitor.parts, [warc], runner=spread)
    assert (done.captures, done.articles, done.problems) == (5, 4, 1)
    assert titles(monitor) == ["40000", "40001", "40003", "40004"]
    (problem,) = monitor.parts.store.problems.all()
    assert problem.message.startswith(f"{TALNA}/40002: ended its worker (")
    again = fill(monitor.parts, [warc], runner=spread)
    assert (again.shards, again.done_before, again.articles, again.problems) == (0, 1, 0, 0)


@pytest.mark.slow
def test_an_interrupted_run_goes_on_with_the_next_shard(
    monitor: Monitor, tmp_path: Path, spread: OpenRunner
) -> None:
    warcs = [write(tmp_path / f"{name}.warc.gz", {f"{TALNA}/4000{name}": ABOUT}) for name in "123"]

    def interrupted(what: str, done: int, total: int) -> None:
        if (what, done) == ("sift", 1):
            raise KeyboardInterrupt

    told, monitor.parts.progress = monitor.parts.progress, interrupted
    with pytest.raises(KeyboardInterrupt):
        fill(monitor.parts, warcs, runner=spread)
    monitor.parts.progress = told
    assert titles(monitor) == []
    done = fill(monitor.parts, warcs, runner=spread)
    assert (done.done_before, done.shards, done.captures, done.articles) == (1, 2, 2, 3)
    assert titles(monitor) == ["40001", "40002", "40003"]


def test_a_file_that_is_not_there_is_said_before_anything_is_done(
    monitor: Monitor, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="no such file"):
        backfill(monitor.parts, [tmp_path / "none.warc.gz"])


SCREEN = Screen(packs.load("example"))


def judged(body: str | bytes, *, url: str = "http://far.example/1", fields: str = "") -> str:
    """What the screen says of a page."""
    data = body if isinstance(body, bytes) else body.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n".encode()
    return SCREEN.judge(head + data, url=url, is_http=True)


FA = (
    "وزارت ارتباطات تالواریا می‌گوید کارت نگین از بهار همه اداره‌ها را باز می‌کند و چیزی از تراشه آن نگفت. "
    * 4
)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (ABOUT, ""),
        (ABOUT.replace(" card", "\n   card"), ""),
        (FA, ""),
        (FA.replace("ی", "ي").replace("ک", "ك"), ""),
        (FA.replace("ی", "ئ"), ""),
        (
            b"<meta charset=windows-1256>"
            + FA.replace("ی", "ي").replace("\u200c", " ").encode("cp1256"),
            "",
        ),
        ("".join(f"&#{ord(char)};" for char in FA), ""),
        (FA.encode("utf-16"), ""),
        (b"%PDF-1.7 \x00", ""),
        (ABOUT, "Content-Encoding: br\r\n"),
    ],
)
def test_what_may_hold_a_word_of_the_pack_passes(body: str | bytes, fields: str) -> None:
    assert judged(body, fields=fields) == PASSED


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (ABROAD, "place"),
        (OTHER, "terms"),
        ("Der Hafen war zwei Tage lang geschlossen. " * 9, "place"),
        ("Der Hafen von Talvaria war zwei Tage lang geschlossen. " * 9, "language"),
        (OTHER + '<a href="/tag/negin card">', "terms"),  # an address is no text
        (OTHER + '<script type="application/ld+json">{"sameAs": "https://www.negin card.example/"}</script>', "terms"),
        (f"<script>// of Talvaria and the Negin card</script>{ABROAD}<style>.negin card{{}}</style>", "place"),
        ("<p>" + ABROAD + "</p><select><option>Sarvia<option>Talvaria<option>Ulvaria</select>", "place"),
        ("".join(f"&#{ord(char)};" for char in "\u6f22" * 99) + OTHER, "terms"),
    ],
)
def test_what_holds_none_is_spared(body: str, verdict: str) -> None:
    assert judged(body) == verdict


SHARED = '<ul><li><a href="/1">Home</a></li><li><a href="/2">{}</a></li><li><a href="/3">Contact</a></li></ul>'


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<p>" + OTHER + "</p>" + SHARED.format("Negin card"), "terms"),
        ("<p>" + OTHER + " It closed, and so did the <b>Negin card</b>.</p>", PASSED),
        ("<h1>Negin card</h1><p>" + OTHER + "</p>", PASSED),
        ("<p>" + OTHER + "</p>" + SHARED.format("The Negin card of Talvaria opens in spring"), PASSED),
    ],
)
def test_a_label_among_labels_is_no_word_of_an_article(body: str, verdict: str) -> None:
    assert judged(body) == verdict


def test_a_name_in_capitals_does_not_go_on() -> None:
    screen = Screen(replace(packs.load("example"), places=("Amol",)))
    verdicts = [
        screen.judge(
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{ABOUT} {place}</p>".encode(),
            url="http://far.example/1",
            is_http=True,
        )
        for place in ("AMOLED", "AMOL", "Amoli")
    ]
    assert verdicts == ["place", PASSED, PASSED]


def test_an_outlet_of_the_pack_need_not_name_the_country() -> None:
    text = ABOUT.replace(" of Talvaria", "")
    assert (judged(text), judged(text, url=f"{TALNA}/1")) == ("place", PASSED)


def paired(pair: str) -> Screen:
    """A screen of the example pack whose one dossier is known by a pair."""
    pack = packs.load("example")
    known = pack.dossiers[0]
    told = Dossier(id=known.id, names=known.names, together=(("en", pair), ("fa", pair)))
    return Screen(replace(pack, dossiers=(told,)))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The harbour of Sarvan and its <b>ferries</b> waited for the storm of the day to go. ", PASSED),
        ("The ferry of the island left the harbours of Talvaria. ", PASSED),
        ("The harbour of Sarvan, and of its " + "long and old wall " * 9 + "the ferries of the islands. ", "terms"),
        ("The harbour of Sarvan was closed, and of the boats none came to it. ", "terms"),
    ],
)
def test_a_pair_needs_a_word_of_each_side_near_one_another(text: str, verdict: str) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text.encode()
    assert paired("harbour|port + ferr*").judge(block, url="http://far.example/1", is_http=True) == verdict
