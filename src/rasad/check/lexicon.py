"""Words that rules look for, from words/LANGUAGE.toml. Text -> where they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from rasad.languages import text as letters
from rasad.languages.text import Folded


@lru_cache(maxsize=32)
def load(language: str) -> dict[str, list[str]]:
    """The lists of words of a language, sub-tables joined with a dot; none when it has no file."""
    file = resources.files("rasad.check") / "words" / f"{language.partition('-')[0]}.toml"
    if not file.is_file():
        return {}
    lists: dict[str, list[str]] = {}
    for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if isinstance(value, dict):
            lists.update({f"{key}.{name}": list(words) for name, words in value.items()})
        else:
            lists[key] = list(value)
    return lists


@lru_cache(maxsize=256)
def pattern(language: str, key: str) -> re.Pattern[str]:
    """A pattern over folded text of the words of one list; a word that ends in `*` is a beginning."""
    return re.compile(rf"(?<!\w)(?:{alternatives(language, key)})(?!\w)")


@lru_cache(maxsize=256)
def alternatives(language: str, key: str) -> str:
    """The words of one list as alternatives of a pattern over folded text, the longest first."""
    forms = []
    for word in load(language).get(key, []):
        form = re.escape(letters.normalise(word.removesuffix("*"), language))
        forms.append(form + (r"\w*" if word.endswith("*") else ""))
    return "|".join(sorted(forms, key=len, reverse=True)) or r"(?!)"


@lru_cache(maxsize=256)
def _openings(language: str, key: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of a list, and the beginnings that end in `*`."""
    whole: set[str] = set()
    begun: list[str] = []
    for word in load(language).get(key, []):
        first = letters.words(word.removesuffix("*"), language)[:1]
        is_begun = word.endswith("*") and len(letters.words(word, language)) == 1
        if is_begun:
            begun += first
        else:
            whole |= set(first)
    return frozenset(whole), tuple(begun)


@lru_cache(maxsize=8192)
def _folded(text: str, language: str) -> tuple[Folded, frozenset[str]]:
    """The folded form of a text and its words, kept since many lists are looked up in one sentence."""
    folded = letters.fold(text, language)
    return folded, frozenset(letters.words(folded.text, language))


def _may_hold(words: frozenset[str], language: str, key: str) -> bool:
    """False when no word of the list can stand among `words`; cheaper than to look."""
    whole, begun = _openings(language, key)
    return not whole.isdisjoint(words) or (
        bool(begun) and any(word.startswith(begun) for word in words)
    )


def find(text: str, language: str, key: str) -> Iterator[tuple[int, int]]:
    """Where words of a list stand in `text`."""
    folded, words = _folded(text, language)
    if _may_hold(words, language, key):
        for found in pattern(language, key).finditer(folded.text):
            yield folded.span(found.start(), found.end())


def has(text: str, language: str, key: str) -> bool:
    """True when a word of the list stands in `text`."""
    folded, words = _folded(text, language)
    return _may_hold(words, language, key) and (
        pattern(language, key).search(folded.text) is not None
    )
