"""A text in which each quotation is one token is cut out of its words, where that gives the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasad.understand.phrases import Phrases
from rasad.understand.plain import QUOTE, masked, plain, tokens

TEXT = st.text(alphabet="aBé'\". U-\u200cک۱_\n", max_size=30)


@given(TEXT, st.lists(st.integers(min_value=0, max_value=30), max_size=6, unique=True))
def test_masked_words_are_the_words_of_the_masked_text(sample: str, places: list[int]) -> None:
    even = plain(sample)
    edges = sorted(place for place in places if place <= len(even))
    spans = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if start < end]
    whole = even
    for start, end in spans:
        whole = whole[:start] + QUOTE * (end - start) + whole[end:]
    found = masked(tokens(even), spans)
    assert found is None or found == tokens(whole)


def test_a_quotation_between_words_needs_no_second_reading() -> None:
    even = 'He said "it is so" twice.'
    found = masked(tokens(even), [(8, 18)])
    assert found is not None
    assert found.lows == ["he", "said", QUOTE, "twice", "."]


def test_a_quotation_inside_a_word_is_read_anew() -> None:
    assert masked(tokens("it isn't so"), [(5, 8)]) is None


def test_beginnings_of_words_and_whole_phrases_are_found_in_one_pass() -> None:
    table = Phrases([("road*", "road"), ("road tax*", "tax"), ("bridge", "bridge"), ("open the bridge", "opening"), ("at", "place")])
    lows = ["roadside", "road", "taxes", "open", "the", "bridge", "attic", "at", "bridges", "ro"]
    assert list(table.find(lows, 0, len(lows))) == [
        (0, 1, "road"), (1, 3, "tax"), (3, 6, "opening"), (7, 8, "place"),
    ]  # fmt: skip
    assert list(table.find(tuple(lows), 4, len(lows))) == [(5, 6, "bridge"), (7, 8, "place")]
    assert table.at(lows, 3, 5) is None
    assert table.at_start("roads")
