"""Statement: who said what, in which office, when, through which outlet."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.span import Reference, Span
from rasad.model.when import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named thing in a text. `private` is True for a person who holds no public office known to the pack."""

    text: str
    start: int
    end: int
    kind: str
    id: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office a speaker held when speaking: its words, and institution and post by id."""

    text: str
    institution: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of speech in a text. `content` is what was said, without speaker and verb.

    `speaker` holds words that name the speaker; where the clause has a pronoun only, these are the words of the one
    meant, and `speaker_at` is the pronoun. `outlet` stands at 0-0 when the page names it and not the text.
    `through` is the index, in the same Reading, of the statement that carries this one.
    `private` is True when the speaker holds no public office known to the pack. `speaks_for` holds the words that show that
    such a speaker speaks in public for a body, here only ("spokesperson of Y"), with the id of the body if the pack knows it;
    it is a proposal: until an editor has said so the name is not printed.
    `verb_act` is the act that the verb of saying itself names, where `act` was read from the words instead: what may be printed as its verb.
    """

    id: str
    start: int
    end: int
    speaker: Reference | None
    office: Office | None
    verb: str
    act: str
    kind: str
    quote: Span | None
    content: Span
    polarity: str = "affirmed"
    hedged: bool = False
    stance: str = "asserts"
    through: int | None = None
    addressee: Reference | None = None
    said: DateMention | None = None
    reported: DateMention | None = None
    medium: str = "remarks"
    outlet: Reference | None = None
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    private: bool = False
    action: str | None = None
    stage: str = "none"
    dossiers: tuple[str, ...] = ()
    speaker_at: Span | None = None
    speaks_for: Reference | None = None
    verb_act: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStatement:
    """A statement with the text version and the article it stands in."""

    id: str
    text_id: str
    article: str
    statement: Statement
