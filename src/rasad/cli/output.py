"""Doors: what a command says. Values → lines or JSON; progress on a terminal only."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_CONTROLS = {code: None for code in (*range(32), 127, *range(128, 160)) if code not in (9, 10)}
_BIDI = dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8206, 8207))


def shown(text: str) -> str:
    """Text that a terminal cannot be misled by: no control characters, no bidi overrides."""
    return text.translate(_CONTROLS | _BIDI)


@dataclass
class Output:
    """Where a command speaks. Results to standard output, errors and progress to standard error."""

    format: str = "text"
    quiet: bool = False
    progress: bool = True
    _bar: Progress | None = field(default=None, repr=False)
    _tasks: dict[str, TaskID] = field(default_factory=dict, repr=False)

    @property
    def is_json(self) -> bool:
        """True when JSON was asked for."""
        if self.format not in ("text", "json"):
            raise WrongUse(f"--format {self.format}: give text or json")
        return self.format == "json"

    @property
    def has_colour(self) -> bool:
        """True on a terminal, unless NO_COLOR is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def show_all(self) -> None:
        """Lets the streams write what their encoding lacks as an escape, instead of breaking off."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def json(self, value: object) -> None:
        """One JSON value, in plain ASCII where standard output is not UTF-8."""
        is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
        print(json.dumps(value, ensure_ascii=not is_utf8, indent=2))

    def lines(self, lines: Iterable[str]) -> None:
        """Lines of a result."""
        if not self.quiet:
            for line in lines:
                print(shown(line))

    def result(self, value: object, lines: Iterable[str]) -> None:
        """A result in the form that was asked for."""
        if self.is_json:
            self.json(value)
        else:
            self.lines(lines)

    def bold(self, text: str) -> str:
        """Bold on a terminal."""
        return f"\x1b[1m{text}\x1b[0m" if self.has_colour else text

    def error(self, message: str) -> None:
        """One line on standard error."""
        print(f"rasad: {shown(message).replace(chr(10), ' ')}", file=sys.stderr)

    def reporter(self) -> Callable[[str, int, int], None]:
        """What the loops call to show how far they are. Silent unless standard error is a terminal."""
        if self.quiet or not self.progress or not sys.stderr.isatty():
            return lambda what, done, total: None
        return self._advance

    def _advance(self, what: str, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=total or None)
        self._bar.update(self._tasks[what], completed=done, total=total or None)
        if total and done >= total and all(task.finished for task in self._bar.tasks):
            self._bar.stop()
            self._bar, self._tasks = None, {}
