"""Monitor: the façade. A folder → everything a desk does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rasad import desk, languages
from rasad.errors import WrongUse
from rasad.model import Article, Decision, Development, Finding, Promise, Publication
from rasad.model.codec import to_plain
from rasad.model.ports import Clock
from rasad.model.when import is_edtf
from rasad.monitor import (
    adding,
    checking,
    collecting,
    deciding,
    editions,
    edits,
    exporting,
    judging,
    memory,
    runs,
    steps,
)
from rasad.monitor.clock import SystemClock, wait
from rasad.monitor.editions import DraftChoices
from rasad.monitor.parts import Parts, Progress, only_writer, open_parts, silent
from rasad.monitor.proposals import developments_now, propose_all


class Monitor:
    """One monitor folder. Writing methods hold the folder against other writers while they work.

    Raises NoMonitor, BadSettings, BadPack, NewerMonitor on opening; see rasad.errors for the rest.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        clock: Clock | None = None,
        wait: Callable[[float], None] = wait,
        progress: Progress = silent,
    ) -> None:
        self.folder = Path(folder)
        self._parts = open_parts(
            self.folder, clock=clock or SystemClock(), wait=wait, progress=progress
        )

    def __enter__(self) -> Monitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of files and locks."""
        self._parts.close()

    @property
    def parts(self) -> Parts:
        """The parts, for those who put rooms together themselves."""
        return self._parts

    def collect(self, source: str | None = None, *, force: bool = False) -> runs.Run:
        """Polls what is due; one source, or with `force` all of them, at once."""
        with only_writer(self.folder):
            before = self._parts.store.captures.count()
            steps.catch_up(self._parts)
            collecting.collect_all(self._parts, source, force=force)
            after = self._parts.store.captures.count()
        return runs.Run(captures=after - before, problems=self._parts.store.problems.count())

    def run(self, *, polling: bool = True, window: str | None = None) -> runs.Run:
        """One pass of collect, read, understand. Raises WrongUse on a window that is no EDTF."""
        if window is not None and not is_edtf(window):
            raise WrongUse(f"--window {window!r}: not EDTF such as 2026-09-01/2026-10-31")
        with only_writer(self.folder):
            steps.catch_up(self._parts)
            return runs.run_all(self._parts, polling=polling, window=window)

    def add(self, given: Sequence[str], origin: adding.Origin | None = None) -> adding.Added:
        """Adds files or addresses and reads them."""
        parts = self._parts
        with only_writer(self.folder):
            steps.catch_up(parts)
            before = {problem.id for problem in parts.store.problems.all()}
            captures, failed = adding.add_all(parts, given, origin or adding.Origin())
            articles = runs.read_all(parts)
            told = before | {problem.id for problem in failed}
            failed += tuple(problem for problem in parts.store.problems.all() if problem.id not in told)
        return adding.Added(captures=captures, articles=articles, problems=parts.store.problems.count(), failed=failed)

    def developments(self) -> tuple[Development, ...]:
        """All developments as decided so far, in the order of ids."""
        return developments_now(self._parts)

    def promises(self) -> tuple[Promise, ...]:
        """What was promised by a day, by deadline, each with its outcome when one is told."""
        return memory.promises(self._parts)

    def inbox(self) -> tuple[Development, ...]:
        """The undecided ones, best first."""
        return desk.inbox(self.developments())

    def decide(
        self,
        kind: str,
        ids: Sequence[str],
        *,
        by: str,
        why: str,
        changes: tuple[tuple[str, str], ...] = (),
    ) -> Decision:
        """An editor's act, checked, then appended to the log. Ids may be shortened."""
        with only_writer(self.folder):
            return deciding.decide(self._parts, kind, ids, by=by, why=why, changes=changes)

    def judge(self, one: str, other: str, verdict: str, *, by: str, why: str) -> Decision:
        """Whether two names or ids are one; stronger than any rule, and at work at once. See monitor/judging.py."""
        with only_writer(self.folder):
            return judging.judge(self._parts, one, other, verdict, by=by, why=why)

    def new(self, evidence: str, headline: str, *, by: str, why: str, date: str | None) -> Decision:
        """A development the machine missed, from TEXT:START-END."""
        with only_writer(self.folder):
            return deciding.new(self._parts, evidence, headline, by=by, why=why, date=date)

    def draft(self, choices: DraftChoices) -> tuple[Path, ...]:
        """Writes the drafts of an edition."""
        with only_writer(self.folder):
            return editions.draft(self._parts, choices)

    def check(
        self, source: str, *, window: str | None = None, rules: Sequence[str] | None = None
    ) -> list[Finding]:
        """Findings on a text or an edition, against this monitor's evidence."""
        return checking.check_source(
            source, parts=self._parts, pack=self._parts.pack, window=window, rules=rules
        )

    def publish(self, number: str, *, by: str, why: str, to: Path | None = None) -> Publication:
        """Prints an edition into public/. Raises PublicationRefused while errors stand."""
        with only_writer(self.folder):
            steps.catch_up(self._parts)
            return editions.publish_edition(self._parts, number, by=by, why=why, to=to)

    def export_wacz(
        self, ids: Sequence[str], path: Path, *, by: str, why: str, sources: Sequence[str] = (), window: str | None = None
    ) -> str:
        """Hands captures on as a WACZ: an act, with handle and reason in the log. Its SHA-256."""
        chosen = exporting.Selection(ids=tuple(ids), sources=tuple(sources), window=window)
        with only_writer(self.folder):
            return exporting.export_wacz(self._parts, chosen, path, by=by, why=why)

    def export_cdxj(self, path: Path, *, by: str, why: str) -> str:
        """Writes the index of the archive for replay tools: an act, with handle and reason in the log. Its SHA-256."""
        with only_writer(self.folder):
            return exporting.export_cdxj(self._parts, path, by=by, why=why)

    def search(self, query: str, *, limit: int = 50) -> tuple[Article, ...]:
        """Articles that hold all words of the query, in any spelling the folding knows."""
        folded = languages.text.normalise(query, "fa")
        found = (self._parts.store.articles.get(id) for id in self._parts.store.search(folded, limit))
        return tuple(article for article in found if article)

    def status(self) -> dict[str, int]:
        """Counts of what is held."""
        store = self._parts.store
        articles = {article.id for article in store.articles.all()}
        decided = self.developments()
        return {
            "captures": store.captures.count(),
            "articles": len(articles),
            "texts": store.texts.count(),
            "statements": store.statements.count(),
            "stories": store.stories.count(),
            "developments": len(decided),
            "waiting": sum(found.state == "proposed" for found in decided),
            "accepted": sum(found.state == "accepted" for found in decided),
            "sources": len(self._parts.sources),
            "problems": store.problems.count(),
            "alarms": len(store.problems.by("kind", edits.ALARM)),
        }

    def propose(self) -> int:
        """Proposes anew from what is held."""
        with only_writer(self.folder):
            return propose_all(self._parts)

    def show(self, id: str) -> dict[str, object]:
        """One record with its evidence, as plain values. Raises UnknownId."""
        from rasad.monitor.showing import show

        shown = show(self._parts, self.developments(), id)
        return {key: to_plain(value) for key, value in shown.items()}
