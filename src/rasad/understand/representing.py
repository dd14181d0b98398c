"""Understand: who speaks in public for a body without an office the pack knows. Page + Statements → Statements, Mentions.

"X, spokesperson of Y", "Y's lawyer, X", "lawyer of Z": the words beside the name that show it are proposed, for that statement alone; an
editor decides. A title at a public body of the pack is none of these: its holder is an official whom the pack lacks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Final

from rasad.languages import names, tables
from rasad.model import Mention, Office, Reference, Span, Statement
from rasad.understand.page import Page
from rasad.understand.plain import plain, words

_BLANK: Final = "\ufffc"
_PRIVATE_BODIES: Final = frozenset({"company", "association", "professional_body", "platform", "outlet"})
_REACH: Final = 800  # characters on both sides of a speaker in which a form is looked for
_GAP: Final = 3
_COMMAS: Final = " ,\u060c)"
_CAPITAL: Final = r"[A-Z][\w'-]*"
_LETTERS: Final = r"[\u0620-\u06ff]+"
_END: Final = rf"(?<![ .][A-Z])(?=\s?(?:[,.;:)(\n{_BLANK}]|$))"
# A Persian name without capitals is told by what bounds it on both sides.
_BOUND: Final = rf"(?:^|[-,:;.\"\n{_BLANK}])\s*"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Where a name and the words that show whom it speaks for stand."""

    name: tuple[int, int]
    words: tuple[int, int]


@lru_cache(maxsize=64)
def listed(language: str, *keys: str) -> str:
    """The words of lists of house.toml as alternatives of a pattern over plain text, the longest first."""
    words = {plain(word) for key in keys for word in tables.words(language, "house", "persons", key)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or r"(?!)"


@lru_cache(maxsize=8)
def _role(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{listed(language, 'speaks', 'lawyers')})(?!\w)", re.I)


@lru_cache(maxsize=8)
def _forms(language: str, is_light: bool) -> tuple[re.Pattern[str], ...]:
    """The forms in which a language introduces them, the surest first."""
    role = rf"(?:{listed(language, 'speaks', 'lawyers')})"
    if is_light:
        before = rf"(?:{_BOUND}|(?:{listed(language, 'before')})\s+)(?:(?:{listed(language, 'before')})\s+)?"
        name, some = rf"(?P<name>{_LETTERS}(?: {_LETTERS}){{1,2}})", rf"{_LETTERS}(?: {_LETTERS}){{0,9}}?"
        return (
            re.compile(rf"{before}{name}\s?[,(]\s?(?P<words>{role} {some}){_END}"),
            re.compile(rf"(?<!\w)(?P<words>{role} {some})\s?,\s?{name}{_END}"),
        )
    joint, behind = rf"(?:{listed(language, 'joints')})", rf"(?:(?:{listed(language, 'behind')}) )?"
    name = rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}\.?)?(?: {_CAPITAL}){{1,2}})"
    some, few = rf"(?:[^,.;:()\n{_BLANK}]|(?<=[ .][A-Z])\.){{2,100}}?", r"(?:[\w'&-]+ ){0,6}?"
    body = rf"(?:[Tt]he )?(?:{_CAPITAL} (?:(?:of|for|and|the) )*){{0,6}}(?i:{listed(language, 'bodies')})"
    return (
        re.compile(rf"{name},? ?[,(] ?{behind}(?P<words>{few}(?i:{role}) {joint} {some}){_END}"),
        re.compile(rf"{name},? ?[,(] ?{behind}(?P<words>(?:[\w'&-]+ ){{1,6}}?(?i:{role})){_END}"),
        re.compile(rf"(?<![\w'])(?P<words>(?i:{role}) {joint} {some}), {name}{_END}"),
        re.compile(rf"(?<![\w'])(?P<words>(?i:{role}) {joint} {body}) {name}(?![\w'])"),
        re.compile(rf"(?<![\w'])(?:[Tt]he )?(?P<words>{few}(?i:{role})),? {name}(?=\s?[,.;:)({_BLANK}]|\s|$)"),
    )


def represented(page: Page, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with whom each speaker unknown to the pack is said to speak for, the speaker being the one named."""
    shown: dict[tuple[int, int], _Shown] = {}
    out = []
    for one in statements:
        speaker = one.speaker
        if speaker is None or speaker.id is not None:
            out.append(one)
            continue
        key = (speaker.start, speaker.end)
        if key not in shown and (found := _find(page, one, speaker)):
            shown[key] = found
        # who goes on speaking ("he added") is the one named before
        known = shown.get(key) if key in shown and not _is_elsewhere(one, shown[key]) else None
        out.append(_with(page, one, known) if known else one)
    return tuple(out)


def named(statements: Iterable[Statement], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with the names of those who speak for a body as private persons."""
    spoke = {(one.speaker.start, one.speaker.end): one.speaker.text for one in statements if one.speaks_for is not None and one.speaker is not None}
    spans = sorted(spoke)
    latest = list(accumulate((end for _, end in spans), max))

    def is_one_of_them(mention: Mention) -> bool:
        before = bisect_left(spans, (mention.end, 0))  # those that begin before its end; does one of them end behind its start?
        return mention.kind == "person" and before > 0 and latest[before - 1] > mention.start

    own = [Mention(text=text, start=start, end=end, kind="person", private=True) for (start, end), text in spoke.items()]
    return tuple(sorted([*(one for one in mentions if not is_one_of_them(one)), *own], key=lambda one: (one.start, one.end)))


def _find(page: Page, one: Statement, speaker: Reference) -> _Shown | None:
    """The form in the sentence of a statement that holds its speaker."""
    place = page.sentence_at(speaker.start)
    low = max(min(place.start, speaker.start), speaker.start - _REACH)
    high = min(max(place.end, speaker.end), speaker.end + _REACH)
    frame = list(page.plain[low:high])
    if not _is_behind(one, speaker):
        _cover(frame, one.content.start - low, one.content.end - low)
    if one.verb and (verb := page.text.find(one.verb, max(low, one.start), high)) >= 0:
        _cover(frame, verb - low, verb - low + len(one.verb))
    text = "".join(frame)
    if not _role(page.language).search(text):
        return None
    for form in _forms(page.language, page.lexicon.is_light):
        for hit in form.finditer(text):
            words = _trimmed(text, hit.span("words"), page.language)
            shown = _Shown((hit.start("name") + low, hit.end("name") + low), (words[0] + low, words[1] + low))
            if _touches(page, shown, speaker) and _is_name(page, shown, one, speaker) and not _is_known(page, shown):
                return shown
    return None


def _is_behind(one: Statement, speaker: Reference) -> bool:
    """True where only a comma parts name and content: "according to X, spokesman of Y, …" may have been read as said."""
    return one.quote is None and 0 < one.content.start - speaker.end <= _GAP


def _trimmed(text: str, span: tuple[int, int], language: str) -> tuple[int, int]:
    """The words without what leads to them ("met with") and what goes on behind them ("has said")."""
    start, end = span
    for found in re.finditer(rf"(?<!\w)(?:{listed(language, 'opens')}) (?=.*(?<!\w)(?:{listed(language, 'speaks', 'lawyers')})(?!\w))", text[start:end], re.I):
        start = span[0] + found.end()
    behind = re.search(rf"(?<=\w) (?:{listed(language, 'ends')})(?!\w)", text[start:end], re.I)
    return start, start + behind.start() if behind else end


def _cover(frame: list[str], start: int, end: int) -> None:
    for place in range(max(0, start), min(len(frame), end)):
        frame[place] = _BLANK


def _touches(page: Page, shown: _Shown, speaker: Reference) -> bool:
    """True when the speaker stands in the form, or right before it as the place of a dateline."""
    low, high = min(shown.name[0], shown.words[0]), max(shown.name[1], shown.words[1])
    is_dateline = speaker.end <= low and not page.plain[speaker.end : low].strip(" -,:")
    return is_dateline or (low < speaker.end and speaker.start < high)


def _is_name(page: Page, shown: _Shown, one: Statement, speaker: Reference) -> bool:
    """True for words that may name a person: no body's name, and in a script without capitals no words that merely stand there."""
    start, end = shown.name
    name = page.plain[start:end]
    if re.search(rf"(?<!\w)(?:{listed(page.language, 'bodies', 'speaks', 'lawyers')})(?!\w)", name, re.I):
        return False
    is_first = start < shown.words[0] or not page.lexicon.is_light
    return (one.private and is_first) or (start < speaker.end and speaker.start < end) or names.is_given(name.split()[0])


def _is_known(page: Page, shown: _Shown) -> bool:
    """True for a person of the pack, for a title at a public body of the pack, and for one no longer held."""
    if set(words(page.text[slice(*shown.words)])) & set(page.lexicon.title_words.get("former", ())):
        return True
    if any(one.kind == "person" for one in page.found_in(*shown.name)):
        return True
    for one in page.found_in(*shown.words):
        if one.kind == "post":
            return True
        bodies = [page.pack.institution_by_id[id] for id in one.ids if id in page.pack.institution_by_id]
        if any(body.type not in _PRIVATE_BODIES for body in bodies) and not _is_lawyer(page, shown):
            return True
    return False


def _is_lawyer(page: Page, shown: _Shown) -> bool:
    said = page.plain[slice(*shown.words)]
    return re.search(rf"(?<!\w)(?:{listed(page.language, 'lawyers')})(?!\w)", said, re.I) is not None


def _is_elsewhere(one: Statement, shown: _Shown) -> bool:
    """True when a statement before the name would be given to it."""
    return one.speaker is not None and one.end <= min(shown.name[0], shown.words[0])


def _with(page: Page, one: Statement, shown: _Shown) -> Statement:
    assert one.speaker is not None  # noqa: S101 - only statements with a speaker are looked at
    name, words = (Span(text=page.text[a:b], start=a, end=b) for a, b in (shown.name, shown.words))
    bodies = [id for found in page.found_in(words.start, words.end) if found.kind == "institution" for id in found.ids]
    text = _office(page, shown)
    return replace(
        one, content=_content(page, one, words), speaker=Reference(text=name.text, start=name.start, end=name.end), private=True,
        office=Office(text=text, institution=one.office.institution if one.office else None),
        speaks_for=Reference(text=words.text, start=words.start, end=words.end, id=bodies[0] if len(bodies) == 1 else None),
        reasons=(*one.reasons, f"speaks for a body, by the words {text!r}; an editor decides"),
    )  # fmt: skip


def _office(page: Page, shown: _Shown) -> str:
    """The title as it may be printed: of a lawyer the word alone, since whom a lawyer speaks for is often under arrest."""
    words = page.text[slice(*shown.words)]
    if not _is_lawyer(page, shown):
        return " ".join(words.split())
    found = re.search(rf"(?<!\w)(?:{listed(page.language, 'lawyers')})(?!\w)", plain(words), re.I)
    return words[found.start() : found.end()] if found else ""


def _content(page: Page, one: Statement, words: Span) -> Span:
    """What was said, without the words that show for whom."""
    if one.quote is not None or not one.content.start <= words.start < words.end < one.content.end:
        return one.content
    start = words.end + len(page.text[words.end : one.content.end]) - len(page.text[words.end : one.content.end].lstrip(_COMMAS))
    return Span(text=page.text[start : one.content.end], start=start, end=one.content.end) if start < one.content.end else one.content
