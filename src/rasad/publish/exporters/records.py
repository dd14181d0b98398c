"""Exporters: an Issue -> NUMBER/edition.json: items, citations, actors, dossiers, and what stands behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rasad.errors import BadInput
from rasad.model.codec import from_plain, to_plain
from rasad.publish.issue import Issue, Record

FORMAT = 1


def export(issue: Issue) -> Mapping[str, bytes]:
    """One file that holds all that the edition says, in every language."""
    return {
        f"{issue.record.number}/edition.json": dumps(
            {"format": FORMAT, "edition": to_plain(issue.record)}
        )
    }


def read(payload: bytes, name: str) -> Record:
    """The record that `export` wrote. Raises BadInput."""
    try:
        return from_plain(Record, json.loads(payload)["edition"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(
            f"{name}: not an edition of this Rasad ({error}); publish it again or into another folder"
        ) from error


def dumps(value: object) -> bytes:
    """JSON in UTF-8. Signs that open markup are escaped, so that no reader takes a string for a page."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return (text + "\n").encode("utf-8", "backslashreplace")
