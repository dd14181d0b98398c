"""S08: the outlet that is named is not the one whose text is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, Line
from rasad.languages import text as letters
from rasad.model import Finding, Pack

CODE = "S08"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "outlet not that of the evidence"
RATIONALE = (
    "“Sarvan Post reported” over a citation of another newspaper sends the reader to the wrong page. An outlet named in a sentence is that of a cited text, or the cited text "
    "names it. Silent where it is not known which outlet a text is from."
)
BAD = "On 14 September 2026 Mera Tolun kept the network, Kelar Times reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."
_GAP: Final = re.compile(r"[^\w]+")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each outlet of the pack that no cited text is from or names."""
    for line in context.lines:
        if not line.cited or line.is_heading:
            continue
        outlets = {text.outlet for _, text in line.cited if text.outlet}
        if not outlets:
            continue
        for found in line.names:
            if found.kind != "outlet" or set(found.ids) & outlets:
                continue
            if _is_told(context, line, found.ids):
                continue
            known = [_name(context.pack, id) for id in sorted(outlets)]
            yield context.finding(
                (CODE, SEVERITY),
                line.place(found.start, found.end),
                f"“{found.text}” is named, the cited text is from {', '.join(known)}",
                help="name the outlet of the evidence, or cite the text of this one",
            )


def _is_told(context: Context, line: Line, ids: tuple[str, ...]) -> bool:
    """True when a cited text names the outlet too, by any of its names."""
    for _, text in line.cited:
        if set(ids) & text.ids:
            return True
        words = f" {_GAP.sub(' ', text.words)} "
        for id in ids:
            outlet = context.pack.outlet_by_id.get(id)
            for name in outlet.names if outlet else ():
                if f" {' '.join(letters.words(name.text, name.language))} " in words:
                    return True
    return False


def _name(pack: Pack, id: str) -> str:
    outlet = pack.outlet_by_id.get(id)
    return outlet.names[0].text if outlet and outlet.names else id
