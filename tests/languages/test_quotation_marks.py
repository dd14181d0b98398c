"""Quotations: where they open and close, and when two wordings are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.languages import quotes


def inner(sample: str, language: str = "en") -> list[str]:
    return [
        sample[q.inner_start : q.inner_end] for q in quotes.find(sample, language) if q.is_closed
    ]


@given(st.text(alphabet="ab .,\"'“”‘’«»\n", max_size=80))
def test_every_quotation_lies_in_the_text(sample: str) -> None:
    for quote in quotes.find(sample):
        assert 0 <= quote.start <= quote.inner_start <= quote.inner_end <= quote.end <= len(sample)


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes, it is.”", ["yes, it is."]),
        ("«بله» و «نه»", ["بله", "نه"]),
        ("He said ‘yes’ twice.", ["yes"]),
        ("He said 'yes, we do' twice.", ["yes, we do"]),
        ("“They told me ‘no’ twice.”", ["They told me ‘no’ twice.", "no"]),
        ("«او گفت “نه” و رفت»", ["او گفت “نه” و رفت", "نه"]),
        ("The ministers' plan and the children's net don't work.", []),
        ("The ministers’ plan and the ’90s don’t count.", []),
        ("‘The ministers’ plan is late’, he said.", ["The ministers’ plan is late"]),
        ("A 5\" pipe and 6' rope.", []),
        ('He called it "a plan” and “a law".', ["a plan", "a law"]),
        ('“He said "no" twice.”', ['He said "no" twice.', "no"]),
        ("„So ist es“, sagte er.", ["So ist es"]),
        ("او گفت ”بله“ و رفت", ["بله"]),
        ('وی گفت: " این طرح خوب است " و رفت', [" این طرح خوب است "]),
    ],
)
def test_closed_quotations_are_found(sample: str, found: list[str]) -> None:
    assert inner(sample) == found


def test_a_missing_mark_is_told_and_ends_with_its_paragraph() -> None:
    sample = "He said “yes and left.\nShe said “no” too."
    found = quotes.find(sample, "en")
    assert [q.is_closed for q in found] == [False, True]
    assert found[0].end == sample.index("\n")


def test_balanced_counts_do_not_hide_two_wrong_paragraphs() -> None:
    sample = 'He said "yes and left.\nShe stayed.\nIt is no", he said.'
    assert [q.is_closed for q in quotes.find(sample, "en")] == [False, False]


def test_a_closing_mark_without_an_opening_one_is_stray() -> None:
    found = quotes.find("It is so”, he said.", "en")
    assert len(found) == 1
    assert found[0].is_stray


def test_a_quotation_over_paragraphs_that_opens_anew_is_one() -> None:
    sample = "He said: “First point.\n\n“Second point.\n\n“Third point.”\n\nHe left."
    found = [q for q in quotes.find(sample, "en") if q.depth == 0]
    assert len(found) == 1
    assert found[0].is_closed
    assert sample[found[0].start : found[0].end].endswith("Third point.”")


def test_a_quotation_over_paragraphs_without_new_marks_is_one() -> None:
    sample = "وی گفت: «نکتهٔ نخست.\nنکتهٔ دوم.\nنکتهٔ سوم.»\nاو رفت."
    found = quotes.find(sample, "fa")
    assert [q.is_closed for q in found] == [True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s so”—he said", '"It\'s so"-he said'),
        ("می‌شود", "می شود"),
        ("می‌شود", "میشود"),
        ("كتابي", "کتابی"),
        ("۱۴۰۱", "1401"),
        ("مُهم", "مهم"),
        ("two\u00a0words", "two words"),
    ],
)
def test_wordings_that_differ_in_typing_only_fold_alike(one: str, other: str) -> None:
    assert quotes.fold(one) == quotes.fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will block", "we will block"),
        ("block it", "black it"),
        ("ما می‌بندیم", "ما نمی‌بندیم"),
        ("آن", "ان"),
    ],
)
def test_another_word_folds_otherwise(one: str, other: str) -> None:
    assert quotes.fold(one) != quotes.fold(other)


def test_the_first_letter_may_be_made_small() -> None:
    assert quotes.fold("We will", first_small=True) == "we will"


def test_ellipses_and_brackets_cut_a_quotation() -> None:
    sample = "[T]he plan … is ready [in Sarvan], and . . . we will start,"
    assert quotes.parts(sample) == ["The plan", "is ready", "and", "we will start"]


def test_a_part_is_located_in_its_evidence() -> None:
    evidence = "وزیر گفت این طرح آماده می‌شود و اجرا خواهد شد."
    place = quotes.locate("طرح آماده میشود", evidence)
    assert place is not None
    assert evidence[slice(*place)] == "طرح آماده می‌شود"
    assert quotes.locate("طرح آماده نمی‌شود", evidence) is None


def test_a_part_never_cuts_a_latin_word() -> None:
    assert quotes.locate("art", "The party met.") is None
    assert quotes.locate("We will start", "He said we will start now.") is not None
