"""Reprints: copies, who printed first, what was changed, whose report it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from read_pages import BODY_EN, BODY_FA

from rasad.read import reprints

TEXT = " ".join(BODY_EN)


@dataclass(frozen=True)
class Day:
    edtf: str | None


@dataclass(frozen=True, kw_only=True)
class Printed:
    id: str
    text: str = TEXT
    captured: str = "2026-09-20T10:00:00Z"
    published: Day | None = None
    outlet: str | None = None
    agency: str | None = None


def owners(outlets: Iterable[str]) -> tuple[str, ...]:
    """The state owns talna and rasmi."""
    return tuple(sorted({"state" if name in ("talna", "rasmi") else name for name in outlets}))


def traced(*articles: Printed) -> tuple[reprints.Family, ...]:
    numbers = reprints.group([article.text for article in articles])
    return reprints.trace(articles, numbers, groups=owners)


@pytest.mark.parametrize(
    "edited",
    [
        " ".join(BODY_EN[1:]),
        " ".join(BODY_EN[:2]),
        " ".join(reversed(BODY_EN)),
        TEXT.replace("20", "30"),
        TEXT.upper(),
        f"(TNA) – {TEXT} This report is by Talvaria News Agency.",
    ],
)
def test_an_edited_copy_is_a_copy(edited: str) -> None:
    assert reprints.group([TEXT, " ".join(BODY_FA), edited]) == [0, 1, 0]


def test_a_set_phrase_at_the_end_makes_no_copies() -> None:
    phrase = (
        "You may share this article under the licence of the agency if you name it as its source."
    )
    rows = [
        " ".join(f"{word}{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(60))
        + f". {phrase}"
        for word in ("harbour", "metro", "court", "school")
    ]
    assert len(set(reprints.group(rows))) == 4


def test_many_copies_of_one_text_are_one_group() -> None:
    rows = [f"{TEXT} Printed by outlet number {number} of the capital." for number in range(120)]
    assert set(reprints.group(rows)) == {0}


def test_the_earliest_is_first_whatever_the_order() -> None:
    late = Printed(id="late", published=Day("2026-09-16"), outlet="peyk")
    early = Printed(id="early", published=Day("2026-09-14T08:00"), outlet="talna")
    (family,) = traced(late, early)
    assert (family.first, family.is_sure, [copy.id for copy in family.reprints]) == (
        "early",
        True,
        ["late"],
    )


def test_of_one_day_none_is_surely_first() -> None:
    one = Printed(
        id="one", published=Day("2026-09-14"), outlet="peyk", captured="2026-09-14T09:00:00Z"
    )
    other = Printed(id="other", published=Day("2026-09-14T07:00"), outlet="talna")
    (family,) = traced(other, one)
    assert not family.is_sure


def test_a_copy_of_a_copy_is_told_with_its_changes() -> None:
    first = Printed(id="a", published=Day("2026-09-14"))
    changed = TEXT.replace("20 percent", "30 percent")
    second = Printed(id="b", published=Day("2026-09-15"), text=changed)
    third = Printed(
        id="c", published=Day("2026-09-16"), text=changed.replace("Rural subscribers", "Villagers")
    )
    (family,) = traced(first, second, third)
    assert [(copy.id, copy.of, copy.changes) for copy in family.reprints] == [
        ("b", "a", (("20", "30"),)),
        ("c", "b", (("Rural subscribers", "Villagers"),)),
    ]


def test_letters_are_no_change() -> None:
    text = " ".join(BODY_FA)
    first = Printed(id="a", published=Day("2026-09-14"), text=text)
    second = Printed(id="b", published=Day("2026-09-15"), text=text.replace("ی", "ي"))
    (family,) = traced(first, second)
    assert family.reprints[0].changes == ()
    assert family.reprints[0].same == 1.0


def test_a_family_is_one_source_the_agency_that_it_credits() -> None:
    articles = (
        Printed(id="a", published=Day("2026-09-14"), outlet="peyk", agency="talna"),
        Printed(id="b", published=Day("2026-09-15"), outlet="kuch", agency="talna"),
        Printed(id="c", text=" ".join(BODY_FA), outlet="fanous"),
        Printed(id="d", text=OWN, outlet="rasmi"),
    )
    families = traced(*articles)
    assert [(family.agency, family.origin, family.printed_by) for family in families] == [
        ("talna", "state", ("kuch", "peyk"))
    ]
    assert reprints.independent(articles, families, groups=owners) == ("fanous", "state")


def test_without_an_agency_its_earliest_publisher_is_the_source() -> None:
    articles = (
        Printed(id="a", published=Day("2026-09-15"), outlet="peyk"),
        Printed(id="b", published=Day("2026-09-14"), outlet="kuch"),
    )
    families = traced(*articles)
    assert reprints.independent(articles, families, groups=owners) == ("kuch",)


OWN = (
    "The gazette printed the order of the minister on the harbour of Sarvan, in force from the day of its printing. "
    * 3
)
