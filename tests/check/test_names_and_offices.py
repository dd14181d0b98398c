"""Names and offices against the evidence: swaps that each word of the cited text bears out, and slips in a given name."""

from __future__ import annotations

import pytest

from check import newsroom
from rasad import check
from rasad.check.gate import splitter
from rasad.model import TextVersion
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import text_id

HELD = (
    "SARVAN - Mera Tolun, minister of ports, received Daro Velin on Monday, 14 September 2026.\n\n"
    "The minister of ports appointed a new head of the Ports Council the same day. Daro Velin left without a word."
)
FRONT = f"---\nlanguage: en\nwindow: {newsroom.WINDOW}\ntitle: t\n---\n\n"


class Evidence(newsroom.Newsroom):
    """One text more."""

    def text(self, name: str) -> TextVersion | None:
        if name == text_id(HELD):
            return TextVersion(id=name, text=HELD, capture="", rules="")
        return super().text(name)


def codes(body: str, first: str, last: str, heading: str = "Ports") -> set[str]:
    source = f"{FRONT}## {heading} {{#d-1}}\n\n{body} {newsroom.cite(HELD, first, last)}.\n"
    held = check.Held(Evidence(), pack=newsroom.pack(), window=newsroom.WINDOW)
    found = check.check_edition(
        parse_edition(source, splitter("en")), reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW,
        rules=("A01", "A03", "A07", "A08"),
    )  # fmt: skip
    return {one.code for one in found}


FIRST = ("Mera Tolun", "2026")


def test_the_name_and_office_of_the_passage_are_left_alone() -> None:
    assert codes("On 14 September 2026 Mera Tolun, minister of ports, received Daro Velin", *FIRST) == set()


def test_an_office_given_to_the_wrong_one_of_two_is_said() -> None:
    assert "A07" in codes("On 14 September 2026 Daro Velin, minister of ports, received Mera Tolun", *FIRST)


def test_a_name_of_the_text_in_the_place_of_that_of_the_passage_is_said() -> None:
    assert codes("Mera Tolun left without a word", "Daro Velin left", "word") == {"A07"}
    assert codes("Daro Velin left without a word", "Daro Velin left", "word") == set()


def test_a_heading_may_not_name_an_office_that_its_item_does_not() -> None:
    assert codes("Daro Velin left without a word", "Daro Velin left", "word", "Minister of ports leaves") == {"A03"}


def test_the_day_beside_a_name_is_the_day_of_its_office() -> None:
    body = "On 14 September 2026 it was asked what on 2 May 2023, {} (minister of ports), knew"
    assert "A01" in codes(body.format("Mera Tolun"), *FIRST)
    assert "A01" not in codes(body.format("Daro Velin"), *FIRST)


@pytest.mark.parametrize(("printed", "is_slip"), [("Daxo Velin", True), ("Draro Velin", True), ("Daroo Velin", False), ("Maria Velin", False), ("Daro Velin", False)])
def test_a_slip_in_a_given_name_is_told_from_another_spelling_and_from_another_name(printed: str, is_slip: bool) -> None:
    found = check.check_text(f"{printed} kept the network.", reading=None, pack=newsroom.pack(), window="", language="en", rules=("A08",))
    assert bool(found) == is_slip
