"""A live blog in a monitor: each entry an article of its own, the same one at every capture; and in `rasad extract`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import rasad
from collect.server import HOST, Site, running
from rasad.monitor import Monitor, rebuild
from rasad.testing import FrozenClock
from read.live_pages import ENTRIES, Told, linked, marked

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "extract.json").read_text(encoding="utf-8"))
AT = f"http://{HOST}"
FEED = b"<rss version='2.0'><channel><item><title>A</title><link>/live/77001</link></item></channel></rss>"
NEW = Told("Committee hears the minister", ("The Communications Committee heard Communications Minister Behrang Narvandi, who said that the network would stay open.",),
           "2026-11-24T09:00:00+05:00", id="block-d4")  # fmt: skip


def test_dates_and_developments_of_an_entry_are_its_own() -> None:
    found = rasad.extract(marked(), pack="example", url="https://courier.sarvan.example/live/77001").to_dict()
    jsonschema.validate(json.loads(json.dumps(found)), SCHEMA)
    text = str(found["text"])
    assert [(one["title"], one["published"]["edtf"]) for one in found["parts"]] == [(one.title, one.at[:10]) for one in ENTRIES]
    dates = {(one["text"], one["edtf"]) for one in found["dates"]}
    assert {("today", "2026-11-24"), ("yesterday", "2026-11-23"), ("Monday", "2026-11-23")} <= dates
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found["dates"] if one["start"] is not None)
    assert all(text[one["content"]["start"] : one["content"]["end"]] == one["content"]["text"] for one in found["statements"])
    bounds = [(text.index(one.title), text.index(one.words[-1]) + len(one.words[-1])) for one in ENTRIES]
    bounds.append((0, bounds[0][0]))
    assert len(found["developments"]) >= 3
    assert all(any(low <= one["start"] and one["end"] <= high for low, high in bounds) for one in found["developments"])
    assert len({one["id"] for one in found["developments"]}) == len(found["developments"])
    assert all(found["statements"][place]["start"] >= one["start"] for one in found["developments"] for place in one["statements"][:1])


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers["/rss"] = (200, {}, FEED)
        yield found


def say(site: Site, entries: tuple[Told, ...]) -> None:
    site.answers["/live/77001"] = (200, {"Content-Type": "text/html"}, marked(entries, head=linked(entries)).encode())


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(
        f'format = 1\npacks = ["example"]\n[local]\n"{HOST}" = "{site.address}"\n[[source]]\nid = "wire"\nkind = "feed"\nurl = "{AT}/rss"\n',
        encoding="utf-8",
    )
    return tmp_path


def run(folder: Path, clock: FrozenClock) -> tuple[dict[str, set[str]], set[str], set[str]]:
    """One pass: text versions by title of the articles, ids of developments, kinds of what was told of edits."""
    with Monitor(folder, clock=clock, wait=lambda _: None) as monitor:
        monitor.run()
        store = monitor.parts.store
        texts: dict[str, set[str]] = {}
        for article in store.articles.all():
            texts.setdefault(f"{article.id} {article.title}", set()).add(article.text_id)
        told = {f"{problem.kind} {problem.subject}" for problem in store.problems.all() if "changed" in problem.kind}
        developments = {one.id for one in store.developments.all()}
        assert not [problem for problem in store.problems.all() if problem.kind == "article"]
        assert any("#" in article.key for article in monitor.search("Delvaran subscribers"))
    clock.forward(8 * 3600)
    return texts, developments, told


@pytest.mark.slow
def test_an_entry_is_the_same_article_when_the_page_is_captured_again(folder: Path, site: Site) -> None:
    clock = FrozenClock()
    say(site, ENTRIES)
    first, proposed, told = run(folder, clock)
    assert len(first) == 4 and not told
    say(site, (NEW, *ENTRIES))
    second, grown, told = run(folder, clock)
    assert len(second) == 5 and not told, "a new entry is no edit of the page or of another entry"
    assert all(second[known] == texts for known, texts in first.items())
    assert proposed <= grown and len(grown) > len(proposed)


@pytest.mark.slow
def test_an_edited_entry_is_a_new_text_version_and_is_told(folder: Path, site: Site) -> None:
    clock = FrozenClock()
    say(site, ENTRIES)
    first, *_ = run(folder, clock)
    say(site, (ENTRIES[0], replace(ENTRIES[1], words=("The Regulatory Authority said on Monday that it had fined two operators 90 million talvars.",)), ENTRIES[2]))
    run(folder, clock)
    last, _, told = run(folder, clock)
    (edited,) = [name for name, texts in last.items() if len(texts) == 2]
    assert edited.endswith("Regulator fines two operators") and edited in first
    assert told == {f"changed-text {edited.split()[0]}"}


@pytest.mark.slow
def test_a_rebuild_gives_the_same_entries(folder: Path, site: Site) -> None:
    clock = FrozenClock()
    say(site, ENTRIES)
    run(folder, clock)
    say(site, (NEW, *ENTRIES))
    run(folder, clock)

    def held() -> list[object]:
        with Monitor(folder, clock=clock, wait=lambda _: None) as monitor:
            store = monitor.parts.store
            return [list(shelf.all()) for shelf in (store.articles, store.statements, store.developments, store.stories)]

    before = held()
    rebuild(folder, clock=clock)
    assert held() == before
