"""People: who is named in a line, and who of them holds no office the pack knows of. Text + names -> mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rasad.languages import names
from rasad.languages.gazetteer import Found
from rasad.model import Mention, Span

# What may stand between a name and the title behind it, and between a title and the name behind it.
BEHIND: Final = re.compile(r"[\s,\u060c(\u2013\u2014-]{0,4}(?:(?:the|a|an|as|who is|acting|then)\s){0,2}")
BEFORE: Final = re.compile(r"[\s,\u060c:]{0,3}")
# "comma NAME (POST": the form in which Persian reports introduce a speaker, in a script without capitals.
_BRACKETED: Final = re.compile(
    r"(?:\A|[\u060c\u061b:.\u00ab])\s*((?:[\u0620-\u06ff\u200c]+ ){1,2}[\u0620-\u06ff\u200c]+) \(\Z"
)
_FAR: Final = 60
_RUN: Final = re.compile(r"[A-Z][\w'-]+(?: [A-Z]\.)?(?: [A-Z][\w'-]+){1,2}")


def find_people(
    text: str, language: str, *, known: Sequence[Found], surnames: Mapping[str, str]
) -> tuple[Mention, ...]:
    """The persons named in `text`: those of the pack among `known`, and all others as private.

    A surname alone is that of the person to whom `surnames` gives it.
    """
    people = [
        Mention(
            text=found.text, start=found.start, end=found.end, kind="person",
            id=found.ids[0] if len(found.ids) == 1 else None, private=False,
        )
        for found in known
        if found.kind == "person"
    ]  # fmt: skip
    taken = [(found.start, found.end) for found in known if found.kind != "person"]
    for span in (*names.find_people(text, language, taken), *titled(text, known)):
        if any(span.start < found.end and found.start < span.end for found in people):
            continue
        owner = surnames.get(_last(span.text)) if len(span.text.split()) == 1 else None
        people.append(
            Mention(
                text=span.text,
                start=span.start,
                end=span.end,
                kind="person",
                id=owner,
                private=owner is None,
            )
        )
    return tuple(sorted(people, key=lambda person: person.start))


def with_titled(
    text: str, read: Sequence[Mention], *, known: Sequence[Found]
) -> tuple[Mention, ...]:
    """The persons of a reading, and those whom only their title tells."""
    more = [
        Mention(text=span.text, start=span.start, end=span.end, kind="person", private=True)
        for span in titled(text, known)
        if not any(span.start < person.end and person.start < span.end for person in read)
    ]
    return tuple(sorted((*read, *more), key=lambda person: person.start))


def titled(text: str, known: Sequence[Found]) -> Iterator[Span]:
    """Two or three capitalised words beside a title of the pack: a person, whatever the lexicons say."""
    posts = [found for found in known if found.kind == "post"]
    for run in _RUN.finditer(text) if posts else ():
        start = run.start()
        end = min([run.end(), *(post.start - 1 for post in posts if start < post.start < run.end())])
        if " " not in text[start:end] or any(f.start < end and start < f.end for f in known):
            continue
        for post in posts:
            is_behind = post.start >= end and BEHIND.fullmatch(text, end, post.start)
            is_before = post.end <= start and text[post.end : start] == " "
            if is_behind or is_before:
                yield Span(text=text[start:end], start=start, end=end)
                break
    for post in posts:
        found = _BRACKETED.search(text, max(0, post.start - _FAR), post.start)
        if found and not any(f.start < found.end(1) and found.start(1) < f.end for f in known):
            yield Span(text=found.group(1), start=found.start(1), end=found.end(1))


def surnames_of(known: Iterable[Found]) -> dict[str, str]:
    """The last word of each full name of the pack, and whose it is."""
    found: dict[str, str] = {}
    for name in known:
        if name.kind == "person" and len(name.ids) == 1:
            found.setdefault(_last(name.text), name.ids[0])
    return found


def may_stand(person: Mention, named: Sequence[str]) -> bool:
    """True for one of those whom an item may name, in any spelling and script, or by surname."""
    if " " not in person.text.strip():
        return _last(person.text) in {_last(name) for name in named}
    return any(names.compare(person.text, name).verdict == "same" for name in named)


def _last(name: str) -> str:
    return names.skeleton(name.rsplit(maxsplit=1)[-1]) if name.split() else ""
