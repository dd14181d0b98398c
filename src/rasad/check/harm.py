"""Harm: whether a text tells that somebody was arrested, summoned, injured or killed, or is kin of somebody. Text + names -> words.

Who speaks of the arrest of others is not harmed: a lawyer names a client's arrest. So a word of harm does not count in what a person says,
unless that person is its only subject ("said that he had been arrested"), nor in the words that show for whom one speaks ("lawyer of the arrested
student"). All else in a sentence with the name counts: where the grammar leaves doubt, the person is protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.languages import sentences, tables
from rasad.languages import text as letters
from rasad.model import Span
from rasad.safety import persons

_STOP: Final = re.compile(r"[,;:.!?()\u060c\u061b\u061f]")
_HARD: Final = re.compile(r"[;:.!?()\u061b\u061f\"\u201c\u201d\u00ab\u00bb]")
_WORD: Final = re.compile(r"[\w\u200c']+")
_NEAR_KIN: Final = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What one person says, as a stretch of a text. `is_quoted` for words between marks, where "I" is the speaker."""

    start: int
    end: int
    is_quoted: bool = False


def find_harm(text: str, language: str, names: Iterable[str], *, keep: Sequence[str] = (), said: Sequence[Told] = ()) -> Span | None:
    """The first word that tells of harm to, or kinship of, the person whom `names` mean; None where none does.

    `keep` are names whose surnames mean others; `said` what the person says.
    """
    named = persons.occurrences(text, names, keep=keep)
    if not named:
        return None
    before: tuple[Span, bool] | None = None
    for sentence in sentences.split(text, language):
        here = [(a, b) for a, b in named if a < sentence.end and sentence.start < b]
        follows = before is not None and before[1]
        if here:
            for start, end in _counted(text, language, sentence, here, said):
                return Span(text=text[start:end], start=start, end=end)
        elif follows:
            for start, end in _of_pronoun(text, language, sentence, said):
                return Span(text=text[start:end], start=start, end=end)
        before = (sentence, bool(here))
    return None


def bears(text: str, language: str, name: tuple[int, int]) -> bool:
    """True when a sentence of an edition tells harm or kinship of the person named at a place; what stands behind the name counts as said."""
    sentence = Span(text=text, start=0, end=len(text))
    return any(True for _ in _counted(text, language, sentence, [name], [Told(name[1], len(text))]))


def _counted(
    text: str, language: str, sentence: Span, named: Sequence[tuple[int, int]], said: Sequence[Told]
) -> Iterator[tuple[int, int]]:
    """The words of kinship and harm in a sentence that count against those named in it."""
    for start, end in _found(sentence, language, "family"):
        if any(_is_kin(text, language, (start, end), name) for name in named):
            yield start, end
    for start, end in _found(sentence, language, "harm"):
        told = next((one for one in said if one.start <= start < one.end), None)
        if told is not None:
            if _is_own(text, language, (start, end), told):
                yield start, end
        elif not any(_is_in_title(text, language, (start, end), name) for name in named):
            yield start, end


def _of_pronoun(text: str, language: str, sentence: Span, said: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Harm to the person of the sentence before: "He was arrested on Monday"."""
    for start, end in _found(sentence, language, "harm"):
        if not any(one.start <= start < one.end for one in said) and _is_own(text, language, (start, end), Told(sentence.start, sentence.end)):
            yield start, end


def _found(sentence: Span, language: str, key: str) -> Iterator[tuple[int, int]]:
    for start, end in lexicon.find(sentence.text, language, key):
        yield sentence.start + start, sentence.start + end


def _is_kin(text: str, language: str, word: tuple[int, int], name: tuple[int, int]) -> bool:
    """True for a word of family beside a name, unless it belongs to those spoken for: "X, lawyer of the family"."""
    low, high = (word[1], name[0]) if word[1] <= name[0] else (name[1], word[0])
    gap = text[low:high]
    if high - low > _NEAR_KIN or _HARD.search(gap):
        return False
    return not (word[0] >= name[1] and _pattern(language, "lawyers", "speaks").search(gap))


def _is_in_title(text: str, language: str, word: tuple[int, int], name: tuple[int, int]) -> bool:
    """True for harm to those spoken for: "X, lawyer for the arrested student", "the arrested student's lawyer, X"."""
    role = _pattern(language, "lawyers", "speaks")
    if word[0] >= name[1]:
        between = text[name[1] : word[0]]
        found = list(role.finditer(between))
        if not found or _HARD.search(between):
            return False
        behind = between[found[-1].end() :]
        words = _words(behind, language)
        joints = _set(language, "joints")
        is_joined = bool(words) and (not joints or words[0] in joints)
        return is_joined and not _STOP.search(behind) and not _set(language, "relatives") & set(words)
    between = text[word[1] : name[0]]
    found = list(role.finditer(between))
    before = between[: found[0].start()] if found else ""
    return bool(found) and bool(re.search(r"['\u2019]s?\s", before)) and not _HARD.search(between)


def _is_own(text: str, language: str, word: tuple[int, int], told: Told) -> bool:
    """True when a word of harm in what somebody says has no other subject than the speaker."""
    clause = text[told.start : word[0]]
    cuts = [found.end() for found in _STOP.finditer(clause)]
    clause = clause[max(cuts, default=0) :]
    words = _words(clause, language)
    joints = [place for place, one in enumerate(words) if one in _set(language, "clauses")]
    words = words[joints[-1] + 1 :] if joints else words
    own, behind = _set(language, "self"), text[word[1] : min(told.end, word[1] + 40)]
    if own & set(words) or _pattern(language, "self_behind").match(behind.lstrip(" \u200c")):
        return True
    if told.is_quoted:
        return False
    if _pattern(language, "objects").match(behind.lstrip()):
        return True
    pronouns = _set(language, "pronouns")
    if words and (words[0] in _set(language, "subjects") or words[-1] in pronouns):
        return True
    if any(one in pronouns for one in words):
        return all(one in pronouns or one in _set(language, "others") or one in _set(language, "small") for one in words)
    if words and not all(one in _set(language, "others") for one in words):
        return False
    if words and language not in _PRO_DROP:
        return True  # "… was arrested" with its subject left of what is said
    return bool(_pattern(language, "befell").match(behind.lstrip(" \u200c")))


# Languages in which a clause needs no subject: "said that was arrested".
_PRO_DROP: Final = ("fa", "ar")


def _words(text: str, language: str) -> list[str]:
    return [letters.normalise(word, language) for word in _WORD.findall(text)]


@lru_cache(maxsize=64)
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(letters.normalise(word, language) for word in tables.words(language, "house", "persons", key))


@lru_cache(maxsize=32)
def _pattern(language: str, *keys: str) -> re.Pattern[str]:
    listed = sorted({word for key in keys for word in tables.words(language, "house", "persons", key)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed)) or '(?!)'})(?!\w)", re.I)
