"""Doors: `rasad sign`."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import check_by
from rasad.errors import BadInput, WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output

_KEY = Path("~/.config/rasad/minisign.key")


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of sign."""
    parser.add_argument("path", metavar="PATH", type=Path, nargs="?", help="a bundle or another file, a publication, or a monitor: its batches")
    parser.add_argument("--key", metavar="FILE", type=Path, default=_KEY, help=f"the secret key, never in a monitor's folder; default: {_KEY}")
    parser.add_argument("--by", metavar="HANDLE", help="the handle of who signs")
    parser.add_argument("--new-key", action="store_true", help="make the key instead, under a passphrase")


def run(options: argparse.Namespace, output: Output) -> int:
    """Signs, or makes a key. The passphrase is asked on the terminal, else read from standard input."""
    from rasad.monitor import open_key, sign_path

    key_file: Path = options.key.expanduser()
    if options.new_key:
        return _new_key(key_file, output)
    if options.path is None or options.by is None:
        raise WrongUse("sign: give PATH and --by HANDLE")
    check_by(options.by)
    if not options.path.exists():
        raise BadInput(f"{options.path}: no such file or folder")
    if not key_file.is_file():
        raise BadInput(f"{key_file}: no such key; make one with `rasad sign --new-key`, or go on unsigned")
    key = open_key(key_file, _passphrase("Passphrase: "), near=options.path)
    made = sign_path(options.path, key, by=options.by)
    output.result({"signed": list(made)}, [f"signed {name}" for name in made] or ["nothing new to sign"])
    return 0


def _new_key(path: Path, output: Output) -> int:
    from rasad.monitor import make_key

    if path.exists():
        raise WrongUse(f"{path}: exists; a key is never overwritten")
    phrase = _passphrase("New passphrase: ")
    if sys.stdin.isatty() and getpass.getpass("Again: ") != phrase:
        raise WrongUse("the two passphrases differ")
    public = make_key(path, phrase, entropy=os.urandom)
    output.result(
        {"key": str(path), "public_key": public},
        [f"{path}: keep it and its passphrase apart", f"public key, to be given to readers: {public}"],
    )
    return 0


def _passphrase(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")
