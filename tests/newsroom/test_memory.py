"""What the newsroom's pages say of each other: every planted answer is found, and nothing else."""

from __future__ import annotations

import pytest

from newsroom.told import Told, told
from rasad import packs, understand

Planted = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def pages() -> Told:
    return told()


@pytest.mark.slow
def test_every_planted_contradiction_is_found(pages: Told, planted: Planted) -> None:
    found = {(one, other) for one, kind, other in pages.links() if kind in ("contradicts", "denies")}
    for row in planted["contradiction"]:
        assert (row["second_page"], row["first_page"]) in found, row["about"]


@pytest.mark.slow
def test_every_planted_differing_figure_is_found(pages: Told, planted: Planted) -> None:
    price, series = planted["figures"]
    assert (price["second_page"], "contradicts", price["first_page"]) in pages.links()
    for one, other in (("second_page", "first_page"), ("third_page", "second_page")):
        assert (series[one], "updates", series[other]) in pages.links()


@pytest.mark.slow
def test_every_planted_step_back_is_found(pages: Told, planted: Planted) -> None:
    for row in planted["stage_move"]:
        first, second = (row[key] for key in sorted(key for key in row if key.endswith("_page")))
        assert (second, "updates", first) in pages.links()


@pytest.mark.slow
def test_there_is_no_false_alarm(pages: Told, planted: Planted) -> None:
    rows = [*planted["contradiction"], *planted["figures"][:1]]
    wanted = {frozenset((row["first_page"], row["second_page"])) for row in rows}
    reprints = {row["page"] for row in planted["reprint"]}
    for one, kind, other in pages.links():
        if kind in ("contradicts", "denies"):
            assert frozenset((one, other)) in wanted or reprints & {one, other}, (one, kind, other)


@pytest.mark.slow
def test_every_planted_denial_is_a_denial(pages: Told, planted: Planted) -> None:
    denials = {
        (str(article.url), statement.speaker.id)
        for article in pages.articles
        for statement in pages.readings[article.text_id].statements
        if statement.act == "deny" and statement.speaker
    }
    for row in planted["denial"]:
        assert (row["page"], row["speaker"]) in denials, row["words"]


@pytest.mark.slow
def test_every_planted_promise_is_known_with_its_day_and_no_other(pages: Told, planted: Planted) -> None:
    found = understand.find_promises(pages.articles, pages.readings)
    assert {(one.speaker, one.due.rpartition("/")[2]) for one in found} == {
        (row["speaker"], row["deadline"]) for row in planted["promise"]
    }


@pytest.mark.slow
def test_a_promise_is_due_then_missed_or_overdue_when_nothing_is_heard(pages: Told) -> None:
    found = {one.due.rpartition("/")[2]: one for one in understand.find_promises(pages.articles, pages.readings)}
    card, programme, report = found["2026-10-22"], found["2026-10-20"], found["2026-11-06"]
    assert [card.status(day) for day in ("2026-10-21", "2026-10-25")] == ["due", "missed"]
    assert card.days_left("2026-10-21") == 1
    assert [programme.status(day) for day in ("2026-10-19", "2026-11-09")] == ["due", "overdue"]
    assert [report.status(day) for day in ("2026-11-06", "2026-11-07")] == ["due", "overdue"]


@pytest.mark.slow
def test_a_policy_has_all_its_titles_and_its_way_back(pages: Told) -> None:
    policies = understand.find_policies(pages.articles, pages.readings, pack=packs.load("example"))
    bill = next(one for one in policies if one.dossier == "data-protection-bill")
    assert {title.language for title in bill.titles} == {"en", "fa"}
    assert [(event.stage, event.move) for event in bill.events] == [("approved_committee", "first"), ("returned", "back")]
    assert bill.stage == "returned"


@pytest.mark.slow
def test_what_only_a_speaker_claims_moves_no_policy_and_asks_for_evidence(pages: Told) -> None:
    policies = understand.find_policies(pages.articles, pages.readings, pack=packs.load("example"))
    faces = next(one for one in policies if one.dossier == "metro-faces")
    assert faces.stage == "none"
    assert [(event.stage, event.claimed, event.needs_evidence) for event in faces.events] == [("in_force", True, True)]
