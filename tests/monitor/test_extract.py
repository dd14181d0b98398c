"""`rasad extract`: one document in, records out, in the form of its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import rasad
from rasad.cli import main
from rasad.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "schemas" / "extract.json").read_text(encoding="utf-8"))
PAGES = sorted((ROOT / "examples" / "newsroom" / "site").rglob("*.html"))
TEXT = (
    "SARVAN – Communications Minister Behrang Narvandi said on Wednesday, 2 September 2026, that “every adult will have a card” "
    "by 22 October.\n\nHe denied that other bodies read the 6.4 million records.\n"
)


def spans(value: object) -> list[tuple[int, int, str]]:
    """Every span of an extract with its printed text."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"], value["text"])] if {"start", "end", "text"} <= set(value) else []
        return own + [found for part in value.values() for found in spans(part)]
    if isinstance(value, list):
        return [found for part in value for found in spans(part)]
    return []


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_page_of_the_newsroom_fits_the_schema(page: Path) -> None:
    if page.name == "index.html" and page.parent.name in ("news", "notices"):
        return  # listings, not articles
    host = page.relative_to(ROOT / "examples" / "newsroom" / "site").parts[0]
    made = rasad.extract(page.read_bytes(), pack="example", url=f"http://{host}/x").to_dict()
    jsonschema.validate(made, SCHEMA)
    text = made["text"]
    assert isinstance(text, str)
    for start, end, words in spans({key: made[key] for key in ("dates", "mentions", "numbers", "statements")}):
        if start is not None:
            assert text[start:end] == words


def test_a_text_is_taken_unchanged_and_read() -> None:
    made = rasad.extract(TEXT, pack="example", type="text")
    jsonschema.validate(made.to_dict(), SCHEMA)
    assert made.text == TEXT
    first, second = made.statements[0], made.statements[-1]
    assert first.speaker is not None
    assert first.speaker.id == "tal.p.narvandi"
    assert first.office is not None
    assert first.office.institution == "tal.i.mcdd"
    assert first.said is not None
    assert first.said.edtf == "2026-09-02"
    assert second.act == "deny"
    assert second.stance == "denies"


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("SARVAN – Sara Baresh, spokesperson of the Open Lines Foundation, said that the bill must go.\n", "Sara Baresh", "spokesperson of the Open Lines Foundation"),
        ("به گفته نیلا درویش، سخنگوی بنیاد خط باز، لایحه حفاظت از داده‌های شخصی باید منتشر شود.\n", "نیلا درویش", "سخنگوی بنیاد خط باز"),
        ("SARVAN – Minister Behrang Narvandi said that the bill must go.\n", "Behrang Narvandi", None),
    ],
)
def test_a_statement_says_which_words_show_for_whom_a_private_speaker_speaks(text: str, name: str, words: str | None) -> None:
    made = json.loads(json.dumps(rasad.extract(text, pack="example", type="text").to_dict()))
    jsonschema.validate(made, SCHEMA)
    (one,) = made["statements"]
    assert one["speaker"]["text"] == name
    shown = one["speaks_for"]
    assert (shown and shown["text"]) == words
    assert shown is None or text[shown["start"] : shown["end"]] == words


def test_the_command_prints_the_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    assert main(["extract", str(tmp_path / "page.txt"), "--pack", "example"]) == 0
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, SCHEMA)
    assert made["text"] == TEXT


@pytest.mark.parametrize("wrong", [{"published": "yesterday"}, {"window": "2026-13"}, {"type": "docx"}])
def test_what_cannot_be_meant_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        rasad.extract(TEXT, pack="example", **wrong)  # type: ignore[arg-type]
