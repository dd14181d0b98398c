"""Monitor: the loops. Captures → articles → readings → developments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rasad import languages, read, understand
from rasad.model import Article, Capture, Document, HeldStatement, Reading
from rasad.monitor import edits
from rasad.monitor.collecting import collect_all
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import propose_all
from rasad.monitor.scanning import image_reader
from rasad.monitor.steps import attempt, settle

_BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a pass did: how many of each, and the problems it met."""

    captures: int = 0
    articles: int = 0
    statements: int = 0
    developments: int = 0
    problems: int = 0


def _to_read(parts: Parts) -> list[Capture]:
    """Captures that may hold an article: pages fetched, added or imported; no feeds, robots, redirects."""
    found = [
        capture
        for capture in parts.store.captures.all()
        if capture.how not in ("poll", "robots")
        and capture.kind != "revisit"
        and not 300 <= capture.status < 400
        and not (capture.how == "item" and capture.status >= 400)  # told as a problem when it came
        and not capture.url.endswith("/robots.txt")
    ]
    return sorted(found, key=lambda capture: (capture.at, capture.id))


def read_all(parts: Parts, *, again: bool = False) -> int:
    """Reads the captures not read by the present rules. How many articles came."""
    waiting = []
    for capture in _to_read(parts):
        known = parts.store.articles.get(capture.id)
        failed = parts.store.fact(f"unread:{capture.id}")
        if again or ((known is None or known.rules != read.RULES) and failed != read.RULES):
            waiting.append(capture)
    came = 0
    for number, capture in enumerate(waiting):
        if number % 20 == 0:
            parts.progress("read", number, len(waiting))

        def work(capture: Capture = capture) -> None:
            articles = read.read_articles(
                parts.archive.fetched(capture), capture, pack=parts.pack, scan=image_reader()
            )
            _shelve_all(parts, capture, articles)

        if attempt(parts, "article", capture.id, work) is None:
            came += 1
        else:
            parts.store.remember(f"unread:{capture.id}", read.RULES)
        if number % _BATCH == _BATCH - 1:
            settle(parts)
    edits.watch(parts)
    settle(parts)
    parts.progress("read", len(waiting), len(waiting))
    return came


def _shelve_all(parts: Parts, capture: Capture, articles: Sequence[Article]) -> None:
    """Shelves a page and its entries; entries that rules of before had found in it go."""
    while before := parts.store.articles.find(f"{capture.id}#"):
        parts.store.articles.remove(known.key for known in before)
    for article in articles:
        _shelve(parts, capture, article)


def _shelve(parts: Parts, capture: Capture, article: Article) -> None:
    if parts.store.texts.get(article.text_id) is None:
        version = parts.archive.keep_text(capture, article.text, article.rules)
        parts.store.texts.put([version])
    parts.store.articles.put([article])
    folded = languages.text.normalise(f"{article.title}\n{article.text}", article.language)
    parts.store.index_text([(article.key, folded)])


def understand_all(parts: Parts, *, window: str | None = None) -> int:
    """Reads statements out of texts not understood by the present rules. How many statements came."""
    waiting = [
        article
        for article in parts.store.articles.all()
        if (known := parts.store.readings.get(article.text_id)) is None
        or known.rules_understand != understand.RULES
    ]
    came = 0
    for number, article in enumerate(waiting):
        if number % 20 == 0:
            parts.progress("understand", number, len(waiting))

        def work(article: Article = article) -> None:
            nonlocal came
            reading = understand.read_text(
                document_of(article), pack=parts.judged, window=window or parts.settings.window
            )
            untold = tuple(found for found in reading.developments if not found.statements)  # the rest is proposed anew, over all articles
            parts.store.readings.put([replace(reading, text="", developments=untold)])
            parts.store.statements.put(_held(reading, article))
            came += len(reading.statements)

        attempt(parts, "understand", article.capture, work)
    parts.store.commit()
    parts.progress("understand", len(waiting), len(waiting))
    return came


def document_of(article: Article) -> Document:
    """The document that an article was read as."""
    return Document(
        text=article.text,
        title=article.title,
        byline=article.byline,
        language=article.language,
        url=article.url,
        outlet=article.outlet,
        agency=article.agency,
        published=article.published,
        rules=article.rules,
    )


def _held(reading: Reading, article: Article) -> Iterable[HeldStatement]:
    return [
        HeldStatement(id=found.id, text_id=article.text_id, article=article.id, statement=found)
        for found in reading.statements
    ]


def run_all(parts: Parts, *, polling: bool = True, window: str | None = None) -> Run:
    """One pass: collect, read, understand, propose."""
    before = parts.store.captures.count()
    if polling:
        collect_all(parts)
    articles = read_all(parts)
    statements = understand_all(parts, window=window)
    developments = propose_all(parts, window=window)
    parts.store.commit()
    return Run(
        captures=parts.store.captures.count() - before,
        articles=articles,
        statements=statements,
        developments=developments,
        problems=parts.store.problems.count(),
    )
