"""Spelling: the words of a name in any script, in Latin and by their consonants. name -> forms of its words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rasad.languages._lexicon import key, lexicon
from rasad.languages.text import normalise

_CAMEL: Final = re.compile(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z])")
_WORDS: Final = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)*['\u2019]?")
_ARABIC: Final = re.compile("[\u0620-\u06ff]")
DIGRAPHS: Final = (
    ("shch", "S"),
    ("sch", "S"),
    ("tch", "C"),
    ("kh", "X"),
    ("gh", "Q"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "j"),
    ("dj", "j"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "z"),
    ("ck", "k"),
    ("cz", "C"),
    ("q", "Q"),
    ("x", "ks"),
    ("c", "k"),
)
_SOFT: Final = frozenset("aeiouyvwh'")
_VOWELS: Final = "aeiouy"
_PREFIXES: Final = frozenset(
    {
        "mir",
        "abd",
        "abdol",
        "shah",
        "\u0645\u06cc\u0631",
        "\u0639\u0628\u062f",
        "\u0634\u0627\u0647",
    }
)
_JOINTS: Final = re.compile("(?<=[^\\W\\d_])[-\u2010\u2011\u200c]+(?=[^\\W\\d_])")
_ARTICLE: Final = "\u0627\u0644"
_GAPS: Final = re.compile(f"(?<=[\u0620-\u06ff]) +(?={_ARTICLE}[\u0620-\u06ff]{{2}})")
_ASSIMILATED: Final = re.compile(
    f"(?<=.){_ARTICLE}(?=[\u062a\u062b\u062f\u0630\u0631-\u0638\u0646])"
)


class Word(NamedTuple):
    """One word of a name: in Latin, its consonants, its given names, whether its vowels are guessed.

    `assimilated` are the consonants with the article's l gone into a sun letter, as it is spoken: Shams al-din, Shamseddin.
    """

    written: str
    latin: str
    bones: str
    given: frozenset[int]
    is_guessed: bool
    assimilated: str


@lru_cache(maxsize=8192)
def latin(word: str) -> tuple[str, bool]:
    """A folded word in Latin letters, and whether its vowels are guessed."""
    known = lexicon()
    joined = key(word)
    if joined.isascii():
        return joined, False
    if joined in known.latin:
        return known.latin[joined].replace("'", ""), False
    if not _ARABIC.search(joined):
        return "".join(known.letters.get(char, char) for char in joined), False
    for cut in range(len(joined) - 2, 1, -1):
        head, tail = joined[:cut], joined[cut:]
        if head in known.latin and tail in known.latin:
            return known.latin[head] + known.latin[tail], False
    for part, latin in known.parts.items():
        if joined == part:
            return latin, True
        if joined.endswith(part) and len(joined) > len(part) + 1:
            return _spelt_out(joined[: -len(part)]) + latin, True
    return _spelt_out(joined), True


def _spelt_out(word: str) -> str:
    """Arabic letters with the vowels that Persian most often has."""
    letters = lexicon().letters
    out: list[str] = []
    for index, char in enumerate(word):
        before = out[-1] if out else ""
        following = word[index + 1 : index + 2]
        is_open = not before or before[-1] in "aeiou"
        if char in "\u0627\u0639":
            out.append(
                "a" if (is_open and not before) or char == "\u0627" else "" if is_open else "a"
            )
        elif char == "\u0648":
            out.append("v" if is_open or following == "\u0627" else "ou")
        elif char == "\u06cc":
            out.append("y" if (is_open and following) or following == "\u0627" else "i")
        elif char == "\u0647" and not following and index > 1 and not is_open:
            out.append("eh")
        else:
            if index == 1 and before and before[-1] not in "aeiou":
                out.append("a")
            out.append(letters.get(char, ""))
    return "".join(out)


def spelt(word: str) -> str:
    """The word for its skeleton: Arabic letters one by one and without guessed vowels; waw and yeh count as soft."""
    if not _ARABIC.search(word):
        return latin(word)[0]
    letters = lexicon().letters
    soft = {"\u0627": "a", "\u0639": "a", "\u0648": "v", "\u06cc": "y"}
    return "'".join(soft.get(char) or letters.get(char, "") for char in key(word))


def bones(spelling: str) -> str:
    """The consonants of a Latin spelling, a sign a sound, doubles once; a vowel at the head is A."""
    word = spelling
    for pair, sign in DIGRAPHS:
        word = word.replace(pair, sign)
    if not word:
        return ""
    head = word[0]
    first = "A" if head in _VOWELS.replace("y", "") else head
    rest = [char for char in word[1:] if char not in _SOFT]
    out = [first, *rest]
    return out[0] + "".join(b for a, b in pairwise(out) if a != b)


@lru_cache(maxsize=8192)
def _word(word: str) -> Word:
    spelling, is_guessed = latin(word)
    whole = bones(spelt(word))
    spoken = _ASSIMILATED.sub("", key(word))
    return Word(
        key(word),
        spelling,
        whole,
        lexicon().groups.get(key(word), frozenset()),
        is_guessed,
        whole if spoken == key(word) else bones(spelt(spoken)),
    )


def is_arabic(name: str) -> bool:
    """True when a letter of the Arabic script stands in the name."""
    return _ARABIC.search(name) is not None


def tokens(name: str) -> list[str]:
    """The folded words of a name, as they are written."""
    return [found.group() for found in _WORDS.finditer(normalise(_CAMEL.sub(" ", name)))]


@lru_cache(maxsize=8192)
def forms(name: str) -> tuple[tuple[Word, ...], ...]:
    """The ways to read a name as words: joints (ZWNJ, hyphen, a space before the Arabic article) as gaps; as none."""
    head, comma, tail = name.partition(",")
    turned = f"{tail} {head}" if comma and tail.strip() else name
    apart = _counted(tokens(turned))
    joined = _counted(tokens(_GAPS.sub("", _JOINTS.sub("", turned))))
    return (apart,) if apart == joined else (apart, joined)


def _counted(words: list[str]) -> tuple[Word, ...]:
    """The words that count: honorifics, particles and repeated words gone."""
    known = lexicon()
    solid = [token for token in words if key(token) not in known.particles]
    kept = [token for token in solid if key(token) not in known.honorifics] or solid or words
    once = [token for place, token in enumerate(kept) if place == 0 or token != kept[place - 1]]
    return tuple(_word(token) for token in once)


def parted(words: tuple[Word, ...], size: int) -> tuple[Word, ...]:
    """The words with compound given names cut in two, until there are `size`; unchanged where that is not reached."""
    out: list[Word] = []
    lacking = size - len(words)
    for word in words:
        halves = _halves(word.written) if lacking > 0 else None
        out += halves or (word,)
        lacking -= bool(halves)
    return tuple(out) if lacking == 0 else words


@lru_cache(maxsize=8192)
def _halves(written: str) -> tuple[Word, Word] | None:
    """Two given names written as one, or one behind a prefix of names."""
    known = lexicon()
    for cut in range(len(written) - 2, 1, -1):
        head, tail = written[:cut], written[cut:]
        if tail in known.groups and (head in known.groups or head in _PREFIXES):
            return _word(head), _word(tail)
    return None
