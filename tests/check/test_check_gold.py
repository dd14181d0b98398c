"""The gold of check: recipes do what they say, labels lead to findings, and what is measured stands on the rules' pages."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest

from rasad import check
from rasad.check.table import OUTSIDE

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "evals" / "check"
MEASURED = ROOT / "src" / "rasad" / "check" / "words" / "measured.toml"
LEAST = 10
PRECISE = 0.85


def measured() -> dict[str, dict[str, float]]:
    return tomllib.loads(MEASURED.read_text(encoding="utf-8"))


def test_every_rule_has_its_measure() -> None:
    assert set(measured()) == set(check.RULES)


@pytest.mark.parametrize("code", check.RULES)
def test_a_rule_that_the_gold_cannot_vouch_for_is_outside_the_default_set(code: str) -> None:
    figures = measured()[code]
    is_vouched = figures["cases"] >= LEAST and figures["precision"] >= PRECISE
    assert (code in OUTSIDE) == (not is_vouched), figures


def test_a_rule_outside_the_default_set_runs_by_its_code_and_with_all() -> None:
    assert not set(check.chosen()) & OUTSIDE
    assert set(check.chosen(["ALL"])) == set(check.RULES)
    for code in OUTSIDE:
        assert check.chosen([code]) == (code,)


def test_recipes_hold_no_text() -> None:
    keys = {"kind", "file", "offset", "seed", "hit", "false"}
    for line in (GOLD / "recipes.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) <= keys


def test_labels_hold_no_text() -> None:
    for line in (GOLD / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"file", "start", "code", "true"}
        assert row["code"] in check.RULES


def test_there_are_twenty_kinds_of_errors_and_more() -> None:
    kinds = {
        json.loads(line)["kind"]
        for line in (GOLD / "recipes.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert len(kinds) >= 20


def test_the_same_seed_plants_the_same_error(shared: Path) -> None:
    from evals.check.recipes_plain import lost_mark
    from evals.check.texts import drawn

    text = next(text for text in drawn() if text.kind == "tt" and "\u201c" in text.source)
    one, other = (list(lost_mark(text, random.Random(7))) for _ in range(2))
    assert one and one == other
