"""Turns label sheets that quote the text into stand-off labels. sheets outside the repository -> labels.jsonl.

    python -m evals.gold.anchor SHEET... --to labels.jsonl [--articles]

A sheet quotes the articles, so it never lies here. Its lines, fields parted by " | ":

    # KEY
    D dossier,dossier
    G STAGE | dossier or - | words
    E LETTER [id=…] [inst=…] [t:WORDS@DAY] | mention | mention …
    S LETTER | speaker or - | cue or - | content [&& content] | KIND ACT[,STANCE][,-] | [t:WORDS@DAY] [inst=…] [in=N] [o=words]

`A … B` quotes from A to the next B, `words#2` the second place where they stand. Content is looked for from the statement before on, cue nearest
to the content, speaker nearest to the cue. DAY is `?` (printed, cannot be resolved), a number of days from publication, or an EDTF day. KIND: d f i o (document).
`in=N` is the number in the article, from 0, of the statement that holds this one. What does not match is refused. An article may stand in
several sheets, whose lines then add up; with `--articles` one without a line E or S was labelled for dossiers and stages alone: its statements are null.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evals.gold.texts import Text, get
from rasad.model.vocabulary import ACTS, STANCES, is_stage

HERE = Path(__file__).resolve().parent
KINDS = {"d": "direct", "f": "fragment", "i": "indirect", "o": "document"}
SAME = {
    "\u064a": "\u06cc",
    "\u0643": "\u06a9",
    "\u201c": '"',
    "\u201d": '"',
    "\u2018": "'",
    "\u2019": "'",
}
Pair = tuple[int, int]
Row = dict[str, Any]  # JSON


class Refused(ValueError):
    """A line of a sheet that does not fit its text."""


def fold(text: str) -> tuple[str, list[int]]:
    """Letters and marks as the labeller types them, zero-width non-joiners out, white space one blank; offsets."""
    out: list[str] = []
    at: list[int] = []
    for index, sign in enumerate(text):
        if sign == "\u200c":
            continue
        if sign.isspace():
            if out and out[-1] == " ":
                continue
            out.append(" ")
        else:
            out.append(SAME.get(sign, sign))
        at.append(index)
    return "".join(out), [*at, len(text)]


@dataclass
class Finder:
    """Looks quoted words up in one text."""

    text: str
    folded: str = ""
    at: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded, self.at = fold(self.text)

    def _end(self, position: int) -> int:
        return self.at[position - 1] + 1

    def all(self, words: str) -> list[Pair]:
        """Every place, in original offsets."""
        head, dots, tail = words.partition("…")
        start, stop = fold(head.strip())[0], fold(tail.strip())[0]
        edge = r"(?<!\w)" if start[:1].isalnum() else ""
        after = r"(?!\w)" if start[-1:].isalnum() and not dots else ""
        found: list[Pair] = []
        for match in re.finditer(edge + re.escape(start) + after, self.folded):
            end = match.end()
            if dots:
                hit = self.folded.find(stop, end)
                if hit < 0:
                    continue
                end = hit + len(stop)
            found.append((self.at[match.start()], self._end(end)))
        return found

    def one(
        self, words: str, *, near: Pair | None = None, after: int = 0, outside: Sequence[Pair] = ()
    ) -> Pair:
        """The place meant: the numbered one, the nearest (best `outside` of these), or the first from `after` on."""
        quoted, mark, number = words.rpartition("#")
        if mark and number.isdigit():
            return self.all(quoted)[int(number) - 1]
        places = self.all(words)
        if near is not None and places:
            low, high = near
            return min(
                places,
                key=lambda p: (
                    any(p[0] < b and a < p[1] for a, b in outside),
                    max(low - p[1], p[0] - high, 0),
                    p[0],
                ),
            )
        for place in places:
            if place[0] >= after:
                return place
        raise Refused(f"not in the text (from {after}): {words}")


def _said(text: Text, finder: Finder, option: str, near: Pair | None) -> dict[str, object]:
    words, _, day = option.rpartition("@")
    edtf: str | None = day
    if day == "?":
        edtf = None
    elif re.fullmatch(r"-?\d{1,3}", day):
        if text.published is None:
            raise Refused(f"no publication date to count from: {option}")
        edtf = str(date.fromisoformat(text.published) + timedelta(days=int(day)))
    return {"span": finder.one(words, near=near), "edtf": edtf}


def _options(fields: str) -> dict[str, str]:
    found = dict(re.findall(r"(id|inst|in|o|t)[=:](.+?)(?= (?:id|inst|in|o)=| t:|$)", fields))
    return {name: value.strip() for name, value in found.items()}


@dataclass
class Sheet:
    """The labels of one article as its lines are read."""

    text: Text
    finder: Finder
    entities: dict[str, dict[str, object]] = field(default_factory=dict)
    statements: list[dict[str, object]] = field(default_factory=list)
    stages: list[dict[str, object]] = field(default_factory=list)
    dossiers: list[str] = field(default_factory=list)
    cursor: int = 0

    def entity(self, head: str, mentions: list[str]) -> None:
        """Keeps an E line."""
        letter, _, rest = head.partition(" ")
        options = _options(rest)
        spans = sorted({place for words in mentions for place in self.finder.all(words)})
        if mentions and not spans:
            raise Refused(f"no mention of entity {letter} is in the text")
        said = options.get("t")
        self.entities[letter] = {
            "id": options.get("id"),
            "institution": options.get("inst"),
            "mentions": spans,
            "said": said and _said(self.text, self.finder, said, None),
        }

    def statement(self, fields: list[str]) -> None:
        """Keeps an S line."""
        letter, speaker, cue, content, codes, *rest = fields
        if letter not in self.entities:
            raise Refused(f"no entity {letter}")
        after, pieces = self.cursor, []
        for words in content.split(" && "):
            pieces.append(self.finder.one(words, after=after))
            after = pieces[-1][1]
        if any(high - low > 2500 for low, high in pieces):
            raise Refused(f"too long: {content}")
        options = _options(" ".join(rest))
        if "in" not in options:
            self.cursor = pieces[0][0] + 1
        hull = (pieces[0][0], pieces[-1][1])
        cued = None if cue == "-" else self._near(cue, hull, pieces)
        named = None if speaker == "-" else self._near(speaker, cued or hull, pieces)
        kind, acts = codes.split(" ")
        act, *more = acts.split(",")
        stance = next((word for word in more if word in STANCES), "asserts")
        if kind not in KINDS or act not in ACTS:
            raise Refused(f"unknown code: {codes}")
        owner = self.entities[letter]
        said = owner["said"]
        if "t" in options:
            said = (
                None if options["t"] == "-" else _said(self.text, self.finder, options["t"], hull)
            )
        spans = [*pieces, *(span for span in (cued, named) if span)]
        self.statements.append(
            {
                "start": min(low for low, _ in spans),
                "end": max(high for _, high in spans),
                "entity": letter,
                "speaker": named,
                "cue": cued,
                "content": pieces,
                "kind": KINDS[kind],
                "act": act,
                "stance": stance,
                "polarity": "negated" if "-" in more else "unsure" if "?" in more else "affirmed",
                "said": said,
                "institution": options.get("inst", owner["institution"]),
                "through": int(options["in"]) if "in" in options else None,
            }
        )

    def _near(self, words: str, hull: Pair, pieces: list[Pair]) -> Pair:
        span = self.finder.one(words, near=hull, outside=pieces)
        if max(hull[0] - span[1], span[0] - hull[1]) > 400:
            raise Refused(f"too far from its statement: {words}")
        return span

    def record(self) -> Row:
        """The stand-off record."""
        return {
            "key": self.text.key,
            "language": self.text.language,
            "sha256": self.text.digest,
            "entities": {
                k: {x: y for x, y in v.items() if x != "said"} for k, v in self.entities.items()
            },
            "statements": self.statements,
            "stages": self.stages,
            "dossiers": self.dossiers,
        }


def read_line(sheet: Sheet, line: str) -> None:
    """Takes one line of a sheet in."""
    kind, _, rest = line.partition(" ")
    fields = [part.strip() for part in rest.split(" | ")]
    if kind == "D":
        sheet.dossiers = [name for name in rest.strip().split(",") if name not in ("", "-")]
    elif kind == "G":
        stage, dossier, words = fields
        if not is_stage(stage):
            raise Refused(f"unknown stage: {stage}")
        sheet.stages.append(
            {
                "stage": stage,
                "dossier": None if dossier == "-" else dossier,
                "span": sheet.finder.one(words),
            }
        )
    elif kind == "E":
        sheet.entity(fields[0], fields[1:])
    elif kind == "S":
        sheet.statement(fields)
    else:
        raise Refused(f"unknown line: {line}")


def anchor(paths: list[Path]) -> tuple[list[Row], list[str]]:
    """Every article of the sheets, and the lines that were refused."""
    sheets: dict[str, Sheet] = {}
    sheet: Sheet | None = None
    refused: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("//"):
                continue
            if line.startswith("# "):
                text = get(line[2:].strip())
                sheet = sheets.setdefault(text.key, Sheet(text=text, finder=Finder(text.text)))
                continue
            if sheet is None:
                refused.append(f"{path.name}:{number}: no article before it")
                continue
            try:
                read_line(sheet, line)
            except (Refused, ValueError, IndexError) as problem:
                refused.append(f"{path.name}:{number}: {sheet.text.key}: {problem}")
    return [sheet.record() for sheet in sheets.values()], refused


def main() -> int:
    """Writes the labels when no line was refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sheets", nargs="+", type=Path)
    parser.add_argument("--to", required=True)
    parser.add_argument("--articles", action="store_true", help="some articles were labelled without statements")
    options = parser.parse_args()
    rows, refused = anchor(options.sheets)
    count = sum(len(row["statements"]) for row in rows)
    for row in rows:
        if options.articles and not row["entities"]:
            row["statements"] = None
    print("\n".join(refused) or f"{len(rows)} articles, {count} statements")
    if not refused:
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (HERE / options.to).write_text(lines, encoding="utf-8")
    return bool(refused)


if __name__ == "__main__":
    raise SystemExit(main())
