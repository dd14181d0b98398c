"""Publish: words of a source inside a sentence of the desk."""

from __future__ import annotations

import pytest

from publish.builders import article, speaker, statement
from rasad.publish.plan import Told, plan_of
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


@pytest.mark.parametrize("content", ["Rovan Inc. has closed the port", "the road of Rovan Co. in Sarvan is open"])
def test_a_clause_is_not_cut_behind_an_abbreviation(content: str) -> None:
    text = f"Mera Tolun said {content}. The road is old."
    made = article(text, "en", "o.lamp", "http://lamp.example/1", "2026-09-14")
    _, said = statement(text, f"Mera Tolun said {content}", content, speaker=speaker(text, "Mera Tolun"), verb="said")
    plan = plan_of(Told(text_id=made.text_id, text=text, article=made, statement=said, start=said.start, end=said.end))
    assert plan is not None and text[plan.start : plan.end] == content
