"""Monitor: a page that tells many things → one Reading of its text, in which each entry was understood by itself.

Dates of an entry are told from its own day, a pronoun means nobody of another entry, and a development ends where its entry does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from rasad import understand
from rasad.model import Citation, Development, Document, Pack, Part, Reading, Statement
from rasad.model.ids import statement_id, text_id

Noun = TypeVar("Noun")


def read_entries(document: Document, *, pack: Pack, window: str | None = None) -> Reading:
    """The reading of a document with parts; offsets lie in its text."""
    name, first = text_id(document.text), document.parts[0].start
    own = Part(key="", start=0, end=first, title=document.title, byline=document.byline, published=document.published)
    told = [
        _moved(understand.read_text(_alone(document, part), pack=pack, window=window), by=part.start, text=name)
        for part in ((own, *document.parts) if first else document.parts)
    ]
    return replace(
        told[0], url=document.url, title=document.title, byline=document.byline, published=document.published, text=document.text, text_id=name,
        dates=_all(one.dates for one in told), mentions=_all(one.mentions for one in told), numbers=_all(one.numbers for one in told),
        statements=_counted_on(told), developments=_all(one.developments for one in told), parts=document.parts,
    )  # fmt: skip


def _all(lists: Iterable[tuple[Noun, ...]]) -> tuple[Noun, ...]:
    return tuple(one for some in lists for one in some)


def _counted_on(told: Iterable[Reading]) -> tuple[Statement, ...]:
    """All statements; one carried through another says which by its place among all."""
    found: list[Statement] = []
    for reading in told:
        count = len(found)
        found += [one if one.through is None else replace(one, through=one.through + count) for one in reading.statements]
    return tuple(found)


def _alone(document: Document, part: Part) -> Document:
    """An entry as a document of its own."""
    at = f"{document.url}#{part.key}" if document.url and part.key else document.url or part.key or None
    return replace(
        document, text=document.text[part.start : part.end], title=part.title, byline=part.byline or document.byline,
        published=part.published or document.published, url=at, parts=(),
    )  # fmt: skip


def _moved(reading: Reading, *, by: int, text: str) -> Reading:
    """A reading whose spans lie that much later, in another text version; ids of statements follow."""
    ids = {one.id: statement_id(text, one.start + by, one.end + by) for one in reading.statements}
    return replace(
        reading, dates=_shifted(reading.dates, by), mentions=_shifted(reading.mentions, by), numbers=_shifted(reading.numbers, by),
        statements=tuple(replace(_shifted(one, by), id=ids[one.id]) for one in reading.statements),
        developments=tuple(_retold(one, ids, by=by, text=text) for one in reading.developments),
    )  # fmt: skip


def _retold(one: Development, ids: Mapping[str, str], *, by: int, text: str) -> Development:
    moved: Development = _shifted(one, by)
    evidence = tuple(Citation(text_id=text, start=cited.start, end=cited.end, translator=cited.translator) for cited in moved.evidence)
    return replace(moved, text_id=text, statements=tuple(ids.get(id, id) for id in one.statements), evidence=evidence)


def _shifted(value: Any, by: int) -> Any:
    """A noun with every span in it moved; one at 0-0 or nowhere is not printed in the text and stays."""
    if isinstance(value, tuple):
        return tuple(_shifted(one, by) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {field.name: moved for field in fields(value) if (moved := _shifted(getattr(value, field.name), by)) is not getattr(value, field.name)}
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if by and isinstance(start, int) and isinstance(end, int) and (start, end) != (0, 0):
        changed |= {"start": start + by, "end": end + by}
    return replace(value, **changed) if changed else value
