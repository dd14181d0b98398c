"""Exporters: sentences -> safe HTML, with references behind the words they support and other scripts isolated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rasad.publish.house import House
from rasad.publish.issue import Line, Passage, Source

if TYPE_CHECKING:
    from markupsafe import Markup

_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN = "A-Za-z\u00c0-\u024f"
_IN_LTR = re.compile(f"[{_ARABIC}](?:[{_ARABIC}\u200c\\s]*[{_ARABIC}])?")
_IN_RTL = re.compile(
    f"(?:\\d[\\d.,]*[\u00a0 ])?[{_LATIN}](?:[{_LATIN}0-9 .,'\u2019&/:+_-]*[{_LATIN}0-9])?"
)


def isolated(words: str, direction: str) -> Markup:
    """Escaped words; a run of the other writing direction stands in <bdi>, so that it turns nothing round."""
    from markupsafe import Markup, escape

    out = Markup("")
    done = 0
    for found in (_IN_RTL if direction == "rtl" else _IN_LTR).finditer(words):
        out += escape(words[done : found.start()]) + Markup("<bdi>{}</bdi>").format(found.group())
        done = found.end()
    return out + escape(words[done:])


def printed(line: Line, *, house: House, sources: dict[str, Source]) -> Markup:
    """A sentence with its references."""
    from markupsafe import Markup

    out = Markup("")
    done = 0
    for place, passage in line.marks:
        out += isolated(line.text[done:place], house.direction) + reference(
            passage, house=house, sources=sources
        )
        done = place
    return out + isolated(line.text[done:], house.direction)


def references(line: Line, *, house: House, sources: dict[str, Source]) -> Markup:
    """The references of a line alone, for a heading whose words are a link already."""
    from markupsafe import Markup

    return Markup("").join(
        reference(passage, house=house, sources=sources) for _, passage in line.marks
    )


def reference(passage: Passage, *, house: House, sources: dict[str, Source]) -> Markup:
    """A numbered reference that leads to the evidence page, with the attributes of Robust Links."""
    from markupsafe import Markup

    source = sources[passage.name]
    outlet = house.outlet(source.outlet)
    label = f"{house.site['reference']} {house.digits(passage.number)}" + (
        f", {outlet}" if outlet else ""
    )
    page = f"../evidence/{passage.name}.html"
    original = (
        Markup(' data-originalurl="{}"').format(source.address) if source.address else Markup("")
    )
    return Markup(
        '<sup class="ref"><a href="{}"{} data-versionurl="{}" data-versiondate="{}" aria-label="{}" title="{}">{}</a></sup>'
    ).format(
        page,
        original,
        page,
        source.captured[:10],
        label,
        outlet or label,
        house.digits(passage.number),
    )
