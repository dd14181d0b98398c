"""Understand: the name of the present rules. A change of what is read out of a text changes it."""

from __future__ import annotations

from typing import Final

RULES: Final = "understand-4"
