"""Read: main text, title, byline and date of real pages; Jalali dates. ../shared/data -> figures.

    python -m evals.read.run [--sample N] [--half first|second] [--no-peers]

Peers are measured in the same run, page by page, so that both are timed under the same load. `--half`
takes one of two fixed halves of the pages (by hash of their record id): the first is for development,
of the second only figures are looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evals.crashes import Crash, tried
from evals.read import calendars as dates
from rasad import read
from rasad.errors import Unreadable
from rasad.model import Document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
NEWSROOM = Path(__file__).resolve().parents[2] / "examples" / "newsroom"
SURE = 0.9  # the confidence from which a date is told without a doubt
LEAST = 20  # pages from which a suite counts by itself
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+")


def words(text: str) -> Counter[str]:
    """Lower-cased words, each CJK sign one."""
    return Counter(_WORD.findall(text.lower()))


def word_f1(ours: str, gold: str) -> float:
    """2 * common / both, of two bags of words."""
    a, b = words(ours), words(gold)
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def title_key(text: str | None) -> str:
    """NFKC, lower case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text or "").lower()
    return "".join(char for char in folded if char.isalnum())


def jaccard(ours: str, gold: str) -> float:
    """Of two sets of words."""
    a, b = set(words(ours)), set(words(gold))
    return len(a & b) / len(a | b) if a | b else 1.0


@dataclass
class Page:
    """A page and its gold."""

    row: dict
    body: bytes
    headers: dict[str, str]
    url: str

    @property
    def gold(self) -> dict:
        return self.row["gold"]


@dataclass
class Sheet:
    """Values by metric, averaged at the end."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, metric: str, value: float) -> None:
        self.values.setdefault(metric, []).append(value)

    def interval(self, ours: str, peer: str) -> tuple[float, float]:
        """Where 95 of 100 bootstrap samples put the mean difference of two metrics, page by page."""
        gaps = [a - b for a, b in zip(self.values[ours], self.values[peer], strict=True)]
        chance = random.Random(4)
        means = sorted(sum(chance.choices(gaps, k=len(gaps))) / len(gaps) for _ in range(2000))
        return means[50], means[-51]

    def means(self) -> dict[str, float]:
        return {name: sum(v) / len(v) for name, v in sorted(self.values.items())}


def is_first_half(record: str) -> bool:
    """The fixed half for development."""
    return zlib.crc32(f"rasad-read-1 {record}".encode()) % 2 == 0


def pages(*, half: str | None = None, sample: int | None = None) -> Iterator[Page]:
    """The pages of the news corpus in order."""
    from warcio.archiveiterator import ArchiveIterator

    gold = {}
    with gzip.open(SHARED / "news" / "news_dev.gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold[row["warc_record_id"]] = row
    done = 0
    with (SHARED / "news" / "news_dev.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream):
            name = record.rec_headers.get_header("WARC-Record-ID")
            if record.rec_type != "response" or name not in gold:
                continue
            if half and is_first_half(name) != (half == "first"):
                continue
            headers = dict(record.http_headers.headers)
            yield Page(
                gold[name],
                record.content_stream().read(),
                headers,
                record.rec_headers.get_header("WARC-Target-URI"),
            )
            done += 1
            if sample and done >= sample:
                return


def suite_of(row: dict) -> str:
    """The corpus a page's text gold comes from, as the table of bars names them."""
    joined = " ".join(row["sources"])
    for name, sign in (
        ("wcxb", "wcxb"), ("fundus-history", "fundus-history"), ("fundus", "fundus"), ("daniel", "daniel"),
        ("aeb", "aeb"), ("aeb", "article-extraction"),
    ):  # fmt: skip
        if sign in joined:
            return name
    return "other"


def author_text(value: object) -> str:
    """Gold names as one text."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def measure(
    sheet: Sheet, page: Page, name: str, found: Document | None, *, published: str | None
) -> None:
    """Adds the figures of one reader for one page."""
    gold = page.gold
    if gold.get("text"):
        score = word_f1(found.text if found else "", gold["text"])
        sheet.add(f"text_f1_{name}", score)
        sheet.add(f"text_f1_{suite_of(page.row)}_{name}", score)
    if gold.get("title"):
        sheet.add(
            f"title_{name}",
            float(title_key(found.title if found else "") == title_key(gold["title"])),
        )
    if gold.get("author"):
        sheet.add(
            f"author_{name}", jaccard(found.byline if found else "", author_text(gold["author"]))
        )
    if page.row.get("date"):
        sheet.add(f"date_{name}", float(published == page.row["date"]))
        if name == "rasad":
            is_sure = bool(found and found.published and found.published.confidence >= SURE)
            sheet.add("date_sure", float(is_sure))
            sheet.add("date_sure_and_wrong", float(is_sure and published != page.row["date"]))


def ours(page: Page) -> Document | None:
    """What Rasad reads; None when it says there is no article."""
    try:
        return read.read_document(page.body, url=page.url, headers=page.headers)
    except Unreadable:
        return None


def peer_trafilatura(page: Page, source: str) -> tuple[Document, str | None]:
    """trafilatura's own reading of its metadata beside its text."""
    import trafilatura

    told = trafilatura.extract_metadata(source, default_url=page.url)
    return Document(
        text=trafilatura_text(page, source), title=(told.title if told else "") or "",
        byline=(told.author if told else "") or "",
    ), told.date if told else None  # fmt: skip


def trafilatura_text(page: Page, source: str) -> str:
    """trafilatura with its defaults, comments off: the call that is timed."""
    import trafilatura

    return trafilatura.extract(source, url=page.url, include_comments=False) or ""


def peer_readability(page: Page, source: str) -> Document:
    """readability-lxml, its summary as text."""
    from lxml import html
    from readability import Document as Readable

    readable = Readable(source)
    return Document(
        text=html.fromstring(readable.summary()).text_content(), title=readable.short_title() or ""
    )


def peer_htmldate(page: Page, source: str) -> str | None:
    """htmldate with its defaults, original date."""
    from htmldate import find_date

    return find_date(source, url=page.url, original_date=True)


def guarded(make: Callable[[], object], default: object) -> object:
    """A peer that stumbles scores nothing; the run goes on."""
    found = tried(make)
    return default if isinstance(found, Crash) else found


def seconds_of(make: Callable[[], object], *, raises: bool = False) -> tuple[float, object]:
    """How long a call takes of the processor, and what it gives: for a crash the error, which is told when it is ours."""
    started = time.process_time()
    found = tried(make)
    seconds = time.process_time() - started
    if isinstance(found, Crash):
        if raises:
            print(f"crash: {found}")
        return seconds, found.error
    return seconds, found


def news(
    *, half: str | None = None, sample: int | None = None, peers: bool = True
) -> dict[str, float]:
    """Figures on the pages of the news corpus."""
    from rasad.read.charset import decode

    sheet = Sheet()
    spent = theirs = 0.0
    count = crashes = unread = 0
    for page in pages(half=half, sample=sample):
        if not count:  # both load their models before the clock runs
            ours(page)
            guarded(lambda p=page: trafilatura_text(p, p.body.decode("utf-8", "replace")), "")
        count += 1
        source, _ = decode(page.body, page.headers.get("Content-Type"))
        timed = (lambda p=page, s=source: trafilatura_text(p, s)) if peers else str
        if count % 2:  # each goes first on half of the pages: the second finds them in the cache
            theirs += seconds_of(timed)[0]
        seconds, found = seconds_of(lambda p=page: ours(p), raises=True)
        if not count % 2:
            theirs += seconds_of(timed)[0]
        crashes += isinstance(found, Exception)
        found = found if isinstance(found, Document) else None
        spent += seconds
        unread += found is None
        published = found.published.edtf if found and found.published else None
        measure(sheet, page, "rasad", found, published=published)
        if peers:
            measure_peers(sheet, page, source)
    figures = sheet.means()
    for useless in ("date_readability", "author_readability"):
        figures.pop(useless, None)
    figures |= {
        "pages": float(count), "unread": float(unread), "without_crash": 1 - crashes / max(1, count),
        "ms_a_page": 1000 * spent / max(1, count), "date_sure_and_right": 1 - figures["date_sure_and_wrong"],
    }  # fmt: skip
    if peers:
        figures |= against_peers(sheet) | {
            "ms_a_page_trafilatura": 1000 * theirs / max(1, count), "speed_of_trafilatura": theirs / spent,
        }  # fmt: skip
    return figures


def measure_peers(sheet: Sheet, page: Page, source: str) -> None:
    """Adds the figures of the peers for one page."""
    document, date = guarded(lambda: peer_trafilatura(page, source), (None, None))
    measure(sheet, page, "trafilatura", document, published=date)
    readable = guarded(lambda: peer_readability(page, source), None)
    measure(sheet, page, "readability", readable, published=None)
    if page.row.get("date"):
        value = guarded(lambda: peer_htmldate(page, source), None)
        sheet.add("date_htmldate", float(value == page.row["date"]))


def against_peers(sheet: Sheet) -> dict[str, float]:
    """How far our text lies above the better peer: over all pages with an interval, and in the worst suite."""
    means = sheet.means()
    both = ("trafilatura", "readability")
    better = max(both, key=lambda peer: means[f"text_f1_{peer}"])
    low, high = sheet.interval("text_f1_rasad", f"text_f1_{better}")
    suites = {
        name.removeprefix("text_f1_").removesuffix("_rasad"): len(rows) for name, rows in sheet.values.items()
        if name.startswith("text_f1_") and name.endswith("_rasad") and name != "text_f1_rasad"
    }  # fmt: skip
    gaps = {
        suite: means[f"text_f1_{suite}_rasad"]
        - max(means[f"text_f1_{suite}_{peer}"] for peer in both)
        for suite in suites
    }
    return {
        "text_f1_above_peers": means["text_f1_rasad"] - means[f"text_f1_{better}"],
        "text_f1_above_peers_low": low, "text_f1_above_peers_high": high,
        "text_f1_above_peers_worst_suite": min((gaps[suite] for suite, size in suites.items() if size >= LEAST), default=0.0),
        "text_pages": float(len(sheet.values["text_f1_rasad"])),
    } | {f"text_f1_{suite}_above_peers": gap for suite, gap in gaps.items()} | {f"text_pages_{suite}": float(size) for suite, size in suites.items()}  # fmt: skip


def newsroom() -> dict[str, float]:
    """On the sample newsroom: words that keep their ZWNJ, and ledes kept where a profile names them."""
    from rasad import packs
    from rasad.read import tree

    pack = packs.load("example")
    spelt: list[bool] = []
    ledes: list[bool] = []
    for path in sorted((NEWSROOM / "site").rglob("*.html")):
        url = "http://" + str(path.relative_to(NEWSROOM / "site"))
        source = path.read_text(encoding="utf-8")
        page = tree.parse(source)
        words_of_page = set(" ".join(str(part) for part in page.itertext()).split())
        bare = {word.replace("\u200c", "") for word in words_of_page if "\u200c" in word}
        for known in (pack, None):
            try:
                text = read.read_document(source, url=url, pack=known).text
            except Unreadable:
                continue
            spelt += [
                "\u200c" in word or word in words_of_page
                for word in text.split() if word.replace("\u200c", "") in bare
            ]  # fmt: skip
            for profile in pack.profiles:
                if profile.lede and any(domain in url for domain in profile.domains):
                    ledes += [
                        tree.text_of(node) in text for node in tree.select(page, profile.lede)
                    ]
    return {"zwnj_kept": sum(spelt) / len(spelt), "ledes_kept": sum(ledes) / len(ledes)}


def run() -> dict[str, float]:
    """All figures, higher is better but for `unread`, `ms_a_page` and `date_sure_and_wrong`."""
    return news() | newsroom() | dates.run()


def main() -> None:
    """Prints the figures of a part of the pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int)
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    figures = (
        news(half=options.half, sample=options.sample, peers=not options.no_peers) | newsroom()
    )
    for name, value in figures.items():
        print(f"{name:36} {value:.4f}")


if __name__ == "__main__":
    main()
