"""How far two labellings of the same thirty articles agree. first.jsonl, second.jsonl; labels_fourth.jsonl, second_fourth.jsonl -> figures.

    python -m evals.gold.agreement

Statements pair one to one when their content words have IoU >= .5; the rest is the share of pairs that agree.
Speakers agree when both point at one entity (spans of its names overlap) or the printed words overlap. kappa is Cohen's.
Of the fourth sample, read by two apart: the share of articles with the same first stage, with any or none alike, with the same dossiers.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from evals.gold.pairing import HERE, Tally, f1, pair, words
from evals.gold.texts import get

Row = dict[str, Any]  # JSON as written by anchor


def read(name: str) -> dict[str, Row]:
    """Records of a label file by key."""
    with (HERE / name).open(encoding="utf-8") as file:
        return {row["key"]: row for row in map(json.loads, file)}


def same_speaker(one: Row, mine: Row, other: Row, theirs: Row) -> bool:
    """True when two statements have one speaker."""

    def places(row: Row, statement: Row) -> list[list[int]]:
        own: list[list[int]] = [statement["speaker"]] if statement["speaker"] else []
        return [*own, *row["entities"][statement["entity"]]["mentions"]]

    return any(
        a[0] < b[1] and b[0] < a[1] for a in places(one, mine) for b in places(other, theirs)
    )


def kappa(answers: list[tuple[str, str]]) -> float:
    """Agreement beyond chance."""
    if not answers:
        return 0.0
    seen = sum(a == b for a, b in answers) / len(answers)
    left, right = Counter(a for a, _ in answers), Counter(b for _, b in answers)
    chance = sum(left[code] * right[code] for code in left) / len(answers) ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def compare(language: str) -> dict[str, float]:
    """Figures for one language."""
    first, second = read("first.jsonl"), read("second.jsonl")
    hits = offered = wanted = 0
    speaker, said = Tally(), Tally()
    coded: dict[str, list[tuple[str, str]]] = {"polarity": [], "act": [], "kind": [], "stance": []}
    for key in sorted(first):
        one, other = first[key], second[key]
        if one["language"] != language:
            continue
        text = get(key, one["sha256"]).text
        left = [words(text, s["content"]) for s in one["statements"]]
        right = [words(text, s["content"]) for s in other["statements"]]
        pairs = pair(left, right)
        hits, offered, wanted = hits + len(pairs), offered + len(left), wanted + len(right)
        for i, j in pairs:
            mine, theirs = one["statements"][i], other["statements"][j]
            speaker.add(same_speaker(one, mine, other, theirs))
            said.add((mine["said"] or {}).get("edtf") == (theirs["said"] or {}).get("edtf"))
            for code, answers in coded.items():
                answers.append((mine[code], theirs[code]))
    figures = {
        "statements": float(offered),
        "statement_f1": f1(hits, offered, wanted),
        "speaker": speaker.share,
        "said_day": said.share,
    }
    for code, answers in coded.items():
        figures[code] = sum(a == b for a, b in answers) / len(answers)
        figures[f"{code}_kappa"] = kappa(answers)
    return figures


def first_stage(row: Row) -> str:
    """The stage of the policy that an article is mainly about; "none" without one."""
    return str(row["stages"][0]["stage"]) if row["stages"] else "none"


def compare_articles() -> dict[str, float]:
    """Stages and dossiers of the articles of the fourth sample that two readers labelled."""
    one, other = read("labels_fourth.jsonl"), read("second_fourth.jsonl")
    stages = [(first_stage(one[key]), first_stage(row)) for key, row in other.items()]
    return {
        "articles": float(len(stages)),
        "stage": sum(a == b for a, b in stages) / len(stages),
        "stage_kappa": kappa(stages),
        "any_stage": sum((a == "none") == (b == "none") for a, b in stages) / len(stages),
        "dossiers": sum(set(one[key]["dossiers"]) == set(row["dossiers"]) for key, row in other.items()) / len(other),
    }


def main() -> None:
    """Prints the figures of both languages, and of the fourth sample."""
    print("two passes of one language model: an upper bound, not agreement of people")
    for language in ("en", "fa"):
        print(language, {name: round(value, 3) for name, value in compare(language).items()})
    print("two readers apart, fourth sample:", {name: round(value, 3) for name, value in compare_articles().items()})


if __name__ == "__main__":
    main()
