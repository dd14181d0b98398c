"""Persons: a private name goes in every spelling, a public one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Mention, Span
from rasad.safety import persons

MARK = "[name withheld]"


def test_a_name_goes_wherever_it_stands() -> None:
    sample = "Mina Darvand, 24, was fined. MINA DARVAND agreed; Darvand paid."
    span = Span(text="Mina Darvand", start=0, end=12)
    assert persons.redact(sample, [span]) == f"{MARK}, 24, was fined. {MARK} agreed; {MARK} paid."


@pytest.mark.parametrize(
    "spelling",
    [
        "مینا زارع‌پور",
        "مینا زارعپور",
        "مینا زارع پور",
        "مينا زارع پور",
        "مینا\u200cزارع‌پور",
        "مِینا زارع‌پور",
        "مینا  زارع‌پور",
    ],
)
def test_every_persian_spelling_goes(spelling: str) -> None:
    redacted = persons.redact(f"خانم {spelling} گفت", ["مینا زارع‌پور"], language="fa")
    assert redacted == "خانم [نام محفوظ] گفت"


@pytest.mark.parametrize(
    "spelling",
    [
        "Mina Darvand",
        "mina darvand",
        "Mína Darvand",
        "Mina-Darvand",
        "Mina\nDarvand",
        "Mina\u00a0Darvand",
    ],
)
def test_every_latin_spelling_goes(spelling: str) -> None:
    assert persons.redact(f"({spelling})", ["Mina Darvand"]) == f"({MARK})"


def test_a_surname_of_a_public_person_stays() -> None:
    sample = "Mina Talan met minister Sorin Talan. Talan agreed."
    kept = persons.redact(sample, ["Mina Talan"], keep=["Sorin Talan"])
    assert kept == f"{MARK} met minister Sorin Talan. Talan agreed."


def test_words_that_hold_a_name_stay() -> None:
    assert persons.redact("The Darvandi plan", ["Mina Darvand"]) == "The Darvandi plan"
    assert persons.redact("سروان و سروانی", ["مینا سروان"]) == "[name withheld] و سروانی"


def test_privacy_is_said_by_the_mention() -> None:
    assert persons.is_private(Mention(text="x", start=0, end=1, kind="person", private=True))
    assert not persons.is_private(Mention(text="x", start=0, end=1, kind="person"))
    assert not persons.is_private(Mention(text="x", start=0, end=1, kind="outlet", private=True))


@given(st.text(alphabet="Mina Drv‌دمین \n.-", max_size=60))
def test_no_full_name_survives(sample: str) -> None:
    assert "Mina Darvand" not in persons.redact(
        sample + " Mina Darvand " + sample, ["Mina Darvand"]
    )
