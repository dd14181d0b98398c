"""Whom a text tells to be arrested, summoned, injured or killed, or kin: told from those who speak of it."""

from __future__ import annotations

import pytest

from rasad.check import Told, find_harm
from rasad.check.harm import bears

HARMED = [
    ("en", "Police arrested Sara Baresh on Friday.", "Sara Baresh"),
    ("en", "Sara Baresh, a lawyer who was arrested in May, is at home.", "Sara Baresh"),
    ("en", "Sara Baresh came to the court. She was detained there.", "Sara Baresh"),
    ("en", "The wife of Sara Baresh spoke.", "Sara Baresh"),
    ("en", "Sara Baresh's brother, a baker, spoke.", "Sara Baresh"),
    ("en", "The funeral of Baresh, killed in May, was on Monday; Sara Baresh was a baker.", "Sara Baresh"),
    ("fa", "پلیس سارا بارش را بازداشت کرد.", "سارا بارش"),
    ("fa", "سارا بارش، وکیلی که بازداشت شده بود، آزاد است.", "سارا بارش"),
    ("fa", "مادر سارا بارش سخن گفت.", "سارا بارش"),
    ("fa", "سارا بارش به دادگاه رفت. او آنجا بازداشت شد.", "سارا بارش"),
]
UNHARMED = [
    ("en", "Sara Baresh, lawyer for the arrested student, spoke on Monday.", "Sara Baresh"),
    ("en", "The detained student's lawyer, Sara Baresh, spoke on Monday.", "Sara Baresh"),
    ("en", "Sara Baresh, lawyer for the family of the student, spoke on Monday.", "Sara Baresh"),
    ("en", "Sara Baresh spoke on Monday. Police arrested two others.", "Sara Baresh"),
    ("fa", "سارا بارش، وکیل دانشجوی بازداشت‌شده، روز دوشنبه سخن گفت.", "سارا بارش"),
    ("fa", "سارا بارش، وکیل خانواده دانشجو، روز دوشنبه سخن گفت.", "سارا بارش"),
]
# A text, where what the person says begins, whether it stands between marks, and whether it tells of their own harm.
SAID = [
    ("en", "Sara Baresh said that her client had been arrested.", "her client", False, False),
    ("en", "Sara Baresh said that she had been arrested.", "she had", False, True),
    ("en", "Sara Baresh said that police had arrested two students.", "police", False, False),
    ("en", "Sara Baresh said that police had arrested her on Friday.", "police", False, True),
    ("en", 'Sara Baresh said: "He was arrested at night."', "He was", True, False),
    ("en", 'Sara Baresh said: "I was arrested at night."', "I was", True, True),
    ("fa", "سارا بارش گفت که موکلش بازداشت شده است.", "موکلش", False, False),
    ("fa", "سارا بارش گفت که بازداشت شده است.", "بازداشت", False, True),
    ("fa", "سارا بارش گفت: «من بازداشت شدم.»", "من", True, True),
]


@pytest.mark.parametrize(("language", "text", "name"), HARMED)
def test_harm_and_kinship_are_seen(language: str, text: str, name: str) -> None:
    assert find_harm(text, language, [name]) is not None


@pytest.mark.parametrize(("language", "text", "name"), UNHARMED)
def test_who_speaks_for_the_harmed_is_not_harmed(language: str, text: str, name: str) -> None:
    assert find_harm(text, language, [name]) is None


@pytest.mark.parametrize(("language", "text", "begins", "is_quoted", "is_own"), SAID)
def test_what_somebody_says_counts_when_it_is_of_themselves(language: str, text: str, begins: str, is_quoted: bool, is_own: bool) -> None:
    said = [Told(text.index(begins), len(text), is_quoted)]
    name = "Sara Baresh" if language == "en" else "سارا بارش"
    assert (find_harm(text, language, [name], said=said) is not None) is is_own


def test_a_sentence_of_an_edition_may_tell_of_others() -> None:
    name = "Sara Baresh"
    for words, is_own in (("(lawyer) said that her client had been arrested.", False), ("was arrested on Monday.", True)):
        assert bears(f"{name} {words}", "en", (0, len(name))) is is_own


def test_where_nobody_of_that_name_stands_nothing_is_found() -> None:
    assert find_harm("Police arrested two students.", "en", ["Sara Baresh"]) is None
