"""Dossiers: what a text is about, not what it mentions."""

from __future__ import annotations

import pytest

from rasad import understand
from rasad.model import Document, Dossier, Name, Pack
from rasad.understand.dossiers import topics
from rasad.understand.page import lay_out
from rasad.understand.slugs import slug_words
from understand.talvaria import PACK

FILLER = "The weather in Sarvan stayed dry and the harvest was brought in early this year. "


def about(text: str, *, language: str = "en", title: str = "", pack: Pack = PACK) -> tuple[str, ...]:
    page = lay_out(Document(text=text, language=language, title=title), pack=pack, window=None, anchor=None)
    return topics(page).about()


@pytest.fixture(scope="module")
def paired() -> Pack:
    """A pack whose dossier is found by a thing beside what is done to it."""
    return Pack(
        id="t", languages=("en", "fa"), places=("Talvaria",),
        dossiers=(
            Dossier(
                id="blocking", names=(Name(text="Blocking", language="en"),),
                together=(("en", "Rahvand|messenger + block*|ban"), ("en", "Rahvand"), ("fa", "رهوند + مسدود*")),
            ),
            Dossier(id="shutdowns", names=(Name(text="Cuts", language="en"),), keywords=(("en", "internet cut"),)),
        ),
    )  # fmt: skip


def test_a_word_in_passing_late_in_a_long_text_is_not_what_it_is_about() -> None:
    assert about(f"Sarvan, Talvaria. {FILLER * 20}A driver spoke of road tolls.") == ()


def test_the_first_sentence_says_what_a_text_is_about() -> None:
    assert about(f"Minister Zarrindasht said road tolls would rise. {FILLER * 3}") == ("tolls",)


def test_the_title_says_it_too_and_so_does_the_address_of_a_text_without_one() -> None:
    assert about(f"Talvaria. {FILLER * 20}", title="No road tolls in summer, says minister Zarrindasht") == ("tolls",)
    assert slug_words("https://lamp.example/news/7/No-road-tolls-in-summer") == "No road tolls in summer"
    assert slug_words("https://lamp.example/news/7") == ""


def test_a_thing_beside_what_is_done_to_it_is_found_in_any_order_but_in_one_sentence(paired: Pack) -> None:
    home = "In Talvaria the council of Talvaria met. "
    assert about(f"The court blocked Rahvand. {home}", pack=paired) == ("blocking",)
    assert about(f"Rahvand was, by order of the court, blocked. {home}", pack=paired) == ("blocking",)
    assert about(f"They wrote on Rahvand. The road was blocked. {home}{FILLER * 20}", pack=paired) == ()


def test_names_that_alone_say_little_never_make_a_short_text_about_them(paired: Pack) -> None:
    assert about("He wrote it on Rahvand in Talvaria, and Talvaria read it.", pack=paired) == ()


def test_news_from_elsewhere_weighs_less(paired: Pack) -> None:
    title = "An internet cut ends"
    assert about(f"It is over. {FILLER * 20}", title=title, pack=paired) == ()
    assert about(f"It is over in all of Talvaria. {FILLER * 20}", title=title, pack=paired) == ("shutdowns",)


def test_a_round_up_is_weighed_part_by_part() -> None:
    part = "Minister Zarrindasht said {} would be settled in autumn, and nobody in the ministry asked for more than that in Sarvan. "
    text = f"Road tolls in the north\n\n{part.format('road tolls') * 2}\n\nRoad bill in the assembly\n\n{part.format('the road bill') * 2}\n\nHarvest of the year\n\n{FILLER * 3}"
    reading = understand.read_text(Document(text=text, language="en", title="The week"), pack=PACK)
    told = {statement.dossiers for statement in reading.statements}
    assert ("tolls",) in told
    assert ("bill",) in told
    assert not any(len(names) > 1 for names in told)
