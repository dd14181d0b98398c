"""Monitor: many WARC files → captures and articles, spread by a runner.

Two stages. Shards (WARC files) are sifted by the screen and what passes is imported, a shard at a time: done is done, and a run that was
interrupted goes on with the next. Then all captures that wait are read, some at a time; a page that ends its worker is read by itself
once more, and if it does so again it is set aside as a problem. Only this process writes.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from rasad import read
from rasad.errors import BadInput, ItemFailed, Unreadable
from rasad.model import Article, Capture, Problem
from rasad.model.ids import problem_id, sha256
from rasad.model.ports import Runner
from rasad.monitor import runs
from rasad.monitor.backfill_sift import Read, Reading, Shard, Sifted, read_some, sift
from rasad.monitor.parts import Parts, only_writer
from rasad.monitor.steps import attempt, catch_up, settle
from rasad.runners import open_runner

SCRATCH: Final = ".backfill"
_CHUNK: Final = 16  # captures handed to a worker together
_BATCH: Final = 200
_HEAD: Final = 65536

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """What was done: shards taken now and before, pages seen, what the screen said, captures and articles that came."""

    shards: int = 0
    done_before: int = 0
    pages: int = 0
    verdicts: tuple[tuple[str, int], ...] = ()
    captures: int = 0
    articles: int = 0
    problems: int = 0


def backfill(
    parts: Parts, paths: Sequence[Path], *, kind: str = "local", jobs: int = 1, screening: bool = True
) -> Backfill:
    """Takes in WARC files and reads what came, with a runner of that kind.

    Raises BadInput before anything is done when a file is not there, WrongUse when the runner is not.
    """
    for path in paths:
        if not path.is_file():
            raise BadInput(f"{path}: no such file; give WARC files")
    runner = open_runner(kind, jobs=jobs)
    try:
        with only_writer(parts.folder):
            catch_up(parts)
            return fill(parts, paths, runner=runner, screening=screening)
    finally:
        runner.close()


def fill(parts: Parts, paths: Sequence[Path], *, runner: Runner, screening: bool = True) -> Backfill:
    """As `backfill`, with a runner that is open, for whoever holds the monitor."""
    before = parts.store.problems.count()
    scratch = parts.folder / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        done = _take(parts, paths, scratch, runner if screening else None)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    articles = read_waiting(parts, runner)
    return Backfill(
        shards=done.shards, done_before=done.done_before, pages=done.pages, verdicts=tuple(sorted(done.verdicts.items())),
        captures=done.captures, articles=articles, problems=parts.store.problems.count() - before,
    )  # fmt: skip


@dataclass(slots=True)
class _Tally:
    shards: int = 0
    done_before: int = 0
    pages: int = 0
    captures: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


def _take(parts: Parts, paths: Sequence[Path], scratch: Path, runner: Runner | None) -> _Tally:
    """Sifts and imports the shards that were not taken before."""
    tally = _Tally()
    waiting: list[Shard] = []
    for path in paths:
        mark = _mark(path)
        if parts.store.fact(f"backfill:{mark}") is None:
            folder = scratch / mark  # the import logs the name of the file
            folder.mkdir(exist_ok=True)
            waiting.append(
                Shard(path=str(path.resolve()), sieve=str(folder / path.name), packs=parts.settings.packs)
            )
        else:
            tally.done_before += 1
    for number, (shard, sifted) in enumerate(_sifted(waiting, runner)):
        parts.progress("sift", number, len(waiting))
        if isinstance(sifted, Sifted):
            tally.pages += sifted.pages
            tally.verdicts.update(dict(sifted.verdicts))
        else:
            _set_aside(parts, "shard", shard.path, f"{shard.path}: not sifted: {sifted.message}; it was taken whole")
        tally.captures += _import(parts, shard, sifted)
        tally.shards += 1
        parts.store.remember(f"backfill:{_mark(Path(shard.path))}", shard.path)
        settle(parts)
    parts.progress("sift", len(waiting), len(waiting))
    return tally


def _mark(path: Path) -> str:
    """What a shard is known by when a run goes on: name, size, beginning."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return sha256(f"{path.name} {path.stat().st_size} {sha256(head)}".encode())[:16]


def _sifted(
    waiting: Sequence[Shard], runner: Runner | None
) -> Iterator[tuple[Shard, Sifted | ItemFailed]]:
    if runner is None:
        yield from ((shard, Sifted(shard=shard, pages=0, verdicts=(), is_whole=True)) for shard in waiting)
    else:
        yield from zip(waiting, outcomes(runner.map(sift, iter(waiting))), strict=True)


def outcomes(results: Iterator[Made]) -> Iterator[Made | ItemFailed]:
    """The results of a runner, with the failure of one in its place."""
    while True:
        try:
            yield next(results)
        except StopIteration:
            return
        except ItemFailed as error:
            yield error


def _import(parts: Parts, shard: Shard, sifted: Sifted | ItemFailed) -> int:
    """Keeps what passed, or the shard whole. How many new captures came."""
    sieve = Path(shard.sieve)
    is_whole = isinstance(sifted, ItemFailed) or sifted.is_whole
    came = 0
    if is_whole or (sieve.exists() and sieve.stat().st_size):
        for record in parts.archive.import_warc(Path(shard.path) if is_whole else sieve):
            if isinstance(record, Problem):
                parts.store.problems.put([record])
                continue
            parts.store.captures.put([record])
            came += 1
            if came % _BATCH == 0:
                settle(parts)
    sieve.unlink(missing_ok=True)
    return came


def read_waiting(parts: Parts, runner: Runner) -> int:
    """Reads the captures that wait, some to a worker at a time. How many articles came."""
    waiting = _waiting(parts)
    chunks = [tuple(waiting[at : at + _CHUNK]) for at in range(0, len(waiting), _CHUNK)]
    lone: list[Capture] = []
    came = done = 0
    for chunk, result in zip(chunks, outcomes(runner.map(read_some, _readings(parts, chunks))), strict=True):
        if isinstance(result, ItemFailed):
            lone += chunk
        else:
            _keep_texts(parts, chunk, result)
            came += sum(_shelve(parts, capture, made) for capture, (_, made) in zip(chunk, result, strict=True))
        done += len(chunk)
        parts.progress("read", done, len(waiting))
        settle(parts)
    alone = [(capture,) for capture in lone]
    for (capture,), result in zip(alone, outcomes(runner.map(read_some, _readings(parts, alone))), strict=True):
        made = ItemFailed(f"{capture.url}: {result.message}") if isinstance(result, ItemFailed) else result[0][1]
        came += _shelve(parts, capture, made)
    settle(parts)
    return came


def _waiting(parts: Parts) -> list[Capture]:
    """Captures that hold no article read by the present rules, and were not found unreadable by them."""
    return [
        capture
        for capture in runs._to_read(parts)
        if parts.store.fact(f"unread:{capture.id}") != read.RULES
        and ((known := parts.store.articles.get(capture.id)) is None or known.rules != read.RULES)
    ]


def _readings(parts: Parts, chunks: Sequence[tuple[Capture, ...]]) -> Iterator[Reading]:
    archive = str((parts.folder / "archive").resolve())
    return (Reading(archive=archive, packs=parts.settings.packs, captures=chunk) for chunk in chunks)


def _keep_texts(parts: Parts, captures: Sequence[Capture], result: Read) -> None:
    """Keeps the texts of many articles as one writing: making each durable by itself costs more than all the rest of shelving."""
    fresh = {
        article.text_id: (capture, article.text, article.rules)
        for capture, (_, made) in zip(captures, result, strict=True)
        for article in (made if isinstance(made, tuple) else ())
        if parts.store.texts.get(article.text_id) is None
    }
    parts.store.texts.put(parts.archive.keep_texts(fresh.values()))


def _shelve(parts: Parts, capture: Capture, made: tuple[Article, ...] | str | ItemFailed) -> bool:
    """Keeps the articles of a capture, or notes why there is none. True where there is one."""

    def work() -> None:
        if isinstance(made, tuple):
            runs._shelve_all(parts, capture, made)
        else:
            raise made if isinstance(made, ItemFailed) else Unreadable(made, capture=capture.id)

    if attempt(parts, "article", capture.id, work) is None:
        return True
    parts.store.remember(f"unread:{capture.id}", read.RULES)
    return False


def _set_aside(parts: Parts, kind: str, subject: str, message: str) -> None:
    parts.store.problems.put([Problem(id=problem_id(kind, subject), kind=kind, subject=subject, message=message)])
