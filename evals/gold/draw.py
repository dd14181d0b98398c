"""Draws the articles of the gold by a stated seed. ../shared/data -> articles.jsonl.

    python -m evals.gold.draw [--write]

Eligible is a text of 600 to 3,500 characters that does not print one line of 80 characters or more twice (a defect of the sets).
Strata, drawn without replacement in this order from the keys in sorted order: English, 36 that hold a word of telecoms and 14 of
the rest; Persian, 16 of Fars that hold such a word, 20 of the rest that hold the word for an official, 6 of what then remains, and
8 of FarExStance. Afterwards, because the first hundred name few national posts in Persian, 14 more of Fars that name one in either set of letters (stratum
`fa-posts`, its own seed) were added before any reader was scored. The list is then put in the order of SHA-256 of seed and key, so that every beginning of it is a mixed sample.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import tomllib
from pathlib import Path

from evals.gold.split import part
from evals.gold.texts import Text, read

SEED = 20261
HERE = Path(__file__).resolve().parent
WORDS = tomllib.loads((HERE / "strata.toml").read_text(encoding="utf-8"))
LETTERS = str.maketrans("\u064a\u0643", "\u06cc\u06a9")


def is_eligible(text: Text) -> bool:
    """True for a text of the length wanted that prints no long line twice."""
    lines = [line.strip() for line in text.text.splitlines() if len(line.strip()) >= 80]
    flat = re.sub(r"\s+", " ", text.text)
    twice = any(flat.count(re.sub(r"\s+", " ", line)) > 1 for line in lines)
    return 600 <= len(text.text) <= 3500 and not twice


def record(key: str, text: Text, stratum: str, belongs: str) -> dict[str, object]:
    """What articles*.jsonl says of an article; `belongs` is the part of the sample it is in."""
    return {
        "key": key,
        "language": text.language,
        "stratum": stratum,
        "sha256": text.digest,
        "characters": len(text.text),
        "part": belongs,
    }


def _take(pool: dict[str, Text], pattern: str, count: int, dice: random.Random) -> list[str]:
    fitting = sorted(key for key, text in pool.items() if re.search(pattern, text.text))
    taken = dice.sample(fitting, count)
    for key in taken:
        del pool[key]
    return taken


def draw() -> list[dict[str, object]]:
    """A record for each article drawn, in the order of labelling."""
    dice = random.Random(SEED)
    pools = {
        name: {k: t for k, t in read(name).items() if is_eligible(t)}
        for name in ("tehran_times", "fars_news", "farexstance")
    }
    plan = (
        ("tehran_times", "en-telecoms", WORDS["telecoms"]["en"], 36),
        ("tehran_times", "en-rest", "", 14),
        ("fars_news", "fa-telecoms", WORDS["telecoms"]["fa"], 16),
        ("fars_news", "fa-officials", WORDS["officials"]["fa"], 20),
        ("fars_news", "fa-rest", "", 6),
        ("farexstance", "fa-bodies", "", 8),
    )
    rows: list[dict[str, object]] = []
    for corpus, stratum, pattern, count in plan:
        for key in _take(pools[corpus], pattern, count, dice):
            rows.append(record(key, read(corpus)[key], stratum, part(key)))
    named = {
        key: text
        for key, text in pools["fars_news"].items()
        if re.search(WORDS["posts"]["fa"], text.text.translate(LETTERS))
    }
    for key in _take(named, "", 14, random.Random(SEED + 1)):
        rows.append(record(key, read("fars_news")[key], "fa-posts", part(key)))
    return sorted(rows, key=lambda row: hashlib.sha256(f"{SEED}:{row['key']}".encode()).digest())


def second() -> list[str]:
    """The keys that are labelled a second time: 15 of each language."""
    keys = {
        name: sorted(str(r["key"]) for r in draw() if r["language"] == name)
        for name in ("en", "fa")
    }
    dice = random.Random(SEED + 7)
    return [key for name in ("en", "fa") for key in dice.sample(keys[name], 15)]


def main() -> None:
    """Writes articles.jsonl, or says whether the file is what the seed gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    lines = "".join(json.dumps(row) + "\n" for row in draw())
    path = HERE / "articles.jsonl"
    if parser.parse_args().write:
        path.write_text(lines, encoding="utf-8")
    print("same as articles.jsonl" if path.read_text(encoding="utf-8") == lines else "DIFFERS")


if __name__ == "__main__":
    main()
