"""Dossiers: what articles are about, on 142 of tehran_times outside the gold. labels.jsonl, rasad.extract -> figures.

    python -m evals.dossiers.run

A language model labelled each from its title and first 320 characters by the rule of `evals/gold/GUIDELINES.md` (what the article is
about, so that a reader of the dossier wants it in its file), before any reader had run on them: 130 drawn with seed 20265 of those with
two words of telecoms, the rest of the others. Unclear ones were left out, which flatters. Keywords and weights were written with these
articles in view, so the figures are of development. None of the texts is stored: keys, digests and ids only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from evals.gold.pairing import f1
from evals.gold.score import read
from evals.gold.texts import get

LABELS = Path(__file__).resolve().parent / "labels.jsonl"


def labelled() -> list[dict[str, Any]]:
    """The labelled articles: key, digest, dossiers."""
    with LABELS.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def run() -> dict[str, float]:
    """Macro and micro F1 of the dossiers of developments, and the share of articles about none that stay without."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    none = [0, 0]
    rows = labelled()
    for row in rows:
        wanted = set(row["dossiers"])
        reading = read(get(row["key"], row["sha256"]))
        got = {name for development in reading.developments for name in development.dossiers}
        for name in got | wanted:
            counts[name][0] += name in got and name in wanted
            counts[name][1] += name in got
            counts[name][2] += name in wanted
        if not wanted:
            none = [none[0] + (not got), none[1] + 1]
    known = [f1(*one) for one in counts.values() if one[2]]
    hits, offered, asked = (sum(column) for column in zip(*counts.values(), strict=True))
    return {
        "articles": float(len(rows)),
        "macro_f1": round(sum(known) / len(known), 4),
        "micro_f1": round(f1(hits, offered, asked), 4),
        "precision": round(hits / offered, 4),
        "recall": round(hits / asked, 4),
        "none_kept": round(none[0] / none[1], 4),
    }


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:28} {value:.4f}")
