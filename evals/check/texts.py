"""Texts of the gold: editions of the sample newsroom, posts and articles as real prose, traced articles. seed -> list[Text].

A traced article is an edition in memory: the sentences of an article, each citing its own span of the article, which is
the evidence. Halves are told by a digest. The markup of `iff_archive` stays as it is; `tehran_times` is plain.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rasad import check, packs
from rasad.languages import sentences
from rasad.model import Article, Capture, Finding, Pack, Statement, TextVersion
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import text_id

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SEED = 20266
SALT = "rasad check gold 1"
DRAWN = 32
WORDS = (120, 1600)
TRACED = 30
_MARKUP = re.compile(r"[\[\]*_<>`&\\#{}|~@]|://")
Checker = Callable[[str], list[Finding]]


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text and how it is checked. `kind`: iff, tt, traced, edition; `twin` is the other edition."""

    kind: str
    source: str
    language: str = "en"
    pack: Pack = field(repr=False)
    checker: Checker = field(repr=False)
    key: str = ""
    twin: str = ""

    @property
    def digest(self) -> str:
        """The first 16 digits of the SHA-256 of the clean source."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:16]

    @property
    def is_held_out(self) -> bool:
        """True for the half that is opened once a change; of the two editions the Persian one."""
        if self.kind == "edition":
            return self.language != "en"
        return half_of(self.key or self.digest)


def half_of(key: str) -> bool:
    """True for the held-out half."""
    return hashlib.sha256(f"{SALT}:{key}".encode()).digest()[0] % 2 == 1


class Own:
    """Evidence of a traced article: the article itself."""

    def __init__(self, text: str, outlet: str | None) -> None:
        self.words, self.id, self.outlet = text, text_id(text), outlet

    def text(self, text_id: str) -> TextVersion | None:
        """The article, or None."""
        return TextVersion(id=self.id, text=self.words, capture="", rules="") if text_id == self.id else None

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """None."""
        return ()

    def captures(self, url: str) -> tuple[Capture, ...]:
        """None."""
        return ()

    def article(self, text_id: str) -> Article | None:
        """The article with its outlet; its day is not known."""
        if text_id != self.id:
            return None
        return Article(
            id="a-1", capture="", captured="2024-01-01T00:00:00Z", text_id=self.id, text="", title="", byline="", language="en",
            url="https://example/1", outlet=self.outlet, agency=None, published=None, rules="",
        )  # fmt: skip


def plain_checker(pack: Pack) -> Checker:
    """Checks a text without evidence by every rule, persons found by check itself."""

    def run(source: str) -> list[Finding]:
        return check.check_text(source, reading=None, pack=pack, window="", language="en", rules=tuple(check.RULES))

    return run


def _posts() -> list[str]:
    with tarfile.open(SHARED / "iff_archive" / "iff_posts_to_2020.tar.xz") as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".md")), key=lambda m: m.name)
        files = (archive.extractfile(member) for member in members)
        return [file.read().decode() for file in files if file is not None]


def _articles() -> list[str]:
    path = SHARED / "tehran_times" / "tehran_times_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def drawn(seed: int = SEED) -> list[Text]:
    """The posts and articles, and traced articles that are no others."""
    rng = random.Random(seed)
    ir, none = packs.load("ir"), Pack.join(())
    low, high = WORDS
    posts = [text for text in _posts() if low <= len(text.split()) <= high]
    articles = [text for text in _articles() if low <= len(text.split()) <= high]
    some_posts, some = rng.sample(posts, DRAWN), rng.sample(articles, DRAWN + TRACED)
    made = [Text(kind="iff", source=text, pack=none, checker=plain_checker(none)) for text in some_posts]
    made += [Text(kind="tt", source=text, pack=ir, checker=plain_checker(ir)) for text in some[:DRAWN]]
    made += [traced(text, ir) for text in some[DRAWN:]]
    return made


WINDOW = "2000-01-01/2023-12-31"
FRONT = f"---\nseries: Gold\nnumber: 1\nlanguage: en\nwindow: {WINDOW}\ntitle: An article traced to itself\n---\n\n"


def traced(article: str, pack: Pack) -> Text:
    """An edition whose sentences are those of an article, each citing itself."""
    evidence = Own(article, "ir.o.tehrantimes")
    lines = [FRONT + "## What the article says {#d-1}\n"]
    place = 0
    for block in article.split("\n"):
        cited = []
        for span in sentences.split(block, "en"):
            words = span.text.strip()
            balanced = words.count("\u201c") == words.count("\u201d") and words.count('"') % 2 == 0
            if len(words) > 20 and not _MARKUP.search(words) and balanced and "Content by" not in words:
                start, end = place + span.start, place + span.end
                stop = "." if words.endswith(".") else ""
                cited.append(f"{words.removesuffix('.')} [@{evidence.id}, {start}-{end}]{stop}")
        if cited:
            lines.append(" ".join(cited) + "\n")
        place += len(block) + 1

    def run(source: str) -> list[Finding]:
        return check.check_edition(
            parse_edition(source, check.splitter("en")), reading=None, pack=pack, evidence=evidence, window=WINDOW,
            rules=tuple(check.RULES),
        )  # fmt: skip

    source = "\n".join(lines)
    return Text(kind="traced", source=source, pack=pack, checker=run, key=evidence.id)


def editions(folder: Path) -> list[Text]:
    """The sample newsroom's editions, drafted by the library in `folder` (unless they lie there) and checked against its evidence."""
    from rasad.monitor import Monitor, check_source

    demo = ROOT / "examples" / "newsroom" / "demo.py"
    if not (folder / "editions" / "1").is_dir():
        subprocess.run([sys.executable, str(demo), str(folder)], check=True, capture_output=True)
    monitor = Monitor(folder)
    sources = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((folder / "editions" / "1").glob("*.md"))
    }

    def run(source: str) -> list[Finding]:
        return check_source(source, parts=monitor.parts, pack=monitor.parts.pack, window=None, rules=tuple(check.RULES))

    return [
        Text(
            kind="edition", source=source, language=language, pack=monitor.parts.pack, checker=run,
            key=f"newsroom-{language}", twin=next((other for name, other in sources.items() if name != language), ""),
        )
        for language, source in sources.items()
    ]  # fmt: skip
