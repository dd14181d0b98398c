"""P01: a person who holds no public office known to the pack is named."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "P01"
SEVERITY = "error"
NEEDS = "text"
NAME = "person without office named"
RATIONALE = (
    "Institutions are observed, never people. Whoever is unknown to the pack counts as private: publishing waits until an editor has "
    "replaced the name, or has let it stand with handle and reason. An official who is missing belongs into the pack, with a cited page. "
    "One finding a name and item; without a pack that knows persons the rule is silent."
)
BAD = "On 14 September 2026 Mera Tolun said that Sara Baresh had complained, Sarvan Post reported [@en, 0-350]."
GOOD = "On 14 September 2026 Mera Tolun said that a resident had complained, Sarvan Post reported [@en, 0-350]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first mention of each such person in each item."""
    if not context.pack.people:
        return
    for item in context.items:
        told: set[str] = set()
        for line in item.lines:
            for person in line.people:
                key = letters.normalise(person.text, context.language)
                if not person.private or key in told:
                    continue
                told.add(key)
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(person.start, person.end),
                    f"“{person.text}” holds no public office that the pack knows",
                    help="say what the person is (a resident, a student), or waive with handle and reason why the name may stand",
                )
