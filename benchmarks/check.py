"""`rasad check` of long editions against 1,000 captures: seconds cold, growth, and after a one-word edit. Seed -> figures.

    python -m benchmarks.check [--words 2500 5000 10000 20000] [--captures 1000] [--rounds 3] [--keep DIR]

A monitor of the invented country is made in a temporary folder: so many captures, each an article in two wordings of its dateline (an outlet and one that
carries it), and editions of so many words, each sentence of which rests on two captures that no other one cites while there are such. Cold is a whole process, from the start of Python to its end; a
process of Python alone and `rasad --version` are timed in the same rounds; Python's bytecode is kept, as an installation keeps it. The edit is one word near the middle, checked again in one process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 6
WINDOW = "2026-09-01/2026-10-31"
OUTLETS = (("Talna", "talna.example"), ("Fanous", "fanous.example"), ("The Sarvan Post", "sarvanpost.example"))
PEOPLE = (
    ("Jamshid Avarnia", "Minister of Interior and Provinces"),
    ("Manouchehr Lajvardan", "chief executive of the Talvaria Network Company"),
    ("Roya Nilvani", "director of the Consumer House"),
    ("Nasrin Pardavar", "head of the Identity Registry"),
    ("Shirin Rudarzad", "head of the Talvaria Data Office"),
    ("Parviz Hirmani", "secretary of the Council of Digital Affairs"),
)
THINGS = ("network", "tariff", "licence", "register", "camera", "exchange point", "messenger", "archive", "cable", "budget")
PLACES = ("Sarvan", "Zarkuh", "Delvaran", "Bahrestan")
FILL = (
    "Reporters asked three times about the {thing} and were shown a plan of {a} pages. The hall was full, and the doors stood open until the evening. "
    "Nobody from the opposition had been invited, although {b} seats were free."
)


@dataclass(frozen=True, slots=True)
class Told:
    """One article in two wordings of its dateline, and what an edition may say of it."""

    texts: tuple[str, str]
    title: str
    day: date
    outlets: tuple[int, int]
    sentences: tuple[tuple[str, str], ...]  # (words of the edition, words of the article they rest on)


def tell(number: int, dice: Random) -> Told:
    """One invented article."""
    name, post = dice.choice(PEOPLE)
    thing, place = dice.choice(THINGS), dice.choice(PLACES)
    day = date(2026, 9, 1) + timedelta(days=dice.randrange(60))
    a, b, c, d = (dice.randrange(20, 9000) for _ in range(4))
    last = name.split()[-1]
    quote = f"The {thing} of {place} serves {a:,} households, and {b:,} more will follow before the winter"
    bears = f"{name}, {post}, said on {day:%A}, {day.day} {day:%B %Y}, that the {thing} in {place} would be rebuilt at a cost of {c:,} million tal."
    third = f"{last} said that {d:,} devices had been counted in {place} and that none of them would be taken away."
    body = [bears, f"“{quote},” {last} told reporters in {place}.", FILL.format(thing=thing, a=number + 3, b=number % 90 + 12), third]
    outlets = (number % 3, (number + 1) % 3)
    text = "\n\n".join(body)
    return Told(
        texts=(f"{place.upper()} - {text}", f"{place}, by our own reporter. {text}"),
        title=f"{post[0].upper()}{post[1:]} speaks of the {thing}",
        day=day,
        outlets=outlets,
        sentences=(
            (f"On {day.day} {day:%B %Y}, {name}, {post}, said that the {thing} in {place} would be rebuilt at a cost of {c:,} million tal, {OUTLETS[outlets[0]][0]} reported", bears),
            (f"{last} also said: “{quote}”", body[1]),
            (f"{last} also said that {d:,} devices had been counted in {place}", third),
        ),
    )  # fmt: skip


def make_monitor(folder: Path, captures: int) -> tuple[list[Told], dict[str, tuple[str, str]]]:
    """A monitor that holds so many captures, and for each text its id and the text as held."""
    from rasad.monitor import Monitor

    dice = Random(SEED)
    told = [tell(number, dice) for number in range(captures // 2)]
    folder.mkdir(parents=True)
    (folder / "monitor.toml").write_text('format = 1\npacks = ["example"]\n\n[edition]\nseries = "Bench"\nlanguages = ["en"]\n', encoding="utf-8")
    corpus = folder.parent / "pages.jsonl"
    with corpus.open("w", encoding="utf-8") as out:
        for number, one in enumerate(told):
            for outlet, text in zip(one.outlets, one.texts, strict=True):
                url = f"http://{OUTLETS[outlet][1]}/news/{number}"
                record = {"url": url, "title": one.title, "text": text, "published": one.day.isoformat(), "language": "en"}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    held = {}
    with Monitor(folder) as monitor:
        monitor.add([str(corpus)])
        for article in monitor.parts.store.articles.all():
            held[f"{article.url}"] = (article.text_id, article.text)
    corpus.unlink()
    return told, held


def edition(words: int, told: list[Told], held: dict[str, tuple[str, str]]) -> str:
    """An edition of so many words. Each sentence rests on an article and on the one that carries it."""
    lines = [f"---\nseries: Bench\nnumber: 1\nlanguage: en\nwindow: {WINDOW}\npublished: 2026-11-09\ntitle: Bench\nitems: []\n---\n"]
    written = item = 0
    while written < words:
        group = [told[(item * 9 + step) % len(told)] for step in range(9)]
        lines.append(f"## {group[0].title} {{#d-{item:012x}}}\n")
        told_here = []
        for step, one in enumerate(group):
            said, bears = one.sentences[step % 3]
            marks = "; ".join(_cite(f"http://{OUTLETS[outlet][1]}/news/{told.index(one)}", bears, held) for outlet in one.outlets)
            told_here.append(f"{said} [{marks}].")
            written += len(said.split())
        lines.append(" ".join(told_here) + "\n")
        item += 1
    return "\n".join(lines)


def _cite(url: str, bears: str, held: dict[str, tuple[str, str]]) -> str:
    name, text = held[url]
    start = text.index(bears)
    return f"@{name}, {start}-{start + len(bears)}"


def once(words: list[str], cache: Path) -> tuple[float, float]:
    """Seconds of one process: by the clock, and of the processor."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = str(cache)
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=around)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, used


def edited(path: Path, folder: Path, rounds: int) -> tuple[float, float]:
    """Seconds of the processor of the first check in this process, and the median after one-word edits near the middle."""
    from rasad.monitor import Checker, Monitor

    source = path.read_text(encoding="utf-8")
    with Monitor(folder) as monitor:
        checker = Checker(parts=monitor.parts, pack=monitor.parts.pack)
        started = time.process_time()
        checker.check(source)
        first, again = time.process_time() - started, []
        for turn in range(max(3, rounds)):
            place = source.index(" devices had been counted", len(source) // 2 + turn * 900)
            changed = source[:place] + " old" + source[place:]
            started = time.process_time()
            checker.check(changed)
            again.append(time.process_time() - started)
    return first, statistics.median(again)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", nargs="+", type=int, default=[2500, 5000, 10000, 20000])
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the monitor here and leave it")
    options = parser.parse_args()
    top = options.keep or Path(tempfile.mkdtemp(prefix="rasad-check-"))
    try:
        told, held = make_monitor(top / "monitor", options.captures)
        paths = {count: top / f"{count}.md" for count in options.words}
        for count, path in paths.items():
            path.write_text(edition(count, told, held), encoding="utf-8")
        rasad = [sys.executable, "-m", "rasad.cli"]
        runs = {"python alone": [sys.executable, "-c", "pass"], "rasad --version": [*rasad, "--version"]}
        runs |= {f"{count:,} words": [*rasad, "--monitor", str(top / "monitor"), "check", str(path), "--format", "json"] for count, path in paths.items()}
        for words in runs.values():
            once(words, top / "bytecode")
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for _ in range(options.rounds):
            for name, words in runs.items():
                seconds[name].append(once(words, top / "bytecode"))
        print(f"seed {SEED}; {options.captures:,} captures; least of {options.rounds} rounds: by the clock, and of the processor")
        for name, taken in seconds.items():
            print(f"{name:>16}: {min(wall for wall, _ in taken):.2f} s, {min(used for _, used in taken):.2f} s")
        for count, path in paths.items():
            first, again = edited(path, top / "monitor", options.rounds)
            print(f"{count:>10,} words: first check in one process {first:.2f} s, after a one-word edit {1000 * again:.0f} ms")
    finally:
        if not options.keep:
            shutil.rmtree(top)


if __name__ == "__main__":
    main()
