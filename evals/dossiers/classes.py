"""Dossiers by class, on all that is for development: gold samples and labels.jsonl together. keys, rasad.extract -> table.

    python -m evals.dossiers.classes [--keys]

One line a dossier: precision, recall, F1, counts; with `--keys` the articles that were missed and those that were given wrongly. No text
is printed. Nothing held out is read.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from evals.dossiers.run import labelled
from evals.gold.pairing import f1
from evals.gold.score import gold, read
from evals.gold.texts import get

SAMPLES = ((False, "first"), (False, "second"), (True, "third"), (False, "fourth"))


@dataclass
class Class:
    """The articles of one dossier: given rightly, given wrongly, missed."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def f1(self) -> float:
        """F1 of the dossier."""
        return f1(*self.counts())

    def counts(self) -> tuple[int, int, int]:
        """Right, offered, wanted."""
        right = len(self.right)
        return right, right + len(self.wrong), right + len(self.missed)


def wanted() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Key, digest and dossiers of every labelled article that is for development."""
    for held_out, sample in SAMPLES:
        for row in gold(held_out, sample):
            yield row["key"], row["sha256"], frozenset(row["dossiers"])
    for row in labelled():
        yield row["key"], row["sha256"], frozenset(row["dossiers"])


def classes() -> dict[str, Class]:
    """The dossiers that the labels or the reader give to any article."""
    found: dict[str, Class] = defaultdict(Class)
    for key, digest, names in wanted():
        reading = read(get(key, digest))
        got = {name for development in reading.developments for name in development.dossiers}
        for name in got & names:
            found[name].right.append(key)
        for name in got - names:
            found[name].wrong.append(key)
        for name in names - got:
            found[name].missed.append(key)
    return dict(found)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--keys", action="store_true", help="list the articles of both kinds of error"
    )
    options = parser.parse_args()
    found = classes()
    for name, one in sorted(found.items()):
        right, offered, asked = one.counts()
        print(
            f"{name:24} precision {right / max(offered, 1):.2f}  recall {right / max(asked, 1):.2f}  "
            f"F1 {one.f1():.2f}  right {right} wrong {len(one.wrong)} missed {len(one.missed)}"
        )
        if options.keys:
            for kind, keys in (("wrong", one.wrong), ("missed", one.missed)):
                for key in keys:
                    print(f"    {kind:8} {key}")
    known = [one.f1() for one in found.values() if one.counts()[2]]
    print(f"{'macro F1':24} {sum(known) / len(known):.4f} over {len(known)} dossiers")


if __name__ == "__main__":
    main()
