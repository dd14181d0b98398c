"""Offices: who held a post on the day."""

from __future__ import annotations

from rasad.understand.offices import holder, office_of
from understand.talvaria import PACK, only, read


def test_a_title_alone_means_the_holder_of_that_day() -> None:
    before = only("The Roads Minister said the bridge is closed.", day="2026-03-01")
    after = only("The Roads Minister said the bridge is closed.", day="2026-06-01")
    assert before.speaker is not None and before.speaker.id == "p.navidan"
    assert after.speaker is not None and after.speaker.id == "p.zarrin"


def test_without_a_day_a_title_alone_is_nobody_and_says_why() -> None:
    said = only("The Roads Minister said the bridge is closed.", day=None)
    assert said.speaker is not None and said.speaker.id is None
    assert said.office is not None and said.office.post == "i.roads/minister"
    assert any("the day is not known" in reason for reason in said.reasons)


def test_two_holders_in_a_window_are_no_holder() -> None:
    found = holder(["i.roads/minister"], PACK, "2026-04-01/2026-06-01")
    assert found.id is None and "2 may have held it" in found.why


def test_a_name_has_the_office_held_that_day() -> None:
    post, _ = office_of("p.navidan", PACK, "2025-01-01")
    assert post is not None and post.id == "i.roads/minister"
    assert office_of("p.navidan", PACK, "2026-06-01")[0] is None


def test_a_former_minister_is_not_the_minister() -> None:
    said = only("The former Roads Minister said the bridge is closed.")
    assert said.speaker is not None and said.speaker.id is None


def test_the_minister_of_another_country_is_not_ours() -> None:
    said = only("The Utopian Roads Minister said the bridge is closed.")
    assert said.speaker is not None and said.speaker.id is None


def test_a_rank_is_no_office() -> None:
    text = "The head of the Network Authority said the line is safe. In a statement, Brigadier General Omar Kashvadi said it was tested."
    last = read(text, "en", None).statements[-1]
    assert last.office is not None
    assert last.office.institution == "i.net"


def test_a_body_told_by_a_verb_is_an_office() -> None:
    one = only("Hossein Kashvadi, who heads the Network Authority, said the line is safe.", "en")
    assert one.office is not None
    assert one.office.institution == "i.net"
