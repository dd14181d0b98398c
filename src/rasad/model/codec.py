"""Nouns to plain JSON values and back. Standard library only."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import lru_cache
from typing import Any, TypeVar

Noun = TypeVar("Noun")


def to_plain(value: object) -> object:
    """A noun as dicts, lists and scalars; empty defaults are kept, so that the form is stable."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): to_plain(part) for key, part in value.items()}
    return value


def dumps(value: object) -> str:
    """A noun as one line of JSON: sorted keys, no spaces, characters as they are. Lone surrogates are escaped."""
    text = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@lru_cache(maxsize=128)
def _hints(kind: type) -> dict[str, Any]:  # Any: whatever annotations a noun carries
    return typing.get_type_hints(kind)


def from_plain(kind: type[Noun], value: object) -> Noun:
    """A noun of `kind` out of what `to_plain` made. Unknown keys are refused with TypeError."""
    return typing.cast(Noun, _build(kind, value))


def _build(kind: Any, value: Any) -> Any:  # Any: both are only known at run time
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _build(next(arg for arg in typing.get_args(kind) if arg is not types.NoneType), value)
    if origin is tuple:
        arguments = typing.get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_build(arguments[0], part) for part in value)
        return tuple(_build(arg, part) for arg, part in zip(arguments, value, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        unknown = set(value) - set(hints)
        if unknown:
            raise TypeError(f"{kind.__name__} has no field {sorted(unknown)[0]!r}")
        return kind(**{name: _build(hints[name], part) for name, part in value.items()})
    if kind is float and isinstance(value, int):
        return float(value)
    return value


def loads(kind: type[Noun], text: str) -> Noun:
    """A noun of `kind` out of what `dumps` wrote."""
    return from_plain(kind, json.loads(text))
