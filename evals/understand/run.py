"""Understand on real text.

    python -m evals.understand.run

Crashes and speed on every article of `tehran_times` and `fars_news` with pack `ir`, one core; the share of articles with a
statement; attribution F1 on the held-out fifth of PolNeAR's training part, read without a pack, beside rules over spaCy's parse;
start-up of `rasad extract`.
"""

from __future__ import annotations

import gzip
import json
import time
from functools import partial
from pathlib import Path

from benchmarks import extract

from evals.crashes import Crash, tried
from evals.understand import peer_spacy, polnear
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
        reading = tried(partial(understand.read_text, document, pack=pack, window=window))
        if isinstance(reading, Crash):
            crashes += 1
            print(f"{document.url}: {reading}")
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
    figures |= polnear.score(rows, polnear.read_with(Pack(id="none")))
    return figures | beside_spacy(rows, figures) | start_up()


def start_up() -> dict[str, float]:
    """Milliseconds of `rasad extract` on one text and one page, and what of them a bare interpreter takes: more is better."""
    best = extract.measure()
    shares = {f"bare_over_{name}": best["bare_ms"] / best[f"{name}_ms"] for name in ("text", "html")}
    return {f"extract_{name}_ms": best[f"{name}_ms"] for name in ("text", "html")} | shares


def beside_spacy(rows: list[dict[str, object]], ours: dict[str, float]) -> dict[str, float]:
    """The peer on the same rows, and ours over it; only the published figures are printed where spaCy is not installed."""
    find = peer_spacy.reader()
    if find is None:
        print("spaCy is not installed (pip install 'rasad[evals]'); published for rules with 40 verbs: F1 .391, with source .312")
        return {}
    theirs = polnear.score(rows, find, "spacy_rules")
    return theirs | {"polnear_f1_over_spacy_rules": ours["polnear_f1"] / theirs["spacy_rules_f1"]}


if __name__ == "__main__":
    for metric, value in run().items():
        print(f"{metric:36} {value:.4f}")
