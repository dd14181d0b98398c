"""Negation: does a sentence say no? str -> bool."""

from __future__ import annotations

from rasad.check import lexicon


def denies(text: str, language: str) -> bool:
    """True when a text holds a word that denies without a “not”, such as “missed”."""
    return lexicon.has(text, language, "denying")


def says_no(text: str, language: str) -> bool:
    """True when a sentence holds a word of negation that is none in name only."""
    idle = list(lexicon.find(text, language, "negation_idle"))
    return any(
        not any(a <= start < b for a, b in idle)
        for start, _ in lexicon.find(text, language, "negation")
    )
