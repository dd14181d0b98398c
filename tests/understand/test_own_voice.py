"""What an outlet tells in its own voice stands among the proposals, joined to what is said in the story."""

from __future__ import annotations

from dataclasses import replace

from rasad import understand
from rasad.model import Development, Story
from rasad.model.ids import story_id
from understand.talvaria import PACK, newsroom

TOLD = ("http://lamp.example/5", "2026-06-08", "en", "The road bill on road tolls was approved by the House of Deputies on Monday. The road bill is to be sent on.")
SAID = ("http://ravi.example/6", "2026-06-08", "en", "The Roads Minister said the road bill will be approved by the House of Deputies soon. “The road bill is good,” Zarrindasht said.")
DENIED = ("http://ravi.example/7", "2026-06-08", "en", "The Roads Minister denied that the road bill was approved. “The road bill was not approved,” Zarrindasht said.")


def proposed(*told: tuple[str, str, str, str], reprints: tuple[tuple[int, int], ...] = ()) -> tuple[Development, ...]:
    """What is proposed of such articles, all of one story."""
    articles, readings, _ = newsroom(*told)
    copies = tuple((articles[copy].id, articles[first].id) for copy, first in reprints)
    story = Story(id=story_id(articles[0].id), articles=tuple(one.id for one in articles), reprints=copies)
    return understand.propose(articles, readings, (story,), pack=PACK, window="2026-06-01/2026-06-30")


def test_what_only_an_outlet_tells_is_proposed_once_and_says_so() -> None:
    (found,) = proposed(TOLD)
    assert (found.stage, found.statements, found.outlets) == ("approved_chamber", (), ("o.lamp",))
    assert found.dossiers[0] == "bill" and found.evidence
    assert any("nobody is quoted" in reason for reason in found.reasons)


def test_a_second_outlet_adds_to_it_and_a_reprint_does_not() -> None:
    again = ("http://ravi.example/8", "2026-06-08", "en", "The road bill was approved by the House of Deputies, after a long debate on the road bill.")
    (both,) = proposed(TOLD, again)
    assert both.outlets == ("o.lamp", "o.ravi") and both.independent == 2 and len(both.articles) == 2
    (one,) = proposed(TOLD, again, reprints=((1, 0),))
    assert one.outlets == ("o.lamp",) and one.independent == 1
    assert one.score < both.score


def test_the_stage_an_outlet_tells_goes_to_what_is_said_of_the_dossier() -> None:
    (before,) = proposed(SAID)
    found = proposed(SAID, TOLD)
    (after,) = [one for one in found if one.id == before.id]
    assert before.stage != "approved_chamber" and after.stage == "approved_chamber"
    assert after.score > before.score and len(after.evidence) > len(before.evidence)
    assert after.outlets == ("o.lamp", "o.ravi")
    assert not [one for one in found if not one.statements], "it is no second development"


def test_a_denial_is_not_given_the_stage_it_denies() -> None:
    found = proposed(DENIED, TOLD)
    assert {one.stage for one in found if one.stance == "denies"} <= {"none"}


def test_a_store_that_keeps_no_developments_proposes_what_is_said() -> None:
    articles, readings, stories = newsroom(SAID, TOLD)
    bare = {name: replace(reading, developments=()) for name, reading in readings.items()}
    found = understand.propose(articles, bare, stories, pack=PACK)
    assert found and all(one.statements for one in found)
