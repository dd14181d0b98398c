"""Findings as text, JSON and SARIF."""

from __future__ import annotations

import json

import pytest

from rasad import check
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
    assert found["fix"] == {"start": 40, "end": 47, "replacement": "closed"}


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
