"""Stories: what a headline is made of. Words -> features of its own language, and features that cross languages.

Own features are sequences of four letters of the title, and the first eight letters of each word. Crossing ones are the concepts of
`languages/concepts.toml`, figures, and the consonants of all other words in one alphabet: names are spelt by sound.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from rasad.languages import names
from rasad.languages import text as letters

LEAD: Final = 400  # characters of text beside the title
_TITLE: Final = 3  # a word of the title counts as three of the lead
_GRAM: Final = 4
_STEM: Final = 8
_BONES: Final = 3  # fewer consonants than this name nothing
_CACHED: Final = 1 << 16
_WORD: Final = re.compile(r"\w+")
# Articles and particles that Arabic writes in one with the word behind them, longest first.
_ARTICLES: Final = (
    "\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0644\u0644", "\u0627\u0644",
    "\u0648", "\u0628", "\u0644", "\u0641",
)  # fmt: skip
# Sounds that languages spell one for another become one sign.
_SOUNDS: Final = str.maketrans({"C": "k", "S": "s", "X": "k", "Q": "k", "j": "z"})


@dataclass(frozen=True, slots=True)
class Features:
    """How often what occurs in an article, within its language and across languages."""

    own: dict[str, int]
    crossing: dict[str, int]


def features(title: str, text: str, language: str) -> Features:
    """The features of title and lead."""
    base = language.partition("-")[0].lower()
    own: dict[str, int] = {}
    crossing: dict[str, int] = {}
    for part, weight in ((title, _TITLE), (text[:LEAD], 1)):
        for word in _WORD.findall(letters.normalise(part, base)):
            for feature in _within(word) if weight > 1 else (f"={word[:_STEM]}",):
                own[feature] = own.get(feature, 0) + weight
            for feature in _across(word, base):
                crossing[feature] = crossing.get(feature, 0) + weight
    return Features(own, crossing)


@lru_cache(maxsize=_CACHED)
def _within(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    grams = {padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1))}
    return (*sorted(grams), f"={word[:_STEM]}")


@lru_cache(maxsize=_CACHED)
def _across(word: str, language: str) -> tuple[str, ...]:
    found = _concepts_of(word, language)
    if found:
        return found
    if word.isdigit():
        return (f"#{int(word)}",) if len(word) < 10 else ()
    bones = names.skeleton(word).translate(_SOUNDS) if len(word) > _BONES else ""
    return (f"~{bones}",) if len(bones) >= _BONES else ()


def _concepts_of(word: str, language: str) -> tuple[str, ...]:
    known = _concepts(language)
    if not known:
        return ()
    forms = [word]
    if language == "ar":
        forms += [word[len(part) :] for part in _ARTICLES if word.startswith(part) and len(word) > len(part) + 2]
    for form in forms:
        if f"{form}." in known:
            return known[f"{form}."]
        for size in range(len(form), 1, -1):
            if form[:size] in known:
                return known[form[:size]]
    return ()


@lru_cache(maxsize=64)
def _concepts(language: str) -> dict[str, tuple[str, ...]]:
    """Beginnings of words (whole words with a full stop behind) -> concepts, for one language."""
    table = _table()
    languages = table["languages"]
    assert isinstance(languages, list)  # noqa: S101 - a table without its columns is a bug
    if language not in languages:
        return {}
    column = languages.index(language)
    found: dict[str, tuple[str, ...]] = {}
    for part in table.values():
        if not isinstance(part, dict):
            continue
        for concept, row in part.items():
            for word in row[column].split():
                key = letters.normalise(word.rstrip("."), language) + "." * word.endswith(".")
                found[key] = (*found.get(key, ()), f"+{concept}")
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, object]:
    file = resources.files("rasad.languages").joinpath("concepts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
