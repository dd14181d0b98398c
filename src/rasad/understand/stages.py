"""Understand: how far a policy is, and what is done to it, by the words of a clause. Words → stage, action."""

from __future__ import annotations

from typing import Final

from rasad.model.vocabulary import CLAIMED, STAGES
from rasad.understand.lexicon import Lexicon

_BEFORE: Final = 6
_DECIDED: Final = STAGES.index("approved_committee")
_PLANNED: Final = "planned"
OPENED: Final = ("in_force", "completed")
_CLOSED_BY: Final = frozenset({".", ",", ";", ":"})


def stage_of(words: list[str], lexicon: Lexicon, *, is_claimed: bool, has_policy: bool, is_office: bool = False) -> str:
    """The latest stage that the words affirm; "none" when no policy is spoken of or nothing is affirmed.

    What an office-holder plans is a policy (`is_office`), what was decided needs a word for one or a dossier. A stage behind will, must, not, before is not reached; what is opened counts when it is a policy or something built, which
    is completed then. `is_claimed` marks one known only from a speaker.
    """
    is_policy, is_built = lexicon.policy.has(words, 0, len(words)), lexicon.titles["built"].has(words, 0, len(words))
    reached: list[str] = []
    for start, end, stage in lexicon.stages.find(words, 0, len(words)):
        if STAGES.index(stage) >= _DECIDED and is_open(words, start, end, lexicon):
            continue
        is_opened = stage in OPENED and lexicon.titles["opened"].has(words, start, end)
        if is_opened and is_built:
            reached.append("completed")
        elif is_policy or (is_built and stage == _PLANNED) or (has_policy and not is_opened) or (is_office and STAGES.index(stage) < _DECIDED):
            reached.append(stage)
    if not reached:
        return "none"
    stage = max(reached, key=STAGES.index)
    return f"{CLAIMED}{stage}" if is_claimed else stage


def is_open(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """True for a stage not reached: will, must, not, before stand near it."""
    low, high = start, min(len(words), end + (3 if lexicon.is_light else 0))
    while low > 0 and start - low < _BEFORE and words[low - 1] not in _CLOSED_BY:
        low -= 1
    return lexicon.phrases["open"].has(words, low, start) or lexicon.phrases["open"].has(words, end, high)


def action_of(words: list[str], lexicon: Lexicon, *, told: str | None = None) -> str | None:
    """What is done: by the verb if it says so, else by the first words that tell."""
    for _, _, action in lexicon.actions.find(words, 0, len(words)):
        return str(action)
    return told
