"""Nouns to plain JSON values and back. Standard library only."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

Noun = TypeVar("Noun")


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def to_plain(value: object) -> object:
    """A noun as dicts, lists and scalars; empty defaults are kept, so that the form is stable."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, (tuple, list)):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): to_plain(part) for key, part in value.items()}
    return value


def dumps(value: object) -> str:
    """A noun as one line of JSON: sorted keys, no spaces, characters as they are. Lone surrogates are escaped."""
    text = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


Build = Callable[[Any], Any]  # Any: both sides are only known at run time


def from_plain(kind: type[Noun], value: object) -> Noun:
    """A noun of `kind` out of what `to_plain` made. Unknown keys are refused with TypeError."""
    return typing.cast(Noun, _builder(typing.cast(Any, kind))(value))


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value


# Worked out once a type: nouns are read by the ten thousand, annotations need not be.
@lru_cache(maxsize=256)
def _builder(kind: Any) -> Build:
    """What makes a value of an annotation out of its plain form."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _builder(next(arg for arg in typing.get_args(kind) if arg is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_builder(typing.get_args(kind))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _noun_builder(kind)
    return _number if kind is float else _same


def _tuple_builder(arguments: tuple[Any, ...]) -> Build:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        one = _builder(arguments[0])
        return tuple if one is _same else lambda value: tuple(map(one, value))
    parts = tuple(_builder(argument) for argument in arguments)
    return lambda value: tuple(build(part) for build, part in zip(parts, value, strict=True))


def _noun_builder(kind: type) -> Build:
    parts = {name: _builder(hint) for name, hint in typing.get_type_hints(kind).items()}

    def _noun(value: Any) -> Any:
        try:
            return kind(**{name: parts[name](part) for name, part in value.items()})
        except KeyError as error:
            raise TypeError(f"{kind.__name__} has no field {error.args[0]!r}") from error

    return _noun


def loads(kind: type[Noun], text: str) -> Noun:
    """A noun of `kind` out of what `dumps` wrote."""
    return from_plain(kind, json.loads(text))
