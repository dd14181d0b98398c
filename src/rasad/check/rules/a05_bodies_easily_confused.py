"""A05: a name that several bodies bear, or a body that is easily taken for another one of the text."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding, Pack

CODE = "A05"
SEVERITY = "info"
NEEDS = "text"
NAME = "bodies easily confused"
RATIONALE = (
    "Some names are borne by two bodies, and some bodies of like duty are taken for one another; the pack says which. A text that names both of such a pair, or uses the shared name without the "
    "full name of either, is noted once, so that the editor looks."
)
BAD = "On 14 September 2026 the Ports Council met, and the Council of Ports did not, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the Ports Council met, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A note at the first such name, once a pair."""
    pack = context.pack
    seen: dict[str, str] = {}
    told: set[frozenset[str]] = set()
    for line in context.lines:
        for found in line.names:
            if found.kind != "institution":
                continue
            if len(found.ids) > 1 and not set(found.ids) & set(seen):
                pair = frozenset(found.ids)
                if pair not in told:
                    told.add(pair)
                    names = " or ".join(_name(pack, id, context.language) for id in found.ids[:3])
                    yield context.finding(
                        (CODE, SEVERITY), line.place(found.start, found.end),
                        f"“{found.text}” may be {names}", help="print the full name of the body that is meant",
                    )  # fmt: skip
            for id in found.ids if len(found.ids) == 1 else ():
                body = pack.institution_by_id.get(id)
                for other in body.confusable if body else ():
                    pair = frozenset((id, other))
                    if other in seen and pair not in told:
                        told.add(pair)
                        yield context.finding(
                            (CODE, SEVERITY), line.place(found.start, found.end),
                            f"“{found.text}” is easily confused with “{seen[other]}”, named above",
                            help="see that each is the body that is meant",
                        )  # fmt: skip
                seen.setdefault(id, found.text)


def _name(pack: Pack, id: str, language: str) -> str:
    body = pack.institution_by_id.get(id)
    names = body.names if body else ()
    return next((name.text for name in names if name.language == language), id)
