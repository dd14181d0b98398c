"""A03: a person or body is named that the cited evidence does not name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.held import Cited, spans_of
from rasad.languages import names
from rasad.languages import text as letters
from rasad.languages.gazetteer import Found
from rasad.model import Finding, Mention, Pack

CODE = "A03"
SEVERITY = "warning"
NEEDS = "evidence"
NAME = "name not in evidence"
RATIONALE = (
    "Whoever is named in a sentence is named in the text it cites: by any name the pack knows, by a post held that day, or, for others, in the "
    "same words or an equal spelling in another script; so is every run of capitalised words, when edition and evidence share a language. A heading rests on all that its item cites. A body may also be named through the post of a person of the sentence."
)
BAD = "On 14 September 2026 Daro Velin kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."

_RUN: Final = re.compile(r"(?<!^)\b[A-Z][\w'-]+(?: (?:of|and|for|the) )?(?: ?[A-Z][\w'-]+)+")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each name that no cited text bears out."""
    for line in context.lines:
        own = line.item.body if line.is_heading and not line.cited else [line]
        texts = list(dict.fromkeys(text for one in own for _, text in one.cited))
        if not texts:
            continue
        for person in line.people:
            if not any(_has_person(context, line, person, text) for text in texts):
                yield _finding(context, line, person.text, (person.start, person.end), texts)
        for body in line.names:
            if body.kind in ("institution", "post") and not _has_body(context, line, body, texts):
                yield _finding(context, line, body.text, (body.start, body.end), texts)
        if not line.is_heading:
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
        if person.id in text.ids or posts & text.ids or person.id in text.surname_ids:
            return True
    words = letters.words(person.text, language)
    if text.language == language or not words:
        return all(f" {word} " in text.words for word in words)
    return any(names.compare(person.text, other).verdict != "different" for other in text.people)


def _has_body(context: Context, line: Line, body: Found, texts: list[Cited]) -> bool:
    pack = context.pack
    ids = frozenset().union(*(text.ids for text in texts))
    near = line.item.lines if line.is_heading else [line]
    people = [person.id for one in near for person in one.people if person.id]
    words = f" {' '.join(letters.words(body.text, context.language))} "
    if any(text.language == context.language and words in text.phrases for text in texts):
        return True
    if body.kind == "post":
        is_past = lexicon.has(line.text, context.language, "former")
        days = (None,) if is_past else context.days_of(line)
        held = {t.post for day in days for who in people for t in pack.tenures_of(who, day)}
        return bool(_offices(pack, body.ids) & _offices(pack, ids | held))
    wanted = set(body.ids)
    for name in body.ids:
        wanted |= {other.id for other in pack.posts_at(name)}
    held = {tenure.post for person in people for tenure in pack.tenures_of(person)}
    bodies = {pack.post_by_id[post].institution for post in held if post in pack.post_by_id}
    return bool(wanted & (ids | held | bodies))


def _offices(pack: Pack, names: Iterable[str]) -> set[tuple[str, str]]:
    """Body and role of each post among some ids: one office may stand in a pack under several."""
    posts = (pack.post_by_id[name] for name in names if name in pack.post_by_id)
    return {(post.institution, post.role) for post in posts}
