"""Numbers: amounts, shares, ranges and units in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.languages import numbers
from rasad.model import Figure


def only(sample: str, language: str) -> Figure:
    found = numbers.find(sample, language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("sample", "value", "unit"),
    [
        ("It has 1,200 users", 1200, "user"),
        ("It has 10,000 Talvarian users", 10000, "user"),
        ("about 2.5 million tal", 2_500_000, "tal"),
        ("a fine of $5m", 5_000_000, "dollar"),
        ("a fine of US$ 3 billion", 3_000_000_000, "dollar"),
        ("prices rose 34 per cent", 34, "%"),
        ("prices rose 34%", 34, "%"),
        ("prices rose by five percentage points", 5, "percentage point"),
        ("two thirds of them", 0.666667, None),
        ("half a million people", 500_000, "person"),
        ("twenty-five members", 25, "member"),
        ("three hundred and twelve cases", 312, "case"),
        ("two and a half years", 2.5, "year"),
        ("a dozen accounts", 12, "account"),
        ("under Article 85 of the act", 85, "article"),
        ("10k accounts", 10_000, "account"),
        ("some 500km away", 500, "kilometre"),
        ("2000 users", 2000, "user"),
    ],
)
def test_english_figures(sample: str, value: float, unit: str | None) -> None:
    found = only(sample, "en")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("sample", "value", "unit"),
    [
        ("۱۲٬۵۰۰ تومان", 12_500, "toman"),
        ("۱۲،۵۰۰ تومان", 12_500, "toman"),
        ("۱۲.۵۰۰ تومان", 12_500, "toman"),
        ("۲/۵ درصد", 2.5, "%"),
        ("۲٫۵ درصد", 2.5, "%"),
        ("۵۰٪ کاربران", 50, "%"),
        ("بیست و پنج درصد", 25, "%"),
        ("بیست‌وپنج درصد", 25, "%"),
        ("دو میلیون و سیصد هزار نفر", 2_300_000, "person"),
        ("۲ میلیون و ۵۰۰ هزار کاربر", 2_500_000, "user"),
        ("سه هزار و ۱۳۷ نفر", 3137, "person"),
        ("۱۰ هزار میلیارد تومان", 10_000_000_000_000, "toman"),
        ("دو سوم نمایندگان", 0.666667, None),
        ("هفت‌صد نفر", 700, "person"),
        ("ماده ۸۵ قانون", 85, "article"),
        ("چهار و نیم برابر", 4.5, "times"),
        ("یک نفر", 1, "person"),
        ("مبلغ ۱۲۰ تال", 120, "tal"),
        ("هزار نفر", 1000, "person"),
    ],
)
def test_persian_figures(sample: str, value: float, unit: str | None) -> None:
    found = only(sample, "fa")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("sample", "language", "low", "high", "unit"),
    [
        ("30 to 34 per cent", "en", 30, 34, "%"),
        ("30–34%", "en", 30, 34, "%"),
        ("between 30 and 34 members", "en", 30, 34, "member"),
        ("10-15 million tal", "en", 10_000_000, 15_000_000, "tal"),
        ("two to three weeks", "en", 2, 3, "week"),
        ("۳۰ تا ۳۴ درصد", "fa", 30, 34, "%"),
        ("بین ۳۰ و ۳۴ درصد", "fa", 30, 34, "%"),
        ("دو یا سه هفته", "fa", 2, 3, "week"),
    ],
)
def test_ranges(sample: str, language: str, low: float, high: float, unit: str) -> None:
    found = only(sample, language)
    assert (found.value, found.low, found.high, found.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    ("sample", "language"),
    [
        ("In 2023 it met", "en"),
        ("on 14 March 2026", "en"),
        ("at 15:45", "en"),
        ("1402/01/05", "fa"),
        ("در سال ۱۴۰۲", "fa"),
        ("۲۳ اسفند ۱۴۰۱ ساعت ۱۵:۴۵", "fa"),
        ("the 5G network", "en"),
        ("COVID-19", "en"),
        ("one of the ministers", "en"),
        ("سه‌شنبه", "fa"),
        ("یک شرکت", "fa"),
        ("several million users", "en"),
        ("چند هزار کاربر", "fa"),
        ("the 3rd meeting", "en"),
        ("version 1.2.3", "en"),
    ],
)
def test_no_figures(sample: str, language: str) -> None:
    assert numbers.find(sample, language) == []


def test_a_rise_from_one_value_to_another_is_two_figures() -> None:
    assert [f.value for f in numbers.find("from 20 to 30 per cent", "en")] == [20, 30]


def test_a_vote_is_two_figures() -> None:
    assert [f.value for f in numbers.find("by 18-1 votes", "en")] == [18, 1]


def test_numbers_of_dates_are_left_out_when_the_dates_are_known() -> None:
    sample = "From 3 to 7 it met"
    assert numbers.find(sample, "en", skip=[(0, 11)]) == []


def test_a_share_tells_its_base() -> None:
    assert only("30 per cent of internet users left", "en").measure is not None


@given(
    st.text(alphabet="0123456789۱۲۳ .,،٫/-%$کmn درصدو\n", max_size=60),
    st.sampled_from(["en", "fa", "ar"]),
)
def test_any_text_is_read_and_spans_fit(sample: str, language: str) -> None:
    done = 0
    for figure in numbers.find(sample, language):
        assert figure.start >= done
        assert sample[figure.start : figure.end] == figure.text
        done = figure.end


def test_a_number_word_may_open_a_quotation_in_single_marks() -> None:
    for text in ("noted that \u2018Three factors count\u2019", "noted that 'Three factors count'"):
        assert [(found.text, found.value) for found in numbers.find(text, "en")] == [("Three", 3.0)]
    assert not numbers.find("a hand-to-two rule of O'Two", "en")
