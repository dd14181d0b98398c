"""Monitor: a folder → the parts that work on it. The only builder."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rasad import packs, store
from rasad.errors import BadSettings, CannotWrite, StoreDamaged
from rasad.model import Decision, Fetched, Pack, Source
from rasad.model.ports import Clock
from rasad.monitor.locks import held_alone
from rasad.monitor.settings import FILE, Settings, read_settings

if TYPE_CHECKING:
    from rasad.collect import Web, WebSettings
    from rasad.monitor.journal import Journal
    from rasad.preserve import FileArchive, Log

Progress = Callable[[str, int, int], None]
DATABASE = "rasad.db"


def silent(what: str, done: int, total: int) -> None:
    """Progress for those who did not ask."""


@dataclass
class Parts:
    """The parts of one open monitor. Archive and log are opened when first used."""

    folder: Path
    settings: Settings
    pack: Pack
    store: store.Store
    clock: Clock
    wait: Callable[[float], None]
    progress: Progress = silent
    purpose: str = "poll"
    asker: str | None = None  # the handle of who asks for a page; None when a poll does
    journal: Journal | None = None  # the operational log of the pass under way

    @cached_property
    def archive(self) -> FileArchive:
        """The archive, open for writing, healed."""
        from rasad import preserve

        return preserve.open_archive(self.folder / "archive", clock=self.clock, log=self.log)

    @cached_property
    def log(self) -> Log:
        """The log of custody and decisions."""
        from rasad import preserve

        return preserve.Log(self.folder / "log", clock=self.clock)

    @cached_property
    def web(self) -> Web:
        """The client that keeps every exchange before it hands it on."""
        from rasad import collect

        return collect.Web(
            keep=self._keep,
            keep_all=self._keep_all,
            clock=self.clock,
            wait=self.wait,
            settings=self.web_settings,
        )

    @property
    def web_settings(self) -> WebSettings:
        """What the client is told."""
        from rasad import collect

        choices = self.settings.web
        return collect.WebSettings(
            user_agent=choices.user_agent or collect.USER_AGENT,
            local=dict(self.settings.local),
            timeout=choices.timeout,
            max_bytes=choices.max_bytes,
            proxy=choices.proxy,
            delay=choices.delay,
            proxies=dict(self.settings.proxies),
        )

    def _keep(self, exchange: Fetched, source: str | None) -> Fetched:
        return self._keep_all([(exchange, source)])[0]

    def _keep_all(self, exchanges: Sequence[tuple[Fetched, str | None]]) -> list[Fetched]:
        captures = self.archive.keep_all(exchanges, by=self.asker, how=self.purpose)
        self.store.captures.put(captures)
        return [
            replace(exchange, capture=capture.id)
            for (exchange, _), capture in zip(exchanges, captures, strict=True)
        ]

    @cached_property
    def judged(self) -> Pack:
        """The pack as the desk's judgements amend it."""
        from rasad import desk

        return desk.amend_pack(self.pack, self.decisions()) if (self.folder / "log").is_dir() else self.pack

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources: the monitor's own, then those of its packs; an own one hides a pack's of the same id."""
        own = {source.id for source in self.settings.sources}
        return self.settings.sources + tuple(s for s in self.pack.sources if s.id not in own)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision of the desk, oldest first."""
        return tuple(
            Decision(
                seq=int(str(line["seq"])),
                kind=str(line["decision"]),
                ids=tuple(line["ids"]),
                by=str(line["by"]),
                why=str(line["why"]),
                at=str(line["at"]),
                changes=tuple((str(field), str(value)) for field, value in line.get("changes", ())),
            )
            for line in self.log.lines()
            if line["kind"] == "decision"
        )

    def close(self) -> None:
        """Lets go of files and locks."""
        for name in ("archive", "log", "web"):
            if name in self.__dict__:
                self.__dict__[name].close()
        self.store.close()


def only_writer(folder: Path) -> AbstractContextManager[None]:
    """Holds the monitor against other writers. Raises CannotWrite when another works on it."""
    busy = CannotWrite(f"{folder}: another rasad is writing here; wait for it to end", busy="yes")
    return held_alone(folder / ".lock", busy)


def open_parts(
    folder: Path,
    *,
    clock: Clock,
    wait: Callable[[float], None],
    progress: Progress = silent,
    database: Path | None = None,
) -> Parts:
    """The parts of the monitor in `folder`; `database` for another place than its own.

    Raises NoMonitor, BadSettings, BadPack, StoreDamaged.
    """
    settings = read_settings(folder)
    pack = Pack.join(tuple(packs.load(name) for name in settings.packs))
    has_archive = any((folder / "archive").rglob("*.warc.gz"))
    if database is None and not (folder / DATABASE).exists() and has_archive:
        database = folder / DATABASE
        raise StoreDamaged(f"{database}: missing though the archive holds records; run `rasad rebuild`")
    parts = Parts(
        folder=folder,
        settings=settings,
        pack=pack,
        store=store.open_store(database or folder / DATABASE),
        clock=clock,
        wait=wait,
        progress=progress,
    )
    _check_proxies(parts)
    return parts


def _check_proxies(parts: Parts) -> None:
    """Raises BadSettings for a proxy of a source that is none: misspelt, it would be asked without one."""
    known = {source.id for source in parts.sources}
    for id in parts.settings.proxies:
        if id not in known:
            parts.store.close()
            near = difflib.get_close_matches(id, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise BadSettings(f"{parts.folder / FILE}: [proxies] {id}: no source has this id{hint}")
