"""Understand on real text.

    python -m evals.understand.run

Crashes and speed on every article of `tehran_times` and `fars_news` with pack `ir`, one core; the share of articles with a
statement; attribution F1 on the held-out fifth of PolNeAR's training part, read without a pack.
"""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

from evals.understand import polnear
from rasad import packs, understand
from rasad.model import DateMention, Document, Pack

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
WINDOW = "2003-01-01/2023-12-31"


def documents(name: str) -> list[Document]:
    """The articles of a corpus as documents."""
    path = next((SHARED / name).glob("*.jsonl.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    if name == "tehran_times":
        return [
            Document(text=row["text"], title=row["slug"].replace("-", " "), language="en", url=row["url"])
            for row in rows
        ]
    return [
        Document(
            text="\n\n".join([row["abstract"], *row["paragraphs"]]), title=row["title"], language="fa", url=row["link"],
            published=DateMention(text=row["date"], edtf=row["date"]),
        )
        for row in rows
    ]  # fmt: skip


def corpus(name: str, pack: Pack, window: str | None) -> dict[str, float]:
    """Crashes, speed and yield on one corpus."""
    found = documents(name)
    understand.read_text(found[0], pack=pack, window=window)
    crashes = statements = told = 0
    started = time.process_time()
    for document in found:
        try:
            reading = understand.read_text(document, pack=pack, window=window)
        except Exception as error:  # noqa: BLE001 - counting crashes is the job
            crashes += 1
            print(f"{document.url}: {type(error).__name__}: {error}")
            continue
        statements += len(reading.statements)
        told += bool(reading.statements)
    seconds = time.process_time() - started
    return {
        f"{name}_without_crash": 1 - crashes / len(found),
        f"{name}_articles_a_second": len(found) / seconds,
        f"{name}_share_with_statement": told / len(found),
        f"{name}_statements_an_article": statements / len(found),
    }


def run() -> dict[str, float]:
    """All figures."""
    pack = packs.load("ir")
    figures = corpus("tehran_times", pack, WINDOW) | corpus("fars_news", pack, None)
    rows = polnear.articles(SHARED / "polnear" / "polnear_train.jsonl.gz", held_out=True)
    return figures | polnear.score(rows, polnear.read_with(Pack(id="none")))


if __name__ == "__main__":
    for metric, value in run().items():
        print(f"{metric:36} {value:.4f}")
