"""The whole way on real input: nothing lost, nothing crashed, an edition drafted.

    python -m evals.real.run [--keep DIR]

Every page of `news` is added, captured and read; every article of `tehran_times` and `fars_news` goes through understand;
`tehran_times` is taken as one window with pack `ir` and an edition is drafted from its twelve best developments. With
--keep the monitors stay in DIR, outside the repository, for an editor to look at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from pathlib import Path

from rasad.cli import main as rasad
from rasad.monitor import DraftChoices, Monitor

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
WINDOW = "2003-01-01/2023-12-31"


def _fresh(folder: Path) -> Path:
    if rasad(["init", str(folder), "--pack", "ir", "--quiet"]):
        raise RuntimeError(f"{folder} could not be made")
    return folder


def news(folder: Path) -> dict[str, float]:
    """Each of the pages ends as an article or as a problem that says why."""
    with gzip.open(SHARED / "news" / "news_dev.gold.jsonl.gz", "rt", encoding="utf-8") as file:
        pages = sum(1 for _ in file)
    with Monitor(_fresh(folder)) as monitor:
        started = time.perf_counter()
        monitor.add([str(SHARED / "news" / "news_dev.warc.gz")])
        seconds = time.perf_counter() - started
        store = monitor.parts.store
        read = {article.capture for article in store.articles.all()}
        said = {problem.subject for problem in store.problems.all() if problem.message}
        captures = {capture.id for capture in store.captures.all()}
        unexpected = sum("unexpected" in problem.message for problem in store.problems.all())
        again = monitor.add([str(SHARED / "news" / "news_dev.warc.gz")])
    return {
        "news_pages": float(pages),
        "news_captured": len(captures) / pages,
        "news_accounted_for": len(captures & (read | said)) / pages,
        "news_articles": len(read) / pages,
        "news_without_crash": 1 - unexpected / pages,
        "news_second_run_adds_nothing": float(again.captures == 0 and again.articles == 0),
        "news_pages_a_second": pages / seconds,
    }


def articles(folder: Path, name: str, window: str | None) -> dict[str, float]:
    """Each article of a corpus goes through understand without a crash."""
    path = next((SHARED / name).glob("*.jsonl.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    addresses = {record.get("url") or record.get("link") for record in records}
    with Monitor(_fresh(folder)) as monitor:
        monitor.add([str(path)])
        started = time.perf_counter()
        done = monitor.run(polling=False, window=window)
        seconds = time.perf_counter() - started
        store = monitor.parts.store
        held = {article.url for article in store.articles.all()}
        unexpected = sum("unexpected" in problem.message for problem in store.problems.all())
    return {
        f"{name}_articles": len(held) / len(addresses),
        f"{name}_without_crash": 1 - unexpected / len(records),
        f"{name}_statements_an_article": done.statements / max(len(held), 1),
        f"{name}_developments": float(done.developments),
        f"{name}_articles_a_second": len(held) / seconds,
    }


def edition(folder: Path) -> dict[str, float]:
    """An edition from the twelve best developments of `tehran_times`."""
    with Monitor(folder) as monitor:
        best = monitor.inbox()[:12]
        monitor.decide("accept", [found.id for found in best], by="eval", why="the twelve best by rank")
        (path, *_) = monitor.draft(
            DraftChoices(number="1", window=WINDOW, published="2024-01-15", languages=("en",))
        )
        source = path.read_text(encoding="utf-8")
        findings = monitor.check(source)
    errors = [found for found in findings if found.severity == "error"]
    untraced = [found for found in errors if found.code[0] in "QDNS"]
    return {
        "edition_items": float(len(best)),
        "edition_untraced_is_zero": float(not untraced),
        "edition_errors": float(len(errors)),
    }


def run(keep: Path | None = None) -> dict[str, float]:
    """All figures."""
    with tempfile.TemporaryDirectory() as made:
        folder = keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        figures = news(folder / "news")
        figures |= articles(folder / "fars_news", "fars_news", None)
        figures |= articles(folder / "tehran_times", "tehran_times", WINDOW)
        figures |= edition(folder / "tehran_times")
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path)
    for metric, value in run(parser.parse_args().keep).items():
        print(f"{metric:36} {value:.4f}")
