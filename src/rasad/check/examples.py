"""The invented edition, pack and evidence that the examples of rules stand in. str -> list[Finding]."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from rasad.check.context import Beside
from rasad.check.gate import check_edition, check_text, splitter
from rasad.check.table import rule
from rasad.model import (
    Article,
    Capture,
    Finding,
    Institution,
    Name,
    Outlet,
    Pack,
    Person,
    Post,
    Statement,
    Tenure,
    TextVersion,
)
from rasad.model.edition_markdown import parse_edition

WINDOW: Final = "2026-09-01/2026-10-31"
_FRONT: Final = (
    f"---\nseries: Example\nnumber: 1\nlanguage: en\nwindow: {WINDOW}\ntitle: Ports\n---\n\n"
)
_HEADING: Final = "## The port plan {#d-1}\n\n"


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    file = resources.files("rasad.check") / "words" / "examples.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


class ExampleEvidence:
    """The two texts of the examples, as Evidence."""

    def text(self, text_id: str) -> TextVersion | None:
        """The text version of that id, or None."""
        words = _data()["texts"].get(text_id)
        return TextVersion(id=text_id, text=words, capture="", rules="") if words else None

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """None."""
        return ()

    def captures(self, url: str) -> tuple[Capture, ...]:
        """None."""
        return ()

    def article(self, text_id: str) -> Article | None:
        """The article of the English text, whose outlet is known; None for others."""
        if text_id != "en":
            return None
        return Article(
            id="a-1", capture="", captured="2026-10-01T00:00:00Z", text_id="en", text="", title="", byline="", language="en",
            url="https://post.example/1", outlet="x.o.post", agency=None, published=None, rules="",
        )  # fmt: skip


@lru_cache(maxsize=1)
def example_pack() -> Pack:
    """Who holds office in the examples."""
    words = _data()["names"]

    def names(key: str) -> tuple[Name, ...]:
        return tuple(
            Name(text=words[f"{key}_{language}"], language=language) for language in ("en", "fa")
        )

    return Pack(
        id="examples",
        languages=("en", "fa"),
        calendars=("gregorian", "jalali"),
        institutions=(
            Institution(id="x.i.ports", names=names("body")),
            Institution(id="x.i.council", names=names("council"), confusable=("x.i.board",)),
            Institution(id="x.i.board", names=names("board"), confusable=("x.i.council",)),
        ),
        posts=(
            Post(
                id="x.i.ports/minister",
                institution="x.i.ports",
                role="minister",
                names=names("post"),
            ),
        ),
        people=(
            Person(id="x.p.tolun", names=names("now")),
            Person(id="x.p.velin", names=names("before")),
        ),
        tenures=(
            Tenure(person="x.p.tolun", post="x.i.ports/minister", since="2024-05-02"),
            Tenure(
                person="x.p.velin",
                post="x.i.ports/minister",
                since="2020-01-01",
                until="2024-05-01",
            ),
        ),
        outlets=(
            Outlet(id="x.o.post", names=names("outlet")),
            Outlet(id="x.o.times", names=names("other")),
        ),
        places=("Sarvan",),
    )


def _twin() -> str:
    """The Persian edition that stands beside the example of X05."""
    return _FRONT.replace("language: en", "language: fa") + _data()["twin"]["fa"] + "\n"


def _earlier() -> str:
    """The edition published before, for the example of X07."""
    return (
        _FRONT + _HEADING
        + "On 14 September 2026 the council of Sarvan closed 12 lines of the ferry network in eastern ports [@en, 0-250].\n"
    )


def check_example(body: str, code: str) -> list[Finding]:
    """What one rule has to say about an example: as part of an edition, or as a plain text when the rule is PLAIN."""
    if getattr(rule(code), "PLAIN", False):
        return check_text(
            body, reading=None, pack=example_pack(), window="", language="en", rules=(code,)
        )
    source = _FRONT + ("" if body.startswith("## ") else _HEADING) + body + "\n"
    edition = parse_edition(source, splitter("en"))
    rules = None if code == "X01" else (code,)
    found = check_edition(
        edition,
        reading=None,
        pack=example_pack(),
        evidence=ExampleEvidence(),
        window=WINDOW,
        rules=rules,
        beside=Beside(
            twin=parse_edition(_twin(), splitter("fa")),
            earlier=(parse_edition(_earlier(), splitter("en")),),
        ),
    )
    return [finding for finding in found if finding.code == code]
