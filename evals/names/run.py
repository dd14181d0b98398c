"""Names: compare on pairs of persons' names, beside a peer's frozen scores; and across scripts. ../shared/data, pack -> figures.

    python -m evals.names.run

Best F1 is that of the best threshold on the scores. `merge_precision` is the share of true pairs among those that compare
calls the same, so one minus it is the share of false merges; `parted_precision` that of different persons among those called different.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from rasad.languages import names

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "data" / "name_matching" / "name_bench_logicv2_scores.csv"

Scored = list[tuple[float, bool]]


def best_f1(scored: Scored) -> float:
    """The best F1 over all thresholds."""
    best = 0.0
    positives = sum(is_match for _, is_match in scored)
    for threshold in {score for score, _ in scored}:
        taken = [is_match for score, is_match in scored if score >= threshold]
        hits = sum(taken)
        best = max(best, 2 * hits / (len(taken) + positives))
    return best


def run() -> dict[str, float]:
    """Figures on the rows about persons, ours and the peer's."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    truth = [row["is_match"] == "true" for row in rows]
    found = [names.compare(row["name1"], row["name2"]) for row in rows]
    same = [
        is_match for match, is_match in zip(found, truth, strict=True) if match.verdict == "same"
    ]
    apart = [
        is_match
        for match, is_match in zip(found, truth, strict=True)
        if match.verdict == "different"
    ]
    peer = [float(row["score"]) for row in rows]
    at_peer = [is_match for score, is_match in zip(peer, truth, strict=True) if score >= 0.7]
    from evals.names import fa_latin

    return {
        "pairs": len(rows),
        "best_f1": round(best_f1([(m.score, t) for m, t in zip(found, truth, strict=True)]), 4),
        "merged": len(same),
        "false_merges": same.count(False),
        "merge_precision": round(same.count(True) / len(same), 4),
        "parted_precision": round(apart.count(False) / len(apart), 4),
        "peer_best_f1": round(best_f1(list(zip(peer, truth, strict=True))), 4),
        "peer_merged_at_070": len(at_peer),
        "peer_false_merges_at_070": at_peer.count(False),
        **fa_latin.run(),
    }


def main() -> int:
    """Prints the figures."""
    print(json.dumps(run(), indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
