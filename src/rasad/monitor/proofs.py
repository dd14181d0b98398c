"""Monitor: what a desk does with its proofs: redact, stamp, sign. Parts → removals, stamps, signatures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rasad import preserve
from rasad.errors import BadInput, FetchFailed, NoMonitor, WrongUse
from rasad.model import Finding
from rasad.model.ports import Clock
from rasad.monitor.clock import SystemClock, wait
from rasad.monitor.parts import Parts, Progress, only_writer, open_parts, silent
from rasad.monitor.settings import find_monitor

Ask = Callable[[str, bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """What left, and which bundles still hold it: they were handed on as they are and are never rewritten."""

    removal: preserve.Removal
    bundles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What came of asking: stamps as (batch, authority, moment), and what still waits, with why."""

    closed: int | None
    stamps: tuple[tuple[int, str, str], ...]
    waiting: tuple[tuple[int, str, str], ...]


def redact(
    folder: Path, capture: str, *, by: str, why: str, clock: Clock | None = None, progress: Progress = silent
) -> Redacted:
    """Removes a capture from the archive, then makes the database anew, in which nothing of it is left."""
    from rasad.monitor.rebuilding import rebuild

    parts = open_parts(folder, clock=clock or SystemClock(), wait=wait, progress=progress)
    try:
        with only_writer(folder):
            removal = parts.archive.redact(capture, by=by, why=why)
    finally:
        parts.close()
    rebuild(folder, clock=clock, progress=progress)
    wanted = [id.encode() for id in removal.captures]
    bundles = tuple(
        path.relative_to(folder).as_posix()
        for path in sorted((folder / "editions").rglob("*.wacz"))
        if any(id in path.read_bytes() for id in wanted)
    )
    return Redacted(removal=removal, bundles=bundles)


def removal_of(parts: Parts, id: str) -> preserve.Removal | None:
    """The act that removed a capture or a text version; None when none did."""
    for removal in preserve.removals(parts.log.lines()):
        if len(id) >= 6 and any(gone.startswith(id) for gone in (*removal.captures, *removal.texts)):
            return removal
    return None


def tell_removed(parts: Parts | None, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those on a citation of a removed text saying that it was removed, by whom and why."""
    found = list(findings)
    if parts is None or all(finding.code != "S02" for finding in found):
        return found
    removals = {text: removal for removal in preserve.removals(parts.log.lines()) for text in removal.texts}
    return [_told_removed(finding, removals) for finding in found]


def _told_removed(finding: Finding, removals: dict[str, preserve.Removal]) -> Finding:
    gone = next((text for text in removals if finding.code == "S02" and text in finding.message), None)
    if gone is None:
        return finding
    removal = removals[gone]
    words = f"removed from the archive by {removal.by} on {removal.at}: {removal.why}"
    return replace(finding, message=f"text version {gone} was {words}")


def stamp_log(parts: Parts, ask: Ask | None = None) -> Stamped:
    """Closes a batch over what is new and asks every authority for the stamps that are missing.

    `ask` sends a question to an address and returns the answer; the monitor's own client, along the way
    out that collecting takes, unless another is given. What cannot be had now waits for the next time.
    """
    authorities = parts.settings.authorities
    if not authorities:
        raise WrongUse("no time-stamp authority is set: [stamp] authorities = [\"https://…\"] in monitor.toml")
    roots = read_roots(parts)
    send = ask or _asker(parts)
    stamps: list[tuple[int, str, str]] = []
    waits: list[tuple[int, str, str]] = []
    silent_ones: dict[str, str] = {}
    with only_writer(parts.folder):
        closed = preserve.close_batch(parts.log)
        for batch, authority in preserve.waiting(parts.log, authorities):
            if authority not in silent_ones:
                try:
                    query, nonce = preserve.question(batch)
                    stamp = preserve.take_stamp(
                        parts.log, batch, authority, send(authority, query),
                        nonce=nonce, roots=roots, now=parts.clock.now(),
                    )  # fmt: skip
                except (FetchFailed, BadInput) as error:
                    silent_ones[authority] = error.message
                else:
                    stamps.append((batch.number, authority, stamp.moment))
                    continue
            waits.append((batch.number, authority, silent_ones[authority]))
    return Stamped(closed=closed.number if closed else None, stamps=tuple(stamps), waiting=tuple(waits))


def _asker(parts: Parts) -> Ask:
    return lambda url, query: parts.web.post(url, query, preserve.QUESTION).body


def read_roots(parts: Parts) -> list[bytes]:
    """The root certificates that monitor.toml names, as PEM files. Raises BadInput."""
    found = []
    for name in parts.settings.roots:
        path = parts.folder / name
        try:
            found.append(path.read_bytes())
        except OSError as error:
            raise BadInput(f"[stamp] roots: {path}: {error.strerror}") from error
        if b"-----BEGIN CERTIFICATE-----" not in found[-1]:
            raise BadInput(f"[stamp] roots: {path}: no certificate in PEM form")
    return found


def open_key(path: Path, passphrase: str, *, near: Path) -> preserve.SecretKey:
    """The secret key in a file. Raises WrongUse when it lies in a monitor's folder, BadInput."""
    for folder in (path.resolve(), near.resolve()):
        monitor = _monitor_of(folder)
        if monitor is not None and path.resolve().is_relative_to(monitor.resolve()):
            raise WrongUse(f"{path}: a secret key does not lie in a monitor's folder; move it elsewhere")
    try:
        return preserve.read_key(path.read_text(encoding="utf-8"), passphrase)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read as a secret key ({error})") from error
    except BadInput as error:
        raise BadInput(f"{path}: {error.message}") from error


def make_key(path: Path, passphrase: str, *, entropy: Callable[[int], bytes]) -> str:
    """Makes a secret key in a new file that nobody else may read, and `NAME.pub` beside it. The public key.

    Raises WrongUse when the place lies in a monitor's folder.
    """
    if _monitor_of(path) is not None:
        raise WrongUse(f"{path}: a secret key does not lie in a monitor's folder; choose another place")
    secret, public = preserve.make_key(passphrase, entropy=entropy)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secret)
        path.with_suffix(".pub").write_text(public)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    return public.splitlines()[1]


def sign_path(path: Path, key: preserve.SecretKey, *, by: str, clock: Clock | None = None) -> tuple[str, ...]:
    """Signs a monitor (its batches), a publication (its manifest) or a file. What was signed, by name.

    An act inside a monitor stands in its log.
    """
    clock = clock or SystemClock()
    folder = _monitor_of(path)
    log = preserve.Log(folder / "log", clock=clock) if folder else None
    try:
        if folder and log and path.resolve() == folder.resolve():
            with only_writer(folder):
                preserve.close_batch(log)
                made = preserve.sign_batches(log, key, by=by, now=clock.now())
            return tuple(f"log/batches/{batch.name}" for batch in made)
        target = path / "manifest.json" if path.is_dir() else path
        if not target.is_file():
            raise BadInput(f"{path}: give a monitor, a publication with manifest.json, or a file")
        if folder and log:
            with only_writer(folder):
                return (str(preserve.sign_file(target, key, by=by, now=clock.now(), log=log)),)
        return (str(preserve.sign_file(target, key, by=by, now=clock.now())),)
    finally:
        if log:
            log.close()


def _monitor_of(path: Path) -> Path | None:
    try:
        return find_monitor(path.resolve() if path.is_dir() else path.resolve().parent)
    except NoMonitor:
        return None
