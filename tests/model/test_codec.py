"""Nouns survive JSON."""

from __future__ import annotations

import pytest

from rasad.model import Citation, DateMention, Development, Relation, codec


def test_a_nested_noun_comes_back_equal() -> None:
    one = Development(
        id="d-1", headline="«سامانه»", language="fa", article="a-1", text_id="f" * 16, start=0, end=1,
        date=DateMention(text="۱۴ آبان", edtf="2026-11-05", confidence=0.5), actors=(), act="announce",
        action=None, stage="none", stance="asserts", dossiers=("x",), statements=(),
        evidence=(Citation(text_id="f" * 16, start=0, end=1, translator=""),),
        relations=(Relation(kind="denies", other="d-2", why="w"),), edits=(("headline", "h"),),
    )  # fmt: skip
    assert codec.loads(Development, codec.dumps(one)) == one


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="colour"):
        codec.from_plain(Relation, {"kind": "cites", "other": "x", "why": "y", "colour": "red"})


def test_a_lone_surrogate_does_not_break_the_store() -> None:
    assert codec.dumps("a\ud800b").encode("utf-8")
