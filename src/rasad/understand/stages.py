"""Understand: how far a policy is, and what is done to it, by the words of a clause. Words → stage, action."""

from __future__ import annotations

from typing import Final

from rasad.model.vocabulary import CLAIMED, STAGES
from rasad.understand.lexicon import Lexicon

_BEFORE: Final = 6
_DECIDED: Final = STAGES.index("approved_committee")
_CLOSED_BY: Final = frozenset({".", ",", ";", ":"})


def stage_of(words: list[str], lexicon: Lexicon, *, is_claimed: bool, has_policy: bool) -> str:
    """The latest stage that the words affirm; "none" when no policy is spoken of or nothing is affirmed.

    A stage behind will, must, not, before is not reached. `is_claimed` marks one known only from a speaker.
    """
    if not (has_policy or lexicon.policy.has(words, 0, len(words))):
        return "none"
    reached: list[str] = []
    for start, end, stage in lexicon.stages.find(words, 0, len(words)):
        if STAGES.index(stage) < _DECIDED or not _is_open(words, start, end, lexicon):
            reached.append(stage)
    if not reached:
        return "none"
    stage = max(reached, key=STAGES.index)
    return f"{CLAIMED}{stage}" if is_claimed else stage


def _is_open(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    low, high = start, min(len(words), end + (3 if lexicon.is_light else 0))
    while low > 0 and start - low < _BEFORE and words[low - 1] not in _CLOSED_BY:
        low -= 1
    return lexicon.phrases["open"].has(words, low, start) or lexicon.phrases["open"].has(words, end, high)


def action_of(words: list[str], lexicon: Lexicon, *, told: str | None = None) -> str | None:
    """What is done: by the verb if it says so, else by the first words that tell."""
    for _, _, action in lexicon.actions.find(words, 0, len(words)):
        return str(action)
    return told
