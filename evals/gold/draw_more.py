"""Draws the later samples of the gold by stated seeds. ../shared/data -> articles_second.jsonl, articles_third.jsonl, articles_fourth.jsonl.

    python -m evals.gold.draw_more [--write]

Eligible is what `draw.py` calls so, of 600 to 2,800 characters, and in no sample before. Drawn without replacement in the order of PLANS from the
keys in sorted order, by what `strata.toml` names: words of telecoms, names of national posts, then from the rest. The second sample is halved by
SHA-256 of a salt and the key; the third is held out as a whole. The fourth, labelled for stages and dossiers alone and halved by another salt, keeps
clear of the articles of `evals/dossiers` too.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable
from typing import Final

from evals.gold.draw import HERE, LETTERS, WORDS, is_eligible, record
from evals.gold.split import half
from evals.gold.texts import Text, read

LONGEST: Final = 2800
SEEDS: Final = {"second": 20262, "third": 20263, "fourth": 20264}
Plan = tuple[tuple[str, str, str, int], ...]


def plan(telecoms: int, english: int, posts: int, persian: int, *, persian_telecoms: int = 0) -> Plan:
    """How many of each stratum: corpus, its name, the pattern it must hold, the count."""
    rare: Plan = (("fars_news", "fa-telecoms", WORDS["telecoms"]["fa"], persian_telecoms),)
    return (
        *(rare if persian_telecoms else ()),
        ("tehran_times", "en-telecoms", WORDS["telecoms"]["en"], telecoms),
        ("tehran_times", "en-rest", "", english),
        ("fars_news", "fa-posts", WORDS["posts"]["fa"], posts),
        ("fars_news", "fa-rest", "", persian),
    )


PLANS: Final = {
    "second": plan(15, 15, 15, 15),
    "third": plan(8, 7, 12, 8),
    "fourth": plan(62, 38, 14, 34, persian_telecoms=12),
}


def keys_of(names: Iterable[str]) -> set[str]:
    """The keys of files of articles."""
    return {
        str(json.loads(line)["key"])
        for name in names
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
    }


def _pool(corpus: str, taken: set[str]) -> dict[str, Text]:
    return {
        key: text
        for key, text in read(corpus).items()
        if key not in taken and is_eligible(text) and len(text.text) <= LONGEST
    }


def draw(name: str) -> list[dict[str, object]]:
    """A record for each article of a sample, in the order of labelling."""
    dice = random.Random(SEEDS[name])
    before = list(PLANS)[: list(PLANS).index(name)]
    taken = keys_of(["articles.jsonl", *(f"articles_{one}.jsonl" for one in before)])
    if name == "fourth":
        taken |= keys_of(["../dossiers/labels.jsonl"])
    pools = {corpus: _pool(corpus, taken) for corpus in ("tehran_times", "fars_news")}
    rows: list[dict[str, object]] = []
    for corpus, stratum, pattern, count in PLANS[name]:
        pool = pools[corpus]
        fitting = sorted(
            k for k, t in pool.items() if re.search(pattern, t.text.translate(LETTERS))
        )
        for key in dice.sample(fitting, count):
            part = "held_out" if name == "third" else half(key, name)
            rows.append(record(key, pool.pop(key), stratum, part))
    return rows


def main() -> None:
    """Writes the files, or says whether they are what the seeds give."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    is_writing = parser.parse_args().write
    for name in PLANS:
        lines = "".join(json.dumps(row) + "\n" for row in draw(name))
        path = HERE / f"articles_{name}.jsonl"
        if is_writing:
            path.write_text(lines, encoding="utf-8")
        is_same = path.read_text(encoding="utf-8") == lines
        print(f"{path.name}: {'same' if is_same else 'DIFFERS'}")


if __name__ == "__main__":
    main()
