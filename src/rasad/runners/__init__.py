"""Runners: spread work over processes or machines. work + what it is done to → results in order.

`RUNNERS` is the table of kinds; a package adds one under the entry point group "rasad.runners". All keep the promise of
`ports.Runner`: results in the order of what was given; an error of one is raised by `next` where it fell, and the `next` after it goes on.
A worker that dies, takes too long over something or meets an error that is none of Rasad's is such an error, `ItemFailed`, and costs that one thing only.
"""

from __future__ import annotations

import importlib
from importlib import metadata
from typing import Final, Protocol

from rasad.errors import WrongUse
from rasad.model.ports import Runner

__all__ = ["PATIENCE", "RUNNERS", "open_runner"]

RUNNERS: Final[dict[str, str]] = {
    "local": "rasad.runners.local:LocalRunner",
    "ray": "rasad.runners.on_ray:RayRunner",
}
PATIENCE: Final = 600.0  # seconds for one thing, until its worker is given up


class OpenRunner(Runner, Protocol):
    """A runner that holds processes until it is closed."""

    def close(self) -> None:
        """Lets go of its processes."""
        ...


def open_runner(kind: str, *, jobs: int, patience: float = PATIENCE) -> OpenRunner:
    """A runner of that kind for so many jobs at once. Raises WrongUse for a kind that is unknown or not installed."""
    table = {point.name: point.value for point in metadata.entry_points(group="rasad.runners")} | RUNNERS
    if kind not in table:
        raise WrongUse(f"--runner {kind}: unknown; there are {', '.join(sorted(table))}")
    if jobs < 1:
        raise WrongUse(f"--jobs {jobs}: one at least")
    module, _, name = table[kind].partition(":")
    made: OpenRunner = getattr(importlib.import_module(module), name)(jobs=jobs, patience=patience)
    return made
