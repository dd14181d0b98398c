"""Gazetteer: the names of a pack in a text."""

from __future__ import annotations

import time

import pytest

from rasad.languages import gazetteer
from rasad.model import Institution, Name, Outlet, Pack, Person, Post


def name(text: str, language: str = "en", kind: str = "official") -> Name:
    return Name(text=text, language=language, kind=kind)


PACK = Pack(
    id="tv",
    institutions=(
        Institution(
            id="tv.i.mict",
            names=(
                name("Ministry of Networks, Post and Trade"),
                name("وزارت شبکه‌ها، پست و تجارت", "fa"),
            ),
        ),
        Institution(id="tv.i.it", names=(name("Institute of Tariffs"), name("IT", kind="acronym"))),
        Institution(id="tv.i.nsc", names=(name("National Security Council"),)),
        Institution(
            id="tv.i.csc", names=(name("National Security Council"), name("کمیتهٔ پیام‌رسان", "fa"))
        ),
    ),
    posts=(
        Post(
            id="tv.i.mict/minister",
            institution="tv.i.it",
            role="head",
            names=(name("networks minister"), name("وزیر شبکه", "fa")),
        ),
    ),
    people=(
        Person(id="tv.p.one", names=(name("Eisa Zarepour"), name("عیسی زارع‌پور", "fa"))),
        Person(id="tv.p.two", names=(name("Sorin Talan"),)),
        Person(id="tv.p.three", names=(name("Mina Talan"),)),
    ),
    outlets=(Outlet(id="tv.o.int", names=(name("انتخاب", "fa"), name("Sarvan Courier"))),),
    places=("Sarvan", "سروان"),
)


def found(sample: str) -> list[tuple[str, str]]:
    return [(hit.text, hit.ids[0]) for hit in gazetteer.gazetteer(PACK).mentions(sample)]


@pytest.mark.parametrize(
    "sample",
    [
        "عیسی زارع‌پور",
        "عیسی زارعپور",
        "عیسی زارع پور",
        "عيسي زارع پور",
        "Eisa Zarepour",
        "EISA ZAREPOUR",
    ],
)
def test_a_person_is_found_in_every_spelling(sample: str) -> None:
    assert found(f"({sample})") == [(sample, "tv.p.one")]


def test_the_longest_name_wins() -> None:
    assert found("the Sarvan Courier of Sarvan") == [
        ("Sarvan Courier", "tv.o.int"),
        ("Sarvan", "Sarvan"),
    ]


def test_an_acronym_is_written_in_capitals() -> None:
    assert found("it said the IT agreed") == [("IT", "tv.i.it")]


def test_posts_may_be_written_small_and_with_an_article() -> None:
    assert [
        t for t, _ in found("the networks minister and the head of the Institute of Tariffs")
    ] == [
        "networks minister",
        "head of the Institute of Tariffs",
    ]


def test_an_article_behind_a_name_is_no_part_of_it() -> None:
    assert found("SARVAN – The plan") == [("SARVAN", "Sarvan")]


def test_commas_and_line_ends_inside_a_name_do_not_hide_it() -> None:
    assert found("Ministry of Networks, Post\nand Trade")[0][1] == "tv.i.mict"
    assert found("وزارت شبکه ها، پست و تجارت")[0][1] == "tv.i.mict"


def test_ezafe_does_not_hide_a_name() -> None:
    assert found("کمیته‌ی پیام رسان")[0][1] == "tv.i.csc"


def test_a_shared_name_comes_back_with_all_its_bodies() -> None:
    hit = gazetteer.gazetteer(PACK).mentions("The National Security Council met.")[0]
    assert hit.ids == ("tv.i.nsc", "tv.i.csc")


def test_an_everyday_word_is_an_outlet_only_beside_a_cue() -> None:
    assert found("روزنامه انتخاب نوشت") == [("انتخاب", "tv.o.int")]
    assert found("انتخاب مردم مهم است") == []


def test_a_name_never_cuts_a_word() -> None:
    assert found("Sarvanian traders") == []
    assert found("سروانی‌ها") == []


def test_surnames_lead_to_all_who_bear_them() -> None:
    made = gazetteer.gazetteer(PACK)
    assert made.surnames["talan"] == ("tv.p.two", "tv.p.three")
    assert made.surname_mentions("Talan said")[0].ids == ("tv.p.two", "tv.p.three")


def test_a_gazetteer_is_made_once_for_a_pack() -> None:
    assert gazetteer.gazetteer(PACK) is gazetteer.gazetteer(PACK)


@pytest.mark.slow
def test_a_megabyte_is_read_in_two_seconds() -> None:
    sample = "The networks minister told the Sarvan Courier that nothing in it was new. " * 14_000
    begun = time.process_time()
    gazetteer.gazetteer(PACK).mentions(sample)
    assert time.process_time() - begun < 2
