"""Folding and normalising: one form for many spellings, with the way back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.languages import text

PERSIAN = st.text(
    alphabet="abé ßİﻻيكىةۀهٔآأءئؤ\u200c\u200d\u064e\u0651\u0640ـ۱۲٣4،؛؟«»“”’—–…\n\t \u00a0\u2067K",
    max_size=60,
)
ANY = st.one_of(st.text(max_size=60), PERSIAN)


@given(ANY)
def test_normalising_twice_changes_nothing(sample: str) -> None:
    once = text.normalise(sample)
    assert text.normalise(once) == once


@given(ANY)
def test_offsets_of_a_folded_text_never_go_back(sample: str) -> None:
    folded = text.fold(sample)
    places = list(folded.offsets)
    assert len(places) == len(folded.text) + 1
    assert places == sorted(places)
    assert places[-1] == len(sample)


@given(ANY, st.integers(0, 60), st.integers(0, 60))
def test_a_folded_span_lies_in_the_original(sample: str, one: int, other: int) -> None:
    folded = text.fold(sample)
    start, end = sorted((min(one, len(folded.text)), min(other, len(folded.text))))
    low, high = folded.span(start, end)
    assert 0 <= low <= high <= len(sample)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("شهريور", "شهریور"),
        ("كتاب", "کتاب"),
        ("پیام‌رسان", "پیام رسان"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("مُحَمَّد", "محمد"),
        ("مســـعود", "مسعود"),
        ("مسئول", "مسيول"),
        ("۱۲۳", "123"),
        ("٤٥٦", "456"),
        ("ﻻ", "لا"),
        ("Zürich", "ZURICH"),
        ("children’s", "children's"),
        ("a–b", "a-b"),
        ("two  words\n", "two words"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, other: str) -> None:
    assert text.normalise(written, "fa") == text.normalise(other, "fa")


def test_a_folded_word_leads_back_to_its_letters() -> None:
    sample = "در سال ۱۴۰۱، مُحَمَّد   گفت"
    folded = text.fold(sample, "fa")
    place = folded.text.index("محمد")
    low, high = folded.span(place, place + 4)
    assert sample[low:high] == "مُحَمَّد"


def test_spaces_in_persian_words_do_not_make_them_other_words() -> None:
    assert text.same_words("پیام‌رسان‌های بومی", "پیام رسانهای بومی", "fa")
    assert not text.same_words("پیام‌رسان بومی", "پیام‌رسان ملی", "fa")
    assert text.same_words("The  New-Law", "the new law", "en")
    assert not text.same_words("no where", "nowhere", "en")


@pytest.mark.slow
def test_a_megabyte_folds_in_two_seconds() -> None:
    sample = "وزیر ارتباطات گفت: «می‌شود» و Internet. " * 25_000
    begun = time.process_time()
    text.fold(sample, "fa")
    assert time.process_time() - begun < 2
