"""Stories and reprints."""

from __future__ import annotations

from dataclasses import dataclass

from read_pages import BODY_EN, BODY_FA

from rasad.read import reprints, stories


@dataclass
class Day:
    edtf: str | None


@dataclass
class Told:
    title: str
    text: str
    language: str = "en"
    url: str = ""
    published: Day | None = None


def test_a_copy_with_another_ending_is_a_reprint() -> None:
    text = " ".join(BODY_EN)
    other = "The harbour of Sarvan was closed for two days after a storm, the port authority said in a short notice."
    assert reprints.group(
        [text, other, text + " Sarvan Courier takes no responsibility for this report."]
    ) == [0, 1, 0]


def test_a_reprint_of_a_part_is_found() -> None:
    assert reprints.group([" ".join(BODY_EN), " ".join(BODY_EN[:2])]) == [0, 0]


def test_spelling_does_not_hide_a_reprint() -> None:
    text = " ".join(BODY_FA)
    assert reprints.group(
        [text, text.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ")]
    ) == [0, 0]


def test_empty_texts_are_no_copies() -> None:
    assert reprints.group(["", ""]) == [0, 1]


def test_articles_of_one_event_are_one_story() -> None:
    rows = [
        Told(
            "Regulator of Talvaria raises price of mobile data",
            "The regulator raised the price of mobile data by 20 percent.",
            published=Day("2026-03-14"),
        ),
        Told(
            "Storm closes harbour of Sarvan",
            "A storm closed the harbour for two days.",
            published=Day("2026-03-14"),
        ),
        Told(
            "Price of mobile data raised by regulator",
            "Mobile data becomes 20 percent dearer, the regulator said.",
            published=Day("2026-03-15"),
        ),
        Told(
            "Regulator of Talvaria raises price of mobile data",
            "The regulator raised the price of mobile data by 20 percent.",
            published=Day("2026-09-14"),
        ),
    ]
    assert stories.group(rows) == [0, 1, 0, 2]


def test_order_of_time_decides_not_order_of_arrival() -> None:
    rows = [
        Told("One thing in Sarvan", "x", published=Day("2026-03-14")),
        Told("One thing in Sarvan", "x", published=Day("2026-03-13")),
    ]
    assert stories.group(rows) == stories.group(rows[::-1]) == [0, 0]


def test_nothing_gives_nothing() -> None:
    assert stories.group([]) == []
    assert reprints.group([]) == []
