"""Packs: what is wrong with the tables of a pack. (tables) -> complaints, each with file, line, record and key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from rasad.model.when import bounds, span_of
from rasad.packs.lines import Lines
from rasad.packs.schema import FILES, FORMAT, File, Key

Tables = Mapping[str, Mapping[str, object]]

_ID: Final = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)?")
_LABEL: Final = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DOMAIN: Final = re.compile(r"(?=.{3,253}\Z)(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_ZONE: Final = re.compile(r"UTC|[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}")
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Something wrong at one place of a pack. A soft one does not keep the pack from being used."""

    file: str
    message: str
    record: str = ""
    key: str = ""
    row: int | None = None
    is_soft: bool = False

    def shown(self, lines: Mapping[str, Lines]) -> str:
        """One line: FILE:LINE: RECORD, KEY: message."""
        held = lines.get(self.file)
        line = held.find(self.record, self.key, self.row) if held else None
        where = self.file + (f":{line}" if line else "")
        name = self.key + (f"[{self.row}]" if self.row is not None else "")
        return f"{where}: {', '.join(part for part in (self.record, name) if part)}{': ' if self.record or name else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, and what a complaint about it needs."""

    file: str
    record: str
    key: str
    row: int | None = None

    def says(self, message: str, *, is_soft: bool = False) -> Complaint:
        return Complaint(
            file=self.file,
            record=self.record,
            key=self.key,
            row=self.row,
            message=message,
            is_soft=is_soft,
        )


@dataclass
class _Known:
    """The ids of each file and the keys of cited pages."""

    ids: dict[str, frozenset[str]]
    cited: frozenset[str]
    used: set[str] = field(default_factory=set)


def complaints(tables: Tables) -> list[Complaint]:
    """Everything wrong with a pack, in the order of its files. `tables` maps file names to what TOML holds there."""
    top = tables.get("pack.toml", {})
    cited = top.get("cited")
    known = _Known(
        ids={file.name: frozenset(tables.get(file.name, {})) for file in FILES if file.record},
        cited=frozenset(cited) if isinstance(cited, dict) else frozenset(),
    )
    found: list[Complaint] = []
    for file in FILES:
        table = tables.get(file.name)
        if table is None:
            continue
        if not file.record:
            found += _record(file, "", table, known)
            continue
        for record, value in table.items():
            found += _record_of_file(file, record, value, known)
    found += _people(tables)
    found += [
        Complaint(
            file="pack.toml",
            record="cited",
            key=key,
            message="is cited nowhere; remove it",
            is_soft=True,
        )
        for key in sorted(known.cited - known.used)
    ]
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` when a known word is close, else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _record_of_file(file: File, record: str, value: object, known: _Known) -> Iterator[Complaint]:
    place = _Place(file.name, record, "")
    if not isinstance(value, dict):
        yield place.says(
            f'this file holds records only, each under its own ["id"]; {record!r} is none'
        )
        return
    if not _ID.fullmatch(record):
        yield place.says("an id is small letters and digits, joined by dots, dashes or underscores")
    if file.record == "post":
        body, slash, _ = record.partition("/")
        if not slash:
            yield place.says('the id of a post is "INSTITUTION/SLUG"')
        elif value.get("institution", body) != body:
            yield _Place(file.name, record, "institution").says(
                f"is not the first half of the id, {body!r}"
            )
    elif "/" in record:
        yield place.says("only the id of a post has a slash")
    yield from _record(file, record, value, known)


def _record(
    file: File, record: str, table: Mapping[str, object], known: _Known
) -> Iterator[Complaint]:
    keys = {key.name: key for key in file.keys}
    yield from _keys(keys, table, _Place(file.name, record, ""), known, hint=_hint(file))


def _hint(file: File) -> str:
    return "; a person has names and posts and nothing else" if file.record == "person" else ""


def _keys(
    keys: Mapping[str, Key],
    table: Mapping[str, object],
    at: _Place,
    known: _Known,
    *,
    hint: str = "",
) -> Iterator[Complaint]:
    """Complaints about one record or one row: unknown, missing and bad keys, reversed dates, no source."""
    for name, value in table.items():
        place = _Place(at.file, at.record, at.key or name, at.row)
        if name not in keys:
            yield place.says(f"key {name!r} is not known{nearest(name, keys)}{hint}")
        else:
            label = name if at.key else ""
            for complaint in _value(keys[name], value, place, known):
                yield _labelled(complaint, label)
    for key in keys.values():
        if key.required and key.name not in table:
            yield _Place(at.file, at.record, at.key, at.row).says(f"key {key.name!r} is missing")
    if at.row is not None and "source" in keys and "source" not in table:
        yield at.says("cites no source", is_soft=True)
    yield from _reversed(table, at)


def _labelled(complaint: Complaint, label: str) -> Complaint:
    if not label:
        return complaint
    return Complaint(
        file=complaint.file, record=complaint.record, key=complaint.key, row=complaint.row,
        message=f"{label} {complaint.message}", is_soft=complaint.is_soft,
    )  # fmt: skip


def _reversed(table: Mapping[str, object], at: _Place) -> Iterator[Complaint]:
    since, until = table.get("from", ".."), table.get("to", "..")
    if isinstance(since, str) and isinstance(until, str):
        try:
            span = span_of(since, until)
        except ValueError:
            return  # already said of the date itself
        first, _, last = span.partition("/")
        if ".." not in (first, last) and last < first:
            yield at.says(f"ends ({until}) before it begins ({since})")


def _value(key: Key, value: object, place: _Place, known: _Known) -> Iterator[Complaint]:
    if key.kind == "rows":
        yield from _rows(key, value, place, known)
    elif key.kind in _LISTS:
        yield from _list(key, value, place, known)
    elif key.kind in _MAPS:
        yield from _map(key, value, place, known)
    else:
        message = _one(key, key.kind, value, known)
        if message:
            yield place.says(message)


def _rows(key: Key, value: object, place: _Place, known: _Known) -> Iterator[Complaint]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield place.says("must be a list of inline tables, one a line: [ { … }, ]")
        return
    if key.required and not value:
        yield place.says("needs at least one row")
    keys = {sub.name: sub for sub in key.row}
    for number, row in enumerate(value):
        yield from _keys(keys, row, _Place(place.file, place.record, key.name, number), known)


_LISTS: Final = {
    "texts": "text", "words": "word", "languages": "language", "domains": "domain", "urls": "url", "ids": "id",
}  # fmt: skip
_MAPS: Final = {"by_language": "text", "lists_by_language": "texts", "cited_pages": "url"}


def _list(key: Key, value: object, place: _Place, known: _Known) -> Iterator[Complaint]:
    if not isinstance(value, list):
        yield place.says(f"must be a list, not {_type(value)}")
        return
    if key.required and not value:
        yield place.says("must not be empty")
    for part in value:
        message = _one(key, _LISTS[key.kind], part, known)
        if message:
            yield place.says(message)


def _map(key: Key, value: object, place: _Place, known: _Known) -> Iterator[Complaint]:
    if not isinstance(value, dict):
        yield place.says(f"must be a table, not {_type(value)}")
        return
    for name, part in value.items():
        if key.kind != "cited_pages" and not _LANGUAGE.fullmatch(name):
            yield place.says(f"{name!r} is no language tag")
        parts = part if key.kind == "lists_by_language" else [part]
        if not isinstance(parts, list):
            yield place.says(f"{name} must be a list of texts, not {_type(part)}")
            continue
        kind = "url" if key.kind == "cited_pages" else "text"
        for one in parts:
            message = _one(key, kind, one, known)
            if message and key.kind == "cited_pages":
                yield Complaint(file=place.file, record=key.name, key=name, message=message)
            elif message:
                yield place.says(f"{name} {message}")


def _one(key: Key, kind: str, value: object, known: _Known) -> str:
    """What is wrong with a single value, or nothing."""
    if kind == "flag":
        return "" if isinstance(value, bool) else f"must be true or false, not {_type(value)}"
    if kind in ("count", "format"):
        if not isinstance(value, int) or isinstance(value, bool):
            return f"must be a whole number, not {_type(value)}"
        if kind == "format" and value != FORMAT:
            return f"is {value}; this Rasad reads format {FORMAT}" + (
                "; update Rasad" if value > FORMAT else ""
            )
        return "" if value > 0 else "must be above 0"
    if not isinstance(value, str):
        return f"must be text, not {_type(value)}"
    if not value.strip():
        return "is empty"
    if len(value) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if found := _CONTROLS.search(value):
        return f"holds the control character U+{ord(found.group()):04X}"
    if kind == "word":
        return (
            ""
            if value in key.words
            else f"{value!r} is not one of {_some(key.words)}{nearest(value, key.words)}"
        )
    if kind == "id":
        ids = known.ids[key.to]
        return "" if value in ids else f"{value!r} is no record of {key.to}{nearest(value, ids)}"
    if kind == "cited":
        known.used.add(value)
        return "" if value in known.cited else f"{value!r} is not a key of [cited] in pack.toml"
    return _FORMS.get(kind, _any_text)(value)


def _some(words: tuple[str, ...]) -> str:
    return (
        ", ".join(words)
        if len(words) <= 16
        else f"{', '.join(words[:6])}, … (docs/reference/pack-schema.md)"
    )


def _type(value: object) -> str:
    names = {
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date without quotes")


def _any_text(value: str) -> str:
    return ""


def _edtf(value: str) -> str:
    try:
        bounds(value)
    except ValueError as wrong:
        return f"{value!r}: {wrong}"
    return ""


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_good = False
    return (
        ""
        if is_good and not re.search(r"\s", value)
        else f"{value!r} is not an http or https address"
    )


def _matches(form: re.Pattern[str], what: str) -> Callable[[str], str]:
    return lambda value: "" if form.fullmatch(value) else f"{value!r} is no {what}"


_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "edtf": _edtf,
    "url": _url,
    "label": _matches(_LABEL, "lower-case word"),
    "language": _matches(_LANGUAGE, "language tag"),
    "domain": _matches(_DOMAIN, "host name"),
    "zone": _matches(_ZONE, "time zone"),
    "selector": lambda value: "" if len(value) <= 200 else "is longer than 200 characters",
}


def _people(tables: Tables) -> Iterator[Complaint]:
    """Persons of whom no post is known: they hold no office, so a pack has no business with them."""
    posts = tables.get("offices.toml", {}).values()
    held = {
        row.get("person")
        for post in posts if isinstance(post, dict)
        for row in (post.get("holders") if isinstance(post.get("holders"), list) else []) or []
        if isinstance(row, dict)
    }  # fmt: skip
    for person in tables.get("people.toml", {}):
        if person not in held:
            yield Complaint(
                file="people.toml",
                record=person,
                message="holds no post in offices.toml; remove the record",
                is_soft=True,
            )
