"""Q03: a quotation that still waits for its translation."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "Q03"
SEVERITY = "error"
NEEDS = "citations"
NAME = "open translation"
RATIONALE = (
    "A quotation in another language is drafted as the original with an open slot. Only an editor translates: the words go between "
    "the marks, the editor's handle behind `tr=`, and the original stays in the citation."
)
BAD = "On 14 September 2026 Sarvan Post reported: “[translate: harbour network]” [@en, 0-250 tr=]."
GOOD = "On 14 September 2026 Sarvan Post reported the minister's “harbour network” [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding for each citation with `tr=` and nothing behind, and for each slot without one."""
    for line in context.lines:
        is_open = False
        for citation, start, end in line.sentence.citations:
            if citation.translator == "":
                is_open = True
                cited = context.held.cited(citation.text_id)
                yield context.finding(
                    (CODE, SEVERITY),
                    (start, end),
                    "a translation is missing",
                    help="put the translation between the marks and your handle behind tr=",
                    evidence=(cited.excerpt(citation.start, citation.end),) if cited else (),
                )
        slot = line.text.find("[translate:")
        if slot >= 0 and not is_open:
            yield context.finding(
                (CODE, SEVERITY),
                line.place(slot, max(slot + 11, line.text.find("]", slot) + 1)),
                "words that wait for their translation stand in the text",
                help="replace [translate: …] by the translation",
            )
