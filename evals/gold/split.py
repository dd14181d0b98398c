"""Which third is held out, by a seeded hash of the key. key -> dev | held_out.

python -m evals.gold.split        prints the keys of both parts by language
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

SALT = "rasad-gold-1"
SALTS = {"second": "rasad-gold-2", "fourth": "rasad-gold-4"}
HERE = Path(__file__).resolve().parent


def part(key: str) -> str:
    """`held_out` for a third of all keys, `dev` for the rest."""
    number = int.from_bytes(hashlib.sha256(f"{SALT}:{key}".encode()).digest()[:8], "big")
    return "held_out" if number % 3 == 0 else "dev"


def half(key: str, sample: str) -> str:
    """`held_out` for a half of the second or fourth sample, `dev` for the other."""
    return "held_out" if hashlib.sha256(f"{SALTS[sample]}:{key}".encode()).digest()[0] % 2 == 0 else "dev"


def main() -> None:
    """Counts the labelled articles of each part."""
    with (HERE / "labels.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for (language, name), count in sorted(
        Counter((row["language"], part(row["key"])) for row in rows).items()
    ):
        print(language, name, count)


if __name__ == "__main__":
    main()
