"""Rules that compare with evidence: outlet, unit, polarity, twins."""

from __future__ import annotations

import pytest

from check import newsroom
from rasad import check
from rasad.check.gate import splitter
from rasad.model.edition_markdown import parse_edition


def codes(source: str) -> set[str]:
    held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW)
    found = check.check_edition(
        newsroom.edition(source), reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW
    )
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Sarvan Post reported", "Kelar Times reported", "S08"),
        ("3.5 million tals", "3.5 million dollars", "N05"),
        ("lines had been renewed", "lines had not been renewed", "X06"),
    ],
)
def test_what_the_evidence_does_not_say_is_named(old: str, new: str, code: str) -> None:
    assert old in newsroom.SOURCE
    assert codes(newsroom.SOURCE) == set()
    assert code in codes(newsroom.SOURCE.replace(old, new, 1))


BODY = "On 14 September 2026 Mera Tolun said that 12 of 40 lines work, Sarvan Post reported [@en, 0-250]."
TWIN = "مرا تولون ۱۴ سپتامبر ۲۰۲۶ گفت که ۱۲ خط از ۴۰ خط کار می‌کند، سروان پست گزارش داد [@en, 0-250]."


def front(language: str) -> str:
    return f"---\nlanguage: {language}\nwindow: {newsroom.WINDOW}\ntitle: t\n---\n\n"


def said(body: str, twin: str) -> list[str]:
    found = check.check_edition(
        parse_edition(front("en") + body, splitter("en")), reading=None, pack=newsroom.pack(), evidence=None, window="",
        rules=("X05",), beside=check.Beside(twin=parse_edition(front("fa") + twin, splitter("fa"))),
    )  # fmt: skip
    return [finding.message for finding in found]


ONE, TWO = "## The plan {#d-1}\n\n", "## The ferry {#d-2}\n\n"


def test_twins_that_tell_the_same_are_left_alone() -> None:
    assert said(ONE + BODY, ONE + TWIN) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("12 of", "21 of", "is not in the twin"),
        ("14 September", "15 September", "is no day of the twin"),
        ("Sarvan Post", "Kelar Times", "which has"),
        ("0-250", "0-240", "other passages"),
        ("said that 12 of 40 lines work", "said: “twelve of 40 lines do still work”", "quotations here"),
    ],
)
def test_each_difference_of_a_twin_is_named(old: str, new: str, words: str) -> None:
    assert any(words in message for message in said(ONE + BODY.replace(old, new), ONE + TWIN))


def test_items_in_another_order_and_items_that_are_missing_are_named() -> None:
    both = f"{ONE}{BODY}\n\n{TWO}{BODY}"
    turned = f"{TWO}{TWIN}\n\n{ONE}{TWIN}"
    assert any("another order" in message for message in said(both, turned))
    assert any("no item d-2" in message for message in said(both, ONE + TWIN))
