"""The way of a policy: forward, taken back, claimed, unclear."""

from __future__ import annotations

import pytest

from rasad.model import Promise, StageEvent
from rasad.model.policy import move


@pytest.mark.parametrize(
    ("reached", "stage", "how"),
    [
        ("none", "approved_committee", "first"),
        ("proposed", "approved_chamber", "forward"),
        ("approved_committee", "returned", "back"),
        ("in_force", "suspended", "back"),
        ("returned", "approved_committee", "forward"),
        ("suspended", "in_force", "forward"),
        ("approved", "approved", "again"),
        ("approved", "announced", "again"),
        ("in_force", "under_review", "unclear"),
    ],
)
def test_a_stage_goes_forward_is_taken_back_or_is_unclear(reached: str, stage: str, how: str) -> None:
    assert move(reached, stage) == how


def event(stage: str, *, claimed: bool = False, move: str = "first", heading: str = "none") -> StageEvent:
    return StageEvent(
        stage=stage, day=None, statement="s-1", text_id="f" * 16, start=0, end=9, actor="", claimed=claimed, move=move, heading=heading
    )


def test_a_claim_and_a_gap_in_the_order_ask_for_evidence() -> None:
    assert event("in_force", claimed=True, move="claimed").needs_evidence
    assert event("under_review", move="unclear").needs_evidence
    assert not event("approved").needs_evidence


def test_a_heading_that_is_ahead_of_the_body_is_told() -> None:
    assert event("approved_committee", heading="approved").is_heading_ahead
    assert not event("approved", heading="approved_committee").is_heading_ahead
    assert not event("approved").is_heading_ahead


def test_a_promise_counts_its_days_and_knows_its_outcome_only_from_its_day_on() -> None:
    one = Promise(
        id="w-1", speaker="tal.p.velin", text="the register opens", text_id="f" * 16, start=0, end=9, dossier="x",
        said="2026-09-01", due="2026-10-01/2026-10-31", statements=("s-1",),
    )  # fmt: skip
    assert (one.status("2026-10-31"), one.status("2026-11-01")) == ("due", "overdue")
    assert one.days_left("2026-11-02") == -2
