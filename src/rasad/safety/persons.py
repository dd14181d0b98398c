"""Persons: who is private, and a text without their names. (text, spans or names) -> text.

A private person holds no public office known to the packs. Every spelling that folds to the same letters is found: case,
accents, Arabic yeh and kaf, vowel signs, ZWNJ, hyphen and space alike. A surname alone goes too,
unless a person named in `keep` bears it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Protocol

from rasad.model.statement import Mention

_LETTERS: Final = {
    "\u064a": "\u06cc",
    "\u0649": "\u06cc",
    "\u0643": "\u06a9",
    "\u0629": "\u0647",
    "\u06d5": "\u0647",
    "\u06c1": "\u0647",
    "\u06be": "\u0647",
}
_GLUE: Final = frozenset(" -'\u2019\u2018\u02bc\u2010\u2011.")
_SHORTEST: Final = 3


class SpanLike(Protocol):
    """Anything with a start and an end in the text: Span, Mention, Reference."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def is_private(mention: Mention) -> bool:
    """True for a mention of a person who holds no public office known to the packs."""
    return mention.kind == "person" and mention.private


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    import tomllib  # most texts withhold no name, and the two take 10 ms to load
    from importlib import resources

    file = resources.files("rasad.safety").joinpath("marks.toml")
    return {str(k): str(v) for k, v in tomllib.loads(file.read_text("utf-8"))["withheld"].items()}


def mark(language: str = "en") -> str:
    """The words that stand for a withheld name in a language."""
    return _marks().get(language.partition("-")[0], _marks()["en"])


def redact(
    text: str,
    private: Iterable[SpanLike | str],
    *,
    language: str = "en",
    keep: Iterable[str] = (),
) -> str:
    """`text` with each occurrence of the private names replaced by the mark of the language.

    `private` are spans of `text` or names; `keep` names public persons whose surname must stay.
    """
    spans: list[tuple[int, int]] = []
    names: list[str] = []
    for entry in private:
        if isinstance(entry, str):
            names.append(entry)
        else:
            spans.append((entry.start, entry.end))
            names.append(text[entry.start : entry.end])
    spans.extend(occurrences(text, names, keep=keep))
    out, done = [], 0
    for start, end in _merged(spans):
        out += [text[done:start], mark(language)]
        done = end
    return "".join(out) + text[done:]


def occurrences(
    text: str, names: Iterable[str], *, keep: Iterable[str] = (), surnames: bool = True
) -> list[tuple[int, int]]:
    """Where `text` holds one of `names` in any spelling, or with `surnames` the last word of one alone."""
    letters, offsets = _fold(text)
    kept = {_fold(word)[0] for name in keep for word in name.split()}
    found: list[tuple[int, int]] = []
    for name in dict.fromkeys(names):
        wanted = _fold(name)[0]
        if len(wanted) >= _SHORTEST - 1:
            found.extend(_places(text, letters, offsets, wanted))
        words = name.replace("\u00a0", " ").split()
        last = _fold(words[-1])[0] if surnames and len(words) > 1 else ""
        if len(last) >= _SHORTEST and last not in kept:
            found.extend(
                (start, end)
                for start, end in _places(text, letters, offsets, last)
                if not text[start].islower()
            )
    return _merged(found)


def _fold(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, folded, with their offsets."""
    out: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        for piece in _form(char):
            out.append(piece)
            offsets.append(index)
    return "".join(out), offsets


@lru_cache(maxsize=4096)
def _form(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char.casefold())
    return "".join(_LETTERS.get(part, part) for part in decomposed if part.isalnum())


def _places(text: str, letters: str, offsets: list[int], wanted: str) -> Iterator[tuple[int, int]]:
    place = letters.find(wanted)
    while place >= 0:
        start, end = offsets[place], offsets[place + len(wanted) - 1] + 1
        if _is_whole(text, start, end):
            yield start, end
        place = letters.find(wanted, place + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True when the place is bounded by non-letters and holds nothing but letters and glue."""
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    if start > 0 and text[start - 1].isalnum():
        return False
    if end < len(text) and text[end].isalnum():
        return False
    return all(
        char.isalnum()
        or char in _GLUE
        or char.isspace()
        or unicodedata.category(char) in ("Mn", "Me", "Cf", "Lm")
        for char in text[start:end]
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out
