"""Every exporter keeps the same promise."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

import rasad.publish.exporters as table
from publish.builders import HANDLE, PACK, PRIVATE, PRIVATE_FA, drafts, private_spans, proofs
from rasad.model.edition_markdown import parse_edition
from rasad.publish import EXPORTERS
from rasad.publish.issue import Issue
from rasad.publish.press import _issue
from rasad.publish.typeset import Copy, typeset
from rasad.publish.withheld import Withheld

HOSTILE = 'Minister keeps the harbour network open <script>alert(1)</script> "&"'
ROWS = sorted(EXPORTERS)


def issue() -> Issue:
    waiver = f'\n<!-- rasad: allow D03 by={HANDLE} why="waived with a reason" -->\n'
    editions = {code: parse_edition(source + waiver) for code, source in drafts().items()}
    texts = {id: proof.text.text for id, proof in proofs().items()}
    copy = Copy(pack=PACK, proofs=proofs(), withheld=Withheld(texts, private_spans(), PACK))
    return _issue(typeset(editions, copy, number="1", bundle_sha256="ab" * 32), (), PACK)


@pytest.fixture(params=ROWS)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return dict(EXPORTERS[request.param](issue()))


@pytest.mark.parametrize("name", ROWS)
def test_the_same_issue_gives_the_same_bytes(name: str) -> None:
    assert EXPORTERS[name](issue()) == EXPORTERS[name](issue())


def test_it_makes_files_of_its_own_below_public(files: dict[str, bytes]) -> None:
    assert files
    for name in files:
        assert not name.startswith("/") and ".." not in name.split("/")
        assert "/" not in name or name.startswith("1/")


def test_it_prints_no_handle_no_waiver_and_no_private_name(files: dict[str, bytes]) -> None:
    for name, payload in files.items():
        text = payload.decode("utf-8")
        for word in (
            HANDLE,
            "rasad: allow",
            "waived with a reason",
            PRIVATE,
            PRIVATE_FA,
            "Torvane",
            "orvane",
        ):
            assert word not in text, f"{word} in {name}"


def test_hostile_words_stay_words(files: dict[str, bytes]) -> None:
    """The heading comes back as it was written, and nothing in it is markup."""
    for name, payload in files.items():
        if "evidence" in name or ".fa." in name or "/fa/" in name:
            continue
        assert any(HOSTILE in text for text in texts_of(name, payload)), name
    for name, payload in files.items():
        assert name.endswith(".csv") or b"<script" not in payload, name


def texts_of(name: str, payload: bytes) -> Iterator[str]:
    """The texts that a reader of the format sees."""
    if name.endswith(".html"):
        yield from _Words(payload.decode()).words
    elif name.endswith(".xml"):
        yield from (text for text in etree.fromstring(payload).itertext())
    elif name.endswith(".json"):
        yield from _strings(json.loads(payload))
    else:
        yield from (
            cell for row in csv.reader(io.StringIO(payload.decode("utf-8-sig"))) for cell in row
        )


class _Words(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def test_the_table_and_the_files_agree() -> None:
    folder = Path(table.__file__).parent
    rows = {place.partition(":")[0].rpartition(".")[2] for place in table.BUILT_IN.values()}
    assert rows == {path.stem for path in folder.glob("*.py")} - {"__init__", "feed", "words"}


def test_a_row_is_named_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "rooms" / "publish.md").read_text(encoding="utf-8")
    for name in EXPORTERS:
        assert f"`{name}`" in page


def test_the_atom_feed_is_valid() -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    for payload in EXPORTERS["atom"](issue()).values():
        feed = etree.fromstring(payload)
        for name in ("id", "title", "updated", "author/a:name"):
            assert feed.findtext(f"a:{name}", namespaces=space)
        entries = feed.findall("a:entry", space)
        assert len(entries) == 3
        assert len({entry.findtext("a:id", namespaces=space) for entry in entries}) == 3
        for entry in entries:
            assert str(entry.findtext("a:updated", namespaces=space)) == "2026-11-09T00:00:00Z"
            assert entry.find("a:link", space) is not None
            assert (
                etree.HTML(str(entry.findtext("a:content", namespaces=space))).find(".//script")
                is None
            )


def test_the_json_feed_is_version_1_1() -> None:
    feed = json.loads(EXPORTERS["jsonfeed"](issue())["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and len(feed["items"]) == 3
    assert all(item["id"] and item["content_html"] for item in feed["items"])


def test_the_feeds_are_read_by_a_feed_reader() -> None:
    import feedparser

    found = feedparser.parse(EXPORTERS["atom"](issue())["atom.xml"])
    assert not found.bozo
    assert found.version == "atom10"
    assert found.entries[1].title == "Harbour tariff to rise by 15 per cent"


def test_no_cell_is_a_formula() -> None:
    from rasad.publish.exporters.table import _cell

    assert _cell('=HYPERLINK("http://a.example")').startswith("'=")
    rows = list(
        csv.reader(io.StringIO(EXPORTERS["csv"](issue())["1/edition.csv"].decode("utf-8-sig")))
    )
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]


def test_the_json_is_read_back_as_the_record() -> None:
    from rasad.publish.exporters.records import read

    made = issue()
    assert read(EXPORTERS["json"](made)["1/edition.json"], "edition.json") == made.record
