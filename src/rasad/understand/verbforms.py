"""Understand: the forms of verbs of a language that builds them from two stems: tense, person, yes or no. Tokens → Forms.

Built from `languages/LANG/stems.toml`. Tokens are those of `plain`: a form written with a ZWNJ is two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rasad.languages import tables
from rasad.understand.plain import plain

_OPEN_ALEF: Final = "\u0622"
_ALEF: Final = "\u0627"
_PERSONS: Final = 6
_THIRD: Final = 3
_THOU: Final = 2  # not said in news, and what looks like it is mostly a noun
_LONGEST: Final = 12
_MOST_KNOWN: Final = 20_000
# kinds of words: no verb, a verb, one with its particle, particles of what goes on and is to come
_NOTHING: Final = "nothing"
_ONE: Final = "one"
_IN_ONE: Final = "in_one"
_GOING: Final = "going"
_NOT_GOING: Final = "not_going"
_FUTURE: Final = "future"
FIRST: Final = frozenset({1, 4})


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says. `tense`: past, perfect, imperfect, present, future, subjunctive, state. `person`: 1–3 of one, 4–6 of many."""

    stem: str
    tense: str
    person: int = _THIRD
    is_negated: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A form in a run of tokens: first token, token behind."""

    low: int
    high: int
    form: Form


class VerbForms:
    """Every form of every verb of a language; none for a language without stems.toml."""

    def __init__(self, language: str) -> None:
        table = tables.load(language, "stems")
        self._raw = {key: list(map(str, value)) if isinstance(value, list) else [str(value)] for key, value in table.items()}
        self._rows = {key: list(map(plain, value)) for key, value in self._raw.items() if key != "pairs"}
        self._sets = {key: frozenset(value) for key, value in self._rows.items()}
        self._helpers = {word: place % _PERSONS + 1 for place, word in enumerate(self._rows.get("helpers", ()))}
        self._past: dict[str, tuple[str, bool]] = {}  # what endings are put to: the stem, and whether it says no
        self._present: dict[str, tuple[str, bool]] = {}
        self._ongoing: dict[str, str] = {}  # present stems
        self._states: dict[str, Form] = {}
        if table:
            self._build()
        self._entries: dict[str, tuple[str, Form | None]] = {}

    def is_any(self, key: str, word: str) -> bool:
        """True when a word stands in a list of stems.toml."""
        return word in self._sets.get(key, frozenset())

    def _build(self) -> None:
        rows, raw = self._rows, self._raw
        no, wish = raw["no"][0], raw["wish"][0]
        for key, is_negated in (("states", False), ("no_states", True), ("being", False)):
            for place, word in enumerate(rows[key]):
                person = _THIRD if key == "being" else place % _PERSONS + 1
                self._states[word] = Form(word, "state", person, is_negated)
        for pair in raw["pairs"]:
            past, present = pair.split()
            self._past[plain(past)] = (plain(past), False)
            self._past.setdefault(plain(self._joined(no, past)), (plain(past), True))
            self._ongoing[plain(present)] = plain(present)
            if self.is_any("bare", plain(present)):
                self._present[plain(present)] = (plain(present), False)
            self._present.setdefault(plain(self._joined(wish, present)), (plain(present), False))
            self._present.setdefault(plain(self._joined(no, present)), (plain(present), True))

    def _joined(self, particle: str, stem: str) -> str:
        """A stem behind a particle: a leading alef becomes a joint."""
        joiner = self._raw["joiner"][0]
        if stem[0] == _OPEN_ALEF:
            return particle + joiner + _ALEF + stem[1:]
        return particle + joiner + stem[1:] if stem[0] == _ALEF and stem[1] != joiner else particle + stem

    def _read(self, word: str) -> Form | None:
        if not self._past or not 2 <= len(word) <= _LONGEST or self.is_any("others", word):
            return None
        is_doubtful = self.is_any("doubtful", word)
        for person, base in self._bases(word, "past_endings"):
            if base in self._past:
                stem, is_negated = self._past[base]
                return Form(stem, "past", person, is_negated, is_doubtful)
        if word.endswith(self._rows["participle"][0]) and word[:-1] in self._past:
            stem, is_negated = self._past[word[:-1]]
            return Form(stem, "perfect", _THIRD, is_negated, is_doubtful=True)
        for person, base in self._bases(word, "present_endings"):
            if base in self._present:
                stem, is_negated = self._present[base]
                return Form(stem, "subjunctive", person, is_negated, is_doubtful)
        return None

    def _without_preverb(self, word: str) -> str:
        """The rest of a word behind "bar-", "bāz-" and the like; empty where there is none."""
        return next((word[len(one) :] for one in self._rows.get("preverbs", ()) if word.startswith(one) and len(word) > len(one) + 1), "")

    def _bases(self, word: str, endings: str) -> Iterator[tuple[int, str]]:
        """What stands before each ending that a word may have, with the person."""
        for place, ending in enumerate(self._rows[endings]):
            if word.endswith(ending) and place + 1 != _THOU:
                yield place + 1, word[: len(word) - len(ending)]

    def _going(self, word: str) -> Form | None:
        """What a word says behind the particle of what goes on."""
        if word in self._past:
            return Form(word, "imperfect", _THIRD)
        for person, base in self._bases(word, "present_endings"):
            if base in self._ongoing:
                return Form(base, "present", person)
        for person, base in self._bases(word, "past_endings"):
            if base in self._past and not self._past[base][1]:
                return Form(base, "imperfect", person)
        if self.is_any("impersonal", word):
            return Form(word, "present")
        ending = next((person for person, base in self._bases(word, "present_endings") if len(base) > 1), None)
        return Form(word, "present", ending) if ending and word.isalpha() else None  # a verb whose stems are not listed

    def at(self, lows: Sequence[str], place: int, end: int) -> Placed | None:
        """The form that begins at a token, the longest."""
        word = lows[place]
        kind, form = self._entries.get(word) or self._entry(word)
        if kind == _NOTHING:
            return None
        if kind == _IN_ONE and form is not None:
            return Placed(place, place + 1, form)
        behind = lows[place + 1] if place + 1 < end else ""
        if form is None:
            going = self._going(behind) if behind else None
            return None if going is None else Placed(place, place + 2, replace(going, is_negated=kind == _NOT_GOING))
        if kind == _FUTURE:
            return Placed(place, place + 2, replace(form, stem=behind)) if self._past.get(behind) == (behind, False) else None
        if form.tense == "perfect" and behind in self._helpers:
            return Placed(place, place + 2, replace(form, person=self._helpers[behind], is_doubtful=False))
        if form.is_doubtful and place + 1 < end and behind.isalnum() and not self.is_any("behind", behind):
            return None
        return Placed(place, place + 1, form)

    def _entry(self, word: str) -> tuple[str, Form | None]:
        """What kind of word it is, and its form where one word tells it; kept."""
        if len(self._entries) > _MOST_KNOWN:
            self._entries.clear()
        entry = self._entries[word] = self._kind(word)
        return entry

    def _kind(self, word: str) -> tuple[str, Form | None]:
        rest = self._without_preverb(word)
        for key, kind in (("no_ongoing", _NOT_GOING), ("ongoing", _GOING)):
            if self.is_any(key, word) or self.is_any(key, rest):
                return kind, None
        for key, is_negated in (("future", False), ("no_future", True)):
            if self.is_any(key, word):
                return _FUTURE, Form("", "future", self._rows[key].index(word) + 1, is_negated)
        form = self._states.get(word) or self._read(word)
        if form is None and rest and (inner := self._read(rest)) and inner.is_negated:
            form = inner
        if form is not None:
            return _ONE, form
        for key, is_negated in (("no_ongoing", True), ("ongoing", False)):
            particle = self._rows[key][0] if key in self._rows else ""
            going = self._going(word[len(particle) :]) if particle and word.startswith(particle) else None
            if going is not None and (going.stem in self._ongoing or going.stem in self._past):
                return _IN_ONE, replace(going, is_negated=is_negated)
        return _NOTHING, None

    def single(self, word: str) -> Form | None:
        """What one word says by itself."""
        kind, form = self._entries.get(word) or self._entry(word)
        return form if kind == _ONE else None

    def governs(self, form: Form) -> bool:
        """True for "can", "must", "want", which may have the verb they govern behind them."""
        return self.is_any("modals", form.stem) or self.is_any("governing", form.stem)

    def is_governed(self, form: Form, following: Form) -> bool:
        """True when the next verb is the one that such a verb governs."""
        return self.is_any("modals", form.stem) or (self.is_any("governing", form.stem) and following.tense == "subjunctive")

    def find(self, lows: Sequence[str], start: int, end: int) -> Iterator[Placed]:
        """The forms of a stretch, left to right."""
        place = start
        while place < end:
            found = self.at(lows, place, end)
            if found is None:
                place += 1
            else:
                yield found
                place = found.high


@lru_cache(maxsize=8)
def verb_forms(language: str) -> VerbForms:
    """The forms of a language, built once."""
    return VerbForms(language)
