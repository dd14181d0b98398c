"""Monitor: the façade. A folder → everything a desk does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rasad import desk, languages
from rasad.errors import UnknownId, WrongUse
from rasad.model import Article, Decision, Development, Finding, Promise, Publication
from rasad.model.codec import to_plain
from rasad.model.ports import Clock
from rasad.monitor import (
    adding,
    checking,
    collecting,
    editions,
    edits,
    exporting,
    judging,
    memory,
    runs,
    speaking,
    steps,
)
from rasad.monitor.clock import SystemClock, stamp, wait
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
        """One pass of collect, read, understand."""
        with only_writer(self.folder):
            steps.catch_up(self._parts)
            return runs.run_all(self._parts, polling=polling, window=window)

    def add(self, given: Sequence[str], origin: adding.Origin | None = None) -> runs.Run:
        """Adds files or addresses and reads them."""
        with only_writer(self.folder):
            steps.catch_up(self._parts)
            captures = sum(adding.add(self._parts, one, origin or adding.Origin()) for one in given)
            articles = runs.read_all(self._parts)
        return runs.Run(
            captures=captures, articles=articles, problems=self._parts.store.problems.count()
        )

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
            known = {found.id: found for found in self.developments()}
            whole = tuple(self._whole(id, known) if id.startswith("d-") else id for id in ids)
            if kind == "edit" and whole[0] in known:
                changes = speaking.settle(self._parts, known[whole[0]], changes)
            decision = Decision(
                seq=0, kind=kind, ids=whole, by=by, why=why,
                at=stamp(self._parts.clock.now()), changes=changes,
            )  # fmt: skip
            desk.check_decision(decision, known)
            line = self._parts.log.append(
                "decision", decision=kind, ids=list(whole), by=by, why=why, changes=[list(c) for c in changes]
            )
            self._parts.log.close()
        return Decision(
            seq=int(str(line["seq"])), kind=kind, ids=whole, by=by, why=why,
            at=str(line["at"]), changes=changes,
        )  # fmt: skip

    @staticmethod
    def _whole(id: str, known: dict[str, Development]) -> str:
        if id in known:
            return id
        found = [whole for whole in known if whole.startswith(id)]
        if len(found) == 1:
            return found[0]
        what = "fits several developments" if found else "is no development; `rasad inbox` lists them"
        raise UnknownId(f"{id} {what}", development=id)

    def judge(self, one: str, other: str, verdict: str, *, by: str, why: str) -> Decision:
        """Whether two names or ids are one; stronger than any rule, and at work at once. See monitor/judging.py."""
        with only_writer(self.folder):
            return judging.judge(self._parts, one, other, verdict, by=by, why=why)

    def new(self, evidence: str, headline: str, *, by: str, why: str, date: str | None) -> Decision:
        """A development the machine missed, from TEXT:START-END."""
        text_id, _, span = evidence.partition(":")
        version = self._parts.store.texts.get(text_id)
        articles = self._parts.store.articles.by("text", text_id)
        start, dash, end = span.partition("-")
        if version is None or not articles:
            raise UnknownId(f"--evidence {evidence}: no text version {text_id}", text=text_id)
        if not dash or not start.isdigit() or not end.isdigit() or not int(start) < int(end) <= len(version.text):
            raise WrongUse(f"--evidence {evidence}: write TEXT:START-END within 0-{len(version.text)}")
        changes = [("evidence", evidence), ("headline", headline), ("language", articles[0].language)]
        if date:
            changes.append(("date", date))
        if articles[0].outlet:
            changes.append(("outlet", articles[0].outlet))
        return self.decide("new", [articles[0].id], by=by, why=why, changes=tuple(changes))

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
