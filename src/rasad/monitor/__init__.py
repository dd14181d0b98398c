"""Monitor: puts the rooms together. Settings, wiring, loops, and the façade `Monitor`."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.monitor.adding import Origin
    from rasad.monitor.checking import Checked, Checker, check_source, lying_beside
    from rasad.monitor.editions import DraftChoices
    from rasad.monitor.extract import extract
    from rasad.monitor.monitor import Monitor
    from rasad.monitor.proofs import make_key, open_key, redact, sign_path, stamp_log
    from rasad.monitor.rebuilding import rebuild, verify
    from rasad.monitor.runs import Run
    from rasad.monitor.settings import find_monitor

_HOMES = {
    "Checked": "checking",
    "Checker": "checking",
    "DraftChoices": "editions",
    "Monitor": "monitor",
    "Origin": "adding",
    "Run": "runs",
    "check_source": "checking",
    "extract": "extract",
    "find_monitor": "settings",
    "lying_beside": "checking",
    "make_key": "proofs",
    "open_key": "proofs",
    "rebuild": "rebuilding",
    "redact": "proofs",
    "sign_path": "proofs",
    "stamp_log": "proofs",
    "verify": "rebuilding",
}

__all__ = [
    "Checked", "Checker", "DraftChoices", "Monitor", "Origin", "Run", "check_source", "extract", "find_monitor", "lying_beside", "make_key", "open_key",
    "rebuild", "redact", "sign_path", "stamp_log", "verify",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.monitor' has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"rasad.monitor.{_HOMES[name]}"), name)
    globals()[name] = found  # the function `extract` must win over the submodule of its name
    return found
