"""Sentences: where one ends and where it does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.languages import sentences


def split(sample: str, language: str = "en") -> list[str]:
    return [span.text for span in sentences.split(sample, language)]


@given(
    st.one_of(st.text(max_size=120), st.text(alphabet="Aab. .!?\"'“”«»؟\n\r[]@(1", max_size=120)),
    st.sampled_from(["en", "fa", "ar", "und"]),
)
def test_sentences_cover_the_text_and_never_overlap(sample: str, language: str) -> None:
    done = 0
    for span in sentences.split(sample, language):
        assert span.start >= done
        assert not sample[done : span.start].strip()
        assert span.text == sample[span.start : span.end]
        assert span.text
        done = span.end
    assert not sample[done:].strip()


@pytest.mark.parametrize(
    "sample",
    [
        "Dr. Orlan met Mr. Velk in Sarvan.",
        "The U.S. delegation left at 9 a.m. on Monday.",
        "J. K. Velk and A.B. Orlan signed it.",
        "Prices rose by 2.5 per cent, to 1.250 tal.",
        "See No. 12 and Art. 85 of the act.",
        "The site talvaria.example was blocked.",
        "Acme Ltd. of Sarvan agreed.",
        "“We will block it. We will not wait.”",
        "He said, “We will block it. We will not wait,” and left.",
        "“Will you block it?” she asked.",
        "He waited... and left.",
        "وزیر گفت: «این کار انجام می‌شود. ما صبر نمی‌کنیم» و رفت.",
        "سال ۱۴۰۱ ه.ش. آغاز شد",
        "مبلغ ۲.۵ میلیون تال است.",
    ],
)
def test_one_sentence_stays_one(sample: str) -> None:
    language = "fa" if any("\u0600" <= char <= "\u06ff" for char in sample) else "en"
    assert split(sample, language) == [sample]


@pytest.mark.parametrize(
    ("sample", "count"),
    [
        ("The council met. It approved the plan.", 2),
        ("Was it approved? Nobody knew! The council met.", 3),
        ("“We will block it.” The minister left.", 2),
        ("He called it “a plan.” The council met.", 2),
        ("It was sold in the U.S. The council met.", 2),
        ("It began at 9 a.m. The council met.", 2),
        ("First paragraph\nSecond paragraph", 2),
        ("The council met. [@0123456789abcdef, 1-4] It left.", 2),
        ("The council met. 12 members voted.", 2),
        ("شورا جلسه داشت. طرح تصویب شد.", 2),
        ("آیا تصویب شد؟ کسی نمی‌داند! شورا جلسه داشت.", 3),
        ("وی گفت: «تصویب شد.» شورا جلسه داشت.", 2),
    ],
)
def test_sentences_end(sample: str, count: int) -> None:
    language = "fa" if any("\u0600" <= char <= "\u06ff" for char in sample) else "en"
    assert len(split(sample, language)) == count


def test_a_citation_belongs_to_the_sentence_before_it() -> None:
    sample = "The council met. [@0123456789abcdef, 1-4] It left."
    assert split(sample) == ["The council met. [@0123456789abcdef, 1-4]", "It left."]


def test_semicolons_end_clauses_when_asked() -> None:
    sample = "شورا جلسه داشت؛ طرح تصویب شد."
    assert len(sentences.split(sample, "fa")) == 1
    assert len(sentences.split(sample, "fa", clauses=True)) == 2


def test_a_wrapped_paragraph_is_read_as_one() -> None:
    sample = (
        "The Ministry of Information and Communications of\n"
        "Talvaria announced a plan that the Council of\n"
        "Networks had approved in its meeting.\n\nSecond paragraph."
    )
    assert len(split(sample)) == 2


@pytest.mark.slow
def test_a_megabyte_is_split_in_two_seconds() -> None:
    sample = "He said “it is so. It is.” The U.S. plan (No. 3) failed. " * 18_000
    begun = time.process_time()
    assert sentences.split(sample, "en")
    assert time.process_time() - begun < 2


@pytest.mark.slow
def test_lonely_marks_do_not_slow_the_split_down() -> None:
    begun = time.process_time()
    sentences.split("'a “b «c " * 30_000, "en")
    assert time.process_time() - begun < 2
