"""Short ways to the same: each is held against the long one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.languages import paragraphs, quotes, text
from rasad.languages._lexicon import key, keys
from rasad.languages._numbers import grammar

LETTERS = st.text(alphabet="aB é«»“”’ıİßکيك‌‍ِـ۱٢ \t\n-._/ªﷺ½\ue000", max_size=40)
COUNTED = st.lists(
    st.sampled_from(
        ["one", "two", "a", "an", "million", "half", "twenty", "five", "$", "US$", "€", "%", "3", "17", "2.5", "1,200", "1/2", "يک", "سی", "و", "پنج", "هزار", "ریال"]
        + [" ", " ", " ", "-", ".", ",", "'", "/", "x", "word", "_"]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(LETTERS, st.text(max_size=40)))
def test_a_text_swapped_is_the_text_translated(sample: str) -> None:
    forms = text.LETTERS | text.SIGNS
    assert text.swap(sample, forms) == sample.translate(str.maketrans(forms))


@given(st.one_of(LETTERS, st.text(max_size=40)))
def test_normalising_is_folding_without_the_way_back(sample: str) -> None:
    assert text.normalise(sample) == text.fold(sample).text.strip()


@given(st.lists(LETTERS, max_size=6))
def test_many_texts_are_normalised_like_each(samples: list[str]) -> None:
    assert text.normalise_all(samples) == [text.normalise(one) for one in samples]
    assert keys(samples) == [key(one) for one in samples]


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
@given(sample=COUNTED)
def test_a_number_begins_where_any_of_its_words_may(language: str, sample: str) -> None:
    rules = grammar(language)
    openers = set(rules.words) | rules.half | rules.alone
    if rules.articles:
        sizes = (*rules.magnitudes, *rules.fractions, "dozen")
        openers |= {f"{article} {size}" for article in rules.articles for size in sizes}
    word, symbol = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"
        for words in (openers, rules.symbols)
    )
    plain = re.compile(
        rf"(?<![\w.])(?:{symbol}) ?\d|(?<![\w.,/:])(?<![^\W\d_]-)\d|(?<!\w)(?<!\w['-])(?:{word})(?!\w)"
    )
    folded = text.fold(sample).text
    assert [found.span() for found in rules.start.finditer(folded)] == [found.span() for found in plain.finditer(folded)]


def test_what_is_given_of_a_text_may_be_changed_by_the_one_who_asked() -> None:
    sample = "The road is open.\n\n“It is,” she said."
    paragraphs.spans(sample).clear()
    quotes.find(sample).clear()
    assert len(paragraphs.spans(sample)) == 2
    assert len(quotes.find(sample)) == 1
