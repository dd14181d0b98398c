"""Understand: a heading in the house form: subject, present tense, no later stage than the evidence. Pieces → str."""

from __future__ import annotations

import re
from typing import Final

from rasad.model import Mention, Pack, Statement
from rasad.safety import persons
from rasad.understand.plain import words as phrase_words
from rasad.understand.tellings import Piece

_LONGEST: Final = 110
_FIGURE_AT_END: Final = re.compile(r"(?:\s+\S*\d\S*)+\Z")
_LONGEST_JOINT: Final = 40
_BREAK: Final = re.compile(r"[;:!?\u061f\u061b\n]|(?<![A-Z0-9])\.(?=\s|$)|(?<=\d)\.(?=\s+[^\W\d]|$)|, (?:which|who|while|but|and|as|adding|saying|stressing|noting|that|because|so)\b|\u060c")
_LEADING: Final = re.compile(r"^(?:that|as|on|\u06a9\u0647)\s+", re.IGNORECASE)
_FULL: Final = ".!?\u061f\n"
_MARKS: Final = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_SMALL: Final = frozenset({"The", "A", "An", "It", "There", "This", "These", "In", "On", "If", "Over", "All", "Some", "Many", "No", "Our", "Their"})
_THAT: Final = "\u06a9\u0647"
_SUBJECT_WORDS: Final = 9


def headline(piece: Piece, pack: Pack) -> str:
    """The heading for a statement: who, what is said or done, in the language of its text."""
    one, who, what = piece.statement, subject(piece, pack), _content(piece)
    if is_quoted(one):
        text = f"{who}: {what}"
    elif piece.telling.lexicon.is_light and _is_verb_last(piece):
        text = f"{who} {_verb_last(piece, what)}"
    else:
        text = f"{who} {_verb(piece)} {_small(what)}"
    return _capital(re.sub(r"\s+", " ", text).strip())


def is_quoted(one: Statement) -> bool:
    """True for a statement that is a quotation in marks; own words behind a bare colon are told like reported ones."""
    return one.kind == "direct" and one.quote is not None


def _small(what: str) -> str:
    """The words with a small letter at their head when the first is no name."""
    head, gap, rest = what.partition(" ")
    return f"{head.lower()}{gap}{rest}" if head in _SMALL else what


def _is_verb_last(piece: Piece) -> bool:
    one = piece.statement
    return piece.telling.text.find(one.verb, one.content.end, one.end) >= 0


def _verb_last(piece: Piece, what: str) -> str:
    """The words before and behind speech that stands before its verb, the verb in the present tense."""
    one, text = piece.statement, piece.telling.text
    behind = text[one.content.end : one.end].replace(one.verb, _verb(piece))
    if len(behind) > _LONGEST_JOINT:
        behind = f" {_verb(piece)}"
    joint = one.speaker.end if one.speaker and one.speaker.end <= one.content.start else one.start
    before = text[joint : one.content.start].split()
    if before and before[-1] == _THAT:
        return f"{_verb(piece)} {_THAT} {what}"
    particle = before[-1] if before and len(before[-1]) <= 3 else ""
    return f"{particle} {what} {behind.strip()}"


def subject(piece: Piece, pack: Pack) -> str:
    """Who speaks, as a heading names them; a private person by office or not at all."""
    one, language, lexicon = piece.named, piece.telling.language, piece.telling.lexicon
    if one.speaker is None:
        return lexicon.headline_word("nobody")
    known = pack.person_by_id.get(one.speaker.id or "")
    if known is not None:
        name = next((name.text for name in known.names if name.language == language), one.speaker.text)
        office = one.office.text if one.office else ""
        return name if not office or language == "fa" else f"{_short(office)} {name}" if _is_short(office) else name
    body = pack.institution_by_id.get(one.speaker.id or "")
    if body is not None:
        return next((name.text for name in body.names if name.language == language), one.speaker.text)
    if one.private:
        return _short(one.office.text) if one.office and one.office.text else lexicon.headline_word("private")
    return _short(one.speaker.text)


def _is_short(office: str) -> bool:
    return 0 < office.count(" ") < 4 and " of " not in office and "," not in office


def _short(text: str) -> str:
    words = re.split(r"\s+", text.strip())
    for article in ("the", "a", "an"):
        if len(words) > 1 and words[0].lower() == article:
            words = words[1:]
    return " ".join(words[:_SUBJECT_WORDS]).rstrip(",\u060c")


def _verb(piece: Piece) -> str:
    """The verb in the present tense: the language's word for the act that the verb itself names, else the verb's own form."""
    lexicon, one = piece.telling.lexicon, piece.statement
    words = phrase_words(one.verb)
    hits = (lexicon.verbs.at(words, place, len(words)) for place in range(len(words)))
    verb = next((hit[1] for hit in hits if hit and hit[1].present), None)
    own = verb.present if verb else ""
    if lexicon.is_light:
        if own and (_is_verb_last(piece) or piece.group == "decide"):
            return own
        # an act read from the words is not named: "denies that there is no leak" would turn them round
        is_said = verb is not None and verb.act == one.act
        return (lexicon.headline_verb(one.act) if is_said else "") or lexicon.headline_word("say")
    if one.act == "deny" and own not in ("denies", "rejects", "dismisses", "refutes", "rules out", "disputes"):
        return lexicon.headline_word("say")
    return own if own and piece.statement.verb.lower() not in ("continued", "added") and own not in (
        "tells", "informs", "adds", "continues", "goes on", "goes on to say", "concludes", "states", "thinks", "believes",
    ) else lexicon.headline_word("say")  # fmt: skip


def _content(piece: Piece) -> str:
    """What was said, cut at a clause, without names of private persons."""
    telling, span = piece.telling, piece.statement.content
    inside = [
        found for found in telling.reading.mentions
        if found.private and span.start <= found.start < span.end
    ]  # fmt: skip
    text = _LEADING.sub("", re.sub(r"\s+", " ", span.text).strip(_MARKS + " ,.\u060c"))
    cut = _cut(text)
    return _without(cut, inside, telling.language)


def _without(text: str, private: list[Mention], language: str) -> str:
    if not private:
        return text
    return persons.redact(text, [mention.text for mention in private], language=language)


def _cut(text: str) -> str:
    stop = next(
        (found.start() for found in _BREAK.finditer(text) if found.start() >= (12 if found.group() in _FULL else 30)),
        len(text),
    )
    text = text[:stop]
    if len(text) > _LONGEST:
        kept = text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,\u060c")
        # a figure is not cut from its unit: "16…" is not "16 trillion rials"
        text = _FIGURE_AT_END.sub("", kept) + "\u2026"
    for opener, closer in (("\u201c", "\u201d"), ("\u00ab", "\u00bb")):
        if text.count(opener) != text.count(closer):
            text = text.replace(opener, "").replace(closer, "")
    return text if text.count('"') % 2 == 0 else text.replace('"', "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
