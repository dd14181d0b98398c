"""Findings as text, JSON and SARIF."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest

from check import newsroom
from rasad import check
from rasad.check.shown import Report
from rasad.errors import WrongUse
from rasad.model import Finding
from rasad.model.finding import Fix

FOUND = [
    Finding(
        code="Q01", severity="error", start=40, end=47, line=3, column=5, message="\u201cclothed\u201d is quoted",
        help="quote", evidence=("will not be closed\u202e",), fix=Fix(start=40, end=47, replacement="closed"),
    )
]  # fmt: skip


def test_text_has_a_line_a_linter_would_print() -> None:
    shown = check.format_findings(FOUND, file="edition.md").splitlines()
    assert shown[0] == "edition.md:3:5 Q01 \u201cclothed\u201d is quoted"
    assert shown[1] == "    evidence: will not be closed "


def test_json_has_the_fields_of_the_contract() -> None:
    (found,) = json.loads(check.format_findings(FOUND, file="edition.md", format="json"))
    assert set(found) == {
        "code", "severity", "start", "end", "line", "column", "message", "help", "evidence", "fix",
    }  # fmt: skip
    assert found["fix"] == {"start": 40, "end": 47, "text": "closed"}


def test_sarif_names_rule_place_and_fix() -> None:
    log = json.loads(check.format_findings(FOUND, file="edition.md", format="sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "Q01"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "charOffset": 40, "charLength": 7}
    assert result["fixes"]


def test_nothing_found_is_nothing_said() -> None:
    assert check.format_findings([], file="edition.md") == ""
    assert json.loads(check.format_findings([], file="edition.md", format="json")) == []


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(WrongUse, match="text, json, sarif"):
        check.format_findings([], file="edition.md", format="xml")


# The parts of the SARIF 2.1.0 schema (OASIS, sarif-schema-2.1.0.json) that a log of check uses, with its own required keys and enumerations.
REGION = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1},
        "charOffset": {"type": "integer", "minimum": -1}, "charLength": {"type": "integer", "minimum": 0},
    },
}  # fmt: skip
MESSAGE = {"type": "object", "additionalProperties": False, "required": ["text"], "properties": {"text": {"type": "string"}}}
PLACE = {"type": "object", "additionalProperties": False, "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": r"^[!-~]+$"}}}
RULE = {
    "type": "object", "additionalProperties": False, "required": ["id"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "shortDescription": MESSAGE, "fullDescription": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": {"enum": ["none", "note", "warning", "error"]}}},
    },
}  # fmt: skip
REPLACEMENT = {
    "type": "object", "additionalProperties": False, "required": ["deletedRegion"],
    "properties": {"deletedRegion": REGION, "insertedContent": {"type": "object", "properties": {"text": {"type": "string"}}}},
}  # fmt: skip
CHANGE = {
    "type": "object", "additionalProperties": False, "required": ["artifactLocation", "replacements"],
    "properties": {"artifactLocation": PLACE, "replacements": {"type": "array", "minItems": 1, "items": REPLACEMENT}},
}  # fmt: skip
RESULT = {
    "type": "object", "additionalProperties": False, "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1}, "level": {"enum": ["none", "note", "warning", "error"]}, "message": MESSAGE,
        "locations": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {"physicalLocation": {
            "type": "object", "additionalProperties": False, "properties": {"artifactLocation": PLACE, "region": REGION}}}}},
        "fixes": {"type": "array", "items": {"type": "object", "additionalProperties": False, "required": ["artifactChanges"], "properties": {
            "description": MESSAGE, "artifactChanges": {"type": "array", "minItems": 1, "items": CHANGE}}}},
    },
}  # fmt: skip
SARIF = {
    "type": "object", "additionalProperties": False, "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "items": {
            "type": "object", "additionalProperties": False, "required": ["tool"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string"}, "rules": {"type": "array", "uniqueItems": True, "items": RULE}}}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, "results": {"type": "array", "items": RESULT},
            },
        }},
    },
}  # fmt: skip


def wrong() -> tuple[Report, list[Finding]]:
    """An edition with a finding of each severity, one of them in words that would be markup."""
    source = newsroom.SOURCE.replace("closed\u201d", "<script>alert(1)</script> \u202e\u201d").replace("minister of ports, said", "minister of ports,  said")
    report = Report(kind="markdown", text=source)
    edition = newsroom.edition(source)
    found = check.check_edition(edition, reading=None, pack=newsroom.pack(), evidence=newsroom.Newsroom(), window=newsroom.WINDOW)
    return report, found


def test_sarif_has_the_published_shape() -> None:
    report, found = wrong()
    for log in (
        check.format_findings(found, file="two words/\u06af\u0632\u0627\u0631\u0634.md", format="sarif", report=report),
        check.format_findings([], file="a.md", format="sarif"),
        check.format_findings(found, file="a.html", format="sarif", report=Report(kind="html", text=report.text, blocks=())),
    ):
        jsonschema.validate(json.loads(log), SARIF)
    (run,) = json.loads(log)["runs"]
    assert all("charOffset" not in one["locations"][0]["physicalLocation"]["region"] for one in run["results"])


def test_carets_stand_under_the_words() -> None:
    report, found = wrong()
    told = check.format_findings(found, file="a.md", report=report).split("\n")
    place = next(number for number, line in enumerate(told) if " T02 " in line)
    assert re.fullmatch(r"a\.md:\d+:\d+ T02 two spaces in a row", told[place])
    line, carets = told[place + 1 : place + 3]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "  "
    assert "fix: \u201c  \u201d becomes \u201c \u201d" in "\n".join(told)
    assert "\u202e" not in "".join(told) and "\x1b" not in "".join(told)


def test_a_line_from_right_to_left_names_the_words_instead() -> None:
    text = newsroom.PERSIAN_SOURCE.replace("\u06f2\u06f3 \u0634\u0647\u0631", "\u06f2\u06f4 \u0634\u0647\u0631")
    found = [Finding(code="D03", severity="error", start=text.index("\u06f2\u06f4"), end=text.index("\u06f2\u06f4") + 2, line=1, column=1, message="x")]
    told = check.format_findings(found, file="a.md", report=Report(kind="markdown", text=text))
    assert "here: \u201c\u06f2\u06f4\u201d" in told and "^" not in told


def test_colour_is_there_when_asked_for_alone() -> None:
    report, found = wrong()
    assert "\x1b[1;31mQ01\x1b[0m" in check.format_findings(found, file="a.md", report=report, has_colour=True)


class Tags(HTMLParser):
    """Collects the tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.directions: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data", "style") or name.startswith("on")]
        self.directions += [value or "" for name, value in attrs if name == "dir" and tag == "p"]


def test_the_html_report_is_whole_escaped_and_without_script() -> None:
    report, found = wrong()
    edition = newsroom.edition(report.text)
    page = check.html_page(found, file="<b>.md", report=report, edition=edition, is_traced=True)
    tags = Tags()
    tags.feed(page)
    assert not {"script", "link", "img", "iframe", "form", "object", "b"} & set(tags.tags)
    assert tags.addresses == []
    assert "alert(1)" in page and "<script" not in page and "\u202e" not in page
    assert "the harbour network will not be closed" in page  # the evidence beside it
    assert tags.tags.count("article") == len(found)


def test_the_html_report_of_a_persian_edition_runs_from_right_to_left() -> None:
    source = newsroom.PERSIAN_SOURCE.replace("\u06f2\u06f3 \u0634\u0647\u0631", "\u06f2\u06f4 \u0634\u0647\u0631")
    report = Report(kind="markdown", text=source)
    edition = report.parse(language="fa", window="", split=check.splitter("fa"))
    found = check.check_edition(edition, reading=None, pack=newsroom.pack(), evidence=newsroom.Newsroom(), window=newsroom.WINDOW)
    tags = Tags()
    tags.feed(check.html_page(found, file="fa.md", report=report, edition=edition, is_traced=True))
    assert "rtl" in tags.directions


def test_every_sentence_is_traced_or_analysis_or_flagged() -> None:
    for source in (newsroom.SOURCE, wrong()[0].text, newsroom.SOURCE.replace("Traffic had", "Everybody was glad. Traffic had")):
        edition = newsroom.edition(source)
        found = check.check_edition(edition, reading=None, pack=newsroom.pack(), evidence=newsroom.Newsroom(), window=newsroom.WINDOW)
        counted = check.account(edition, found)
        assert counted.sentences == len(edition.sentences) == counted.traced + counted.analysis + counted.flagged
    clean = check.account(newsroom.edition(), [])
    assert (clean.traced, clean.analysis, clean.flagged) == (7, 1, 0)
    assert counted.flagged >= 1
