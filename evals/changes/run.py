"""Changes: substantive or not, on every version of policy documents. ../shared/data -> figures.

    python -m evals.changes.run [--half dev|held|both]

`pga_versions` labels a change by how it came: `technical` when the archive's own rules were changed, a revert when an earlier
version came back byte for byte, all else "other". `silent` is what only the record keeps, `sunk` what stands at the end of the queue,
`news` what an editor is told. The must is about silence: of technical updates and reverts the share silent, at .99 of the others
not silent. Four of five "other" changes alter nothing but tokens in link targets; `worded` are the others whose words differ
once images and targets are off (tags and joined words count). `plain` is a text diff (any difference is news), `plain_words` one of the words with targets taken off.
The rules were written on the documents of half `dev` alone. `cv` tells how far they reach beyond the documents they were seen on:
in five folds of whole documents the score below which a change is silent is chosen on four, at .99 of the others kept, and
tried on the fifth; `cv_worst_others_kept` is the fold in which most others are lost by the rules as they stand.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasad.read import changes

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "data" / "pga_versions"
SEED = "rasad:"
HALVES = ("dev", "held")
FOLDS = 5
NO_DOCUMENTS = ("README.md", "LICENSE")
_IMAGE = re.compile(r"!\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)")
_TARGET = re.compile(r"\]\((?:[^()]|\([^()]*\))*\)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A commit: its document, its label, our change, and whether the words differ."""

    path: str
    label: str
    change: changes.Change
    is_worded: bool


def half_of(path: str) -> str:
    """The half a document belongs to, by the hash of its path."""
    return HALVES[hashlib.sha256(f"{SEED}{path}".encode()).digest()[0] & 1]


def _git(folder: Path, *words: str, given: bytes | None = None) -> bytes:
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", *words]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def documents(folder: Path, halves: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Path -> (commit, blob) of each version, oldest first."""
    log = _git(
        folder, "log", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--format=%x00%H"
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for block in log.decode().split("\0")[1:]:
        commit, *rows = block.strip().split("\n")
        for row in rows:
            if row.startswith(":"):
                meta, path = row.split("\t", 1)
                blob = meta.split()[3]
                if path not in NO_DOCUMENTS and blob.strip("0") and half_of(path) in halves:
                    found[path].append((commit, blob))
    return found


def blobs(folder: Path, ids: Sequence[str]) -> Iterator[str]:
    """The texts of blobs, by one process."""
    out = _git(folder, "cat-file", "--batch", given="\n".join(ids).encode() + b"\n")
    place = 0
    for _ in ids:
        end = out.index(b"\n", place)
        size = int(out[place:end].split()[2])
        yield out[end + 1 : end + 1 + size].decode("utf-8", "replace")
        place = end + 2 + size


def words(text: str) -> list[str]:
    """The words of a text once images and link targets are off."""
    return _WORD.findall(_TARGET.sub("]", _IMAGE.sub("", text)).lower())


def judge(folder: Path, halves: Sequence[str]) -> dict[str, list[Judged]]:
    """Our verdicts on every labelled change of the halves."""
    with gzip.open(CORPUS / "commits.jsonl.gz", "rt", encoding="utf-8") as file:
        labels = {row["commit"]: row for row in map(json.loads, file)}
    found: dict[str, list[Judged]] = {half: [] for half in halves}
    for path, versions in documents(folder, halves).items():
        texts = list(blobs(folder, [blob for _, blob in versions]))
        before = words(texts[0])
        for (commit, _), text, change in zip(
            versions[1:], texts[1:], changes.history(texts, language="en"), strict=True
        ):
            row, after = labels[commit], words(text)
            label = "revert" if row["reverts_to_earlier_version"] else row["kind"]
            if label in ("revert", "technical", "new_changes"):
                found[half_of(path)].append(Judged(path, label, change, before != after))
            before = after
    return found


def _share(some: Sequence[bool]) -> float:
    return round(sum(some) / len(some), 4) if some else float("nan")


LABELS = ("technical", "revert", "new_changes")
Rank = tuple[bool, float]


def rank_of(row: Judged) -> Rank:
    """The order in which changes are silenced: exact reverts first, then by score."""
    is_restored = "restored" in row.change.reasons
    return not is_restored, 0.0 if is_restored else row.change.score


def limit_at_99(rows: Sequence[Judged]) -> Rank:
    """The last rank silenced when silence stops at .99 of the others kept. Changes of one score are silenced together or not at all."""
    others = Counter(rank_of(row) for row in rows if row.label == "new_changes")
    limit, lost = (False, -1.0), 0
    for rank in sorted({rank_of(row) for row in rows}):
        lost += others[rank]
        if lost > 0.01 * others.total():
            break
        limit = rank
    return limit


def silenced(rows: Sequence[Judged], limit: Rank) -> dict[str, list[bool]]:
    """For each label, whether its changes are silenced up to a rank."""
    return {label: [rank_of(row) <= limit for row in rows if row.label == label] for label in LABELS}


def at_99(rows: Sequence[Judged]) -> tuple[float, float]:
    """Of technical updates and of reverts the share silenced when silence, in the order of score, stops at .99 of the others kept."""
    found = silenced(rows, limit_at_99(rows))
    return _share(found["technical"]), _share(found["revert"])


def cross_validated(rows: Sequence[Judged]) -> dict[str, float]:
    """The limit chosen on four folds of documents and tried on the fifth, all folds together; the worst fold of the rules as they stand."""
    folds: dict[int, list[Judged]] = defaultdict(list)
    for row in rows:
        folds[hashlib.sha256(f"{SEED}fold:{row.path}".encode()).digest()[0] % FOLDS].append(row)
    tried: dict[str, list[bool]] = {label: [] for label in LABELS}
    for number, fold in folds.items():
        seen = [row for other, found in folds.items() if other != number for row in found]
        for label, silent in silenced(fold, limit_at_99(seen)).items():
            tried[label] += silent
    kept = [_share([not r.change.is_silent for r in fold if r.label == "new_changes"]) for fold in folds.values()]
    return {
        "cv_technical_silent": _share(tried["technical"]),
        "cv_reverts_silent": _share(tried["revert"]),
        "cv_others_kept": _share([not silent for silent in tried["new_changes"]]),
        "cv_worst_others_kept": min(kept),
    }


def figures(rows: Sequence[Judged]) -> dict[str, float]:
    """The shares of one half."""
    technical = [row for row in rows if row.label == "technical"]
    reverts = [row for row in rows if row.label == "revert"]
    others = [row for row in rows if row.label == "new_changes"]
    worded = [row for row in others if row.is_worded]
    technical_at_99, reverts_at_99 = at_99(rows)
    told = [row for row in rows if row.change.is_news]
    return {
        "technical": len(technical),
        "reverts": len(reverts),
        "others": len(others),
        "technical_silent": _share([row.change.is_silent for row in technical]),
        "reverts_silent": _share([row.change.is_silent for row in reverts]),
        "others_kept": _share([not row.change.is_silent for row in others]),
        "technical_silent_at_99": technical_at_99,
        "reverts_silent_at_99": reverts_at_99,
        **cross_validated(rows),
        "technical_silent_or_sunk": _share([not row.change.is_news for row in technical]),
        "worded": len(worded),
        "worded_kept": _share([not row.change.is_silent for row in worded]),
        "worded_news": _share([row.change.is_news for row in worded]),
        "news": len(told),
        "news_precision": _share([row.label == "new_changes" for row in told]),
        "plain_technical_silent": 0.0,
        "plain_reverts_silent": 0.0,
        "plain_others_kept": 1.0,
        "plain_news": len(rows),
        "plain_news_precision": _share([row.label == "new_changes" for row in rows]),
        "plain_words_technical_silent": _share([not row.is_worded for row in technical]),
        "plain_words_reverts_silent": _share([not row.is_worded for row in reverts]),
        "plain_words_others_kept": _share([row.is_worded for row in others]),
    }


def run(halves: Sequence[str] = HALVES) -> dict[str, float]:
    """Figures of the halves, ours and those of the text diffs."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "versions"
        bundle = CORPUS / "pga-versions-to-2024.bundle"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(target)], check=True)
        judged = judge(target, halves)
    return {
        f"{half}.{name}": value for half in halves for name, value in figures(judged[half]).items()
    }


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.changes.run")
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    half = parser.parse_args().half
    print(json.dumps(run(HALVES if half == "both" else (half,)), indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
