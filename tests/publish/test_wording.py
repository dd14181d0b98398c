"""Publish: words of a source inside a sentence of the desk."""

from __future__ import annotations

import pytest

from rasad.publish.writer import lowered


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Over 40 per cent of lines are slow", "over 40 per cent of lines are slow"),
        ("The card is ready", "the card is ready"),
        ("- Talvarian companies plan", "Talvarian companies plan"),
        ("Sarvan has no plan", "Sarvan has no plan"),
        ("I have no plan", "I have no plan"),
    ],
)
def test_a_capital_that_only_began_a_sentence_is_let_go(words: str, printed: str) -> None:
    assert lowered(words, "en") == printed


def test_a_script_without_capitals_is_left_alone() -> None:
    assert lowered("کارت آماده است", "fa") == "کارت آماده است"
