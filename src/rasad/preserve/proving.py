"""Preserve: proofs that the desk asks for. Batch + authority's answer → a stamp; batch or file + key → a signature.

A proof lies on disk before the log is told of it; one that the log does not know proves nothing and is
made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from rasad.errors import BadInput, WrongUse
from rasad.model.ids import sha256
from rasad.preserve import minisign, stamps
from rasad.preserve.anchors import has_library
from rasad.preserve.batches import FOLDER, Batch, read_batches
from rasad.preserve.disk import write_whole
from rasad.preserve.log import Log

QUESTION: Final = stamps.QUESTION


def need_library() -> None:
    """Raises WrongUse when what stamps and signatures are made with is not installed."""
    if not has_library():
        raise WrongUse("stamps and signatures need two libraries more: pip install 'rasad[proofs]'")


def waiting(log: Log, authorities: Iterable[str]) -> list[tuple[Batch, str]]:
    """The batches that an authority has not stamped yet, oldest first, with its address."""
    raw = [(text, line) for text, line in log.raw_lines() if line is not None]
    done = {(line["batch"], line["authority"]) for _, line in raw if line["kind"] == "stamp"}
    wanted = list(authorities)
    return [
        (batch, authority)
        for batch in read_batches(raw)[0]
        for authority in wanted
        if (batch.number, authority) not in done
    ]


def question(batch: Batch) -> tuple[bytes, int | None]:
    """What an authority is asked, which tells it nothing but a digest, and the number its answer must repeat."""
    need_library()
    return stamps.ask(batch.payload)


def take_stamp(
    log: Log, batch: Batch, authority: str, token: bytes, *, nonce: int | None, roots: Sequence[bytes], now: datetime
) -> stamps.Stamp:
    """The stamp, checked, saved with the roots it was checked with, and told to the log. Raises BadInput, CannotWrite."""
    try:
        stamp = stamps.check(token, batch.payload, roots, nonce=nonce)
    except ValueError as error:
        raise BadInput(f"{authority}: {error}; its stamp was not taken") from error
    folder = log.path.parent / FOLDER
    saved = {f"root-{sha256(root)[:16]}.pem": root for root in roots}
    name = f"{batch.name}.{urlsplit(authority).hostname or 'authority'}-{sha256(authority.encode())[:6]}.tsr"
    for file, payload in (*saved.items(), (name, token)):
        write_whole(folder / file, payload)
    log.append(
        "stamp",
        batch=batch.number,
        authority=authority,
        time=stamp.moment,
        clock_ahead_seconds=round((now - stamp.at).total_seconds()),
        path=name,
        sha256=sha256(token),
        **{"with": {file: sha256(payload) for file, payload in saved.items()}},
    )
    return stamp


def sign_batches(log: Log, key: minisign.SecretKey, *, by: str, now: datetime) -> list[Batch]:
    """Signs the batches that this key has not signed yet, and tells the log. Raises CannotWrite."""
    raw = [(text, line) for text, line in log.raw_lines() if line is not None]
    public = minisign.public_line(key.id, key.public)
    done = {line["batch"] for _, line in raw if line["kind"] == "sign" and line.get("public_key") == public}
    made = []
    for batch in read_batches(raw)[0]:
        if batch.number in done:
            continue
        text = _signature(key, batch.payload, batch.name, by, now)
        name = f"{batch.name}.{_short(key)}.minisig"
        pub = minisign.public_file(key.id, key.public).encode()
        folder = log.path.parent / FOLDER
        write_whole(folder / f"{_short(key)}.pub", pub)
        write_whole(folder / name, text.encode())
        log.append(
            "sign",
            batch=batch.number,
            by=by,
            public_key=public,
            path=name,
            sha256=sha256(text.encode()),
            **{"with": {f"{_short(key)}.pub": sha256(pub)}},
        )
        made.append(batch)
    return made


def sign_file(path: Path, key: minisign.SecretKey, *, by: str, now: datetime, log: Log | None = None) -> Path:
    """The signature beside a file, `NAME.minisig`. Raises BadInput, CannotWrite."""
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    text = _signature(key, payload, path.name, by, now)
    beside = path.with_name(f"{path.name}.minisig")
    write_whole(beside, text.encode())
    if log is not None:
        public = minisign.public_line(key.id, key.public)
        log.append("sign", by=by, public_key=public, file=path.name, of=sha256(payload), sha256=sha256(text.encode()))
    return beside


def _short(key: minisign.SecretKey) -> str:
    return minisign.name_of(key.id)


def _signature(key: minisign.SecretKey, payload: bytes, name: str, by: str, now: datetime) -> str:
    seconds = int(now.astimezone(UTC).timestamp())
    public = minisign.public_line(key.id, key.public)
    plain = name.replace("\t", " ").replace("\n", " ")
    return minisign.sign(key, payload, f"timestamp:{seconds}\tfile:{plain}\thashed\tby:{by}\tkey:{public}")
