"""Who speaks for a body without public office: the name, and the words that show it."""

from __future__ import annotations

import pytest

from rasad import extract
from rasad.model import Reading, Statement


def read(text: str, language: str = "en") -> Reading:
    return extract(text, pack="example", url=f"http://talna.example/{language}/news/1", published="2026-10-05", type="text")


def first(text: str, language: str) -> Statement:
    return read(text, language).statements[0]


SHOWN = [
    ("en", "Dara Velin, spokesperson of the Open Lines Foundation, said that the bill must go.", "Dara Velin", "spokesperson of the Open Lines Foundation"),
    ("en", "The embassy's spokesman, Robert Haines, said that the bill must go.", "Robert Haines", "embassy's spokesman"),
    ("en", "Spokeswoman for the Open Lines Foundation Nila Darvesh said the bill must go.", "Nila Darvesh", "Spokeswoman for the Open Lines Foundation"),
    ("en", '"The bill must go," said Nila Darvesh, a lawyer for two students.', "Nila Darvesh", "lawyer for two students"),
    ("en", "Nila Darvesh, chief executive of Open Lines Ltd, told reporters that the bill must go.", "Nila Darvesh", "chief executive of Open Lines Ltd"),
    ("fa", "دارا ولین، سخنگوی بنیاد خط باز، گفت که لایحه باید پس گرفته شود.", "دارا ولین", "سخنگوی بنیاد خط باز"),
    ("fa", "مرا تولون، وکیل سارا بارش، به خبرنگاران گفت که موکلش به تلفن دسترسی ندارد.", "مرا تولون", "وکیل سارا بارش"),
    ("fa", "به گفته نیلا درویش، سخنگوی بنیاد خط باز، لایحه حفاظت از داده‌های شخصی باید منتشر شود.", "نیلا درویش", "سخنگوی بنیاد خط باز"),
]


@pytest.mark.parametrize(("language", "text", "name", "words"), SHOWN)
def test_the_words_that_show_it_are_proposed(language: str, text: str, name: str, words: str) -> None:
    one = first(text, language)
    assert one.speaker is not None and one.speaks_for is not None
    assert (one.speaker.text, one.speaks_for.text, one.private) == (name, words, True)
    assert text[one.speaks_for.start : one.speaks_for.end] == words


@pytest.mark.parametrize(("language", "text", "name", "words"), SHOWN)
def test_such_a_person_is_a_private_mention_and_no_actor(language: str, text: str, name: str, words: str) -> None:
    reading = read(text, language)
    assert any(one.text == name and one.private for one in reading.mentions)
    assert all(name not in actor.text for found in reading.developments for actor in found.actors)
    assert all(name not in found.headline for found in reading.developments)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Laleh Kashvadi, the communications minister, said that the bill must go."),
        ("en", "Dara Velin, deputy head of the Digital Regulatory Authority, said that the bill must go."),
        ("en", "Sara Baresh, a resident, said that the internet was slow."),
        ("en", "The Open Lines Foundation said that the bill must go."),
        ("fa", "لاله کشوادی، وزیر ارتباطات، گفت که لایحه باید پس گرفته شود."),
        ("fa", "سارا بارش، شهروند سروان، گفت که اینترنت کند است."),
        ("fa", "وزارت ارتباطات اعلام کرد که لایحه منتشر می‌شود."),
    ],
)
def test_officials_bodies_and_residents_speak_for_nobody(language: str, text: str) -> None:
    assert all(one.speaks_for is None for one in read(text, language).statements)


def test_who_goes_on_speaking_speaks_for_the_same_body() -> None:
    text = "Dara Velin, spokesperson of the Open Lines Foundation, said that the bill must go. \"We were not asked,\" he added."
    said = read(text).statements
    assert [one.speaks_for.text for one in said if one.speaks_for] == ["spokesperson of the Open Lines Foundation"] * 2


def test_of_a_lawyer_the_title_alone_is_the_office_since_the_client_may_be_under_arrest() -> None:
    one = first("Nila Darvesh, lawyer for the arrested student Sara Baresh, said that the bill must go.", "en")
    assert one.office is not None
    assert one.office.text == "lawyer"


def test_who_no_longer_holds_a_title_speaks_for_nobody_by_it() -> None:
    assert first("Dara Velin, former head of the Open Lines Foundation, said that the bill must go.", "en").speaks_for is None
