"""Collect: feeds of feedparser's own suite, WARC samples, refused addresses. ../shared/data -> figures.

    python -m evals.collect.run
"""

from __future__ import annotations

import io
import re
import tarfile
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evals.crashes import Crash, tried
from rasad import collect
from rasad.collect.sources import feed
from rasad.errors import AddressRefused, ItemFailed, RasadError
from rasad.model import Fetched, Source
from rasad.monitor import Monitor
from rasad.monitor.clock import SystemClock

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TESTS = Path(__file__).resolve().parents[2] / "tests"
URL = "https://feeds.example.org/talvaria/feed.xml"
_HEADER = re.compile(rb"^Header:\s*([\w-]+):\s*(.+?)\s*$", re.M | re.I)


@dataclass
class Sample:
    """A feed of the suite with the headers that it says it was served with."""

    name: str
    body: bytes

    @property
    def fetched(self) -> Fetched:
        """The feed as the client would hand it on."""
        # Comments may be in any encoding whose ASCII has zero bytes between.
        told = _HEADER.findall(self.body.replace(b"\x00", b"")[:4000])
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in told]
        # As the suite's own server: XML unless the sample says otherwise.
        if not any(name.lower() == "content-type" for name, _ in headers):
            headers.append(("Content-Type", "application/xml"))
        return Fetched(url=URL, headers=tuple(headers), body=self.body)


def samples() -> Iterator[Sample]:
    """The feeds of the suite, read in place."""
    with tarfile.open(SHARED / "feedparser_suite" / "feedparser_tests.tar.xz") as suite:
        for member in suite:
            stream = suite.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield Sample(member.name, stream.read())


def told_by_feedparser(fetched: Fetched) -> tuple[bool, list[tuple[str, ...]]]:
    """Whether feedparser calls it well-formed, and link, id, title and date of each entry that has any."""
    import feedparser

    headers = {"content-location": URL} | {name.lower(): value for name, value in fetched.headers}
    parsed = feedparser.parse(io.BytesIO(fetched.body), response_headers=headers)
    rows = []
    for entry in parsed.entries:
        detail = entry.get("title_detail") or {}
        title = plain(entry.get("title") or "", is_text=detail.get("type") == "text/plain")
        date = entry.get("published") or entry.get("updated") or ""
        id = entry.get("id") or ""
        link = entry.get("link") or (id if id.startswith(("http://", "https://")) else "")
        if link or id or title or date:
            rows.append((link, id, title, date))
    return not parsed.bozo, rows


def plain(title: str, *, is_text: bool) -> str:
    """A title's words, its markup read by lxml: another way than the one that is measured."""
    from lxml import html

    if not is_text and title.strip():
        title = "".join(html.fragment_fromstring(title, create_parent="div").itertext())
    return " ".join(title.split())


def told_by_us(fetched: Fetched) -> list[tuple[str, ...]]:
    """The same of our kind `feed`."""
    links = feed.read_links(fetched, source=Source(id="suite", kind="feed", url=URL))
    return [
        (link.url, link.native_id or "", link.title or "", link.published or "") for link in links
    ]


def feeds(*, verbose: bool = False) -> dict[str, float]:
    """Share of the well-formed feeds told alike, and of all that crash nothing."""
    well = alike = crashes = entries = total = 0
    for sample in samples():
        total += 1
        fetched = sample.fetched
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            is_well, expected = told_by_feedparser(fetched)
            try:
                ours = tried(partial(told_by_us, fetched), foreseen=(ItemFailed,))
            except ItemFailed as error:
                ours = []
                if verbose and is_well:
                    print(f"{sample.name}: {error}")
            if isinstance(ours, Crash):
                print(f"crash on {sample.name}: {ours}")
                crashes += 1
                ours = []
        if is_well:
            well += 1
            entries += len(expected)
            alike += ours == expected
            if verbose and ours != expected:
                print(f"{sample.name}\n  feedparser {expected}\n  ours       {ours}")
    return {
        "feeds": float(total),
        "feeds_well_formed": float(well),
        "feeds_entries": float(entries),
        "feeds_same_as_feedparser": alike / well,
        "feeds_without_crash": 1 - crashes / total,
    }


def warc_samples(*, verbose: bool = False) -> dict[str, float]:
    """Each sample given to `rasad add`: added, or refused with a line that names it; nothing else may happen."""
    files = sorted(path for path in (SHARED / "warc_samples").rglob("*") if path.is_file())
    added = refused = 0
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "monitor.toml").write_text("format = 1\n", encoding="utf-8")
            with Monitor(folder, clock=SystemClock()) as monitor:
                done = tried(partial(monitor.add, [str(path)]))
                problems = [] if isinstance(done, Crash) else list(monitor.parts.store.problems.all())
            if not isinstance(done, Crash):
                line = "; ".join(problem.message for problem in problems)
                added += done.captures > 0
                refused += done.captures == 0 and bool(line)
                told = f"{done.captures} captures, {len(problems)} problems {line[:150]}"
            elif isinstance(done.error, RasadError):
                refused += path.name in done.error.message and "\n" not in done.error.message
                told = f"refused: {done.error.message}"
            else:
                told = f"crash {done}"
        if verbose:
            print(f"{path.name}: {told}")
    return {
        "warc_samples": float(len(files)),
        "warc_samples_added": float(added),
        "warc_samples_added_or_refused": (added + refused) / len(files),
    }


def addresses() -> dict[str, float]:
    """Share of the spellings of inner and crooked addresses that the client refuses, directly and behind a proxy."""
    lines = (TESTS / "collect" / "refused.txt").read_text(encoding="utf-8").splitlines()
    spellings = [line for line in lines if line and not line.startswith("#")]
    refused = tried = 0
    for proxy in (None, "socks5h://127.0.0.1:9"):
        settings = collect.WebSettings(proxy=proxy)
        with collect.Web(
            keep=lambda exchange, _: exchange, clock=SystemClock(), wait=lambda _: None,
            settings=settings, resolve=lambda _: ["127.0.0.1"],
        ) as web:  # fmt: skip
            for url in spellings:
                tried += 1
                try:
                    web.get(url, ask_robots=False)
                except AddressRefused:
                    refused += 1
                except RasadError as error:
                    print(f"{url}: {error}")
    return {"addresses": float(len(spellings)), "addresses_refused": refused / tried}


def run() -> dict[str, float]:
    """All figures."""
    return feeds() | warc_samples() | addresses()


if __name__ == "__main__":
    for metric, value in (feeds(verbose=True) | warc_samples(verbose=True) | addresses()).items():
        print(f"{metric:32} {value:.4f}")
