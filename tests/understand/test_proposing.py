"""Developments: what is proposed to the editor."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from rasad import understand
from rasad.model import Development
from understand.talvaria import PACK, newsroom, read

DENIED = ("http://ravi.example/1", "2026-06-01", "en", "The Roads Minister denied that road tolls will rise. “There is no plan for road tolls,” Zarrindasht said.")
RAISED = ("http://lamp.example/2", "2026-06-09", "fa", "کیا گلشن‌فر، رئیس سازمان شبکه، اعلام کرد که تعرفه عوارض راه ۲۰ درصد افزایش می‌یابد.")
OTHER = ("http://lamp.example/3", "2026-06-10", "en", "Kia Golshanfar said road tolls will rise by 35 percent, not by 20 percent, and prices of road tolls will rise again.")
BLOCKED = ("http://lamp.example/4", "2026-06-02", "en", "The Network Authority blocked the messenger Parvaz on Monday.")


def proposed(*told: tuple[str, str, str, str]) -> tuple[Development, ...]:
    articles, readings, stories = newsroom(*told)
    return understand.propose(articles, readings, stories, pack=PACK, window="2026-06-01/2026-06-30")


def test_a_heading_has_its_subject_first_and_the_present_tense() -> None:
    (found,) = proposed(BLOCKED)
    assert found.headline == "Network Authority blocks the messenger Parvaz"
    assert (found.action, found.dossiers, found.missing) == ("block", ("blocking",), ())
    assert found.date is not None and found.date.edtf == "2026-06-01"


def test_a_persian_text_has_a_persian_heading() -> None:
    (found,) = proposed(RAISED)
    assert found.language == "fa"
    assert found.headline == "کیا گلشن‌فر اعلام می‌کند تعرفه عوارض راه ۲۰ درصد افزایش می‌یابد"


def test_evidence_is_whole_sentences_and_quotations() -> None:
    articles, _, _ = newsroom(DENIED)
    for found in proposed(DENIED):
        for citation in found.evidence:
            shown = articles[0].text[citation.start : citation.end]
            assert citation.text_id == articles[0].text_id
            assert shown.endswith(".") or shown in articles[0].text


def test_what_was_denied_and_then_happens_is_a_contradiction() -> None:
    denial = ("http://ravi.example/1", "2026-06-01", "fa", "وزیر راه گزارش‌ها درباره افزایش عوارض راه سروان در تابستان را تکذیب کرد.")
    later = ("http://lamp.example/2", "2026-06-09", "fa", "کیا گلشن‌فر، رئیس سازمان شبکه، اعلام کرد که افزایش عوارض راه سروان از تابستان اجرا می‌شود.")
    found = {one.language: one for one in proposed(later)} and proposed(denial, later)
    kinds = {(relation.kind) for one in found for relation in one.relations}
    assert kinds == {"contradicts"}
    (answer,) = [one for one in found if one.relations]
    assert answer.relations[0].why.startswith("affirms what was denied before")


def test_a_figure_refused_by_name_is_a_contradiction_across_languages() -> None:
    found = proposed(RAISED, OTHER)
    (answer,) = [one for one in found if one.relations]
    assert answer.article == newsroom(OTHER)[0][0].id
    assert "35" in answer.relations[0].why


def test_unrelated_statements_do_not_answer_each_other() -> None:
    assert all(one.relations == () for one in proposed(RAISED, BLOCKED))


def test_order_does_not_matter() -> None:
    told = [DENIED, RAISED, OTHER, BLOCKED]
    articles, readings, stories = newsroom(*told)
    first = understand.propose(articles, readings, stories, pack=PACK)
    random.Random(7).shuffle(told)
    articles, readings, stories = newsroom(*told)
    assert understand.propose(articles, readings, stories[::-1], pack=PACK) == first


def test_articles_of_one_story_make_one_development_and_count_owners_once() -> None:
    text = "The Network Authority blocked the messenger Parvaz on Monday."
    articles, readings, stories = newsroom(
        ("http://ravi.example/a", "2026-06-02", "en", text),
        ("http://lamp.example/b", "2026-06-03", "en", f"{text} Nothing else is known."),
    )
    story = replace(stories[0], articles=tuple(article.id for article in articles))
    (found,) = understand.propose(articles, readings, [story], pack=PACK)
    assert found.independent == 2 and set(found.articles) == {article.id for article in articles}
    assert found.article == articles[0].id
    copied = replace(story, reprints=((articles[1].id, articles[0].id),))
    assert understand.propose(articles, readings, [copied], pack=PACK)[0].independent == 1


def test_a_round_up_makes_one_development_a_heading() -> None:
    text = (
        "Roads Minister rules out road tolls\n\nZarrindasht said on Monday that road tolls will not return to the roads of Talvaria, "
        "whatever the House of Deputies may wish, and that drivers need not fear.\n\n"
        "Network Authority blocks a messenger\n\nThe Network Authority blocked the messenger Parvaz on Monday. Golshanfar said the "
        "blocking of messengers is a matter of law and that the company had been told in time."
    )
    reading = read(text)
    assert [one.headline for one in reading.developments] == [
        "Roads Minister rules out road tolls", "Network Authority blocks a messenger",
    ]  # fmt: skip
    assert [text[one.start : one.end].startswith(one.headline) for one in reading.developments] == [True, True]


def test_office_and_dossier_rank_before_an_unknown_speaker() -> None:
    found = proposed(
        ("http://lamp.example/5", "2026-06-03", "en", "Zarrindasht announced that road tolls end in July."),
        ("http://lamp.example/6", "2026-06-03", "en", "A driver said the weather is fine."),
    )
    assert found[0].headline.startswith("Roads Minister Mahsa Zarrindasht announces") or "Zarrindasht" in found[0].headline
    assert found[0].score > found[-1].score and found[0].reasons[0].startswith("office:")


def test_what_lies_outside_the_window_is_left_out() -> None:
    articles, readings, stories = newsroom(BLOCKED)
    assert understand.propose(articles, readings, stories, pack=PACK, window="2025-01-01/2025-12-31") == ()


@pytest.mark.slow
def test_two_thousand_articles_are_proposed_in_ten_seconds() -> None:
    told = [
        (f"http://lamp.example/n{n}", "2026-06-03", "en", f"Zarrindasht said road tolls rise by {n} percent. Golshanfar denied that road tolls rise. “No,” he said in case {n}.")
        for n in range(2000)
    ]
    articles, readings, stories = newsroom(*told)
    started = time.process_time()
    understand.propose(articles, readings, stories, pack=PACK)
    assert time.process_time() - started < 10
