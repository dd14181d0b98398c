"""Preserve: Fetched → Capture. Holds bytes as evidence, says whether they still stand, hands them on as a bundle."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasad.preserve.archive import FileArchive, open_archive
    from rasad.preserve.batches import Batch, close_batch
    from rasad.preserve.indexing import index_archive
    from rasad.preserve.log import Line, Log
    from rasad.preserve.merkle import Tree
    from rasad.preserve.minisign import SecretKey, make_key, read_key
    from rasad.preserve.proving import (
        QUESTION,
        question,
        sign_batches,
        sign_file,
        take_stamp,
        waiting,
    )
    from rasad.preserve.redaction import Removal, removals
    from rasad.preserve.verification import Verification, verify
    from rasad.preserve.wacz import write_wacz

_HOMES = {
    "FileArchive": "archive",
    "open_archive": "archive",
    "Batch": "batches",
    "Line": "log",
    "QUESTION": "proving",
    "SecretKey": "minisign",
    "Tree": "merkle",
    "make_key": "minisign",
    "question": "proving",
    "read_key": "minisign",
    "sign_batches": "proving",
    "sign_file": "proving",
    "take_stamp": "proving",
    "waiting": "proving",
    "close_batch": "batches",
    "index_archive": "indexing",
    "Log": "log",
    "Removal": "redaction",
    "Verification": "verification",
    "removals": "redaction",
    "verify": "verification",
    "write_wacz": "wacz",
}

__all__ = [
    "QUESTION", "Batch", "FileArchive", "Line", "Log", "Removal", "SecretKey", "Tree", "Verification",
    "close_batch", "index_archive", "make_key", "open_archive", "question", "read_key", "removals", "sign_batches",
    "sign_file", "take_stamp", "verify", "waiting", "write_wacz",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'rasad.preserve' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rasad.preserve.{_HOMES[name]}"), name)
