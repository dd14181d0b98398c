"""Monitor: one step of a loop: what fails becomes a problem, what lies on disk is remembered."""

from __future__ import annotations

from collections.abc import Callable

from rasad.errors import EvidenceError, ItemFailed, RasadError
from rasad.model import Problem, SourceState
from rasad.model.ids import problem_id
from rasad.monitor.parts import Parts
from rasad.monitor.sources import note


def attempt(parts: Parts, kind: str, subject: str, work: Callable[[], None]) -> ItemFailed | None:
    """Does one item's work; None when it was done.

    A failure becomes a problem and is handed back; damaged evidence and wrong use stop everything.
    """
    try:
        work()
    except EvidenceError:
        raise
    except ItemFailed as error:
        failed = error
    except RasadError:
        raise
    except Exception as error:  # noqa: BLE001 - the one broad except: one item must not end the run
        failed = ItemFailed(f"unexpected {type(error).__name__}: {error}")
    else:
        return None
    parts.store.problems.put(
        [Problem(id=problem_id(kind, subject), kind=kind, subject=subject, message=failed.message)]
    )
    return failed


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
    known = {source.id: source for source in parts.sources}
    for line in parts.log.lines():
        if line["seq"] <= seen:
            continue
        seen = int(line["seq"])
        if line["kind"] == "poll":
            state = SourceState(**line["state"])
            parts.store.states.put([state])
            if (source := known.get(state.source)) is not None:
                note(parts, source, state)
    parts.store.remember("log:seq", str(seen))
    parts.store.commit()
    return found


def settle(parts: Parts) -> None:
    """Notes how far each archive file is indexed, then commits. What was kept lies on disk before this."""
    for file, size in parts.archive.ends().items():
        parts.store.remember(f"end:{file}", str(size))
    parts.store.commit()
