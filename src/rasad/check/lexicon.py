"""Words that rules look for, from words/LANGUAGE.toml. Text -> where they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from rasad.languages import text as letters


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
    forms = []
    for word in load(language).get(key, []):
        form = re.escape(letters.normalise(word.removesuffix("*"), language))
        forms.append(form + (r"\w*" if word.endswith("*") else ""))
    body = "|".join(sorted(forms, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")


def find(text: str, language: str, key: str) -> Iterator[tuple[int, int]]:
    """Where words of a list stand in `text`."""
    folded = letters.fold(text, language)
    for found in pattern(language, key).finditer(folded.text):
        yield folded.span(found.start(), found.end())


def has(text: str, language: str, key: str) -> bool:
    """True when a word of the list stands in `text`."""
    return pattern(language, key).search(letters.fold(text, language).text) is not None
