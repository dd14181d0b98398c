"""Rasad: runs a Policy Monitor. The public names, loaded when first asked for (PEP 562)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.monitor import Monitor, extract

__version__ = "0.1.0"

# Modules, not packages: a function must not be hidden by a submodule of its name.
_HOMES = {"Monitor": "rasad.monitor.monitor", "extract": "rasad.monitor.extract"}
_NOUNS = "rasad.model"

__all__ = ["Monitor", "__version__", "extract"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    nouns = importlib.import_module(_NOUNS)
    if name in nouns.__all__:
        return getattr(nouns, name)
    raise AttributeError(f"module 'rasad' has no attribute {name!r}")
