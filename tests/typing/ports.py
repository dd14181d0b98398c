"""Every plug-in against its port: mypy reads this file, nothing runs it."""

from __future__ import annotations

from rasad import collect, preserve, store, testing
from rasad.model import ports
from rasad.monitor.clock import SystemClock
from rasad.monitor.evidence import StoreEvidence
from rasad.runners import OpenRunner
from rasad.runners.local import LocalRunner
from rasad.runners.on_ray import RayRunner
from rasad.store.sqlite import SqliteStore


def clocks(real: SystemClock, frozen: testing.FrozenClock) -> list[ports.Clock]:
    return [real, frozen]


def webs(real: collect.Web, fake: testing.FakeWeb) -> list[ports.Web]:
    return [real, fake]


def archives(real: preserve.FileArchive) -> list[ports.Archive]:
    return [real]


def evidences(real: StoreEvidence, fake: testing.FakeEvidence) -> list[ports.Evidence]:
    return [real, fake]


def stores(real: SqliteStore, fake: testing.MemoryStore) -> list[store.Store]:
    return [real, fake]


def runners(local: LocalRunner, ray: RayRunner) -> list[OpenRunner]:
    return [local, ray]


def open_runners(opened: OpenRunner) -> list[ports.Runner]:
    return [opened]
