"""Doors: the command line. argv → exit code. One short module a verb, loaded when called.

Exit codes: 0 done; 1 done, and findings or failures are reported; 2 wrong use or bad input;
3 evidence or store damaged; 130 interrupted, resumable.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from rasad.cli.output import Output
from rasad.cli.reference import reference_page
from rasad.errors import RasadError

__all__ = ["VERBS", "build_parser", "everywhere", "main", "reference_page"]

VERBS: Final[dict[str, tuple[str, str]]] = {
    "init": ("init", "make a monitor folder"),
    "sources": ("sources", "list and add the sources that are polled; OPML in and out"),
    "collect": ("collect", "poll the sources that are due"),
    "run": ("run", "one pass of collect, read, understand"),
    "add": ("add", "add WARC, HTML, text, PDF files or URLs"),
    "backfill": ("backfill", "many WARC files through a runner, screened by the words of the packs"),
    "inbox": ("inbox", "proposed developments, best first"),
    "show": ("show", "one record with its evidence"),
    "accept": ("decide", "accept proposed developments"),
    "reject": ("decide", "reject proposed developments"),
    "merge": ("decide", "tell that several developments are one"),
    "split": ("decide", "take statements out of a development into one of their own"),
    "edit": ("decide", "correct a development; the proposal stays beside it"),
    "new": ("decide", "a development the machine missed"),
    "judge": ("judge", "tell whether two names or records are one; stronger than any rule"),
    "rebuild": ("rebuild", "the database again, from archive and log"),
    "search": ("search", "articles that hold some words, in any script and spelling"),
    "draft": ("draft", "Markdown edition from accepted developments"),
    "check": ("check", "trace an edition or a text: quotations, dates, numbers, names"),
    "publish": ("publish", "print an edition into public/; refused while errors stand"),
    "redact": ("redact", "the one way a capture leaves the archive; a tombstone stays"),
    "stamp": ("stamp", "ask time-stamp authorities to vouch for what is new in the log"),
    "sign": ("sign", "sign a bundle, a publication or the log, in minisign's form"),
    "verify": ("verify", "prove a bundle, an archive, a capture or a publication, offline"),
    "extract": ("extract", "one document in, records out, no monitor needed"),
    "export": ("export", "hand evidence on: an act with handle and reason in the log"),
    "pack": ("pack", "list, check and show country packs"),
    "status": ("status", "what the monitor holds, and its problems"),
    "doctor": ("doctor", "is everything Rasad needs in place"),
}
INTERRUPTED: Final = 130


class _Parser(argparse.ArgumentParser):
    """argparse that tells wrong use in one line with what to do."""

    def error(self, message: str) -> NoReturn:
        raise _Misused(f"{message}; see `{self.prog} --help`")


class _Misused(RasadError):
    """Arguments that cannot be parsed."""


def everywhere(*, suppress: bool) -> _Parser:
    """The options that every command takes; below a command they have no default, so that they take nothing back."""
    default = argparse.SUPPRESS if suppress else None
    common = _Parser(add_help=False)
    group = common.add_argument_group("everywhere")
    group.add_argument("--monitor", metavar="DIR", default=default, help="the monitor folder; default: here or above")
    group.add_argument("--format", metavar="FORM", default=default, help="text or json (check: also sarif, html)")
    group.add_argument("--quiet", action="store_true", default=default or False, help="say nothing but errors")
    group.add_argument("--no-progress", action="store_true", default=default or False, help="no progress bars")
    group.add_argument("--debug", action="store_true", default=default or False, help="show the trace of an error")
    return common


def build_parser(verb: str | None = None) -> argparse.ArgumentParser:
    """The parser; with a verb, only that verb's arguments are loaded."""
    from rasad import __version__

    parser = _Parser(
        prog="rasad",
        description="Rasad runs a Policy Monitor. The machine proposes, the evidence disposes, a named editor decides.",
        parents=[everywhere(suppress=False)],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Exit codes: 0 done; 1 findings or failures reported; 2 wrong use; 3 evidence damaged; 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rasad {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", parser_class=_Parser)
    for name, (module, text) in VERBS.items():
        if verb is not None and name != verb:
            continue
        under = verbs.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".",
            parents=[everywhere(suppress=True)], allow_abbrev=False,
        )  # fmt: skip
        if verb is not None:
            importlib.import_module(f"rasad.cli.{module}").add_arguments(under, name)
    return parser


def _verb_in(argv: Sequence[str]) -> str | None:
    """The first word that is no option; options that take a value are stepped over."""
    words = iter(argv)
    for word in words:
        if word in ("--monitor", "--format"):
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. The exit code."""
    if argv is None and sys.getfilesystemencoding() != "utf-8":
        _start_in_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    output = Output(format="text", quiet=False, progress=False)
    output.show_all()
    try:
        _check_letters(words)
        verb = _verb_in(words)
        if verb is not None and verb not in VERBS:
            near = difflib.get_close_matches(verb, VERBS, 1)
            hint = f"did you mean `rasad {near[0]}`?" if near else "see `rasad --help`"
            raise _Misused(f"no command {verb!r}; {hint}")
        options = build_parser(verb).parse_args(words)
        if options.verb is None:
            build_parser().print_help()
            return 0
        output = Output(
            format=options.format or "text", quiet=options.quiet, progress=not options.no_progress
        )
        module = importlib.import_module(f"rasad.cli.{VERBS[options.verb][0]}")
        return int(module.run(options, output))
    except RasadError as error:
        if "--debug" in words:
            raise
        output.error(error.message)
        return error.exit_code
    except OSError as error:
        if "--debug" in words:
            raise
        return _os_error(error, output)
    except KeyboardInterrupt:
        output.error("interrupted; what was done is kept, run it again to go on")
        return INTERRUPTED


def _start_in_utf8() -> NoReturn:
    """Starts anew with UTF-8 for arguments, file names and streams, whatever the locale says: else words come in garbled and go into the log so."""
    import os

    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - this very command


def _check_letters(words: Sequence[str]) -> None:
    """Raises for a word that is not UTF-8 and names no file: it would stand in the log for ever."""
    import os

    for word in words:
        if not word.isascii() and any("\ud800" <= sign <= "\udfff" for sign in word) and not os.path.lexists(word):
            raise _Misused(f"{word!r}: not UTF-8; set the terminal to UTF-8 and write it anew")


def _os_error(error: OSError, output: Output) -> int:
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    where = f"{error.filename}: " if error.filename else ""
    import errno

    if error.errno in (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EPERM):
        output.error(f"{where}{error.strerror}; nothing was half-written; free the disk or make it writable")
        return 3
    output.error(f"{where}{error.strerror or error}")
    return 2
