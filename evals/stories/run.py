"""Stories and reprints: BCubed on og2021 headlines, precision and recall on edited copies. ../shared/data -> figures.

    python -m evals.stories.run [--verbose]

Stories were developed on the clusters of one half (by hash of their name; all articles are grouped, those of the half are scored) and the other
half was opened for the figures. Reprints: pairs of texts, see edits.py.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

from evals.stories import edits
from rasad import read

_CODES = {"eng": "en", "spa": "es", "por": "pt", "fra": "fr", "deu": "de", "rus": "ru", "slv": "sl", "ara": "ar", "zho": "zh"}


@dataclass(frozen=True)
class Day:
    """When a headline came."""

    edtf: str


@dataclass(frozen=True)
class Headline:
    """A headline as an article without text."""

    title: str
    language: str
    url: str
    published: Day
    cluster: str
    text: str = ""


def headlines() -> list[Headline]:
    """The corpus in its order."""
    lines = (edits.SHARED / "og2021" / "og2021_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Headline(row["title"], _CODES[row["lang"]], row["uri"], Day(row["time"]), row["cluster"])
        for row in map(json.loads, lines)
    ]


def is_first_half(cluster: str) -> bool:
    """The half for development."""
    return zlib.crc32(f"rasad-stories-1 {cluster}".encode()) % 2 == 0


def bcubed(found: Sequence[Hashable], gold: Sequence[Hashable], scored: Sequence[int]) -> tuple[float, float, float]:
    """F1, precision and recall, meant over the items at `scored`."""
    ours: dict[Hashable, set[int]] = defaultdict(set)
    theirs: dict[Hashable, set[int]] = defaultdict(set)
    for at, (one, other) in enumerate(zip(found, gold, strict=True)):
        ours[one].add(at)
        theirs[other].add(at)
    precision = recall = 0.0
    for at in scored:
        common = len(ours[found[at]] & theirs[gold[at]])
        precision += common / len(ours[found[at]])
        recall += common / len(theirs[gold[at]])
    precision, recall = precision / len(scored), recall / len(scored)
    return 2 * precision * recall / (precision + recall), precision, recall


def stories() -> dict[str, float]:
    """BCubed over all languages and within each, for all clusters and either half."""
    rows = headlines()
    started = time.process_time()
    found = read.stories.group(rows)
    figures = {"stories_seconds": time.process_time() - started}
    gold = [row.cluster for row in rows]
    parts = {
        "": list(range(len(rows))),
        "_first_half": [at for at, row in enumerate(rows) if is_first_half(row.cluster)],
        "_second_half": [at for at, row in enumerate(rows) if not is_first_half(row.cluster)],
    }
    for name, scored in parts.items():
        f1, precision, recall = bcubed(found, gold, scored)
        figures |= {f"bcubed_all{name}": f1, f"bcubed_all_precision{name}": precision, f"bcubed_all_recall{name}": recall}
        within = [(number, row.language) for number, row in zip(found, rows, strict=True)]
        gold_within = [(row.cluster, row.language) for row in rows]
        f1, precision, recall = bcubed(within, gold_within, scored)
        figures |= {f"bcubed_within{name}": f1, f"bcubed_within_precision{name}": precision, f"bcubed_within_recall{name}": recall}
    return figures


def pairs(groups: Sequence[Hashable]) -> set[tuple[int, int]]:
    """Every pair of places in one group."""
    members: dict[Hashable, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def reprints(*, verbose: bool = False) -> dict[str, float]:
    """Precision and recall of pairs of copies."""
    texts, gold, made = edits.printed()
    started = time.process_time()
    found = pairs(read.reprints.group(texts))
    spent = time.process_time() - started
    wanted = pairs(gold)
    if verbose:
        for one, other in sorted(found - wanted)[:12]:
            print("WRONG", texts[one][:300].replace("\n", " "), "\n  ", texts[other][:300].replace("\n", " "))
        missed = Counter(name for pair in wanted - found for name in (made[pair[0]], made[pair[1]]) if name != "as it is")
        print("MISSED", missed.most_common(12))
    return {
        "reprints_precision": len(found & wanted) / len(found), "reprints_recall": len(found & wanted) / len(wanted),
        "reprints_originals": float(len(set(gold))), "reprints_seconds": spent,
    }  # fmt: skip


def run() -> dict[str, float]:
    """All figures; higher is better but for the seconds."""
    return stories() | reprints()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true", help="show what was taken for copies and is none")
    for metric, value in (stories() | reprints(verbose=parser.parse_args().verbose)).items():
        print(f"{metric:36} {value:.4f}")
