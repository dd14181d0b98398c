"""Check: every sentence, quotation, date, name and number traced. Edition + Evidence -> Findings."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.check.accounts import Account, account
    from rasad.check.context import Beside
    from rasad.check.documents import read_report
    from rasad.check.fixes import Fixed, difference, settle
    from rasad.check.gate import check_edition, check_text, splitter
    from rasad.check.harm import Told, find_harm
    from rasad.check.held import Held
    from rasad.check.html_report import html_page
    from rasad.check.memory import Turning
    from rasad.check.pages import rules_page
    from rasad.check.report import FORMATS, format_findings
    from rasad.check.shown import Report
    from rasad.check.table import RULES, chosen, rule

_HOMES = {
    "Account": "accounts", "account": "accounts", "Fixed": "fixes", "difference": "fixes", "settle": "fixes", "html_page": "html_report",
    "Report": "shown", "Told": "harm", "find_harm": "harm",
    "Turning": "memory",
    "read_report": "documents",
    "Beside": "context",
    "check_edition": "gate", "check_text": "gate", "splitter": "gate", "Held": "held", "rules_page": "pages", "FORMATS": "report",
    "format_findings": "report", "RULES": "table", "chosen": "table", "rule": "table",
}  # fmt: skip

__all__ = [
    "FORMATS", "RULES", "Account", "Beside", "Fixed", "Held", "Report", "Told", "Turning", "account", "check_edition", "check_text", "chosen",
    "difference", "find_harm", "format_findings", "html_page", "read_report", "rule", "rules_page", "settle", "splitter",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.check' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rasad.check.{_HOMES[name]}"), name)
