"""Stories and reprints at scale: seconds and peak memory for 10,000, 30,000 and 100,000 articles. Sentences of real articles -> figures.

    python -m benchmarks.stories [COUNT...] [--a-day 500] [--undated]

A synthetic mix, made in memory with a fixed seed. Each story is three to twelve sentences of one or two real articles (Tehran Times, Fars); each of its
articles has most of those in another order with a headline of words of the first, and comes within three days. Four in ten articles stand alone. Each
count runs in its own process, so that the peak is its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from rasad import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
SEED = 20261
_SENTENCE = re.compile(r"(?<=[.!?\u061f])\s+")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of publication."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Told:
    """An article as grouping reads it."""

    title: str
    text: str
    language: str
    published: Day | None
    story: int
    url: str = ""


def sentences() -> list[tuple[str, list[str]]]:
    """Language and sentences of each real article with five or more."""
    found = []
    for name, language in (("tehran_times/tehran_times_dev", "en"), ("fars_news/fars_news_dev", "fa")):
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                parts = _SENTENCE.split(row.get("text") or " ".join(row["paragraphs"]))
                if len(parts) >= 5:
                    found.append((language, [part for part in parts if len(part.split()) > 4]))
    return [(language, parts) for language, parts in found if len(parts) >= 5]


def articles(count: int, *, a_day: int, is_dated: bool) -> Iterator[Told]:
    """So many, in the order of the days of their stories."""
    dice = Random(SEED)
    pool = sentences()
    made = story = 0
    while made < count:
        language, parts = dice.choice(pool)
        more = dice.choice([other for tongue, other in dice.choices(pool, k=8) if tongue == language] or [parts])
        told = dice.sample(parts, min(len(parts), dice.randint(3, 8))) + dice.sample(more, min(len(more), 4))
        day = date(2020, 1, 1) + timedelta(days=made // a_day)
        words = " ".join(told).split()
        head = dice.sample(words, min(len(words), 12))
        for _ in range(1 if dice.random() < 0.6 else dice.randint(2, 9)):
            kept = dice.sample(told, max(2, round(len(told) * 0.8)))
            when = day + timedelta(days=dice.choice((0, 0, 0, 1, 1, 2)))
            yield Told(" ".join(dice.sample(head, min(len(head), 9))), " ".join(kept), language, Day(when.isoformat()) if is_dated else None, story)
            made += 1
            if made >= count:
                return
        story += 1


def measure(count: int, *, a_day: int, is_dated: bool) -> None:
    """Prints the line of one count."""
    rows = list(articles(count, a_day=a_day, is_dated=is_dated))
    started, base = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stories = read.stories.group(rows)
    told, after = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    copies = read.reprints.group(row.text for row in rows)
    copied, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>7,} articles, {len({row.story for row in rows}):,} stories made; stories {told:.1f} s ({1e3 * told / count:.2f} ms each, {len(set(stories)):,} found), "
        f"reprints {copied:.1f} s ({1e3 * copied / count:.2f} ms each, {len(set(copies)):,} texts); peak MB: articles alone {base:.0f}, "
        f"after stories {after:.0f}, after reprints {peak:.0f}",
        flush=True,
    )


def main() -> None:
    """One line a count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--a-day", type=int, default=500)
    parser.add_argument("--undated", action="store_true")
    options = parser.parse_args()
    if len(options.count) == 1:
        measure(options.count[0], a_day=options.a_day, is_dated=not options.undated)
        return
    print(f"seed {SEED}")
    for count in options.count:
        more = ["--undated"] if options.undated else []
        subprocess.run([sys.executable, "-m", "benchmarks.stories", str(count), "--a-day", str(options.a_day), *more], check=True)


if __name__ == "__main__":
    main()
