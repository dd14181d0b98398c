"""Shown: a report as its author sees it, and where each character stands in the file. Report -> Edition."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from typing import Final

from rasad.model import Edition, Finding
from rasad.model.edition_blocks import Block, parse_blocks
from rasad.model.edition_markdown import Drafts, Split, is_edition, parse_edition, parse_text
from rasad.model.front_matter import FRONT

_PICTURE: Final = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\"'\s>]+))", re.I)
_LANGUAGE: Final = re.compile(r"^lang(?:uage)?[ \t]*:[ \t]*[\"']?([A-Za-z]{2,3})\b", re.M)


@dataclass(frozen=True)
class Report:
    """A report to be checked. `text` is what its author sees; offsets of findings count its characters.

    Of Markdown and plain text that is the file itself. Of HTML and Word it is the words that are shown,
    `blocks` say which of them are headings and paragraphs, and `offsets` (HTML) where each stands in `file`.
    """

    kind: str
    text: str
    file: str = ""
    blocks: tuple[Block, ...] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    offsets: Sequence[int] = ()
    is_published: bool = False
    media: Mapping[str, bytes] = field(default_factory=dict)  # the images inside a Word file

    @property
    def is_edition(self) -> bool:
        """True when it says which language it is in and which days it covers: then its citations are asked for."""
        if self.blocks is None:
            return is_edition(self.text)
        return bool(self.fields.get("language") and self.fields.get("window"))

    @property
    def language(self) -> str:
        """The language the report says it is in, or nothing."""
        if self.blocks is not None:
            return self.fields.get("language", "")
        front = FRONT.match(self.text)
        found = _LANGUAGE.search(front.group(1)) if front else None
        return found.group(1).lower() if found else ""

    @property
    def pictures(self) -> tuple[tuple[str, int], ...]:
        """The images that are shown and do not stand in `text`: address, and place in `text`."""
        if self.blocks is None:
            return ()
        last = max(0, len(self.text) - 1)
        inside = tuple((name, 0) for name in self.media)
        found = _PICTURE.finditer(self.file)
        return inside + tuple(
            (unescape(one.group(1) or one.group(2) or one.group(3)), min(last, bisect_right(self.offsets, one.start())))
            for one in found
        )

    def parse(
        self, *, language: str, window: str, split: Split, drafts: Drafts | None = None
    ) -> Edition:
        """Its items and sentences. `language` and `window` stand where the report says neither."""
        if self.blocks is not None:
            fields = {**self.fields, "language": language}
            made = parse_blocks(self.text, self.blocks, fields, split=split, drafts=drafts)
            return made if made.window else replace(made, window=window)
        if self.is_edition:
            return parse_edition(self.text, split, drafts)
        return parse_text(self.text, language=language, window=window, split=split, drafts=drafts)

    def located(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings with line and column of the file (HTML), or number of paragraph and place in it (Word)."""
        if self.blocks is None:
            return list(findings)
        found = []
        for finding in findings:
            line, column = self.place(finding.start)
            found.append(replace(finding, line=line, column=column))
        return found

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of `text`."""
        if self.offsets:
            offset = self.offsets[min(offset, len(self.offsets) - 1)]
        starts = self._starts
        row = max(1, bisect_right(starts, offset))
        return row, offset - starts[row - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where lines begin: those of the file, or paragraphs where there is no file of text."""
        if self.blocks is not None and not self.offsets:
            return [block.start for block in self.blocks] or [0]
        file = self.file or self.text
        return [0, *(found.end() for found in re.finditer("\n", file))]

    def line_of(self, offset: int) -> tuple[str, int]:
        """The line of `text` that holds a character, and where it begins."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r"), start
