"""Monitor: one step of a loop: what fails becomes a problem, what lies on disk is remembered."""

from __future__ import annotations

from collections.abc import Callable

from rasad.errors import EvidenceError, ItemFailed, RasadError
from rasad.model import Problem, SourceState
from rasad.model.ids import problem_id
from rasad.monitor.parts import Parts


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


def settle(parts: Parts) -> None:
    """Notes how far each archive file is indexed, then commits. What was kept lies on disk before this."""
    for file, size in parts.archive.ends().items():
        parts.store.remember(f"end:{file}", str(size))
    parts.store.commit()
