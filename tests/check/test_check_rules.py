"""Each rule finds its bad example, lets its good one pass, and has its place on the reference page."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad import check
from rasad.check import table
from rasad.check.examples import check_example
from rasad.check.pages import rule_page, rules_page
from rasad.errors import WrongUse
from rasad.model.vocabulary import SEVERITIES

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "src" / "rasad" / "check" / "rules"


@pytest.mark.parametrize("code", check.RULES)
def test_the_bad_example_is_found(code: str) -> None:
    found = check_example(check.rule(code).BAD, code)
    assert found, f"{code} has nothing to say about its bad example"
    assert {finding.code for finding in found} == {code}


@pytest.mark.parametrize("code", check.RULES)
def test_the_good_example_passes(code: str) -> None:
    assert check_example(check.rule(code).GOOD, code) == []


@pytest.mark.parametrize("code", check.RULES)
def test_a_rule_says_what_it_is(code: str) -> None:
    rule = check.rule(code)
    assert code == rule.CODE
    assert rule.SEVERITY in SEVERITIES
    assert rule.NEEDS in ("text", "citations", "evidence")
    assert rule.NAME and rule.RATIONALE.endswith(".")
    assert code[0] in table.FAMILIES


def test_table_and_files_agree() -> None:
    files = {path.stem for path in RULES.glob("*.py")} - {"__init__"}
    assert files == {module.rpartition(".")[2] for module in check.RULES.values()}
    assert all(
        module.rpartition(".")[2].startswith(code.lower()) for code, module in check.RULES.items()
    )


def test_the_reference_page_is_that_of_the_rules() -> None:
    page = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page()
    for code in check.RULES:
        assert f"[{code}](rules/{code}.md)" in page


@pytest.mark.parametrize("code", check.RULES)
def test_every_rule_has_its_page(code: str) -> None:
    page = ROOT / "docs" / "reference" / "rules" / f"{code}.md"
    assert page.read_text(encoding="utf-8") == rule_page(code)


def test_there_are_no_pages_of_rules_that_are_gone() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "reference" / "rules").glob("*.md")}
    assert pages == set(check.RULES)


def test_codes_are_chosen_by_their_beginnings() -> None:
    assert check.chosen(["D0", "H"]) == tuple(
        code for code in check.RULES if code[0] in "DH" and code not in table.OUTSIDE
    )
    assert "T01" not in check.chosen(ignore=["T"])
    assert check.chosen(["ALL"]) == tuple(check.RULES)
    with pytest.raises(WrongUse, match="no rule begins with 'Z9'"):
        check.chosen(["Z9"])
