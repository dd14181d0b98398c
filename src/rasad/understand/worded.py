"""Understand: posts and bodies whose name is printed a little differently: "Cooperatives, Labor, and Social Welfare Minister".

Words → the one post or body of the pack whose name has these words and few others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rasad.languages.gazetteer import Found
from rasad.model import Pack
from rasad.understand.introduced import fits, stem, title_words
from rasad.understand.lexicon import Lexicon
from rasad.understand.page import Page
from rasad.understand.plain import words as tokens_of

_LONGEST: Final = 12
_HOME: Final = 4  # letters that "Talvaria" and "Talvarian" share


@dataclass(frozen=True, slots=True)
class Worded:
    """The telling words of a name, and what bears it."""

    words: frozenset[str]
    head: str
    kind: str
    id: str


_TABLES: dict[tuple[int, str], tuple[Pack, tuple[Worded, ...]]] = {}


_WORDS: dict[int, tuple[tuple[Worded, ...], frozenset[str]]] = {}


def table(pack: Pack, lexicon: Lexicon) -> tuple[Worded, ...]:
    """The names of a pack that hold a word of `worded` in titles.toml, made once for each pack object."""
    known = _TABLES.get((id(pack), lexicon.language))
    if known is not None and known[0] is pack:
        return known[1]
    made = tuple(dict.fromkeys(_rows(pack, lexicon)))
    if len(_TABLES) > 16:
        _TABLES.clear()
    _TABLES[(id(pack), lexicon.language)] = (pack, made)
    return made


def _rows(pack: Pack, lexicon: Lexicon) -> Iterator[Worded]:
    heads = lexicon.title_words.get("worded", frozenset())
    named = [("post", post.id, post.names) for post in pack.posts]
    named += [("institution", body.id, body.names) for body in pack.institutions]
    for kind, one, names in named:
        for name in names:
            if name.language != lexicon.language:
                continue
            run = list(tokens_of(name.text))
            head = next((word for word in run if word in heads), None)
            if head is not None and not (kind == "post" and lexicon.heads.at(run, 0, 1) and run[0] not in heads):
                yield Worded(title_words([w for w in run if w != head], lexicon), head, kind, one)


def find_worded(page: Page, start: int, end: int) -> Found | None:
    """The post or body that a stretch names in other words; None when none fits, or several."""
    heads = page.lexicon.title_words.get("worded", frozenset())
    if not heads:
        return None
    run = page.words
    low, high = run.range(start, end)
    for place in range(low, high):
        if run.lows[place] not in heads:
            continue
        for first, last in ((_before(page, low, place), place), (place + 1, _behind(page, place + 1, high))):
            home = page.pack.name[:_HOME].lower()
            inside = [word for word in _outside_brackets(run.lows[first:last]) if not (home and word.startswith(home))]
            wanted = title_words(inside, page.lexicon)
            found = {
                one.id: one for one in table(page.pack, page.lexicon)
                if one.head == run.lows[place] and fits(wanted, one.words)
            }  # fmt: skip
            if len(found) == 1:
                one = next(iter(found.values()))
                begin, stop = run.starts[min(first, place)], run.ends[max(last - 1, place)]
                return Found(text=page.text[begin:stop], start=begin, end=stop, kind=one.kind, ids=(one.id,))
    return None


def _is_part(page: Page, place: int) -> bool:
    run = page.words
    if page.dates_in(run.starts[place], run.ends[place]):
        return False
    if run.lows[place] in (",", "and", "of", "(", ")", "the") or page.plain[run.starts[place]].isupper():
        return True
    return stem(run.lows[place]) in _vocabulary(page)


def _vocabulary(page: Page) -> frozenset[str]:
    """The words of all those names, for one printed in small letters; made once a table."""
    rows = table(page.pack, page.lexicon)
    known = _WORDS.get(id(rows))
    if known is None or known[0] is not rows:
        if len(_WORDS) > 16:
            _WORDS.clear()
        known = _WORDS[id(rows)] = (rows, frozenset(word for one in rows for word in one.words))
    return known[1]


def _before(page: Page, low: int, place: int) -> int:
    first = place
    while first > low and place - first < _LONGEST and _is_part(page, first - 1):
        first -= 1
    while first < place and page.words.lows[first] in (",", "and", "of", "the", "(", ")"):
        first += 1
    return first


def _behind(page: Page, place: int, high: int) -> int:
    last = place
    if last < high and page.words.lows[last] == "of":
        while last < high and last - place < _LONGEST and _is_part(page, last):
            last += 1
    return last


def _outside_brackets(lows: list[str]) -> list[str]:
    out, depth = [], 0
    for word in lows:
        depth += (word == "(") - (word == ")")
        if depth <= 0 and word != ")":
            out.append(word)
    return out
