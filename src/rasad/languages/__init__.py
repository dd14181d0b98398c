"""Languages: letters, sentences, quotations, numbers and names. Text -> what stands in it.

A language is a folder of TOML tables (`languages/fa/rules.toml` and its siblings). `LANGUAGES` is
the table of those that are known; a row is read when it is first asked for. A package may add one
under the entry point group "rasad.languages": the module it names holds the tables.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.languages import (
        gazetteer,
        names,
        numbers,
        paragraphs,
        quotes,
        sentences,
        tables,
        text,
    )
    from rasad.languages.tables import LANGUAGES, Language

_ROOMS = (
    "gazetteer",
    "names",
    "numbers",
    "paragraphs",
    "quotes",
    "sentences",
    "tables",
    "text",
)
_VALUES = {"LANGUAGES": "tables", "Language": "tables"}

__all__ = [
    "LANGUAGES",
    "Language",
    "gazetteer",
    "names",
    "numbers",
    "paragraphs",
    "quotes",
    "sentences",
    "tables",
    "text",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return importlib.import_module(f"rasad.languages.{name}")
    if name in _VALUES:
        return getattr(importlib.import_module(f"rasad.languages.{_VALUES[name]}"), name)
    raise AttributeError(f"module 'rasad.languages' has no attribute {name!r}")
