"""Tamper harness: changes one thing in a bundle, an archive or a log; then: `verify` names it.

    python evals/harness/tamper.py --flips 2000

Every byte of one small bundle, with its stamps and signatures, and of its own signature; random bytes of
archive, log, batches, stamps and signatures, a third of them in headers and log lines; of single captures; every record and
every line removed, repeated, swapped, cut off, overwritten by its neighbour; proofs taken away. Figures: how many, how many undetected.
What only an outside anchor can show is counted apart: log and archive rolled back together, each time to
another line; `verify` must then say up to where it is anchored.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from rasad import preserve
from rasad.model import Fetched
from rasad.preserve import minisign, verifier
from rasad.testing import FrozenClock

AT = "2026-09-14T08:00:00Z"
CHEAP = (1 << 15, 1 << 20)
CONFIG = """
[one]
serial = {0}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
"""
EXTENSIONS = "basicConstraints=CA:FALSE\nextendedKeyUsage=critical,timeStamping\n"


class Authority:
    """A time-stamp authority of OpenSSL's, in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        for name in ("root", "tsa"):
            self._run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{name}.key")
        self._run("req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=Root", "-days", "30", "-out", "root.pem")
        request = self._run("req", "-new", "-key", "tsa.key", "-subj", "/CN=Authority")
        (folder / "ext").write_text(EXTENSIONS)
        (folder / "serial").write_text("01\n")
        (folder / "ts.cnf").write_text(CONFIG.format(folder))
        self._run(
            "x509", "-req", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30",
            "-extfile", "ext", "-out", "tsa.pem", given=request,
        )  # fmt: skip

    def answer(self, query: bytes) -> bytes:
        """The answer to a question."""
        (self.folder / "query").write_bytes(query)
        words = ("-section", "one", "-queryfile", "query", "-signer", "tsa.pem", "-inkey", "tsa.key")
        return self._run("ts", "-reply", "-config", "ts.cnf", *words)

    def _run(self, *words: str, given: bytes = b"") -> bytes:
        done = subprocess.run(["openssl", *words], cwd=self.folder, input=given, capture_output=True, check=True)
        return done.stdout


def prove(log: preserve.Log, authority: Authority | None, key: preserve.SecretKey, clock: FrozenClock) -> None:
    """Closes a batch, has it stamped and signs it."""
    preserve.close_batch(log)
    for batch, address in preserve.waiting(log, ["https://tsa.example"]) if authority else ():
        query, nonce = preserve.question(batch)
        token, roots = authority.answer(query), [(authority.folder / "root.pem").read_bytes()]
        preserve.take_stamp(log, batch, address, token, nonce=nonce, roots=roots, now=clock.now())
    preserve.sign_batches(log, key, by="mina", now=clock.now())


def build(folder: Path, pages: int) -> Path:
    """A monitor with pages, texts, decisions, a redaction, stamps, signatures; a signed bundle of two pages, whose path it is."""
    clock = FrozenClock()
    authority = Authority(folder.parent / "authority") if shutil.which("openssl") else None
    key = minisign.read_key(minisign.make_key("phrase", entropy=os.urandom, cost=CHEAP)[0], "phrase")
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
        if number % 3 == 2:
            prove(log, authority, key, clock)
    (warc,) = folder.glob("archive/*/*.gz")
    shutil.copy(warc, folder.parent / "before-redaction")
    archive.redact(captures[3].id, by="mina", why="names a bystander")
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
    preserve.sign_file(path, key, by="mina", now=clock.now())
    archive.close()
    log.close()
    return path


def flip_signature(path: Path, dice: random.Random) -> Iterator[tuple[str, bool]]:
    """Each byte of the signature beside a bundle, one random bit of it."""
    beside = path.with_name(f"{path.name}.minisig")
    whole = beside.read_bytes()
    for at in range(len(whole)):
        bit = 1 << dice.randrange(8)
        beside.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        yield f"{beside.name} byte {at}", bool(preserve.verify(path).findings)
    beside.write_bytes(whole)


def flip_proofs(folder: Path, dice: random.Random, flips: int) -> Iterator[tuple[str, bool]]:
    """Random bytes of batches, tokens, signatures, roots and keys; then each of these files taken away, or two swapped."""
    paths = sorted((folder / "log" / "batches").iterdir())
    for _ in range(flips):
        path = dice.choice(paths)
        whole = path.read_bytes()
        at, bit = dice.randrange(len(whole)), 1 << dice.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        yield f"{path.name} byte {at} bit {bit}", bool(preserve.verify(folder).findings)
        path.write_bytes(whole)
    for path, other in pairwise(paths):
        whole, another = path.read_bytes(), other.read_bytes()
        path.unlink()
        yield f"{path.name} taken away", bool(preserve.verify(folder).findings)
        path.write_bytes(another)
        other.write_bytes(whole)
        yield f"{path.name} swapped with {other.name}", bool(preserve.verify(folder).findings)
        path.write_bytes(whole)
        other.write_bytes(another)


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


def shuffle_monitor(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every record of the archive, then every line of the log, put otherwise in every way.

    Lines cut off the end behind the last stamp are what only an outside anchor shows: `verify` must say so.
    """
    log = folder / "log" / "rasad.jsonl"
    (warc,) = folder.glob("archive/*/*.gz")
    lines = log.read_bytes().splitlines(keepends=True)
    starts = [line["offset"] for line in map(json.loads, lines) if "offset" in line]
    whole = warc.read_bytes()
    records = [whole[a:b] for a, b in zip(starts, [*starts[1:], len(whole)], strict=True)]
    for path, pieces in ((warc, records), (log, lines)):
        for name, change in CHANGES.items():
            for number in range(1, len(pieces)):
                changed = change(pieces, number)
                path.write_bytes(b"".join(changed))
                found = preserve.verify(folder)
                is_cut = path == log and changed == pieces[: len(changed)]
                yield f"{path.name}: {name} {number}", bool(found.findings) or (is_cut and _is_named(found, changed))
        path.write_bytes(b"".join(pieces))


def _is_named(found: preserve.Verification, lines: Sequence[bytes]) -> bool:
    """Whether verify says up to which stamp a log of these lines is anchored."""
    stamps = [line for line in map(json.loads, lines) if line["kind"] == "stamp"]
    (note,) = [note for note in found.notes if note.startswith("unanchored")]
    return "rolled back together" in note and (not stamps or f"nothing after {stamps[-1]['time']} is anchored" in note)


def flip_captures(folder: Path, dice: random.Random, flips: int) -> Iterator[tuple[str, bool]]:
    """Random bytes of the records of one capture, each time another; then: `verify` of that capture alone."""
    log = folder / "log" / "rasad.jsonl"
    (warc,) = folder.glob("archive/*/*.gz")
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    mine = [line for line in lines if line["kind"] in ("capture", "text")]
    whole = warc.read_bytes()
    for _ in range(flips):
        line = dice.choice(mine)
        at, bit = line["offset"] + dice.randrange(line["bytes"]), 1 << dice.randrange(8)
        warc.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        yield f"capture {line['capture'][:12]} byte {at} bit {bit}", bool(preserve.verify(folder, capture=line["capture"]).findings)
    warc.write_bytes(whole)


def roll_back(folder: Path, dice: random.Random, times: int) -> Iterator[tuple[str, bool]]:
    """Log, archive and proofs cut back together to an earlier whole state; is it found, or said up to where it is anchored."""
    copy = folder.parent / "rolled"
    lines = (folder / "log" / "rasad.jsonl").read_bytes().splitlines(keepends=True)
    told = [json.loads(line) for line in lines]
    last = next(number for number, line in enumerate(told) if line["kind"] == "redact")
    for _ in range(times):
        count = dice.randrange(3, last)
        shutil.copytree(folder, copy)
        kept = told[:count]
        end = max(line["offset"] + line["bytes"] for line in kept if "bytes" in line)
        (copy / "log" / "rasad.jsonl").write_bytes(b"".join(lines[:count]))
        (warc,) = copy.glob("archive/*/*.gz")
        warc.write_bytes(_unredacted(folder)[:end])
        known = {line["path"] for line in kept if "path" in line}
        known |= {name for line in kept for name in line.get("with", ())}
        known |= {f"{line['batch']:06}.json" for line in kept if line["kind"] == "batch"}
        for path in (copy / "log" / "batches").iterdir():
            if path.name not in known:
                path.unlink()
        found = preserve.verify(copy)
        shutil.rmtree(copy)
        yield f"rolled back to line {count}", bool(found.findings) or _is_named(found, lines[:count])


def _unredacted(folder: Path) -> bytes:
    return (folder.parent / "before-redaction").read_bytes()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when every change was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--step", type=int, default=1, help="every how many bytes of the bundle")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    choices = parser.parse_args(argv)
    dice = random.Random(choices.seed)
    figures: dict[str, object] = {"harness": "tamper", "seed": choices.seed}
    print(f"seed {choices.seed}", file=sys.stderr)  # said first, so that it is known when verify itself falls over
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "monitor"
        bundle = build(folder, pages=6)
        parts = {
            "bundle": flip_bundle(bundle, dice, choices.step),
            "flips": flip_monitor(folder, dice, choices.flips),
            "captures": flip_captures(folder, dice, max(choices.flips // 5, 20)),
            "moves": shuffle_monitor(folder),
            "proofs": flip_proofs(folder, dice, max(choices.flips // 5, 20)),
            "signature": flip_signature(bundle, dice),
            "rolled back": roll_back(folder, dice, max(choices.flips // 100, 5)),
        }
        for name, trials in parts.items():
            tried = list(trials)
            figures[name] = len(tried)
            missed += [what for what, is_found in tried if not is_found]
        figures["intact stands"] = not preserve.verify(folder).findings
    figures["undetected"] = len(missed)
    print(json.dumps(figures))
    for what in missed[:10]:
        print(f"undetected: {what}", file=sys.stderr)
    return 0 if not missed and figures["intact stands"] else 1


if __name__ == "__main__":
    sys.exit(main())
