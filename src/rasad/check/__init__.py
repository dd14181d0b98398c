"""Check: every sentence, quotation, date, name and number traced. Edition + Evidence -> Findings."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.check.gate import check_edition, check_text, splitter
    from rasad.check.held import Held
    from rasad.check.pages import rules_page
    from rasad.check.report import FORMATS, format_findings
    from rasad.check.table import RULES, chosen, rule

_HOMES = {
    "check_edition": "gate", "check_text": "gate", "splitter": "gate", "Held": "held", "rules_page": "pages", "FORMATS": "report",
    "format_findings": "report", "RULES": "table", "chosen": "table", "rule": "table",
}  # fmt: skip

__all__ = [
    "FORMATS",
    "RULES",
    "Held",
    "check_edition",
    "check_text",
    "chosen",
    "format_findings",
    "rule",
    "rules_page",
    "splitter",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.check' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rasad.check.{_HOMES[name]}"), name)
