"""S04: “media reported” without the name of an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.check.sourcing import Quoted, has_link, names_outlet
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "S04"
SEVERITY = "warning"
NEEDS = "text"
NAME = "outlet not named"
RATIONALE = (
    "“Local media reported” cannot be followed by anybody. A sentence that rests on reports, media or sources names one, or carries a link or a citation. "
    "Words of others between quotation marks are left alone."
)
BAD = "On 14 September 2026 the minister kept the network, local media reported."
GOOD = "On 14 September 2026 the minister kept the network, Sarvan Post reported [@en, 0-250]."
PLAIN = True


_HAVE: Final = (
    r"(?:\s(?:have|has|had|also|now|earlier|later|then|all|today|yesterday|widely|recently)){0,2}"
)


@lru_cache(maxsize=8)
def _said(language: str) -> re.Pattern[str]:
    """“local media reported” and “according to some reports”; nothing for a language without these lists."""
    who, says, by = (
        lexicon.alternatives(language, f"unnamed_{key}") for key in ("who", "says", "by")
    )
    return re.compile(
        rf"(?<!\w)(?<!these )(?<!those )(?<!such )(?<!media )(?<!news )(?:(?:{who}){_HAVE}\s(?:{says})|(?:{by})\s(?:the |some |several |many |various |these )?(?:{who}))(?!\w)(?!\s(?:of|by|from)\s)"
    )


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such phrase."""
    quoted = Quoted(context)
    for line in context.lines:
        if line.is_heading:
            continue
        folded = letters.fold(line.plain, context.language)
        places = [
            folded.span(*found.span()) for found in _said(context.language).finditer(folded.text)
        ]
        for start, end in (*places, *lexicon.find(line.plain, context.language, "unnamed")):
            place = line.place(start, end)
            if quoted.holds(place[0]) or has_link(context, line) or names_outlet(context, line):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                place,
                f"“{line.text[start:end]}” names no outlet",
                help="name the outlet, or link what it wrote",
            )
            break
