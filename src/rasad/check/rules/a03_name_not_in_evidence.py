"""A03: a person or body is named that the cited evidence does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, Line
from rasad.check.held import Cited, spans_of
from rasad.languages import names
from rasad.languages import text as letters
from rasad.languages.gazetteer import Found, gazetteer
from rasad.model import Finding, Mention

CODE = "A03"
SEVERITY = "warning"
NEEDS = "evidence"
NAME = "name not in evidence"
RATIONALE = (
    "Whoever is named in a sentence is named in the text it cites: by any name the pack knows, by a post held that day, or, for others, in the "
    "same words or an equal spelling in another script; so is every run of capitalised words, when edition and evidence share a language. A body may also be named through the post of a person of the sentence."
)
BAD = "On 14 September 2026 Daro Velin kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."

_RUN: Final = re.compile(r"(?<!^)\b[A-Z][\w'-]+(?: (?:of|and|for|the) )?(?: ?[A-Z][\w'-]+)+")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each name that no cited text bears out."""
    for line in context.lines:
        texts = [text for _, text in line.cited]
        if not texts or line.is_heading:
            continue
        for person in line.people:
            if not any(_has_person(context, line, person, text) for text in texts):
                yield _finding(context, line, person.text, (person.start, person.end), texts)
        for body in line.names:
            if body.kind in ("institution", "post") and not _has_body(context, line, body, texts):
                yield _finding(context, line, body.text, (body.start, body.end), texts)
        yield from _capitals(context, line, texts)


def _capitals(context: Context, line: Line, texts: list[Cited]) -> Iterator[Finding]:
    """Runs of capitalised words that nothing explains, when all evidence is in the language of the edition."""
    if any(text.language != context.language for text in texts):
        return
    taken = [(found.start, found.end) for found in line.names]
    taken += [(person.start, person.end) for person in line.people]
    taken += spans_of(line.dates)
    for run in _RUN.finditer(line.plain):
        if any(start < run.end() and run.start() < end for start, end in taken):
            continue
        words = letters.words(run.group(), context.language)
        if not all(any(f" {word} " in text.words for text in texts) for word in words):
            yield _finding(context, line, run.group(), run.span(), texts)


def _finding(
    context: Context, line: Line, name: str, place: tuple[int, int], texts: list[Cited]
) -> Finding:
    return context.finding(
        (CODE, SEVERITY),
        line.place(*place),
        f"“{name}” is not named in the cited evidence",
        help="correct the name, or cite the text that has it",
        evidence=tuple(
            text.excerpt(*text.passage(c.start, c.end)) for c, text in line.cited if text in texts
        )[:2],
    )


def _has_person(context: Context, line: Line, person: Mention, text: Cited) -> bool:
    pack, language = context.pack, context.language
    if person.id:
        posts = {
            tenure.post
            for day in context.days_of(line)
            for tenure in pack.tenures_of(person.id, day)
        }
        surnames = gazetteer(pack).surname_mentions(text.text, text.language)
        if (
            person.id in text.ids
            or posts & text.ids
            or any(person.id in found.ids for found in surnames)
        ):
            return True
    words = letters.words(person.text, language)
    if text.language == language or not words:
        return all(f" {word} " in text.words for word in words)
    return any(names.compare(person.text, other).verdict != "different" for other in text.people)


def _has_body(context: Context, line: Line, body: Found, texts: list[Cited]) -> bool:
    pack = context.pack
    ids = frozenset().union(*(text.ids for text in texts))
    wanted = set(body.ids)
    for name in body.ids:
        post = pack.post_by_id.get(name)
        wanted |= {post.institution} if post else {other.id for other in pack.posts_at(name)}
    if wanted & ids:
        return True
    people = [person.id for person in line.people if person.id]
    held = {tenure.post for person in people for tenure in pack.tenures_of(person)}
    bodies = {pack.post_by_id[post].institution for post in held if post in pack.post_by_id}
    if wanted & (held | bodies):
        return True
    words = letters.words(body.text, context.language)
    return any(
        text.language == context.language and all(f" {word} " in text.words for word in words)
        for text in texts
    )
