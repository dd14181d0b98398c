"""Edits of a report as an author's hands make them, drawn by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "\u201c", "\u201d", '"', "\u00ab", "\u00bb", " not", "  ", "\u200f", "\u202e", "12", "\u06f1\u06f2", "1\u06f2", "Mera Tolun", "Daro Velin, minister of ports,",
    "Sara Baresh was arrested. ", "On Friday, 14 September 2026, ", ".", ". ", "\n\n", "\n## New heading\n\n", "\n## Council approves {#d-9}\n\n", "\n::: analysis\n", "\n:::\n",
    "<!-- rasad: allow D03 by=mina why=\"so\" -->", "<!--", "-->", "[@fa, 0-9]", " per cent", "yesterday", "IMF", "02/03/2026", "Tolun", "\r\n", "[x](http://a.example/leak.zip)", "\n| a | 3 |\n",
)  # fmt: skip


@st.composite
def edit(draw: st.DrawFn) -> tuple[float, int, str]:
    """Where (a share of the length), how many characters go, what comes."""
    return (
        draw(st.floats(0, 1, exclude_max=True)),
        draw(st.sampled_from([0, 0, 1, 3, 20])),
        draw(st.sampled_from(["", *PIECES])),
    )


def edited(source: str, edits: list[tuple[float, int, str]], start: int = 0) -> str:
    """The source after edits, front matter left alone."""
    for share, gone, comes in edits:
        place = start + int(share * (len(source) - start))
        source = source[:place] + comes + source[place + gone :]
    return source
