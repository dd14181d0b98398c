"""Publish: editions -> files. Composes drafts, prints what was checked.

`compose` makes the Markdown of an edition from accepted developments, `publish_edition` prints
editions that were checked into a folder. Both load what they need when they are called.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.publish.drafts import compose
    from rasad.publish.exporters import EXPORTERS
    from rasad.publish.nouns import EditionSettings, Named, Proof, Sources, Unheard, Words
    from rasad.publish.press import publish_edition

_PLACES = {
    "EXPORTERS": "exporters", "EditionSettings": "nouns", "Named": "nouns", "Proof": "nouns", "Sources": "nouns",
    "Unheard": "nouns", "Words": "nouns", "compose": "drafts", "publish_edition": "press",
}  # fmt: skip

__all__ = [
    "EXPORTERS",
    "EditionSettings",
    "Named",
    "Proof",
    "Sources",
    "Unheard",
    "Words",
    "compose",
    "publish_edition",
]


def __getattr__(name: str) -> object:
    if name in _PLACES:
        return getattr(importlib.import_module(f"rasad.publish.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'rasad.publish' has no attribute {name!r}")
