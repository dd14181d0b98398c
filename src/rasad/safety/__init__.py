"""Safety: addresses that may be asked, markup that may be shown, persons who may be named, archives that may be opened.

Four skills without I/O: `urls.check_address`, `markup.sanitise`, `persons.redact`, `packed.xml_part`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.safety import markup, packed, persons, urls

_SKILLS = ("markup", "packed", "persons", "urls")

__all__ = ["markup", "packed", "persons", "urls"]


def __getattr__(name: str) -> object:
    if name in _SKILLS:
        return importlib.import_module(f"rasad.safety.{name}")
    raise AttributeError(f"module 'rasad.safety' has no attribute {name!r}")
