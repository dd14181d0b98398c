"""A03: a person or body is named that the cited evidence does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.held import Cited
from rasad.check.passages import spans_of
from rasad.check.titles import offices
from rasad.languages import names
from rasad.languages import text as letters
from rasad.languages.gazetteer import Found
from rasad.model import Finding, Mention

CODE = "A03"
SEVERITY = "warning"
NEEDS = "evidence"
NAME = "name not in evidence"
RATIONALE = (
    "Whoever is named in a sentence is named in the text it cites: by any name the pack knows, by a post held that day, or, for others, in the "
    "same words or an equal spelling in another script; so is every run of capitalised words, when edition and evidence share a language. A heading rests on the sentences of its item and on the passages that they cite. A body may also be named through the post of a person of the sentence."
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
        told = _told(line)
        for person in line.people:
            if not any(_has_person(context, line, person, text, told) for text in texts):
                yield _finding(context, line, person.text, (person.start, person.end), texts)
        for body in line.names:
            if body.kind not in ("institution", "post"):
                continue
            if not _has_body(context, line, body, texts, told):
                yield _finding(context, line, body.text, (body.start, body.end), texts)
        if not line.is_heading:
            yield from _capitals(context, line, texts)


def _told(line: Line) -> frozenset[str] | None:
    """Whom a heading may name: those of its item's sentences and of the passages and titles they cite; None for sentences."""
    if not line.is_heading or line.cited:
        return None
    own = (found.ids for other in line.item.body for found in other.names)
    cited = (
        text.ids_in(*text.passage(citation.start, citation.end))
        for other in line.item.body
        for citation, text in other.cited
    )
    return frozenset().union(*own, *cited)


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


def _has_person(
    context: Context, line: Line, person: Mention, text: Cited, told: frozenset[str] | None
) -> bool:
    pack, language = context.pack, context.language
    if person.id:
        posts = {
            tenure.post
            for day in context.days_of(line)
            for tenure in pack.tenures_of(person.id, day)
        }
        known = text.ids if told is None else told
        if person.id in known or posts & known:
            return True
        if told is None and person.id in text.surname_ids:
            return True
        if told is not None:
            return any(other.id == person.id for one in line.item.body for other in one.people)
    words = letters.words(person.text, language)
    if text.language == language or not words:
        return all(f" {word} " in text.words for word in words)
    return any(names.compare(person.text, other).verdict != "different" for other in text.people)


def _subject(line: Line) -> frozenset[str] | None:
    """The office printed behind the first name of the item, "NAME (OFFICE of …)": whom a heading that begins with an office is about."""
    first = line.item.body[0] if line.item.body else None
    for found in first.names if first else ():
        if found.kind == "post" and first and first.plain[: found.start].rstrip().endswith("("):
            return frozenset(found.ids)
    return None


def _has_body(
    context: Context, line: Line, body: Found, texts: list[Cited], told: frozenset[str] | None
) -> bool:
    pack = context.pack
    near = line.item.lines if line.is_heading else [line]
    people = [person.id for one in near for person in one.people if person.id]
    known = (text.ids for text in texts) if told is None else iter((told,))
    if body.kind == "post":
        is_past = lexicon.has(line.text, context.language, "former")
        days = (None,) if is_past else context.days_of(line)
        held = {t.post for day in days for who in people for t in pack.tenures_of(who, day)}
        if told is not None and any(f.kind == "post" for one in line.item.body for f in one.names):
            held = set()  # the item says itself who holds what
        wanted = offices(pack, body.ids)
        subject = _subject(line) if told is not None and not line.plain[: body.start].strip() else None
        if subject is not None:
            return bool(wanted & offices(pack, subject))
        is_borne = bool(wanted & offices(pack, held)) or any(
            wanted & offices(pack, ids) for ids in known
        )
    else:
        bodies = set(body.ids)
        for name in body.ids:
            bodies |= {other.id for other in pack.posts_at(name)}
        held = {tenure.post for person in people for tenure in pack.tenures_of(person)}
        held |= {pack.post_by_id[post].institution for post in held if post in pack.post_by_id}
        is_borne = bool(bodies & held) or any(bodies & ids for ids in known)
    if is_borne or (told is not None and body.kind == "post"):
        return is_borne
    words = f" {' '.join(letters.words(body.text, context.language))} "
    return any(text.language == context.language and words in text.phrases for text in texts)

