"""Tables: what is known of a language, as TOML. (language, name) -> dict.

`load` reads `languages/<language>/<name>.toml` once. A language of another package is found by
its entry point in the group "rasad.languages".
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rasad.languages.kept import read, toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["BUILT_IN", "GROUP", "LANGUAGES", "Language", "Table", "load", "mapping", "toml", "words"]

GROUP: Final = "rasad.languages"
BUILT_IN: Final = ("ar", "en", "fa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as its rules.toml describes it. `direction` is ltr or rtl; `has_case` tells capitals from small letters."""

    id: str
    name: str
    own_name: str
    direction: str = "ltr"
    script: str = "Latn"
    has_case: bool = True
    digits: str = "0123456789"


class Table(Mapping[str, Language]):
    """Languages by their BCP 47 code. A row is read when it is first asked for."""

    def __getitem__(self, code: str) -> Language:
        rules = load(code, "rules")
        if not rules:
            raise KeyError(code)
        given = rules.get("language")
        assert isinstance(given, dict)  # noqa: S101 - a rules.toml without [language] is a bug
        return Language(id=code, **given)

    def __iter__(self) -> Iterator[str]:
        yield from BUILT_IN
        yield from sorted(set(_entry_points()) - set(BUILT_IN))

    def __len__(self) -> int:
        return sum(1 for _ in self)


LANGUAGES: Final = Table()


@lru_cache(maxsize=1)
def _entry_points() -> dict[str, str]:
    if not _is_offered():
        return {}
    from importlib import metadata

    return {point.name: point.value for point in metadata.entry_points(group=GROUP)}


def _is_offered() -> bool:
    """True when an installed package names the group. A look at the files spares most runs the 40 ms of importlib.metadata."""
    for folder in map(Path, sys.path):
        if folder.is_file():
            return True  # a zip: only importlib.metadata can read it
        if folder.is_dir() and any(
            GROUP in file.read_text(encoding="utf-8", errors="replace")
            for pattern in ("*.dist-info/entry_points.txt", "*.egg-info/entry_points.txt")
            for file in folder.glob(pattern)
        ):
            return True
    return False


def folder(package: str) -> Traversable:
    """The folder of a package. importlib.resources, which takes 10 ms to load, is asked only for one that lies in no plain folder."""
    file = getattr(import_module(package), "__file__", None)
    path = Path(file).parent if file else None
    if path is not None and path.is_dir():
        return path
    from importlib import resources

    return resources.files(package)


def _folder(language: str) -> Traversable | None:
    if language in BUILT_IN:
        return folder("rasad.languages").joinpath(language)
    module = _entry_points().get(language)
    return folder(module) if module else None


@lru_cache(maxsize=256)
def load(language: str, name: str) -> dict[str, object]:
    """The table `name` of a language; empty when the language or the file is not there.

    The dict is shared: do not change it. "en-GB" falls back to "en".
    """
    folder = _folder(language)
    if folder is None:
        base, dash, _ = language.partition("-")
        return load(base, name) if dash else {}
    file = folder.joinpath(f"{name}.toml")
    if not file.is_file():
        return {}
    return read(file) if language in BUILT_IN else toml.loads(file.read_text(encoding="utf-8"))


def words(language: str, name: str, *keys: str) -> tuple[str, ...]:
    """The list of words under `keys` of a table, empty when it is not there."""
    value: object = load(language, name)
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def mapping(language: str, name: str, *keys: str) -> dict[str, object]:
    """The sub-table under `keys` of a table, empty when it is not there."""
    value: object = load(language, name)
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
