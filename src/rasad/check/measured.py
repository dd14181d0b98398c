"""Measured: what the gold says of each rule, as `python -m evals.check.run --write` left it. str -> Measure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_NONE = -1.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Labelled cases of a rule, and the shares; None where there is nothing to count."""

    cases: int
    precision: float | None
    recall: float | None


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, float]]:
    file = resources.files("rasad.check") / "words" / "measured.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def measure_of(code: str) -> Measure:
    """The measure of a rule; no cases when it was never measured."""
    row = _rows().get(code, {})
    precision, recall = row.get("precision", _NONE), row.get("recall", _NONE)
    return Measure(
        cases=int(row.get("cases", 0)),
        precision=None if precision < 0 else precision,
        recall=None if recall < 0 else recall,
    )
