"""Relation: how one record answers another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`kind` of model/vocabulary.RELATIONS, from the record that holds it to `other`, and why."""

    kind: str
    other: str
    why: str
