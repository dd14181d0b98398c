"""Which pairs of statements are judged. tehran_times -> pairs.

    python -m evals.contradictions.draw [--anew]     prints the pairs that the rules flag and nobody has judged, with their words

The random pairs were drawn once (200, seed 20266) and stand in judgements.jsonl; `--anew` draws with the same seed from the statements as
the rules read them today. A dossier is drawn by its number of statements, then two statements of it from two articles, each pair once.
A statement is named by article, digest of its text and the span of its content.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from evals.contradictions.corpus import window

SEED, SIZE = 20266, 200
JUDGED = Path(__file__).resolve().parent / "judgements.jsonl"
Name = tuple[str, str, int, int]
Pair = tuple[Name, Name]


def statements() -> dict[str, list[Name]]:
    """The statements of offices and bodies by dossier, in order of time."""
    told = window()
    found: dict[str, list[Name]] = defaultdict(list)
    for article in told.articles:
        for one in told.readings[article.text_id].statements:
            name = (told.keys[article.id], article.text_id, one.content.start, one.content.end)
            for dossier in one.dossiers[:1] if not one.private else ():
                found[dossier].append(name)
    return {dossier: names for dossier, names in sorted(found.items()) if len({name[0] for name in names}) > 1}


def draw() -> list[Pair]:
    """Random pairs."""
    by_dossier, chance = statements(), random.Random(SEED)
    dossiers = list(by_dossier)
    weights = [len(by_dossier[name]) for name in dossiers]
    found: dict[Pair, None] = {}
    while len(found) < SIZE:
        names = by_dossier[chance.choices(dossiers, weights)[0]]
        one, other = sorted(chance.sample(range(len(names)), 2))
        if names[one][0] != names[other][0]:
            found[names[one], names[other]] = None
    return list(found)


def judged() -> dict[Pair, tuple[str, str]]:
    """The judgements: pair -> part (random, flagged), verdict."""
    with JUDGED.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {(tuple(row["one"]), tuple(row["other"])): (row["part"], row["verdict"]) for row in rows}


def is_same(one: Pair, other: Pair) -> bool:
    """True for two pairs of the same articles whose contents overlap: spans move a little when rules get better."""
    return all(
        mine[:2] == theirs[:2] and mine[2] < theirs[3] and theirs[2] < mine[3]
        for mine, theirs in zip(one, other, strict=True)
    )


def shown(name: Name) -> str:
    """A statement in words, for the judge; printed and never stored."""
    reading = window().readings[name[1]]
    one = next(s for s in reading.statements if (s.content.start, s.content.end) == name[2:])
    who = one.speaker.text if one.speaker else "?"
    return f"{who} | {one.verb} | {' '.join(one.content.text.split())[:260]}"


def ask(pairs: Iterable[Pair]) -> None:
    """Prints pairs to be judged."""
    for number, pair in enumerate(pairs):
        print(number, json.dumps(pair), shown(pair[0]), shown(pair[1]), sep="\n    ")


if __name__ == "__main__":
    from evals.contradictions.run import flagged

    ask(draw() if "--anew" in sys.argv else [pair for pair in flagged() if not any(is_same(pair, one) for one in judged())])
