"""The lexicon of given names, honorifics and letters, out of all languages' tables. Built once, when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import tables
from rasad.languages.kept import read
from rasad.languages.tables import LANGUAGES
from rasad.languages.text import normalise, normalise_all

_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Letters and digits of a name, folded, without spaces, hyphens or ZWNJ: one key for every way to join its parts."""
    return _NOT_LETTERS.sub("", normalise(text))


def keys(texts: Iterable[str]) -> list[str]:
    """The key of each text, all made at once."""
    return [_NOT_LETTERS.sub("", form) for form in normalise_all(texts)]


class Lexicon(NamedTuple):
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
    rows: list[list[str]] = []
    spelt: list[tuple[str, str]] = []
    for language in LANGUAGES:
        given = tables.load(language, "names").get("given")
        if isinstance(given, dict):
            for own, forms in given.items():
                rows.append([own, *(str(form) for form in forms)])
                spelt.append((own, str(forms[0]).partition("-ar")[0]))
        elif isinstance(given, list):
            rows += [str(row).split() for row in given]
    numbers = [number for number, row in enumerate(rows, 1) for _ in row]
    groups: dict[str, frozenset[int]] = {}
    for form, number in zip(keys(form for row in rows for form in row), numbers, strict=True):
        held = groups.get(form)
        groups[form] = frozenset((number,)) if held is None else held | {number}
    latin: dict[str, str] = {}
    for form, (_, shown) in zip(keys(own for own, _ in spelt), spelt, strict=True):
        latin.setdefault(form, shown)
    scripts = read(tables.folder("rasad.languages").joinpath("scripts.toml"))
    return Lexicon(
        groups=groups,
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
