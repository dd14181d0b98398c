"""Backfill: pages a second of the screen beside merely iterating and beside reading, and what the screen loses. WARC files -> figures.

    python -m benchmarks.backfill [WARC...] [--read N]

Without arguments: the news corpus, and the Tehran Times and Fars articles as pages. Recall is measured against reading everything: a page counts
when its text, as `rasad.read` finds it, holds a keyword of a dossier of pack ir and, where its outlet is none of the pack's and it is in Latin letters, a place of the pack.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import random  # noqa: TID251 - a sample by a stated seed
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rasad import languages, packs, read
from rasad.errors import Unreadable
from rasad.model import Pack
from rasad.monitor.backfill_screen import PASSED, Screen

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Address and block of each response."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
            yield (record.headers.get("WARC-Target-URI") or "").strip("<>"), record.reader.read()


def made(folder: Path) -> Iterator[Path]:
    """The articles of two outlets as WARC files of plain pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    for name, file in (("tehran_times", "tehran_times_dev"), ("fars_news", "fars_news_dev")):
        path = folder / f"{name}.warc.gz"
        with path.open("wb") as out, gzip.open(SHARED / name / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            writer = WARCWriter(out, gzip=True)
            for line in lines:
                row = json.loads(line)
                url = row.get("url") or f"http://www.farsnews.com/newstext.php?nn={row['link']}"
                parts = row.get("paragraphs") or row["text"].splitlines()
                title = html.escape(row.get("title") or row.get("slug", "").replace("-", " "))
                body = f"<!doctype html><meta charset=utf-8><title>{title}</title><article><h1>{title}</h1>"
                body += "".join(f"<p>{html.escape(part)}</p>" for part in parts) + "</article>"
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=headers))
        yield path


class Reference:
    """Whether an article is one of a dossier, by its text."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        words = {languages.text.normalise(word, language) for dossier in pack.dossiers for language, word in dossier.keywords}
        places = {languages.text.normalise(place, "en") for place in pack.places if place.isascii()}
        self.words, self.places = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names))) + r")(?!\w)") for names in (words, places)
        )

    def holds(self, url: str, block: bytes) -> bool | None:
        """None when no article is found."""
        head, _, body = block.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line)
        try:
            found = read.read_document(body, url=url, headers=headers, pack=self.pack)
        except Unreadable:
            return None
        text = languages.text.normalise(f"{found.title}\n{found.text}", found.language)
        if found.language not in self.pack.languages or not self.words.search(text):
            return False
        return found.language == "fa" or self.pack.outlet_of(url) is not None or bool(self.places.search(text))


def measure(path: Path, screen: Screen, reference: Reference, limit: int) -> None:
    """Prints the line of one file."""
    started = time.process_time()
    count = size = 0
    for _, block in pages(path):
        count, size = count + 1, size + len(block)
    iterated = time.process_time() - started
    started = time.process_time()
    verdicts = [screen.judge(block, url=url, is_http=True) for url, block in pages(path)]
    screened = time.process_time() - started
    chosen = set(random.Random(20261).sample(range(count), min(limit, count)))  # noqa: S311
    started = time.process_time()
    held = {at: reference.holds(url, block) for at, (url, block) in enumerate(pages(path)) if at in chosen}
    reading = time.process_time() - started
    wanted = [at for at, holds in held.items() if holds]
    kept = sum(verdicts[at] == PASSED for at in wanted)
    print(
        f"{path.name}: {count} pages, {size / 1e6:.0f} MB; iterate {count / iterated:,.0f}/s, screen {count / screened:,.0f}/s "
        f"({screened / iterated:.1f}x iterating), read {len(held) / reading:,.0f}/s; passed {verdicts.count(PASSED) / count:.1%}; "
        f"recall {kept}/{len(wanted)} = {kept / max(1, len(wanted)):.4f}; {dict(Counter(verdicts))}"
    )
    for at, (url, _) in enumerate(pages(path)):
        if at in wanted and verdicts[at] != PASSED:
            print(f"  lost: {url} ({verdicts[at]})")


def main() -> None:
    """One line a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warc", nargs="*", type=Path)
    parser.add_argument("--read", type=int, default=400, metavar="N", help="pages of each file to read for the recall")
    options = parser.parse_args()
    pack = packs.load("ir")
    screen, reference = Screen(pack), Reference(pack)
    with tempfile.TemporaryDirectory() as folder:
        for path in options.warc or [SHARED / "news" / "news_dev.warc.gz", *made(Path(folder))]:
            measure(path, screen, reference, options.read)


if __name__ == "__main__":
    main()
