"""Monitor: the loops. Sources → captures → articles → readings → developments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from rasad import collect, languages, read, understand
from rasad.errors import EvidenceError, ItemFailed, RasadError
from rasad.model import (
    Article,
    Capture,
    HeldStatement,
    Link,
    Problem,
    Reading,
    Source,
    SourceState,
)
from rasad.model.codec import to_plain
from rasad.model.ids import problem_id
from rasad.monitor.clock import stamp
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import propose_all

_BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a pass did: how many of each, and the problems it met."""

    captures: int = 0
    articles: int = 0
    statements: int = 0
    developments: int = 0
    problems: int = 0


def attempt(parts: Parts, kind: str, subject: str, work: Callable[[], None]) -> bool:
    """Does one item's work. A failure becomes a problem; damaged evidence stops everything."""
    key = problem_id(kind, subject)
    try:
        work()
    except EvidenceError:
        raise
    except RasadError as error:
        if not isinstance(error, ItemFailed):
            raise
        message = error.message
    except Exception as error:  # noqa: BLE001 - the one broad except: one item must not end the run
        message = f"unexpected {type(error).__name__}: {error}"
    else:
        return True
    parts.store.problems.put([Problem(id=key, kind=kind, subject=subject, message=message)])
    return False


def catch_up(parts: Parts) -> int:
    """Indexes what lies in the archive and not yet in the store, such as after a kill. How many captures came."""
    found = 0
    for file, size in parts.archive.ends().items():
        start = int(parts.store.fact(f"end:{file}") or 0)
        if size <= start:
            continue
        captures, texts = parts.archive.scan(file, start)
        parts.store.captures.put(captures)
        parts.store.texts.put(texts)
        parts.store.remember(f"end:{file}", str(size))
        found += len(captures)
    seen = int(parts.store.fact("log:seq") or -1)
    for line in parts.log.lines():
        if line["seq"] <= seen:
            continue
        seen = int(line["seq"])
        if line["kind"] == "poll":
            parts.store.states.put([SourceState(**line["state"])])
    parts.store.remember("log:seq", str(seen))
    parts.store.commit()
    return found


def _settle(parts: Parts) -> None:
    """Notes how far each archive file is indexed, then commits. What was kept lies on disk before this."""
    for file, size in parts.archive.ends().items():
        parts.store.remember(f"end:{file}", str(size))
    parts.store.commit()


def collect_all(parts: Parts, only: str | None = None, *, force: bool = False) -> None:
    """Polls the sources that are due and fetches the pages they point to that are not held yet."""
    sources = [source for source in parts.sources if only is None or source.id == only]
    if only is not None and not sources:
        from rasad.errors import UnknownId

        raise UnknownId(f"no source {only!r}; `rasad sources list` names them", source=only)
    for number, source in enumerate(sources):
        parts.progress("collect", number, len(sources))
        state = parts.store.states.get(source.id) or SourceState(source=source.id)
        due = force or only is not None or state.next_poll is None
        if due or (state.next_poll or "") <= stamp(parts.clock.now()):
            _poll(parts, source, state)
        _settle(parts)
    parts.progress("collect", len(sources), len(sources))


def _poll(parts: Parts, source: Source, state: SourceState) -> None:
    links: list[Link] = []
    new = [state]

    def ask() -> None:
        parts.purpose = "poll"
        polled = collect.poll(source, web=parts.web, state=state, clock=parts.clock)
        links.extend(polled.links)
        new[0] = polled.state

    if attempt(parts, "source", source.id, ask):
        parts.store.problems.put([])
    else:
        failures = state.failures + 1
        pause = min(source.interval * 2**failures, 86_400)
        trouble = parts.store.problems.get(problem_id("source", source.id))
        new[0] = replace(
            state,
            failures=failures,
            trouble=trouble.message if trouble else None,
            next_poll=stamp(parts.clock.now() + timedelta(seconds=pause)),
        )
    for link in links:
        fetch_page(parts, link.url, source=source.id)
    parts.store.states.put([new[0]])
    line = parts.log.append("poll", state=to_plain(new[0]))
    parts.store.remember("log:seq", str(line["seq"]))


def fetch_page(parts: Parts, url: str, *, source: str | None = None) -> None:
    """Fetches a page a source points to. One already held is asked again with its ETag, so that silent edits are seen."""
    held = [c for c in parts.store.captures.by("url", url) if c.how == "item" and c.status == 200]

    def ask() -> None:
        parts.purpose = "item"
        latest = max(held, key=lambda capture: capture.at, default=None)
        before = parts.archive.fetched(latest) if latest else None
        parts.web.get(
            url,
            source=source,
            etag=before.header("etag") if before else None,
            last_modified=before.header("last-modified") if before else None,
        )

    attempt(parts, "page", url, ask)


def _to_read(parts: Parts) -> list[Capture]:
    """Captures that may hold an article: pages fetched, added or imported; no feeds, robots, redirects."""
    found = [
        capture
        for capture in parts.store.captures.all()
        if capture.how not in ("poll", "robots")
        and capture.kind != "revisit"
        and not 300 <= capture.status < 400
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
            article = read.read_article(parts.archive.fetched(capture), capture, pack=parts.pack)
            _shelve(parts, capture, article)

        if attempt(parts, "article", capture.id, work):
            came += 1
        else:
            parts.store.remember(f"unread:{capture.id}", read.RULES)
        if number % _BATCH == _BATCH - 1:
            _settle(parts)
    _settle(parts)
    parts.progress("read", len(waiting), len(waiting))
    return came


def _shelve(parts: Parts, capture: Capture, article: Article) -> None:
    if parts.store.texts.get(article.text_id) is None:
        version = parts.archive.keep_text(capture, article.text, article.rules)
        parts.store.texts.put([version])
    parts.store.articles.put([article])
    folded = languages.text.normalise(f"{article.title}\n{article.text}", article.language)
    parts.store.index_text([(capture.id, folded)])
    _watch_edits(parts, article)


def _watch_edits(parts: Parts, article: Article) -> None:
    """A page whose text changed without a word is a problem that the desk is told of."""
    versions = {other.text_id: other for other in parts.store.articles.by("article", article.id)}
    versions.pop(article.text_id, None)
    for other in versions.values():
        old, new = sorted((other, article), key=lambda version: (version.captured, version.capture))
        before = {span.text for span in languages.sentences.split(old.text, old.language)}
        after = {span.text for span in languages.sentences.split(new.text, new.language)}
        gone = " … ".join(sorted(before - after, key=old.text.find))[:300]
        come = " … ".join(sorted(after - before, key=new.text.find))[:300]
        parts.store.problems.put(
            [
                Problem(
                    id=problem_id("changed-text", f"{old.text_id} {new.text_id}"),
                    kind="changed-text",
                    subject=article.id,
                    message=f"{article.url} was changed between {old.captured} and {new.captured}: "
                    f"was «{gone}», is «{come}»",
                    help=f"both versions are held as {old.text_id} and {new.text_id}; cite the one you mean",
                )
            ]
        )


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
                document_of(article), pack=parts.pack, window=window or parts.settings.window
            )
            parts.store.readings.put([replace(reading, text="", developments=())])
            parts.store.statements.put(_held(reading, article))
            came += len(reading.statements)

        attempt(parts, "understand", article.capture, work)
    parts.store.commit()
    parts.progress("understand", len(waiting), len(waiting))
    return came


def document_of(article: Article) -> read.Document:
    """The document that an article was read as."""
    return read.Document(
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
