"""Names across scripts: Latin spellings of officials against their Persian names. pack, spellings -> figures.

    python -m evals.names.fa_latin

The set: every official of the pack `ir` with his Persian names; as questions his Latin names in the pack, and the spellings found in
`tehran_times` (`spellings.tsv`): capitalised runs of two to five words whose last word has the consonants of an official's
surname and whose first begins like a given name of his, looked through by eye. Both are ours, and whoever wrote the rules knows these
officials, so the figures are optimistic. One word without a given name asks no question.

`top1` is the share of questions whose best official is the right one; best F1 is over all pairs of a question and an
official; `kept_apart` is the share of the wrong pairs that compare does not call the same, one minus it the false merges. The peer: both names in ASCII (anyascii), then rapidfuzz's token_sort_ratio.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

from rasad import packs
from rasad.languages import names

FOUND = Path(__file__).with_name("spellings.tsv")
Pairs = list[tuple[float, bool]]


def officials() -> dict[str, list[str]]:
    """Person -> Persian names."""
    return {
        person.id: [name.text for name in person.names if name.language == "fa"]
        for person in packs.load("ir").people
    }


def questions() -> list[tuple[str, str]]:
    """(spelling, person), each spelling once."""
    known = [
        (name.text, person.id)
        for person in packs.load("ir").people
        for name in person.names
        if name.language == "en"
    ]
    with FOUND.open(encoding="utf-8", newline="") as file:
        known += [(row["spelling"], row["person"]) for row in csv.DictReader(file, delimiter="\t")]
    whole = dict.fromkeys(pair for pair in known if len(names.counted_words(pair[0])) > 1)
    return list(whole)


def measure(score: Callable[[str, str], float]) -> tuple[float, Pairs]:
    """Top-1 and all scored pairs: a person's score is that of his best Persian name."""
    people, asked = officials(), questions()
    right, pairs = 0, []
    for spelling, person in asked:
        scores = {one: max(score(spelling, fa) for fa in forms) for one, forms in people.items()}
        best = max(scores.values())
        right += [one for one, value in scores.items() if value == best] == [person]
        pairs += [(value, one == person) for one, value in scores.items()]
    return right / len(asked), pairs


def _ascii(a: str, b: str) -> float:
    return float(fuzz.token_sort_ratio(anyascii(a).lower(), anyascii(b).lower())) / 100


def run() -> dict[str, float]:
    """The figures, ours and the peer's."""
    from evals.names.run import best_f1

    top1, pairs = measure(lambda a, b: names.compare(a, b).score)
    peer_top1, peer_pairs = measure(_ascii)
    different = [score for score, is_same in pairs if not is_same]
    merged = sum(score >= names.SAME for score in different)
    same = [score for score, is_same in pairs if is_same]
    return {
        "fa_latin_questions": len(same),
        "fa_latin_top1": round(top1, 4),
        "fa_latin_best_f1": round(best_f1(pairs), 4),
        "fa_latin_kept_apart": round(1 - merged / len(different), 5),
        "fa_latin_merged": round(sum(score >= names.SAME for score in same) / len(same), 4),
        "fa_latin_peer_top1": round(peer_top1, 4),
        "fa_latin_peer_best_f1": round(best_f1(peer_pairs), 4),
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
