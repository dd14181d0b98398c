"""Whatever text comes: no crash, spans that hold, linear time."""

from __future__ import annotations

import random
import time

import pytest

from rasad import understand
from rasad.model.vocabulary import ACTIONS, ACTS, KINDS, MEDIA, POLARITIES, STANCES, is_stage
from understand.talvaria import read

PIECES = (
    "said", "“", "”", "that", "Zarrindasht", "the Roads Minister", ",", ".", ":", "denied", "on Sunday", "according to", "quoted",
    "as saying", "گفت", "که", "را", "تکذیب کرد", "«", "»", "وزیر راه", "از", "خبر داد", "\n\n", "-", "(", "20 percent", "به گفته", "و", "،",
    "\u200c", "and", "he", "was", "told", "به گزارش", "در گفت‌وگو با", "approved", "the road bill", "adding",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fa", "ar", "und"])
def test_any_run_of_words_is_read_and_spans_hold(language: str) -> None:
    for seed in range(60):
        dice = random.Random(seed)
        text = " ".join(dice.choice(PIECES) for _ in range(40))
        reading = read(text, language)
        for one in reading.statements:
            assert text[one.content.start : one.content.end] == one.content.text
            assert one.speaker is None or text[one.speaker.start : one.speaker.end] == one.speaker.text
            assert one.quote is None or text[one.quote.start : one.quote.end] == one.quote.text
            assert one.start <= one.content.start <= one.content.end <= one.end + 1
            assert one.act in ACTS and one.kind in KINDS and one.polarity in POLARITIES and one.stance in STANCES
            assert one.medium in MEDIA and is_stage(one.stage) and (one.action is None or one.action in ACTIONS)
            assert one.through is None or 0 <= one.through < len(reading.statements)
            assert 0 <= one.confidence <= 1
        assert len({one.id for one in reading.statements}) == len(reading.statements)
        assert reading.to_dict()["rules"] == {"read": "", "understand": understand.RULES}


CUES = ("به گفته", "به گزارش", "به نقل از", "بر اساس", "وزیر راه گفت:", "وی با بیان اینکه", "according to", "said", "the minister said that", "quoting", "told", "added that")


@pytest.mark.parametrize("cue", CUES)
@pytest.mark.parametrize("before", ["", "این طرح اجرا شد. ", "The plan was approved. "])
def test_a_text_may_end_behind_any_cue(before: str, cue: str) -> None:
    for language in ("en", "fa"):
        assert read(before + cue, language).text == before + cue


@pytest.mark.slow
@pytest.mark.parametrize("text", ["said " * 20000, "“said” " * 9000, "a, " * 30000 + "said x.", "and " * 20000, "x said that " * 8000])
def test_time_grows_with_the_text(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 8


def test_an_empty_text_is_a_reading_of_nothing() -> None:
    reading = read("")
    assert reading.statements == () and reading.developments == () and reading.mentions == ()
