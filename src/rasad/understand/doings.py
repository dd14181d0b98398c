"""Understand: what words do, whatever the verb of saying: announce, promise, demand, report. Words → act, or None.

"Said the road will open" announces, "said we will open it" promises, "said it opened" reports. Where nothing tells, the verb's own act stays.
Lists are in `languages/LANG/doings.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.languages import tables
from rasad.understand import doings_english, polarity_persian
from rasad.understand.lexicon import Lexicon
from rasad.understand.phrases import Phrases
from rasad.understand.plain import plain
from rasad.understand.verbforms import FIRST, Placed

_SINGLE: Final = frozenset({"states", "passives", "past", "done", "needed"})  # lists of single words
_TO_COME: Final = frozenset({"future", "present"})
_GONE: Final = frozenset({"past", "perfect"})
_THEY: Final = 6


@dataclass(frozen=True, slots=True)
class Signs:
    """The lists of a language: phrases, each standing for the name of its list, and single words by list."""

    phrases: Phrases[str]
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The first sentence of what was said, whether somebody in office says it, whether it says no; `keys`: the lists it has words of."""

    lows: list[str]
    in_office: bool
    is_negated: bool
    keys: frozenset[str]
    signs: Signs

    def has(self, key: str) -> bool:
        """True when a phrase of a list stands in the words."""
        return key in self.keys

    def is_any(self, key: str, word: str) -> bool:
        """True for a word of a list of single words."""
        return word in self.signs.words.get(key, frozenset())

    @property
    def has_figure(self) -> bool:
        """True when a number is told."""
        return any(word[:1].isdigit() for word in self.lows)


@lru_cache(maxsize=8)
def _signs(language: str) -> Signs | None:
    table = {key: list(map(str, value)) for key, value in tables.load(language, "doings").items() if isinstance(value, list)}
    if not table:
        return None
    told = {key: value for key, value in table.items() if key not in _SINGLE}
    return Signs(Phrases.of(told), {key: frozenset(map(plain, value)) for key, value in table.items() if key in _SINGLE})


def doing(lexicon: Lexicon, sentence: list[str], *, in_office: bool, is_negated: bool) -> str | None:
    """The act that the first sentence of what was said is; None where the words tell none."""
    signs = _signs(lexicon.language)
    if signs is None or not sentence:
        return None
    keys = frozenset(key for _, _, key in signs.phrases.find(sentence, 0, len(sentence)))
    words = Words(sentence, in_office, is_negated, keys, signs)
    return _persian(lexicon, words) if lexicon.is_light else doings_english.doing(lexicon, words)


def judging(lexicon: Lexicon, sentence: list[str]) -> str | None:
    """The act of calling something by a name: of a crime it accuses, of what is needed it demands."""
    signs = _signs(lexicon.language)
    if signs is None:
        return None
    if any(key == "wrongs" for _, _, key in signs.phrases.find(sentence, 0, len(sentence))):
        return "accuse"
    return "demand" if any(word in signs.words.get("needed", ()) for word in sentence) else None


def _persian(lexicon: Lexicon, words: Words) -> str | None:
    verb = polarity_persian.main_verb(lexicon, words.lows)
    if words.is_negated and words.has("innocence"):
        return "deny"
    if words.has("vows") or (verb and verb.form.tense == "future" and verb.form.person in FIRST and not words.has("expected")):
        return "promise"
    if words.has("warned"):
        return "warn"
    if words.has("advice"):
        return "propose"
    if _asks(words, verb):
        return "demand"
    if verb is None:
        return "accuse" if words.has("wrongs") else None
    return _by_tense(words, verb)


def _asks(words: Words, verb: Placed | None) -> bool:
    """True where something is asked in the main clause, and not told of the past: "should have been built"."""
    if verb is not None and verb.form.tense == "imperfect":
        return False
    return words.has("asks")


def _by_tense(words: Words, verb: Placed) -> str | None:
    form = verb.form
    if words.has("plans"):
        return "announce"
    if form.tense in _TO_COME and words.has("dangers"):
        return "warn"
    is_made = form.tense == "future" or (form.tense == "present" and words.is_any("passives", form.stem))
    if is_made and words.has("making") and not words.has("expected") and not words.is_negated:
        return "announce"
    if form.tense == "future":
        return "forecast"
    if form.tense == "subjunctive" and form.person == _THEY and not words.is_negated:
        return "demand"
    if words.has("wrongs"):
        return "accuse"
    is_event = form.tense in _GONE and not words.is_negated and not words.has("judging")
    if is_event and (not words.is_any("states", form.stem) or words.has_figure):
        return "report"
    return "report" if form.tense == "state" and words.has_figure else None
