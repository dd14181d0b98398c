"""Collect: Source → Fetched. Asks sources what is new, politely, and keeps each exchange before handing it on."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.collect.ahead import Request
    from rasad.collect.discovery import Discovery, discover
    from rasad.collect.egress import check_proxy
    from rasad.collect.habits import observe
    from rasad.collect.health import HEALTH
    from rasad.collect.kinds import KINDS
    from rasad.collect.opml import export_opml, import_opml
    from rasad.collect.polling import Poll, after_failure, hold, poll, under
    from rasad.collect.settings import USER_AGENT, WebSettings
    from rasad.collect.web import Web

_HOMES = {
    "Discovery": "discovery",
    "HEALTH": "health",
    "KINDS": "kinds",
    "Poll": "polling",
    "Request": "ahead",
    "USER_AGENT": "settings",
    "Web": "web",
    "WebSettings": "settings",
    "after_failure": "polling",
    "check_proxy": "egress",
    "discover": "discovery",
    "export_opml": "opml",
    "hold": "polling",
    "import_opml": "opml",
    "observe": "habits",
    "poll": "polling",
    "under": "polling",
}

__all__ = [
    "HEALTH",
    "KINDS",
    "USER_AGENT",
    "Discovery",
    "Poll",
    "Request",
    "Web",
    "WebSettings",
    "after_failure",
    "check_proxy",
    "discover",
    "export_opml",
    "hold",
    "import_opml",
    "observe",
    "poll",
    "under",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.collect' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rasad.collect.{_HOMES[name]}"), name)
