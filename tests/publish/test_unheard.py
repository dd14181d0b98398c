"""What was not heard, in the words of the house: outlets by name, other sources unnamed, short."""

from __future__ import annotations

import pytest

from publish.builders import PACK
from rasad.collect import HEALTH, KINDS
from rasad.languages import tables
from rasad.publish import Unheard
from rasad.publish.house import House
from rasad.publish.unheard import tell_unheard

ENGLISH, PERSIAN = House(language="en", pack=PACK), House(language="fa", pack=PACK)


def unheard(source: str, *, first: str = "2026-10-03", last: str = "2026-10-05", why: tuple[str, ...] = ("down",), outlet: str | None = None) -> Unheard:
    return Unheard(source=source, kind="feed", first=first, last=last, why=why, outlet=outlet)


def test_when_all_were_heard_nothing_is_said() -> None:
    assert tell_unheard((), ENGLISH) == ()


def test_a_source_is_told_once_with_its_days_and_its_reasons() -> None:
    found = (
        unheard("post", why=("down", "blocked"), outlet="tal.o.post"),
        unheard("post", first="2026-10-09", last="2026-10-09", why=("silent",), outlet="tal.o.post"),
    )
    (english,), (persian,) = tell_unheard(found, ENGLISH), tell_unheard(found, PERSIAN)
    assert english.startswith("What was not heard: ")
    assert english.endswith(
        "Sarvan Post (feed) was not heard from 3 October 2026 to 5 October 2026 (its server did not answer, later access to it was refused) "
        "and on 9 October 2026 (it brought nothing new)."
    )
    assert persian.startswith("آنچه شنیده نشد: ")
    assert "سروان‌پست (خوراک) از ۱۱ مهر ۱۴۰۵ تا ۱۳ مهر ۱۴۰۵ (کارسازش پاسخ نداد، سپس راهش بسته بود) و در ۱۷ مهر ۱۴۰۵" in persian


def test_a_source_that_is_no_outlet_of_the_pack_is_not_named() -> None:
    for house in (ENGLISH, PERSIAN):
        (told,) = tell_unheard([unheard("alert-on-strike-of-bakers"), unheard("post", outlet="tal.o.post")], house)
        assert "alert" not in told and "bakers" not in told
    (told,) = tell_unheard([unheard("alert-on-strike-of-bakers"), unheard("post", outlet="tal.o.post")], ENGLISH)
    assert told.index("Sarvan Post") < told.index("A source that is not named here (feed)")


def test_many_sources_are_counted() -> None:
    (told,) = tell_unheard([unheard(f"s{number:02}") for number in range(15)], ENGLISH)
    assert told.count("was not heard from") == 12
    assert told.endswith("So it was with 3 more.")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_word_of_health_and_every_kind_of_source_has_its_phrase(language: str) -> None:
    whys = tables.mapping(language, "house", "unheard_why")
    assert set(whys) == set(HEALTH) - {"ok"}
    assert set(tables.mapping(language, "house", "unheard_kinds")) == set(KINDS)
