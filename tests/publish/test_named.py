"""Who speaks for a body is named in one item; and how a draft leads over to what was said before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.builders import (
    COMPLAINT,
    ENGLISH,
    HARBOUR,
    PACK,
    PRICE,
    PRIVATE,
    SETTINGS,
    SHELF,
    UNION,
    private_spans,
    speaker,
)
from rasad.languages import tables
from rasad.model import Relation
from rasad.model.ids import text_id
from rasad.publish import Named, compose
from rasad.publish.withheld import Withheld

PLACE = speaker(ENGLISH, PRIVATE, None, ENGLISH.index("spokesman"))
GIVEN = Named(name=PRIVATE, text_id=text_id(ENGLISH), start=PLACE.start, end=PLACE.end)
SURNAME = PRIVATE.split()[-1]


def draft(language: str = "en", named: Named = GIVEN) -> str:
    found = (replace(HARBOUR, headline="Minister keeps the network open"), COMPLAINT)
    return compose(found, shelf=SHELF, settings=SETTINGS, language=language, private=private_spans(), named={COMPLAINT.id: (named,)})


def test_the_name_stands_in_its_item_with_the_words_that_show_for_whom() -> None:
    head, item = draft().split(f"{{#{COMPLAINT.id}}}")
    assert f"{PRIVATE} (harbour union's spokesman) said that the lines were slow" in item
    assert SURNAME not in head


def test_the_words_of_the_editor_stand_in_place_of_those_of_the_source() -> None:
    assert f"{PRIVATE} (speaks for the harbour union)" in draft(named=replace(GIVEN, words="speaks for the harbour union"))


def test_an_edition_in_another_language_leaves_the_name_out() -> None:
    assert SURNAME not in draft("fa").split(f"{{#{COMPLAINT.id}}}")[1].split("[translate:")[0]


def test_a_statement_at_another_place_is_not_named() -> None:
    other = ENGLISH.index(PRIVATE)
    assert f"{PRIVATE} (" not in draft(named=replace(GIVEN, start=other, end=other + len(PRIVATE)))


def test_kin_of_the_same_surname_stay_withheld() -> None:
    text = f"{PRIVATE}, the union's spokesman, spoke. Dara {SURNAME} was there, and {SURNAME} left."
    spans = {"t": ((0, len(PRIVATE)), (text.index("Dara"), text.index("Dara") + len(f"Dara {SURNAME}")))}
    some = Withheld({"t": text}, spans, PACK).naming((replace(GIVEN, text_id="t", start=0, end=len(PRIVATE)),))
    assert some.clean(text, "en") == f"{PRIVATE}, the union's spokesman, spoke. [name withheld] was there, and [name withheld] left."
    assert some.passage("t", text, (0, len(text)), "en") == some.clean(text, "en")


def test_the_surname_alone_goes_with_the_name_when_nobody_else_bears_it() -> None:
    text = f"{PRIVATE} spoke. {SURNAME} left."
    spans = {"t": ((0, len(PRIVATE)), (text.rindex(SURNAME), len(text) - 6))}
    some = Withheld({"t": text}, spans, PACK).naming((replace(GIVEN, text_id="t", start=0, end=len(PRIVATE)),))
    assert some.clean(text, "en") == text


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("kind", ["updates", "repeats", "denies"])
@pytest.mark.parametrize("order", ["_earlier", "_later", ""])
def test_background_is_introduced_in_words_of_the_house(language: str, kind: str, order: str) -> None:
    intro = str(tables.mapping(language, "house", "relations")[kind + order])
    days = {"_earlier": "2026-09-30", "_later": "2026-09-01", "": "2026-09"}
    answering = replace(
        PRICE, date=replace(PRICE.date, text=days[order], edtf=days[order]) if PRICE.date else None,
        relations=(Relation(kind=kind, other=COMPLAINT.id, why="a test"),),
    )  # fmt: skip
    shelf = replace(SHELF, related={COMPLAINT.id: COMPLAINT})
    text = compose((answering,), shelf=shelf, settings=SETTINGS, language=language, private=private_spans())
    (line,) = [line for line in text.splitlines() if line.startswith(intro)]
    assert "[@" in line
    assert UNION[1].content.text in line


def test_every_relation_has_its_words_in_both_languages() -> None:
    english, persian = (tables.mapping(language, "house", "relations") for language in ("en", "fa"))
    assert english.keys() == persian.keys()
    assert {"updates", "repeats", "denies", "contradicts"} <= english.keys()
