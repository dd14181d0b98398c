"""Relevance: of the first thirty developments proposed for all of tehran_times, how many are worth an editor's look? -> figures.

    python -m evals.relevance.run                 the figures
    python -m evals.relevance.run --ask SEED      the thirty in the order of a seed, without rank and score, to be judged by GUIDELINES.md

A development counts as worth a look when both judgements say yes. It is known again by its article, its span and its first dossier. One that nobody has judged
counts as no, and `unjudged` says how many these are. Both readings are by
a language model, made apart from another and from the ranking, in two orders, without rank, score or the rest of the article.
"""

from __future__ import annotations

import argparse
import json
import random
from functools import cache
from pathlib import Path

from evals.contradictions.corpus import window
from rasad import understand
from rasad.model import Development

FIRST = 30
JUDGED = Path(__file__).resolve().parent / "judgements.jsonl"
Name = tuple[str, str, int, int, str]


@cache
def proposed() -> tuple[Development, ...]:
    """The first thirty, best first."""
    told = window()
    return understand.propose(told.articles, told.readings, told.stories, pack=told.pack)[:FIRST]


def name(found: Development) -> Name:
    """What a development is known by in the file of judgements."""
    dossier = found.dossiers[0] if found.dossiers else ""
    return (window().keys[found.article], found.text_id, found.start, found.end, dossier)


def judged() -> list[tuple[Name, str, tuple[str, str]]]:
    """The judgements: name, act, both verdicts."""
    with JUDGED.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        ((row["key"], row["text"], row["start"], row["end"], row["dossier"]), row["act"], (row["first"], row["second"]))
        for row in rows
    ]


def verdicts(found: Development) -> tuple[str, str] | None:
    """Both verdicts on a development, None when nobody has judged it."""
    mine = name(found)
    fit = [
        (act != found.act, both)
        for theirs, act, both in judged()
        if mine[:2] == theirs[:2] and mine[4] == theirs[4] and mine[2] < theirs[3] and theirs[2] < mine[3]
    ]
    return min(fit, key=lambda one: one[0])[1] if fit else None


def run() -> dict[str, float]:
    """How many of thirty are worth a look, and how far the two judgements agree."""
    known = [verdicts(found) for found in proposed()]
    both = [pair for pair in known if pair is not None]
    return {
        "worth_a_look": float(sum(pair == ("yes", "yes") for pair in both)),
        "worth_by_one": float(sum("yes" in pair for pair in both)),
        "unjudged": float(len(known) - len(both)),
        "agreement": round(sum(first == second for first, second in both) / max(1, len(both)), 4),
    }


def ask(seed: int) -> None:
    """Prints the thirty to be judged."""
    told = window()
    texts = {article.text_id: article.text for article in told.articles}
    order = list(proposed())
    random.Random(seed).shuffle(order)
    for found in order:
        spoken = " / ".join(" ".join(texts[one.text_id][one.start : one.end].split())[:300] for one in found.evidence[:3])
        day = found.date.text if found.date else "no day"
        print(json.dumps(name(found)), found.headline, f"{day} | {found.dossiers} | {found.act} | {found.stage}", spoken, sep="\n   ")


def main() -> None:
    """Figures, or the list to be judged."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ask", type=int, metavar="SEED")
    options = parser.parse_args()
    if options.ask is not None:
        ask(options.ask)
        return
    for figure, value in run().items():
        print(f"{figure:28} {value:.4f}")


if __name__ == "__main__":
    main()
