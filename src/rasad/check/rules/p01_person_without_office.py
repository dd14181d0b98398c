"""P01: a person who holds no public office known to the pack is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rasad.check.context import Context, Line
from rasad.check.people import may_stand
from rasad.languages import text as letters
from rasad.model import Finding, Mention

CODE = "P01"
SEVERITY = "error"
NEEDS = "text"
SCOPE = "edition"
NAME = "person without office named"
RATIONALE = (
    "Institutions are observed, never people. Whoever is unknown to the pack counts as private: publishing waits until an editor has "
    "replaced the name, has decided that the person speaks in public for a body (`rasad edit ID speaks_for=yes`, for that item alone), or has let it stand with handle and reason. No waiver lets the name of somebody stand of whom the edition or any text held tells an arrest, a summons, an injury, a death or kinship. An official who is missing belongs into the pack, with a cited page. "
    "In an edition that is checked against its evidence each name is an error, once an item; in any other text one note lists them all. Without a pack that knows persons the rule is silent."
)
BAD = "On 14 September 2026 Mera Tolun said that Sara Baresh had complained, Sarvan Post reported [@en, 0-350]."
GOOD = "On 14 September 2026 Mera Tolun said that a resident had complained, Sarvan Post reported [@en, 0-350]."
_SHOWN: Final = 12
_HELP: Final = "say what the person is (a resident, a student), or waive with handle and reason why the name may stand"


def find(context: Context) -> Iterator[Finding]:
    """With evidence a finding at the first mention of each such person in each item, else one note for all."""
    if not context.pack.people:
        return
    if context.held.is_there:
        yield from _each(context)
        return
    named: dict[str, tuple[Line, Mention]] = {}
    for line in context.lines:
        for person in line.people:
            if person.private:
                named.setdefault(letters.normalise(person.text, context.language), (line, person))
    if not named:
        return
    line, person = next(iter(named.values()))
    shown = ", ".join(f"“{one.text}”" for _, one in list(named.values())[:_SHOWN])
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    note = context.finding(
        (CODE, SEVERITY),
        line.place(person.start, person.end),
        f"named without a public office that the pack knows: {shown}{more}",
        help=_HELP,
    )
    yield replace(note, severity="info")


def _each(context: Context) -> Iterator[Finding]:
    for item in context.items:
        told: set[str] = set()
        named = context.held.named.get(item.id, ())
        for line in item.lines:
            for person in line.people:
                key = letters.normalise(person.text, context.language)
                if not person.private or key in told or may_stand(person, named):
                    continue
                told.add(key)
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(person.start, person.end),
                    f"“{person.text}” holds no public office that the pack knows",
                    help=_HELP,
                )
