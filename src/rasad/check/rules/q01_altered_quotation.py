"""Q01: a quotation is not word for word in the evidence it cites."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context, Quotation
from rasad.check.held import Cited
from rasad.check.wording import altered, places
from rasad.languages import quotes
from rasad.model import Citation, Finding

CODE = "Q01"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "altered quotation"
RATIONALE = (
    "Words between quotation marks are somebody's own. Each piece, cut at ellipses and at [brackets], must stand in the "
    "passage that is cited, letter by letter and in order. Marks, dashes, spaces, vowel signs and the case of a first letter "
    "are folded; letters never are. A translation carries `tr=HANDLE` and is left to Q04, unless the cited text is "
    "in the language of the edition."
)
BAD = "On 14 September 2026 Mera Tolun said that “the harbour network will not be clothed”, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that “the harbour … will not be closed”, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding for each quotation with altered words, at the first of them."""
    for quotation in context.quotations:
        if not quotation.is_closed or quotation.is_slot or not quotation.text.strip():
            continue
        cited = _to_compare(context, quotation)
        if cited and not any(_is_held(quotation.text, citation, text) for citation, text in cited):
            yield _finding(context, quotation, *cited[0])


def _to_compare(context: Context, quotation: Quotation) -> list[tuple[Citation, Cited]]:
    """The evidence that must hold the words; none for a translation."""
    held = [
        (c, text)
        for c in quotation.citations
        if (text := context.held.cited(c.text_id)) is not None
    ]
    own = [(c, text) for c, text in held if text.language == context.language]
    is_translated = any(c.translator and text.language != context.language for c, text in held)
    is_borrowed = quotation.line.is_heading and not quotation.line.citations
    return [] if is_translated and (is_borrowed or not own) else own or held


def _is_held(quotation: str, citation: Citation, text: Cited) -> bool:
    """True when every piece stands in the text in order, all of them at the cited passage."""
    start, end = text.passage(citation.start, citation.end)
    words = text.text[start:end]
    folded = quotes.folded(words)
    place = 0
    for piece in quotes.parts(quotation):
        found = next((span for span in places(piece, folded, words) if span[0] >= place), None)
        if found is None:
            return False
        place = found[1]
    return True


def _finding(context: Context, quotation: Quotation, citation: Citation, text: Cited) -> Finding:
    start, end = text.passage(citation.start, citation.end)
    for piece in quotes.parts(quotation.text):
        spans = list(places(piece, text.folded, text.text))
        if any(start <= low and high <= end for low, high in spans):
            continue
        at = quotation.text.find(piece)
        if spans:
            low, high = spans[0]
            return context.finding(
                (CODE, SEVERITY),
                quotation.place(max(0, at), max(0, at) + len(piece)),
                f"the quoted words stand at {low}-{high} of {text.id}, not in the cited {citation.start}-{citation.end}",
                help=f"cite [@{text.id}, {low}-{high}]",
                evidence=(text.excerpt(start, end), text.excerpt(low, high)),
            )
        seen = altered(piece, text.text, start, end)
        is_shown = at >= 0
        place = (at + seen.start, at + seen.end) if is_shown else (0, len(quotation.text))
        if seen.held and seen.printed:
            words = f"“{seen.printed}” is quoted where the evidence has “{seen.held}”"
        elif seen.held:
            words = f"the evidence has “{seen.held}” here, which the quotation leaves out without an ellipsis"
        elif seen.printed and seen.printed != piece:
            words = f"“{seen.printed}” is quoted and not in the evidence"
        else:
            words = (
                f"“{seen.printed or piece}” is quoted and not word for word in the cited evidence"
            )
        return context.finding(
            (CODE, SEVERITY),
            quotation.place(*place),
            words,
            help="quote the evidence letter by letter; use … or [brackets] for what is left out or added, tr=HANDLE for a translation",
            evidence=(text.excerpt(*seen.passage),),
        )
    return context.finding(
        (CODE, SEVERITY),
        (quotation.start, quotation.end),
        "the pieces of this quotation stand in another order in the evidence",
        help="quote in the order of the evidence, or make two quotations of it",
        evidence=(text.excerpt(start, end),),
    )
