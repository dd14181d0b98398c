"""Stories in a monitor: whose report it is, and that none changes its id silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasad.cli import main
from rasad.model.ids import story_id
from rasad.monitor import Monitor
from rasad.testing import page

pytestmark = pytest.mark.slow

TITLE = "Flood in Zarkuh destroys the bridge of Delvaran"
TEXT = (
    "The flood in the valley of Zarkuh destroyed the old bridge of Delvaran on Monday night, the governor of the province said. "
    "Seven houses on the left bank were lost, and 120 families spent the night in the school of the town. "
    "The road to Sarvan stays closed until the engineers of the ministry have looked at both piers. "
)
OWN = (
    "The bridge of Delvaran is gone. Our reporter stood at the flood of Zarkuh when its last arch fell, and spoke with those who had crossed it daily. "
    "Nobody of the province was there, and the families of the left bank carried what they could to the school. "
)


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    assert main(["init", str(tmp_path / "m"), "--pack", "example", "--quiet"]) == 0
    with Monitor(tmp_path / "m") as opened:
        yield opened


def add(monitor: Monitor, url: str, day: int, text: str = TEXT) -> str:
    """Adds an article of that day of September; its id."""
    path = monitor.folder.parent / "page.html"
    path.write_bytes(page(TITLE, (text,), published=f"2026-09-{day:02}T10:00:00+05:00"))
    words = ["--monitor", str(monitor.folder), "add", str(path), "--url", url]
    assert main([*words, "--captured", f"2026-09-{day + 1:02}", "--by", "mina", "--how", "saved", "--quiet"]) == 0
    (article,) = (one for one in monitor.parts.store.articles.all() if one.url == url)
    return article.id


def run(monitor: Monitor) -> None:
    monitor.run(polling=False)


def story_lines(monitor: Monitor) -> list[dict[str, object]]:
    lines = (monitor.folder / "log" / "rasad.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        {key: line[key] for key in ("story", "articles", "before")}
        for line in map(json.loads, lines)
        if line["kind"] == "story"
    ]


EARLY, LATE = "http://talna.example/en/news/50001", "http://kuch.example/en/a/50002"


def test_an_article_that_joins_a_story_late_is_in_the_log(monitor: Monitor) -> None:
    first = add(monitor, EARLY, 14)
    run(monitor)
    assert story_lines(monitor) == []  # one alone is the story that begins with it
    late = add(monitor, LATE, 15, OWN)
    run(monitor)
    assert story_lines(monitor) == [{"story": story_id(first), "articles": [late], "before": []}]
    assert monitor.show(story_id(late))["was"] == story_id(late)


def test_a_story_that_gets_another_id_says_so_and_is_found_under_the_old_one(monitor: Monitor) -> None:
    second, third = add(monitor, LATE, 15), add(monitor, "http://simobit.example/p/50003", 15)
    run(monitor)
    old = story_id(min(second, third))
    (line,) = story_lines(monitor)
    assert line == {"story": old, "articles": [max(second, third)], "before": []}
    first = add(monitor, EARLY, 14)
    run(monitor)
    moved = story_lines(monitor)[-1]
    assert (moved["story"], moved["before"]) == (story_id(first), [old])
    shown = monitor.show(old)
    assert (shown["was"], shown["story"]["id"]) == (old, story_id(first))  # type: ignore[index]


def test_a_second_run_and_a_rebuild_say_nothing_new_of_stories(monitor: Monitor) -> None:
    add(monitor, EARLY, 14)
    add(monitor, LATE, 15, OWN)
    run(monitor)
    before = (monitor.folder / "log" / "rasad.jsonl").read_bytes()
    run(monitor)
    assert main(["--monitor", str(monitor.folder), "rebuild", "--quiet"]) == 0
    assert (monitor.folder / "log" / "rasad.jsonl").read_bytes() == before


def test_copies_are_shown_with_first_printer_agency_and_changed_words(monitor: Monitor) -> None:
    first = add(monitor, EARLY, 14)
    copy = add(monitor, LATE, 15, TEXT.replace("120 families", "200 families"))
    run(monitor)
    shown = monitor.show(story_id(first))
    story, sources = shown["story"], shown["sources"]
    assert isinstance(story, dict) and isinstance(sources, dict)
    assert story["articles"] == [first, copy]
    assert story["reprints"] == [[copy, first]]
    assert story["sources"] == sources["independent"] == ["state-press"]  # two printed it, one tells it
    (family,) = sources["copies"]
    assert (family["first"], family["surely_first"]) == (first, True)
    assert [(one["article"], one["after"], one["changes"]) for one in family["reprints"]] == [(copy, first, ["«120» → «200»"])]
