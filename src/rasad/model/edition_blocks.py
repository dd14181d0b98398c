"""Edition from blocks: headings and paragraphs that another format laid out. Blocks -> Edition.

The text is taken as it stands: no Markdown is read in it, but citations `[@TEXT, START-END]` and waivers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rasad.model.edition import Edition, Item, Waiver
from rasad.model.edition_drawing import Drawn
from rasad.model.edition_markdown import LEAD, Drafts, Reader, Split, read_waiver
from rasad.model.sentences import split_sentences
from rasad.model.span import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the text as shown. `level` is 0 for a paragraph, else that of a heading.

    `citations` are those that are no words of the text, each with the place behind which it stands;
    `links` are addresses with the place of the words that lead there. `waivers` are the words of
    comments `rasad: allow …`, each with its place.
    """

    start: int
    end: int
    level: int = 0
    id: str = ""
    is_analysis: bool = False
    citations: tuple[tuple[Citation, int], ...] = ()
    links: tuple[tuple[str, int, int], ...] = ()
    waivers: tuple[tuple[str, int], ...] = ()


def parse_blocks(
    source: str,
    blocks: Sequence[Block],
    fields: Mapping[str, str],
    *,
    split: Split | None = None,
    drafts: Drafts | None = None,
) -> Edition:
    """The edition that blocks make. `fields` are those of front matter, as far as they are known."""
    reader = Reader(
        source, split or split_sentences, is_strict=False, is_markdown=False, drafts=drafts
    )
    is_edition = bool(fields.get("window") and fields.get("language"))
    for block in blocks:
        if block.level == 1 and is_edition:
            continue  # the title of the edition
        if block.level:
            reader.open_item(block.start, block.end, block.id)
        else:
            _paragraph(reader, block)
    items = reader.finish()
    waivers = (*reader.waivers(0, items), *_waivers(blocks, items))
    return Edition(
        series=fields.get("series", ""), number=fields.get("number", ""), language=fields.get("language", ""),
        window=fields.get("window", ""), published=fields.get("published", ""), title=fields.get("title", ""),
        items=items, waivers=waivers, source=source,
    )  # fmt: skip


def _paragraph(reader: Reader, block: Block) -> None:
    reader.is_analysis = block.is_analysis
    if not block.citations and not block.links:
        reader.paragraph(block.start, block.end)
        return
    drawn = reader.drawer.draw(block.start, block.end)
    drawn.links += block.links
    _cite(drawn, block)
    reader.told += reader.sentences(drawn)


def _cite(drawn: Drawn, block: Block) -> None:
    """Puts citations that are no words behind the words that they follow."""
    for citation, place in block.citations:
        seen = sum(offset < place for offset in drawn.offsets)
        drawn.citations.append((citation, place, place, seen))
    drawn.citations.sort(key=lambda cited: cited[3])


def _waivers(blocks: Sequence[Block], items: Sequence[Item]) -> Iterator[Waiver]:
    for block in blocks:
        for words, place in block.waivers:
            above = [
                item.id for item in items if item.heading is None or item.heading.start <= place
            ]
            for waiver in read_waiver(words, place, place):
                yield replace(waiver, item=above[-1] if above else LEAD)

