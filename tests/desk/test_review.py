"""Desk: decisions are validated when made and replayed when read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasad import desk
from rasad.errors import UnknownId, WrongUse
from rasad.model import Citation, DateMention, Decision, Development


def development(id: str = "d-000000000001", score: float = 1.0, edtf: str | None = "2026-09-14") -> Development:
    return Development(
        id=id, headline="Regulator approves card", language="en", article="a-1", text_id="f" * 16,
        start=0, end=10, date=DateMention(text="14 September", edtf=edtf) if edtf else None, actors=(),
        act="announce", action=None, stage="none", stance="asserts", dossiers=("id-card",),
        statements=("s-1", "s-2"), score=score,
    )  # fmt: skip


def decision(kind: str, *ids: str, changes: tuple[tuple[str, str], ...] = (), seq: int = 1) -> Decision:
    return Decision(
        seq=seq, kind=kind, ids=ids, by="mina", why="because", at="2026-11-01T00:00:00Z", changes=changes
    )


def test_the_last_decision_stands() -> None:
    one = development()
    (after,) = desk.apply([one], [decision("accept", one.id), decision("reject", one.id)])
    assert after.state == "rejected"


def test_the_inbox_holds_only_what_waits_best_first() -> None:
    low, high, done = development("d-1", 1), development("d-2", 5), replace(development("d-3"), state="accepted")
    assert [found.id for found in desk.inbox([low, high, done])] == ["d-2", "d-1"]


def test_accepted_ones_are_ordered_by_date_and_cut_by_window() -> None:
    def kept(id: str, edtf: str | None) -> Development:
        return replace(development(id, edtf=edtf), state="accepted")

    found = desk.accepted(
        [kept("d-1", "2026-10-02"), kept("d-2", "2026-09-02"), kept("d-3", "2025-01-01"), kept("d-4", None)],
        "2026-09-01/2026-10-31",
    )
    assert [one.id for one in found] == ["d-2", "d-1", "d-4"]


def test_an_edit_changes_the_copy_and_keeps_what_was_changed() -> None:
    one = replace(development(edtf=None), missing=("date", "outlet"))
    (after,) = desk.apply([one], [decision("edit", one.id, changes=(("date", "2026-09-20"), ("stage", "approved")))])
    assert after.date is not None
    assert after.date.edtf == "2026-09-20"
    assert after.stage == "approved"
    assert after.missing == ("outlet",)
    assert after.edits == (("date", "2026-09-20"), ("stage", "approved"))


def test_a_merge_gathers_evidence_under_the_first_id() -> None:
    one = replace(development("d-1"), evidence=(Citation(text_id="a" * 16, start=0, end=1),))
    two = replace(development("d-2"), evidence=(Citation(text_id="b" * 16, start=0, end=1),), statements=("s-3",))
    first, second = desk.apply([one, two], [decision("merge", "d-1", "d-2")])
    assert len(first.evidence) == 2
    assert first.statements == ("s-1", "s-2", "s-3")
    assert second.state == "merged"


def three() -> list[Development]:
    places = {"d-1": "a", "d-2": "b", "d-3": "c"}
    return [
        replace(development(id), statements=(f"s-{letter}",), evidence=(Citation(text_id=letter * 16, start=0, end=1),))
        for id, letter in places.items()
    ]


def test_what_is_decided_about_a_merged_development_is_about_the_one_that_took_it_in() -> None:
    merged = decision("merge", "d-1", "d-2")
    for more, state in ((decision("accept", "d-2"), "accepted"), (decision("reject", "d-2"), "rejected")):
        assert [one.state for one in desk.apply(three(), [merged, more])] == [state, "merged", "proposed"]
    first, *_ = desk.apply(three(), [merged, decision("edit", "d-2", changes=(("stage", "approved"),))])
    assert first.stage == "approved"


def test_a_merge_with_a_merged_development_loses_nothing() -> None:
    first, second, third = desk.apply(three(), [decision("merge", "d-1", "d-2"), decision("merge", "d-2", "d-3")])
    assert first.statements == ("s-a", "s-b", "s-c")
    assert (first.state, second.state, third.state) == ("proposed", "merged", "merged")


def test_a_new_decision_about_a_merged_development_is_sent_to_the_one_that_took_it_in() -> None:
    known = {one.id: one for one in desk.apply(three(), [decision("merge", "d-1", "d-2")])}
    with pytest.raises(WrongUse, match="d-2 was merged into d-1"):
        desk.check_decision(decision("accept", "d-2"), known)


@pytest.mark.parametrize(
    "merges",
    [
        [decision("merge", "d-1", "d-2")],
        [decision("merge", "d-2", "d-3"), decision("merge", "d-1", "d-2")],
        [decision("judge", "d-1", "d-2", changes=(("verdict", "same"),))],
    ],
)
@pytest.mark.parametrize("is_before", [True, False])
def test_for_whom_somebody_speaks_stays_said_when_developments_are_merged(merges: list[Decision], is_before: bool) -> None:
    place = ("a" * 16, 3, 9)
    said = decision("edit", "d-2", changes=((f"speaks_for:{place[0]}:3-9", "yes"),))
    decisions = [said, *merges] if is_before else [*merges, said]
    assert ("d-1", *place) in desk.editor_words(decisions).speakers
    assert ("d-1", *place) in desk.speakers_spoken_of(decisions)
    taken_back = decision("edit", "d-1", changes=((f"speaks_for:{place[0]}:3-9", "no"),))
    assert not desk.editor_words([*decisions, taken_back]).speakers


def test_for_whom_somebody_speaks_is_said_of_no_other_development() -> None:
    said = decision("edit", "d-2", changes=((f"speaks_for:{'a' * 16}:3-9", "yes"),))
    different = decision("judge", "d-1", "d-2", changes=(("verdict", "different"),))
    assert {key[0] for key in desk.editor_words([said, different, decision("merge", "d-3", "d-4")]).speakers} == {"d-2"}


def test_a_split_moves_statements_into_a_development_of_their_own() -> None:
    one = development()
    whole, part = sorted(
        desk.apply([one], [decision("split", one.id, "s-2")]), key=lambda d: d.id != one.id
    )
    assert (whole.statements, part.statements) == (("s-1",), ("s-2",))
    assert part.state == "proposed"


def test_a_new_development_rests_on_the_words_named() -> None:
    made = decision(
        "new", "a-9", changes=(("evidence", f"{'c' * 16}:5-20"), ("headline", "X"), ("language", "en"))
    )
    (found,) = desk.apply([], [made])
    assert found.evidence == (Citation(text_id="c" * 16, start=5, end=20),)
    assert found.missing == ("date",)


def test_words_of_editors_are_found_by_place_and_language() -> None:
    place = f"translation:{'a' * 16}:3-9:en"
    words = desk.editor_words(
        [decision("edit", "d-1", changes=((place, "old"), ("headline:fa", "H"))), decision("edit", "d-1", changes=((place, "new"),))]
    )
    assert words.translations["a" * 16, 3, 9, "en"] == ("new", "mina")
    assert words.headings["d-1", "fa"] == ("H", "mina")


@pytest.mark.parametrize(
    "made",
    [
        replace(decision("accept", "d-000000000001"), by="Mina Darvand"),
        replace(decision("accept", "d-000000000001"), why="  "),
        replace(decision("accept", "d-000000000001"), why="half a letter \udcd9"),
        decision("edit", "d-000000000001", changes=(("headline:en", "\udcd9"),)),
        decision("ban", "d-000000000001"),
        decision("merge", "d-000000000001"),
        decision("split", "d-000000000001", "s-9"),
        decision("edit", "d-000000000001"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(made: Decision) -> None:
    with pytest.raises(WrongUse):
        desk.check_decision(made, {"d-000000000001": development()})


def test_a_decision_about_nothing_is_refused() -> None:
    with pytest.raises(UnknownId, match="d-7"):
        desk.check_decision(decision("accept", "d-7"), {})


@pytest.mark.parametrize(
    "word", ["colour=red", "stage=denied", "date=yesterday", "act=sing", "translation:xyz:1-2:en=a", "headline"]
)
def test_a_correction_of_an_unknown_field_or_value_is_refused(word: str) -> None:
    with pytest.raises(WrongUse):
        desk.parse_changes([word])
