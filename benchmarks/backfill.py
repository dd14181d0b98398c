"""Backfill: how it compares with merely iterating a WARC file and with news-please, and what its screen loses. WARC files -> ratios.

    python -m benchmarks.backfill [--pages 5000] [--rounds 3] [--read 400] [--peer PYTHON]

1. **Speed**, processor seconds of one core, all on one WARC file made in a temporary folder from the pages of `news`, of which 2 % pass the screen. It is as
   long as a real one, so that what is done once a file or once a monitor weighs what it weighs there: the pages of `news` stand in it again and again under
   other addresses, in each copy every paragraph ends with a number of its own, so that no copy is one in bytes or in text and everything is kept, read and
   shelved. What is loaded once a process (the pack, the libraries) is loaded before. Rounds take turns: fastwarc iterating and doing nothing, the screen with
   what passes written out (`sift`), the whole backfill (`fill`: making the monitor, screen, import as evidence, reading, shelving), reading alone of what
   passes, and news-please reading a sample of the same records (`NewsPlease.from_warc`, without images, nothing is fetched).
2. **Memory**: peak of a process that sifts that file once, and one three times as long.
3. **Recall** against reading everything: a page counts when its text, as `rasad.read` finds it, holds a keyword or a pair of a dossier of pack ir and, where
   its outlet is none of the pack's and it is in Latin letters, a place of the pack. On `news` and on the Tehran Times and Fars articles as plain pages; and
   on `news` for dossiers of one everyday word each and places the world over, as few of its pages are about Iran.

news-please stands in an environment of its own, as it pins what it needs: python -m venv NP && NP/bin/pip install news-please, then
--peer NP/bin/python.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rasad import languages, packs, read
from rasad.cli import main as rasad
from rasad.errors import Unreadable
from rasad.model import Document, Dossier, Pack
from rasad.monitor import Monitor
from rasad.monitor.backfill import fill
from rasad.monitor.backfill_screen import PASSED, Screen
from rasad.monitor.backfill_sift import Shard, sift
from rasad.understand.keywords import find_hits, table
from rasad.understand.plain import plain, tokens

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NEWS = SHARED / "news" / "news_dev.warc.gz"
SEED = 20261
PASSING = 0.02
PLACES = (
    "United States", "America", "Britain", "England", "Germany", "France", "China", "Russia", "India", "Japan", "Canada",
    "Australia", "Europe", "Africa", "London", "Washington", "New York", "California", "Berlin", "Paris", "Moscow",
)  # fmt: skip
WORDS = (
    "police", "hospital", "election*", "court", "health care", "social media", "climate change", "football", "video", "government",
    "president", "school*", "technology", "privacy", "minister", "market*", "bank", "university", "music", "facebook", "doctor*",
    "weather", "police|officer* + arrest*|charg*", "president|minister + said|told", "company|firm + price*|market",
    "school|university + student*", "team|club + season|match", "doctor*|hospital + patient*",
)  # fmt: skip
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from newsplease import NewsPlease
from warcio.archiveiterator import ArchiveIterator
wanted, read = set(json.loads(sys.argv[2])), 0
with open(sys.argv[1], "rb") as file:
    spent = 0.0
    for number, record in enumerate(ArchiveIterator(file)):
        if number in wanted or not read:
            started = time.process_time()
            try:
                NewsPlease.from_warc(record, fetch_images=False)
            except Exception:
                pass
            if read:  # the first loads what is loaded once
                spent += time.process_time() - started
            read += 1
print(json.dumps({"pages": read - 1, "seconds": spent}))
"""


def pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Address and block of each response."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
            yield (record.headers.get("WARC-Target-URI") or "").strip("<>"), record.reader.read()


def written(path: Path, chosen: list[tuple[str, bytes]]) -> Path:
    """A WARC file of such responses."""
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number, (url, block) in enumerate(chosen):
            at = {"WARC-Date": f"2026-09-14T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"}
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(block), warc_headers_dict=at))
    return path


def two_percent(screen: Screen, size: int) -> tuple[list[tuple[str, bytes]], int]:
    """So many pages of `news` and copies of them, two in a hundred of which pass; and how many different ones those are."""
    passing, sparing = [], []
    for url, block in pages(NEWS):
        (passing if screen.judge(block, url=url, is_http=True) == PASSED else sparing).append((url, block))
    wanted = round(PASSING * size)
    chosen = [*copies(sparing, size - wanted), *copies(passing, wanted)]
    random.Random(SEED).shuffle(chosen)
    return chosen, len(passing)


def copies(rows: list[tuple[str, bytes]], size: int) -> Iterator[tuple[str, bytes]]:
    """So many of the pages, from the first again after the last; each copy under its own address and with its own words."""
    for number in range(size):
        url, block = rows[number % len(rows)]
        head, gap, body = block.partition(b"\r\n\r\n")
        mark = f" ({number})".encode()
        body = body.replace(b"</p>", mark + b"</p>") if b"</p>" in body else body + mark
        yield f"{url}{'&' if '?' in url else '?'}copy={number}", head + gap + body


class InTurn:
    """A runner of this process."""

    def map(self, work, given):
        """Each in its turn."""
        return map(work, given)


def iterate(path: Path) -> None:
    """What fastwarc does when it is merely told to go on."""
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as file:
        for _ in ArchiveIterator(file):
            pass


def screened(path: Path, folder: Path) -> dict[str, int]:
    """The screen over a file, what passes written out."""
    return dict(sift(Shard(path=str(path), sieve=str(folder / "sieve.warc.gz"), packs=("ir",))).verdicts)


def filled(path: Path, folder: Path) -> None:
    """The whole backfill into a new monitor, in this process."""
    if rasad(["init", str(folder), "--pack", "ir", "--quiet"]):
        raise RuntimeError(f"{folder} could not be made")
    with Monitor(folder) as monitor:
        fill(monitor.parts, [path], runner=InTurn())


def timed(work: Callable[[], object]) -> float:
    """Processor seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def peer(python: str | None, path: Path, sample: list[int]) -> float | None:
    """Processor seconds a page of news-please; None where it is not installed."""
    done = subprocess.run([python or sys.executable, "-c", PEER, str(path), json.dumps(sample)], capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"] / told["pages"]


def read_alone(passing: list[tuple[str, bytes]], pack: Pack) -> None:
    """What reading costs of it all: the pages that pass, nothing else."""
    for url, block in passing:
        read_page(url, block, pack)


def speed(screen: Screen, folder: Path, *, options: argparse.Namespace, pack: Pack) -> Path:
    """Prints the ratios; the file they were measured on."""
    chosen, different = two_percent(screen, options.pages)
    path, count = written(folder / "two-percent.warc.gz", chosen), len(chosen)
    passing = [(url, block) for url, block in chosen if screen.judge(block, url=url, is_http=True) == PASSED]
    size = sum(len(block) for _, block in chosen)
    del chosen
    dice = random.Random(SEED)
    took: dict[str, list[float]] = {"iterating": [], "screen": [], "backfill": [], "reading": [], "news-please": []}
    verdicts = screened(path, folder)  # loads what is loaded once
    read_alone(passing[:10], pack)
    for number in range(options.rounds):
        took["iterating"].append(timed(lambda: iterate(path)) / count)
        took["screen"].append(timed(lambda: screened(path, folder)) / count)
        took["backfill"].append(timed(lambda at=folder / f"monitor-{number}": filled(path, at)) / count)
        took["iterating"].append(timed(lambda: iterate(path)) / count)
        took["reading"].append(timed(lambda: read_alone(passing, pack)) / count)
        seconds = peer(options.peer, path, dice.sample(range(1, count), 20))
        if seconds is not None:
            took["news-please"].append(seconds)
    print(
        f"{count} pages and copies of pages of news, {size / count / 1e3:.0f} kB each, {verdicts[PASSED] / count:.1%} pass ({different} different ones); "
        f"{options.rounds} rounds, medians, processor time, seed {SEED}"
    )
    middle = {name: statistics.median(each) for name, each in took.items() if each}
    for name, seconds in middle.items():
        print(f"  {name:12} {1 / seconds:9,.1f} pages/s   {seconds / middle['iterating']:8.2f} x the time of iterating")
    print(f"  of it reading what passes, {middle['reading'] * count / len(passing) * 1e3:.1f} ms a page that passes")
    if "news-please" in middle:
        print(f"  pages a second beside news-please: screen {middle['news-please'] / middle['screen']:,.0f} x, whole backfill {middle['news-please'] / middle['backfill']:,.0f} x")
    else:
        print("  news-please is not there: python -m venv NP && NP/bin/pip install news-please, then --peer NP/bin/python")
    return path


def peak() -> int:
    """The most memory this process held, in MB. What `getrusage` says begins with that of the process that started it."""
    told = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(told[1]) // 1024 if told else 0


def memory(path: Path, folder: Path) -> None:
    """Prints the peak of a process that sifts a file and of one that sifts a file three times as long."""
    longer = folder / "longer.warc.gz"
    with longer.open("wb") as out:
        for _ in range(3):
            with path.open("rb") as file:
                shutil.copyfileobj(file, out)
    peaks = [
        int(subprocess.run([sys.executable, "-m", "benchmarks.backfill", "--peak", str(one)], capture_output=True, text=True, check=True).stdout)
        for one in (path, longer)
    ]
    print(f"  peak memory of the screen: {peaks[0]} MB; {peaks[1]} MB on a file three times as long")


def made(folder: Path) -> Iterator[Path]:
    """The articles of two outlets as WARC files of plain pages."""
    for name, file in (("tehran_times", "tehran_times_dev"), ("fars_news", "fars_news_dev")):
        with gzip.open(SHARED / name / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield written(folder / f"{name}.warc.gz", [_plain(json.loads(line)) for line in lines])


def _plain(row: dict[str, object]) -> tuple[str, bytes]:
    """An article as address and answer."""
    url = str(row.get("url") or f"http://www.farsnews.com/newstext.php?nn={row['link']}")
    listed = row.get("paragraphs")
    parts = listed if isinstance(listed, list) else str(row["text"]).splitlines()
    title = html.escape(str(row.get("title") or str(row.get("slug", "")).replace("-", " ")))
    body = f"<!doctype html><meta charset=utf-8><title>{title}</title><article><h1>{title}</h1>"
    body += "".join(f"<p>{html.escape(part)}</p>" for part in parts) + "</article>"
    return url, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()


def read_page(url: str, block: bytes, pack: Pack) -> Document | None:
    """The document of an answer; None when no article is found."""
    head, _, body = block.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line)
    try:
        return read.read_document(body, url=url, headers=headers, pack=pack)
    except Unreadable:
        return None


class Reference:
    """Whether an article is one of a dossier, by its text."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        places = {languages.text.normalise(place, "en") for place in pack.places if place.isascii()}
        self.places = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(places))) + r")(?!\w)")

    def holds(self, url: str, found: Document | None) -> bool:
        """Whether a keyword stands in it and, where it needs one, a place."""
        if found is None or found.language not in self.pack.languages:
            return False
        even = plain(f"{found.title}\n{found.text}")
        if not find_hits(table(self.pack, found.language), even, tokens(even)):
            return False
        return (
            found.language == "fa"
            or self.pack.outlet_of(url) is not None
            or bool(self.places.search(languages.text.normalise(even, found.language)))
        )


def recall(path: Path, screen: Screen, reference: Reference, limit: int) -> tuple[int, int]:
    """Prints the line of one file; pages kept and pages wanted."""
    verdicts = [screen.judge(block, url=url, is_http=True) for url, block in pages(path)]
    count = len(verdicts)
    chosen = set(random.Random(SEED).sample(range(count), min(limit, count)))
    wanted = [at for at, (url, block) in enumerate(pages(path)) if at in chosen and reference.holds(url, read_page(url, block, reference.pack))]
    kept = sum(verdicts[at] == PASSED for at in wanted)
    print(
        f"  {path.name}: {len(chosen)} of {count} pages read; passed {verdicts.count(PASSED) / count:.1%}; "
        f"recall {kept}/{len(wanted)} = {kept / max(1, len(wanted)):.4f}; {dict(Counter(verdicts))}"
    )
    for at, (url, _) in enumerate(pages(path)):
        if at in wanted and verdicts[at] != PASSED:
            print(f"    lost: {url} ({verdicts[at]})")
    return kept, len(wanted)


def elsewhere(pack: Pack, limit: int) -> None:
    """Prints the recall on `news` of dossiers of one word or pair each, for places the world over."""
    rows = list(pages(NEWS))
    rows = random.Random(SEED).sample(rows, min(limit, len(rows)))
    documents = [read_page(url, block, pack) for url, block in rows]
    kept = wanted = passed = 0
    lost: Counter[str] = Counter()
    for word in WORDS:
        told, is_pair = (("en", word),), " + " in word
        only = Dossier(id="word", names=pack.dossiers[0].names, keywords=() if is_pair else told, together=told if is_pair else ())
        other = replace(pack, places=PLACES, outlets=(), dossiers=(only,))
        screen, reference = Screen(other), Reference(other)
        for (url, block), found in zip(rows, documents, strict=True):
            has_passed = screen.judge(block, url=url, is_http=True) == PASSED
            passed += has_passed
            if found is not None and found.language == "en" and reference.holds(url, found):
                wanted += 1
                kept += has_passed
                lost.update([] if has_passed else [url])
    share = passed / len(rows) / len(WORDS)
    print(f"  {len(WORDS)} dossiers of everyday words on {len(rows)} pages of news: passed {share:.1%}; recall {kept}/{wanted} = {kept / max(1, wanted):.4f}")
    for url, count in lost.most_common():
        print(f"    lost: {url} ({count} times)")


def main() -> None:
    """Ratios, memory, recall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000, metavar="N", help="how long the file is")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--read", type=int, default=400, metavar="N", help="pages of each file to read for the recall")
    parser.add_argument("--peer", metavar="PYTHON", help="the interpreter of an environment with news-please")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made_here:
        folder = Path(made_here)
        if options.peak:
            screened(options.peak, folder)
            print(peak())
            return
        pack = packs.load("ir")
        screen, reference = Screen(pack), Reference(pack)
        if options.rounds:
            memory(speed(screen, folder, options=options, pack=pack), folder)
        if options.read:
            found = [recall(path, screen, reference, options.read) for path in (NEWS, *made(folder))]
            kept, wanted = (sum(each) for each in zip(*found, strict=True))
            print(f"  all: recall {kept}/{wanted} = {kept / max(1, wanted):.4f}")
            elsewhere(pack, options.read)


if __name__ == "__main__":
    main()
