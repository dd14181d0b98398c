"""Stories: which articles tell one thing, over days and languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rasad.read import stories


@dataclass(frozen=True)
class Day:
    edtf: str | None


@dataclass(frozen=True)
class Told:
    title: str
    language: str
    published: Day | None
    text: str = ""
    url: str = ""


def told(title: str, day: str | None, language: str = "en", text: str = "") -> Told:
    return Told(title, language, Day(day) if day else None, text)


FLOOD = told("Flood in Zarkuh kills seven, bridge of Delvaran destroyed", "2026-03-14")
# What else is told on these days: weights come from what is rare.
AROUND = [
    told("Regulator of Talvaria raises price of mobile data", "2026-03-13"),
    told("Court hears appeal of Sarvan newspaper against fine", "2026-03-13"),
    told("Metro of Sarvan tests cameras that recognise faces", "2026-03-14"),
    told("Parliament returns data protection bill to its committee", "2026-03-14"),
    told("Football club of Bahrestan loses its coach before the final", "2026-03-15"),
    told("وزیر آموزش تالواریا از برنامه تازه مدارس خبر داد", "2026-03-14", "fa"),
    told("بانک مرکزی نرخ تازه ارز را اعلام کرد", "2026-03-15", "fa"),
    told("مذاکره درباره قرارداد گاز به هفته آینده افتاد", "2026-03-13", "fa"),
]


def together(rows: list[Told], *which: Told) -> bool:
    """True when those are of one story."""
    groups = stories.group(rows)
    return len({groups[rows.index(row)] for row in which}) == 1


def test_an_article_in_another_language_joins_by_names_numbers_and_events() -> None:
    persian = told("سیل در زرکوه هفت کشته داد و پل دلواران ویران شد", "2026-03-14", "fa")
    spanish = told(
        "Inundación en Zarkuh: siete muertos, puente de Delvaran destruido", "2026-03-15", "es"
    )
    assert together([*AROUND, FLOOD, persian, spanish], FLOOD, persian, spanish)


def test_what_else_was_told_stays_apart() -> None:
    assert len(set(stories.group([*AROUND, FLOOD]))) == len(AROUND) + 1


def test_an_article_joins_days_late() -> None:
    late = told("After the flood in Zarkuh: who destroyed the bridge of Delvaran?", "2026-03-17")
    assert together([*AROUND, FLOOD, late], FLOOD, late)


def test_the_same_words_a_month_later_are_another_story() -> None:
    again = told(FLOOD.title, "2026-04-20")
    assert not together([*AROUND, FLOOD, again], FLOOD, again)


def test_what_comes_later_takes_no_story_apart() -> None:
    rows = [*AROUND, FLOOD, told("Seven dead in flood of Zarkuh", "2026-03-15")]
    before = stories.group(rows)
    later = [
        told(f"Flood and bridge of day {day} in Delvaran", f"2026-03-{day}")
        for day in range(18, 30)
    ]
    after = stories.group(rows + later)[: len(rows)]
    assert [before[at] == before[other] for at in range(len(rows)) for other in range(at)] == [
        after[at] == after[other] for at in range(len(rows)) for other in range(at)
    ]


def test_the_same_given_twice_is_grouped_the_same() -> None:
    rows = [*AROUND, FLOOD, told("Seven dead in flood of Zarkuh", "2026-03-15")]
    assert stories.group(rows) == stories.group(list(rows))


def test_an_article_without_a_date_is_of_the_day_of_the_one_before_it() -> None:
    undated = told("Flood in Zarkuh kills seven, bridge of Delvaran destroyed", None)
    rows = [*AROUND, FLOOD, undated, told("Harbour open again", "2027-01-01")]
    assert together(rows, FLOOD, undated)
    far = [*AROUND, FLOOD, told("Harbour open again", "2027-01-01"), undated]
    assert not together(far, FLOOD, undated)


def test_all_without_dates_are_grouped_nevertheless() -> None:
    rows = [told(row.title, None, row.language) for row in (*AROUND, FLOOD)]
    again = told("Flood of Zarkuh kills seven and a bridge of Delvaran is destroyed", None)
    assert together([*rows, again], rows[-1], again)


@pytest.mark.parametrize(
    "edtf",
    [
        "2026",
        "2026-03",
        "../2026-03-14",
        "2026-03-14~",
        "2026-03-14T25:99",
        "2026-03-14T10:00:00+05:00",
        "soon",
    ],
)
def test_a_date_of_any_form_is_taken(edtf: str) -> None:
    assert stories.group([told("One thing", edtf), told("Another matter", "2026-03-14")]) == [0, 1]


def test_titles_of_any_script_and_none_are_taken() -> None:
    rows = [
        told(title, "2026-03-14", language)
        for title, language in (
            ("", "und"),
            ("東京の出来事", "zh"),
            ("!!!", "en"),
            ("\ud800", "xx"),
        )
    ]
    assert len(stories.group(rows)) == 4
