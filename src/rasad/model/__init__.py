"""Nouns: frozen dataclasses that pass from room to room. Standard library and errors only.

Each is loaded when first asked for: making all of them takes longer than reading a short text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rasad.model.actor import ActorRole, Institution, Name, Outlet, Person
    from rasad.model.article import Article, Document, Part
    from rasad.model.capture import Capture, Location, TextVersion
    from rasad.model.decision import Decision
    from rasad.model.development import Development
    from rasad.model.dossier import Dossier, Milestone
    from rasad.model.edition import Edition, Item, Sentence, Waiver
    from rasad.model.fetched import Fetched
    from rasad.model.figure import Figure
    from rasad.model.finding import Finding, Fix
    from rasad.model.office import Post, Tenure
    from rasad.model.pack import Pack, SiteProfile
    from rasad.model.policy import Policy, StageEvent, Title
    from rasad.model.promise import Promise
    from rasad.model.publication import Problem, Publication
    from rasad.model.reading import Reading
    from rasad.model.relation import Relation
    from rasad.model.source import Link, Source, SourceState
    from rasad.model.span import Citation, Reference, Span
    from rasad.model.statement import HeldStatement, Mention, Office, Statement
    from rasad.model.story import Story
    from rasad.model.when import DateMention

_HELD: Final = {
    "actor": "ActorRole Institution Name Outlet Person",
    "article": "Article Document Part",
    "capture": "Capture Location TextVersion",
    "decision": "Decision",
    "development": "Development",
    "dossier": "Dossier Milestone",
    "edition": "Edition Item Sentence Waiver",
    "fetched": "Fetched",
    "figure": "Figure",
    "finding": "Finding Fix",
    "office": "Post Tenure",
    "pack": "Pack SiteProfile",
    "policy": "Policy StageEvent Title",
    "promise": "Promise",
    "publication": "Problem Publication",
    "reading": "Reading",
    "relation": "Relation",
    "source": "Link Source SourceState",
    "span": "Citation Reference Span",
    "statement": "HeldStatement Mention Office Statement",
    "story": "Story",
    "when": "DateMention",
}
_FROM: Final = {name: module for module, names in _HELD.items() for name in names.split()}

__all__ = [
    "ActorRole", "Article", "Capture", "Citation", "DateMention", "Decision", "Development",
    "Document", "Dossier", "Edition", "Fetched", "Figure", "Finding", "Fix", "HeldStatement", "Institution",
    "Item", "Link", "Location", "Mention", "Milestone", "Name", "Office", "Outlet", "Pack", "Part",
    "Person", "Policy", "Post", "Problem", "Promise", "Publication", "Reading", "Reference", "Relation", "Sentence",
    "SiteProfile", "Source", "SourceState", "Span", "StageEvent", "Statement", "Story", "Tenure",
    "TextVersion", "Title", "Waiver",
]


def __getattr__(name: str) -> object:
    module = _FROM.get(name)
    if module is None:
        raise AttributeError(f"module 'rasad.model' has no attribute {name!r}")
    found = getattr(import_module(f"rasad.model.{module}"), name)
    globals()[name] = found
    return found
