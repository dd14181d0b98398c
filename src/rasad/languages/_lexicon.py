"""The lexicon of given names, honorifics and letters, out of all languages' tables. Built once, when first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from rasad.languages import tables
from rasad.languages.tables import LANGUAGES
from rasad.languages.text import normalise

_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Letters and digits of a name, folded, without spaces, hyphens or ZWNJ: one key for every way to join its parts."""
    return _NOT_LETTERS.sub("", normalise(text))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of names. `groups`: a key -> the numbers of the given names it may be."""

    groups: dict[str, frozenset[int]]
    latin: dict[str, str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    letters: dict[str, str]
    parts: dict[str, str]
    surname_ends: tuple[str, ...]
    surname_starts: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of all languages together: names cross borders."""
    groups: dict[str, set[int]] = {}
    latin: dict[str, str] = {}
    number = 0
    for language in LANGUAGES:
        given = tables.load(language, "names").get("given")
        rows: list[list[str]] = []
        if isinstance(given, dict):
            for own, forms in given.items():
                rows.append([own, *(str(form) for form in forms)])
                latin.setdefault(key(own), str(forms[0]).partition("-ar")[0])
        elif isinstance(given, list):
            rows = [str(row).split() for row in given]
        for row in rows:
            number += 1
            for form in row:
                groups.setdefault(key(form), set()).add(number)
    file = resources.files("rasad.languages").joinpath("scripts.toml")
    scripts = tables.toml.loads(file.read_text("utf-8"))
    return Lexicon(
        groups={form: frozenset(rows) for form, rows in groups.items()},
        latin=latin,
        honorifics=_all("honorifics"),
        particles=_all("particles"),
        letters={**scripts["arabic"], **scripts["cyrillic"], **scripts["greek"]},
        parts=scripts["arabic_parts"],
        surname_ends=tuple(key(end) for end in tables.words("fa", "names", "surname_ends")),
        surname_starts=_all("surname_starts"),
    )


def _all(name: str) -> frozenset[str]:
    return frozenset(
        key(w) for language in LANGUAGES for w in tables.words(language, "names", name)
    )
