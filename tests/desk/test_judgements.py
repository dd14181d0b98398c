"""Judgements: who is the same as whom, by the editors' word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rasad import desk, packs
from rasad.errors import WrongUse
from rasad.languages import gazetteer
from rasad.model import Decision

NAVID = "Navid Rastkaran"


def judge(one: str, other: str, verdict: str, seq: int = 1) -> Decision:
    return Decision(
        seq=seq, kind="judge", ids=(one, other), by="mina", why="both are in the gazette", at="2026-11-01T00:00:00Z",
        changes=(("verdict", verdict),),
    )  # fmt: skip


@pytest.fixture
def verdict() -> Callable[..., str | None]:
    def ask(*told: tuple[str, str, str], of: tuple[str, str]) -> str | None:
        return desk.judgements(judge(*one) for one in told).verdict(*of)

    return ask


def test_nothing_said_is_no_verdict(verdict: Callable[..., str | None]) -> None:
    assert verdict(of=("Dara Velin", "Dara Vellin")) is None


def test_the_latest_word_on_a_pair_stands(verdict: Callable[..., str | None]) -> None:
    told = [("Dara Velin", "tal.p.velin", "same"), ("tal.p.velin", "Dara Velin", "different")]
    assert verdict(*told, of=("Dara Velin", "tal.p.velin")) == "different"


def test_same_is_drawn_on_and_different_bars_the_whole_group(verdict: Callable[..., str | None]) -> None:
    told = [("A Velin", "B Velin", "same"), ("B Velin", "C Velin", "same"), ("C Velin", "Dara Navid", "different")]
    assert verdict(*told, of=("A Velin", "C Velin")) == "same"
    assert verdict(*told, of=("A Velin", "Dara Navid")) == "different"


def test_doubt_does_not_spread_and_bars_what_would_follow(verdict: Callable[..., str | None]) -> None:
    told = [("A Velin", "B Velin", "same"), ("B Velin", "C Velin", "same"), ("A Velin", "C Velin", "unsure")]
    assert verdict(*told, of=("A Velin", "C Velin")) == "unsure"
    assert verdict(("A Velin", "B Velin", "same"), ("B Velin", "C Velin", "unsure"), of=("A Velin", "C Velin")) is None


def test_spellings_of_one_name_are_one(verdict: Callable[..., str | None]) -> None:
    assert verdict(("نوید راستکاران", "tal.p.kashvadi", "same"), of=("نويد راستكاران", "tal.p.kashvadi")) == "same"


def test_a_name_comes_to_a_person_and_leaves_again() -> None:
    pack = packs.load("example")
    told = [judge(NAVID, "tal.p.kashvadi", "same")]
    amended = desk.amend_pack(pack, told)
    (found,) = [one for one in gazetteer.gazetteer(amended).mentions(f"{NAVID} said so.", "en") if one.kind == "person"]
    assert found.ids == ("tal.p.kashvadi",)
    assert desk.amend_pack(pack, [*told, judge(NAVID, "tal.p.kashvadi", "different")]) == pack


@pytest.mark.parametrize("word", ["different", "unsure"])
def test_a_name_of_the_pack_is_taken_away(word: str) -> None:
    pack = packs.load("example")
    name = pack.person_by_id["tal.p.kashvadi"].names[0].text
    after = desk.amend_pack(pack, [judge(name, "tal.p.kashvadi", word)]).person_by_id["tal.p.kashvadi"]
    assert name not in {one.text for one in after.names}


def test_two_ids_judged_the_same_become_the_first_with_names_and_posts_of_both() -> None:
    pack = packs.load("example")
    after = desk.amend_pack(pack, [judge("tal.p.kashvadi", "tal.p.narvandi", "same")])
    left = {"tal.p.kashvadi", "tal.p.narvandi"} & set(after.person_by_id)
    assert len(left) == 1
    gone = ({"tal.p.kashvadi", "tal.p.narvandi"} - left).pop()
    assert gone not in {tenure.person for tenure in after.tenures}


@pytest.mark.parametrize("ids", [("Dara Velin", "dara velin"), ("Dara Velin",), ("...", "Dara Velin")])
def test_a_judgement_that_cannot_be_meant_is_refused(ids: tuple[str, ...]) -> None:
    made = Decision(seq=1, kind="judge", ids=ids, by="mina", why="so", at="", changes=(("verdict", "same"),))
    with pytest.raises(WrongUse):
        desk.check_decision(made, {})
