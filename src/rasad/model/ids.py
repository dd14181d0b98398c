"""Ids: made from what stays when our rules change, so that no decision is ever orphaned."""

from __future__ import annotations

import hashlib
from typing import Final

TEXT_LENGTH: Final = 16
SHORT: Final = 12


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def _short(prefix: str, *parts: str) -> str:
    return f"{prefix}-{sha256(chr(10).join(parts).encode())[:SHORT]}"


def capture_id(target: str, date: str, payload_sha256: str) -> str:
    """A capture: SHA-256 over target URI, WARC-Date and SHA-256 of the payload, one a line."""
    return sha256(f"{target}\n{date}\n{payload_sha256}\n".encode())


def text_id(text: str) -> str:
    """A text version: the first 16 hex digits of the SHA-256 of its characters in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass"))[:TEXT_LENGTH]


def article_id(address: str) -> str:
    """An article: from its outlet's own number or its canonical address."""
    return _short("a", address)


def story_id(first_article: str) -> str:
    """A story: from its first article."""
    return _short("y", first_article)


def statement_id(text: str, start: int, end: int) -> str:
    """A statement: from text version and span."""
    return _short("s", text, str(start), str(end))


def development_id(article: str, anchor: str) -> str:
    """A development: from the article and the anchor it was first proposed under."""
    return _short("d", article, anchor)


def problem_id(kind: str, subject: str) -> str:
    """A problem: from its kind and what it is about, so that it is raised once."""
    return _short("p", kind, subject)
