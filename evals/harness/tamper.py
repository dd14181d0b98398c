"""Tamper harness: changes one thing in a bundle, an archive or a log; then: `verify` names it.

    python evals/harness/tamper.py --flips 2000

Every byte of one small bundle; random bytes of archive and log, a third of them in headers and log
lines; records and lines removed, repeated, swapped, cut off. Figures: how many, how many undetected.
What only an outside anchor can show is counted apart: log and archive rolled back together.
"""

from __future__ import annotations

import argparse
import json
import os
import random  # noqa: TID251 - seeded, and printed
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rasad import preserve
from rasad.model import Fetched
from rasad.preserve import verifier
from rasad.testing import FrozenClock

AT = "2026-09-14T08:00:00Z"


def build(folder: Path, pages: int) -> Path:
    """A monitor with some pages, texts and decisions, and a bundle of two pages. The bundle's path."""
    clock = FrozenClock()
    log = preserve.Log(folder / "log", clock=clock)
    archive = preserve.open_archive(folder / "archive", clock=clock, log=log)
    captures, texts = [], []
    for number in range(pages):
        exchange = Fetched(
            url=f"https://agency.example/{number}",
            request_headers=(("Host", "agency.example"), ("User-Agent", "Rasad")),
            headers=(("Content-Type", "text/html"), ("ETag", f'"{number}"')),
            body=f"<p>page {number}</p>".encode() * (number + 1),
            at=AT,
        )
        captures.append(archive.keep(exchange, source="agency", by=None, how="poll"))
        texts.append(archive.keep_text(captures[-1], f"page {number}", "read-1"))
        log.append("decision", decision="accept", ids=[f"d-{number}"], by="mina", why="told by two")
    path = folder.parent / "bundle.wacz"
    preserve.write_wacz(
        path,
        captures=captures[:2],
        texts=texts[:2],
        archive=archive,
        log=log,
        title="Small",
        created=AT,
    )
    archive.close()
    log.close()
    return path


def flip_bundle(path: Path, dice: random.Random, step: int) -> Iterator[tuple[str, bool]]:
    """Each byte of a bundle, one random bit of it."""
    whole = bytearray(path.read_bytes())
    for at in range(0, len(whole), step):
        bit = 1 << dice.randrange(8)
        whole[at] ^= bit
        yield f"bundle byte {at}", bool(verifier.check(bytes(whole))[1])
        whole[at] ^= bit


def flip_monitor(folder: Path, dice: random.Random, flips: int) -> Iterator[tuple[str, bool]]:
    """Random bytes: a third in log lines, a third at the head of records, a third anywhere in the archive."""
    log = folder / "log" / "rasad.jsonl"
    (warc,) = folder.glob("archive/*/*.gz")
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    heads = [line["offset"] for line in lines if "offset" in line]
    for number in range(flips):
        path = log if number % 3 == 0 else warc
        whole = path.read_bytes()
        at = dice.randrange(len(whole))
        if number % 3 == 1:
            at = min(dice.choice(heads) + dice.randrange(120), len(whole) - 1)
        bit = 1 << dice.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        yield f"{path.name} byte {at} bit {bit}", bool(preserve.verify(folder).findings)
        path.write_bytes(whole)


Pieces = list[bytes]
CHANGES: dict[str, Callable[[Pieces, int], Pieces]] = {
    "removed": lambda p, n: p[:n] + p[n + 1 :],
    "repeated": lambda p, n: p[: n + 1] + p[n:],
    "swapped": lambda p, n: [*p[: n - 1], p[n], p[n - 1], *p[n + 1 :]],
    "cut off after": lambda p, n: p[:n],
    "taken from elsewhere": lambda p, n: [*p[:n], p[n - 1], *p[n + 1 :]],
}


def shuffle_monitor(folder: Path, dice: random.Random, times: int) -> Iterator[tuple[str, bool]]:
    """Records of the archive, then lines of the log, put otherwise."""
    log = folder / "log" / "rasad.jsonl"
    (warc,) = folder.glob("archive/*/*.gz")
    lines = log.read_bytes().splitlines(keepends=True)
    starts = [json.loads(line)["offset"] for line in lines if b'"offset"' in line]
    whole = warc.read_bytes()
    records = [whole[a:b] for a, b in zip(starts, [*starts[1:], len(whole)], strict=True)]
    for _ in range(times):
        for path, pieces in ((warc, records), (log, lines)):
            name = dice.choice(sorted(CHANGES))
            number = dice.randrange(1, len(pieces) - 2)
            path.write_bytes(b"".join(CHANGES[name](pieces, number)))
            yield f"{path.name}: {name} {number}", bool(preserve.verify(folder).findings)
            path.write_bytes(b"".join(pieces))


def roll_back(folder: Path) -> bool:
    """Log and archive cut back together to an earlier whole state: found only by an outside anchor."""
    copy = folder.parent / "rolled"
    shutil.copytree(folder, copy)
    lines = (copy / "log" / "rasad.jsonl").read_bytes().splitlines(keepends=True)
    kept = lines[: len(lines) // 2]
    end = max(
        json.loads(line)["offset"] + json.loads(line)["bytes"]
        for line in kept
        if b'"bytes"' in line
    )
    (copy / "log" / "rasad.jsonl").write_bytes(b"".join(kept))
    (warc,) = copy.glob("archive/*/*.gz")
    warc.write_bytes(warc.read_bytes()[:end])
    found = preserve.verify(copy)
    shutil.rmtree(copy)
    return bool(found.findings) or any("unanchored" in note for note in found.notes)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when every change was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--step", type=int, default=1, help="every how many bytes of the bundle")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    choices = parser.parse_args(argv)
    dice = random.Random(choices.seed)  # noqa: S311 - no secret
    figures: dict[str, object] = {"harness": "tamper", "seed": choices.seed}
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "monitor"
        bundle = build(folder, pages=6)
        parts = {
            "bundle": flip_bundle(bundle, dice, choices.step),
            "flips": flip_monitor(folder, dice, choices.flips),
            "moves": shuffle_monitor(folder, dice, max(choices.flips // 20, 5)),
        }
        for name, trials in parts.items():
            tried = list(trials)
            figures[name] = len(tried)
            missed += [what for what, is_found in tried if not is_found]
        figures["intact stands"] = not preserve.verify(folder).findings
        figures["rollback named"] = roll_back(folder)
    figures["undetected"] = len(missed)
    print(json.dumps(figures))
    for what in missed[:10]:
        print(f"undetected: {what}", file=sys.stderr)
    return 0 if not missed and figures["intact stands"] and figures["rollback named"] else 1


if __name__ == "__main__":
    sys.exit(main())
