"""Collect: Source → Fetched. Asks sources what is new, politely, and keeps each exchange before handing it on."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.collect.kinds import KINDS
    from rasad.collect.opml import export_opml, import_opml
    from rasad.collect.polling import Poll, after_failure, poll
    from rasad.collect.settings import USER_AGENT, WebSettings
    from rasad.collect.web import Web

_HOMES = {
    "KINDS": "kinds",
    "Poll": "polling",
    "USER_AGENT": "settings",
    "Web": "web",
    "WebSettings": "settings",
    "after_failure": "polling",
    "export_opml": "opml",
    "import_opml": "opml",
    "poll": "polling",
}

__all__ = [
    "KINDS",
    "USER_AGENT",
    "Poll",
    "Web",
    "WebSettings",
    "after_failure",
    "export_opml",
    "import_opml",
    "poll",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.collect' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rasad.collect.{_HOMES[name]}"), name)
