"""Decision: an editor's act, with handle and reason, append-only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One act of an editor. `kind`: accept, reject, edit, merge, split, new, judge, allow, export, redact, publish.

    `ids` are the records it is about; `changes` are (field, value) pairs, for `edit` among them
    `headline`, `date`, `office`, `translation:TEXT:START-END:LANG`, `note:LANG`.
    """

    seq: int
    kind: str
    ids: tuple[str, ...]
    by: str
    why: str
    at: str
    changes: tuple[tuple[str, str], ...] = ()
