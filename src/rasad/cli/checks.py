"""Doors: what `rasad check` does with files. Paths → reports; fixes written, differences shown, changes watched."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rasad.errors import BadInput, NoMonitor, RasadError, WrongUse

if TYPE_CHECKING:
    from rasad.check import Beside, Fixed, Report
    from rasad.cli.output import Output
    from rasad.model import Finding
    from rasad.monitor import Checked, Checker

_LARGEST: Final = 20_000_000
_LOOK_AGAIN: Final = 0.1


@contextmanager
def opened(options: argparse.Namespace, output: Output) -> Iterator[Checker]:
    """A checker by the monitor meant, else by the packs given."""
    from rasad import check
    from rasad.monitor import Checker

    rules = check.chosen(_words(options.select), _words(options.ignore))
    folder = _folder(options)
    if folder is None:
        from rasad import packs
        from rasad.model import Pack

        pack = Pack.join(tuple(packs.load(name) for name in options.pack))
        yield Checker(parts=None, pack=pack, window=options.window, rules=rules)
        return
    from rasad.monitor.clock import SystemClock, wait
    from rasad.monitor.parts import open_parts

    parts = open_parts(folder, clock=SystemClock(), wait=wait, progress=output.reporter())
    try:
        yield Checker(parts=parts, pack=parts.pack, window=options.window, rules=rules)
    finally:
        parts.close()


def _folder(options: argparse.Namespace) -> Path | None:
    from rasad.monitor import find_monitor

    if options.monitor:
        return Path(options.monitor)
    first = options.file[0]
    try:
        return find_monitor(Path(first).resolve().parent if first != "-" else Path.cwd())
    except NoMonitor:
        return None


def _words(given: str | None) -> tuple[str, ...]:
    return tuple(word.strip().upper() for word in (given or "").split(",") if word.strip())


def read(file: str) -> Report:
    """The report in a file, or on standard input as Markdown."""
    from rasad import check

    return check.read_report(payload_of(file), name=file if file != "-" else "standard input")


def payload_of(file: str) -> bytes:
    """The bytes of a file. Raises BadInput when there is none or it is too large."""
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise BadInput(f"{file}: {'a folder; give its files' if path.is_dir() else 'no such file'}")
    if path.stat().st_size > _LARGEST:
        raise BadInput(f"{file}: {path.stat().st_size:,} bytes; a report may hold {_LARGEST:,}")
    return path.read_bytes()


@contextmanager
def window_of(checker: Checker, report: Report, file: str) -> Iterator[None]:
    """While a published page is checked: the window that stands in the `edition.json` of its number."""
    given = checker.window
    beside = Path(file).resolve().parent.parent / "edition.json"
    if given is None and report.is_published and beside.is_file():
        try:
            told = json.loads(beside.read_bytes())
            checker.window = str(told["edition"]["window"])
        except (ValueError, KeyError, TypeError):
            raise BadInput(f"{beside}: no window in it; give --window") from None
    try:
        yield
    finally:
        checker.window = given


def beside(report: Report, file: str, twin: str | None) -> Beside:
    """The pictures that lie beside a text and are shown in it, and its twin."""
    from rasad.monitor import lying_beside

    other = read(twin) if twin else None
    if other is not None and not other.is_edition:
        raise WrongUse(f"--twin {twin}: no edition; it has no front matter with language and window")
    return lying_beside(report, Path(file).resolve().parent if file != "-" else Path.cwd(), other)


def look(checker: Checker, file: str, options: argparse.Namespace) -> tuple[str, Checked]:
    """One file checked."""
    report = read(file)
    with window_of(checker, report, file):
        return file, checker.look(report, beside=beside(report, file, options.twin))


def settled(checker: Checker, file: str, options: argparse.Namespace) -> tuple[str, Fixed]:
    """The characters of a file before and after all fixes. Raises WrongUse where nothing may be changed."""
    from rasad import check

    payload = payload_of(file)
    first = check.read_report(payload, name=file)
    if first.kind == "docx":
        raise WrongUse(f"{file}: --fix and --diff change Markdown, text and HTML; a Word file is changed in Word")
    if first.is_published:
        raise WrongUse(f"{file}: a published page; fix the edition it was made from and publish again")
    before = first.file or first.text
    if before.encode("utf-8", "surrogatepass") != payload:
        raise WrongUse(f"{file}: not UTF-8; save it as UTF-8 before --fix")

    def look(text: str) -> tuple[Report, Sequence[Finding]]:
        report = check.read_report(text.encode("utf-8", "surrogatepass"), name=file)
        return report, checker.check(report, beside=beside(report, file, options.twin))

    return before, check.settle(before, look)


def fix(checker: Checker, file: str, options: argparse.Namespace, output: Output) -> None:
    """Puts the safe fixes into a file: whole or not at all, line ends and byte order mark as they were."""
    if file == "-":
        raise WrongUse("--fix changes a file; give one")
    before, done = settled(checker, file, options)
    if done.text != before:
        write_whole(Path(file), done.text.encode("utf-8", "surrogatepass"))
    if output.format == "text":
        output.lines([f"{file}: {done.count} fixed"])


def show_difference(checker: Checker, file: str, options: argparse.Namespace) -> int:
    """Prints what `fix` would change; 1 when that is something."""
    from rasad import check

    before, done = settled(checker, file, options)
    sys.stdout.write(check.difference(before, done.text, file))
    return 1 if done.text != before else 0


def write_whole(path: Path, payload: bytes) -> None:
    """Writes a file so that it is either the old one or the new one, with the rights it had."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(payload)
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def watch(
    checker: Checker,
    options: argparse.Namespace,
    output: Output,
    tell: Callable[[tuple[str, Checked]], int],
) -> int:
    """Checks the file whenever it was saved. 0 when told to end (SIGTERM); an interrupt goes on to `main`: 130."""
    from rasad.monitor.watching import Stop

    file = options.file[0]
    if file == "-":
        raise WrongUse("--watch looks at a file; give one")
    payload_of(file)
    stop, seen = Stop(), None
    stop.listen()
    try:
        while True:
            now = _state(Path(file))
            if now is not None and now != seen:
                seen = now
                try:
                    tell(look(checker, file, options))
                except RasadError as error:
                    output.error(error.message)  # half saved, or a slip of the keyboard: the next save may mend it
            stop.wait(_LOOK_AGAIN)
    except KeyboardInterrupt:
        if not stop.was_told_to_end:
            raise
    return 0


def _state(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is saved; None while it is not there, as editors that rename let it be for a moment."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
