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


@pytest.fixture(scope="module")
def worded() -> Pack:
    """A pack with a name, a term, an excluded phrase and Persian words."""
    return Pack(
        id="w", languages=("en", "fa"), places=("Talvaria", "تالواریا"),
        dossiers=(
            Dossier(
                id="messengers", names=(Name(text="Messengers", language="en"),),
                keywords=(("en", "Signal app"), ("en", "netcraft"), ("fa", "پیام‌رسان داخلی"), ("fa", "شبکه ملی")),
                terms=(("en", "netcraft"),), excludes=(("en", "Signal app fair"),), together=(("en", "Rahvand"),),
            ),
        ),
    )  # fmt: skip


def test_a_word_with_a_capital_in_the_pack_is_a_name(worded: Pack) -> None:
    assert about("The Signal app was opened in Talvaria.", pack=worded) == ("messengers",)
    assert about("The signal app of the railway was opened in Talvaria.", pack=worded) == ()


def test_a_term_says_as_much_as_a_phrase(worded: Pack) -> None:
    assert about("Talvaria speaks of netcraft.", pack=worded) == ("messengers",)


def test_inside_an_excluded_phrase_words_do_not_count_and_outside_they_do(worded: Pack) -> None:
    assert about("The Signal app fair was held in Talvaria.", pack=worded) == ()
    assert about("Talvaria banned the Signal app before the Signal app fair.", pack=worded) == ("messengers",)


@pytest.mark.parametrize(
    "words", ["پیام‌رسان داخلی", "پیام‌رسان‌های داخلی", "پیام رسان های داخلی", "پیامرسانهای داخلی", "پيام‌رسان‌هاي داخلي", "شبکه‌ی ملی", "شبکهٔ ملی", "شبکه‌های ملی"]
)
def test_persian_words_are_found_however_plural_and_ezafe_are_written(worded: Pack, words: str) -> None:
    assert about(f"در تالواریا از {words} سخن گفته شد.", language="fa", pack=worded) == ("messengers",)


def test_names_that_alone_say_little_decide_nothing_however_often_they_stand(worded: Pack) -> None:
    assert about(f"Rahvand in Talvaria. {FILLER * 20}", title="Rahvand, Rahvand and Rahvand", pack=worded) == ()


def test_a_persian_text_that_names_no_other_country_is_at_home(worded: Pack) -> None:
    assert about("از پیام‌رسان داخلی سخن گفته شد.", language="fa", pack=worded) == ("messengers",)
    assert about("در فرانسه از پیام‌رسان داخلی سخن گفته شد.", language="fa", pack=worded) == ()


def test_an_article_that_quotes_nobody_is_still_in_the_file_of_what_it_is_about() -> None:
    text = f"Road tolls in Sarvan, Talvaria, and nothing but road tolls. {FILLER * 2}"
    reading = understand.read_text(Document(text=text, language="en", title="Road tolls"), pack=PACK)
    assert not reading.statements
    assert [one.dossiers for one in reading.developments] == [("tolls",)]
    assert reading.developments[0].evidence[0].start == 0


def test_the_letter_of_a_genitive_in_an_address_joins_no_word() -> None:
    assert slug_words("https://lamp.example/news/7/Talvaria-s-plan-for-e-government-in-U-S-towns") == "Talvaria s plan for e-government in U S towns"
