"""S02: a citation leads to a text version or a span that is not held."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "S02"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "evidence not held"
RATIONALE = "A citation names a text version of the archive and a span inside it. One that leads nowhere proves nothing."
BAD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@ffffffffffffffff, 0-40]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such citation."""
    for line in context.lines:
        for citation, start, end in line.sentence.citations:
            text = context.held.cited(citation.text_id)
            if text is None:
                trouble = f"no text version {citation.text_id} is held"
            elif not 0 <= citation.start < citation.end <= len(text.text):
                trouble = f"text version {text.id} has {len(text.text)} characters, no span {citation.start}-{citation.end}"
            else:
                continue
            yield context.finding(
                (CODE, SEVERITY),
                (start, end),
                trouble,
                help="take the citation from rasad show, or add the page with rasad add",
            )
