"""Draws the second sample of the gold by a stated seed. ../shared/data -> articles_second.jsonl.

    python -m evals.gold.draw_second [--write]

Eligible is what `draw.py` calls so, of 600 to 2,800 characters, and not in the first sample. Drawn without replacement in this order from the
keys in sorted order: 15 of Tehran Times that hold a word of telecoms, 15 of the rest; 15 of Fars that name a national post, 15 of the rest. The half
is that of SHA-256 of a salt and the key.
"""

from __future__ import annotations

import argparse
import json
import random
import re

from evals.gold.draw import HERE, LETTERS, WORDS, is_eligible
from evals.gold.split import half
from evals.gold.texts import Text, read

SEED = 20262
LONGEST = 2800
PLAN = (
    ("tehran_times", "en-telecoms", WORDS["telecoms"]["en"], 15),
    ("tehran_times", "en-rest", "", 15),
    ("fars_news", "fa-posts", WORDS["posts"]["fa"], 15),
    ("fars_news", "fa-rest", "", 15),
)


def _pool(corpus: str, taken: set[str]) -> dict[str, Text]:
    return {
        key: text
        for key, text in read(corpus).items()
        if key not in taken and is_eligible(text) and len(text.text) <= LONGEST
    }


def draw() -> list[dict[str, object]]:
    """A record for each article drawn, in the order of labelling."""
    dice = random.Random(SEED)
    with (HERE / "articles.jsonl").open(encoding="utf-8") as file:
        taken = {str(json.loads(line)["key"]) for line in file}
    pools = {corpus: _pool(corpus, taken) for corpus in ("tehran_times", "fars_news")}
    rows: list[dict[str, object]] = []
    for corpus, stratum, pattern, count in PLAN:
        pool = pools[corpus]
        fitting = sorted(k for k, t in pool.items() if re.search(pattern, t.text.translate(LETTERS)))
        for key in dice.sample(fitting, count):
            text = pool.pop(key)
            rows.append(
                {
                    "key": key,
                    "language": text.language,
                    "stratum": stratum,
                    "sha256": text.digest,
                    "characters": len(text.text),
                    "part": half(key),
                }
            )
    return rows


def main() -> None:
    """Writes articles_second.jsonl, or says whether the file is what the seed gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    lines = "".join(json.dumps(row) + "\n" for row in draw())
    path = HERE / "articles_second.jsonl"
    if parser.parse_args().write:
        path.write_text(lines, encoding="utf-8")
    print("same as articles_second.jsonl" if path.read_text("utf-8") == lines else "DIFFERS")


if __name__ == "__main__":
    main()
