"""What is remembered: a check after edits finds what a fresh one finds, and looks at what changed alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check import edits, newsroom
from rasad import check
from rasad.check.shown import Report
from rasad.errors import BadEdition
from rasad.model import Finding

ALL = tuple(check.RULES)
DECIDED = {"d-0123456789ab": "2026-09-14"}


class Desk:
    """Checks again and again, remembering."""

    def __init__(self) -> None:
        self.held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW, decided=DECIDED)
        self.drafts = {True: check.Turning(), False: check.Turning()}

    def look(self, source: str, language: str = "en") -> list[Finding] | str:
        report = Report(kind="markdown", text=source)
        drafts = self.drafts[report.is_edition]
        drafts.turn()
        try:
            edition = report.parse(language=language, window=newsroom.WINDOW, split=check.splitter(language), drafts=drafts)
        except BadEdition as error:
            return error.message
        return check.check_edition(
            edition, reading=None, pack=newsroom.pack(), evidence=self.held, window=newsroom.WINDOW, rules=ALL
        )


def body_of(source: str) -> int:
    return source.index("\n---\n", 4) + 5


PLAIN = newsroom.SOURCE[body_of(newsroom.SOURCE) :].replace("## ", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "language", "start"),
    [
        (newsroom.SOURCE, "en", body_of(newsroom.SOURCE)),
        (newsroom.PERSIAN_SOURCE, "fa", body_of(newsroom.PERSIAN_SOURCE)),
        (PLAIN, "en", 0),
    ],
    ids=["en", "fa", "plain"],
)
def test_a_check_after_edits_finds_what_a_fresh_one_finds(source: str, language: str, start: int) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.lists(edits.edit(), min_size=1, max_size=3), min_size=1, max_size=4))
    def holds(turns: list[list[tuple[float, int, str]]]) -> None:
        desk, text = Desk(), source
        desk.look(text, language)
        for turn in turns:
            text = edits.edited(text, turn, start)
            assert desk.look(text, language) == Desk().look(text, language)

    holds()


def test_an_unchanged_text_is_not_looked_at_again() -> None:
    desk = Desk()
    first = desk.look(newsroom.SOURCE)
    assert desk.held.memory.looked > 8
    assert desk.look(newsroom.SOURCE) == first
    assert desk.held.memory.looked == 0


def test_one_changed_word_is_looked_at_with_its_item_alone() -> None:
    desk = Desk()
    desk.look(newsroom.SOURCE)
    found = desk.look(newsroom.SOURCE.replace("Traffic had risen by 30", "Traffic had risen by 31"))
    assert desk.held.memory.looked == 2  # the sentence and its item
    assert isinstance(found, list) and "N01" in {one.code for one in found}


def test_a_sentence_moved_down_keeps_its_findings_at_its_new_place() -> None:
    desk = Desk()
    wrong = newsroom.SOURCE.replace("Traffic had risen by 30", "Traffic had risen by 31")
    desk.look(wrong)
    found = desk.look(wrong.replace("\n# Two months", "\n\n\n# Two months"))
    assert isinstance(found, list)
    one = next(finding for finding in found if finding.code == "N01")
    line = wrong.replace("\n# Two months", "\n\n\n# Two months").split("\n")[one.line - 1]
    assert line[one.column - 1 :].startswith("31 per cent")


def test_a_name_that_becomes_known_elsewhere_is_seen_everywhere() -> None:
    """A surname alone is that of a person whose full name stands anywhere in the text."""
    desk = Desk()
    without = newsroom.SOURCE.replace("Mera Tolun, minister of ports,", "The minister")
    text = without.replace("She said that 12", "Tolun said that 12")
    for source in (text, text.replace("The minister told", "Mera Tolun told"), text):
        assert desk.look(source) == Desk().look(source)


def test_what_is_no_longer_in_the_text_is_forgotten() -> None:
    desk = Desk()
    for number in range(40):
        desk.look(newsroom.SOURCE.replace("risen by 30", f"risen by {number + 100}"))
    fresh = Desk()
    fresh.look(newsroom.SOURCE)
    assert len(desk.held.memory.found) == len(fresh.held.memory.found)
    assert len(desk.held.memory.facts) == len(fresh.held.memory.facts)
    assert len(desk.drafts[True]) == len(fresh.drafts[True])
