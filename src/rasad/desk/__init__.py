"""Desk: an editor decides. Development + Decision → what stands in the inbox and in the edition."""

from rasad.desk.history import history_of
from rasad.desk.judgements import VERDICTS, Judgements, amend_pack, is_id, judgements
from rasad.desk.queue import accepted, inbox
from rasad.desk.review import KINDS, apply, check_decision, parse_changes
from rasad.desk.words import NO, EditorWords, editor_words, speakers_spoken_of

__all__ = [
    "KINDS",
    "NO",
    "VERDICTS",
    "EditorWords",
    "Judgements",
    "accepted",
    "amend_pack",
    "apply",
    "check_decision",
    "editor_words",
    "history_of",
    "inbox",
    "is_id",
    "judgements",
    "parse_changes",
    "speakers_spoken_of",
]
