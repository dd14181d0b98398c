"""Monitor: files and addresses given by hand → captures."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from rasad.errors import BadInput, ItemFailed, WrongUse
from rasad.model import Capture, Problem
from rasad.model.ids import problem_id, sha256
from rasad.model.when import bounds, is_edtf
from rasad.monitor.clock import stamp
from rasad.monitor.collecting import fetch_page
from rasad.monitor.parts import Parts
from rasad.monitor.runs import Run
from rasad.monitor.settings import FILE
from rasad.monitor.steps import attempt, catch_up

MAX_FILE: Final = 200_000_000
MAX_LINE: Final = 20_000_000
_TYPES: Final = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain",
    ".md": "text/markdown", ".pdf": "application/pdf", ".json": "application/json",
    ".mhtml": "multipart/related", ".mht": "multipart/related",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_POST: Final = re.compile(r"^/[A-Za-z0-9_]{1,64}/[0-9]{1,12}$")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_KNOWN: Final = "WARC, WACZ, HTML, MHTML, text, Markdown, PDF, Word, JSON, JSON Lines, a list of URLs, or a URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Run):
    """What adding did; `failed` is what could not be taken or read this time, whether or not it failed before."""

    failed: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whence, when and by whom a page saved elsewhere comes. `captured` is EDTF."""

    url: str | None = None
    captured: str | None = None
    by: str | None = None
    how: str | None = None
    own: bool = False


def add_all(parts: Parts, given: Sequence[str], origin: Origin) -> tuple[int, tuple[Problem, ...]]:
    """Adds paths and URLs. How many new captures came, and what could not be taken, each of it a problem of the monitor too.

    Raises WrongUse, and BadInput when nothing of all that is given can be meant.
    """
    for one in given:
        _check_origin(origin, one)
    before = parts.store.captures.count()
    failed: list[Problem] = []
    refused: list[BadInput] = []
    parts.asker = origin.by
    try:
        for one in given:
            try:
                failed += _add(parts, one, origin)
            except BadInput as error:
                refused.append(error)
    finally:
        parts.asker = None
    if len(refused) < len(given):
        failed += [_refusal(error) for error in refused]
        refused = []
    parts.store.problems.put(failed)
    catch_up(parts)
    if refused:
        raise BadInput("; ".join(error.message for error in refused))
    return parts.store.captures.count() - before, tuple(failed)


def _refusal(error: BadInput) -> Problem:
    name, _, why = _spelt(error.message).partition(": ")
    subject = Path(name).name
    return Problem(id=problem_id("file", subject), kind="file", subject=subject, message=why, help="mend it, then add it again")


def _spelt(name: str) -> str:
    """Words that the store can hold: a file name need not be UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode()


def _add(parts: Parts, given: str, origin: Origin) -> list[Problem]:
    """Adds one path or URL; what of it could not be taken. Raises BadInput when nothing of it can be meant."""
    if given.startswith(("http://", "https://")):
        return _add_address(parts, given)
    if _SCHEME.match(given):
        raise BadInput(f"{given}: only http and https addresses are asked")
    path = Path(given)
    if path.is_dir():
        return _add_folder(parts, path, origin)
    if not path.exists():
        raise BadInput(f"{given}: no such file; give {_KNOWN}")
    return _add_file(parts, path, origin)


def _add_folder(parts: Parts, folder: Path, origin: Origin) -> list[Problem]:
    """Adds the files of a folder and of those below it; hidden ones are passed over, and so is what lies in a monitor."""
    monitors = {path.parent for path in folder.rglob(FILE)} | {parts.folder.resolve()}
    files = [
        path for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_hidden(path.relative_to(folder)) and monitors.isdisjoint((*path.parents, *path.resolve().parents))
    ]  # fmt: skip
    if not files:
        raise BadInput(f"{folder}: no file in this folder, or only those of a monitor; give {_KNOWN}")
    failed: list[Problem] = []
    refused = 0
    for number, path in enumerate(files, 1):
        parts.progress("add", number, len(files))
        try:
            failed += _add_file(parts, path, origin)
        except BadInput as error:
            refused += 1
            failed.append(_refusal(error))
    if refused == len(files):
        raise BadInput(f"{folder}: none of its {refused} files can be taken; the first: {failed[0].subject}: {failed[0].message}")
    return failed


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _check_origin(origin: Origin, given: str) -> None:
    if origin.captured is not None and not is_edtf(origin.captured):
        raise WrongUse(f"--captured {origin.captured!r}: not an EDTF date such as 2026-09-14")
    if origin.url is not None and urlsplit(origin.url).scheme not in ("http", "https"):
        raise WrongUse(f"--url {origin.url!r}: give the http or https address the page was saved from")
    if origin.own and given.startswith(("http://", "https://")):
        raise WrongUse("--own takes files: save the page, then add the file with --url, --captured and --by")
    if origin.url and not (origin.captured and origin.by):
        raise WrongUse("a page saved elsewhere needs --captured and --by beside --url")


def _add_address(parts: Parts, url: str) -> list[Problem]:
    """One page asked for by a person: robots.txt is not asked."""

    def ask() -> None:
        parts.purpose = "item"
        parts.web.get(_shown(url), ask_robots=False)

    return _page_problem(parts, url, attempt(parts, "page", url, ask))


def _page_problem(parts: Parts, url: str, error: ItemFailed | None) -> list[Problem]:
    """The problem of a page that did not come; one that came has none any more."""
    id = problem_id("page", url)
    if error is None:
        parts.store.problems.remove([id])
        return []
    return [Problem(id=id, kind="page", subject=url, message=error.message)]


def _shown(url: str) -> str:
    """The address that shows the words of a Telegram post, which its own does not; other addresses unchanged."""
    parts = urlsplit(url)
    is_post = parts.hostname in ("t.me", "telegram.me") and _POST.match(parts.path) is not None
    return f"{parts.scheme}://{parts.netloc}{parts.path}?embed=1" if is_post and not parts.query else url


def _add_file(parts: Parts, path: Path, origin: Origin) -> list[Problem]:
    size = path.stat().st_size
    name = path.name.lower()
    if size == 0:
        raise BadInput(f"{path}: empty file")
    if name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")):
        records = parts.archive.import_warc(path, by=origin.by, own=origin.own)
        return [record for record in records if isinstance(record, Problem)]
    if size > MAX_FILE:
        raise BadInput(f"{path}: {size:,} bytes; a single file may hold {MAX_FILE:,}; give a WARC instead")
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        return _add_records(parts, path, origin)
    payload = path.read_bytes()
    suffix = path.suffix.lower()
    addresses = _addresses(payload) if suffix in (".txt", ".urls", ".list") else ()
    if addresses:
        for url in addresses:
            _check_origin(origin, url)
        return [problem for url in addresses for problem in _page_problem(parts, url, fetch_page(parts, url))]
    _add_page(parts, path, payload, origin)
    return []


def _add_page(parts: Parts, path: Path, payload: bytes, origin: Origin) -> None:
    """Keeps a file that is one page."""
    suffix = path.suffix.lower()
    media_type = _TYPES.get(suffix) or _sniffed(payload)
    if suffix == ".docx" and not _is_word(payload):
        raise BadInput(f"{path}: no Word document in it, broken or locked by a password, so of no known kind; save it anew as .docx or PDF")
    if media_type is None:
        raise BadInput(f"{path}: of no known kind; give {_KNOWN}")
    parts.store.problems.remove([problem_id("file", _spelt(path.name))])
    target = origin.url or f"urn:rasad:file:{sha256(payload)[:16]}:{quote(os.fsencode(path.name))}"
    _keep(parts, target, payload, media_type, origin)


def _is_word(payload: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _sniffed(payload: bytes) -> str | None:
    head = payload[:1024].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "application/pdf"
    if head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return None


def _addresses(payload: bytes) -> tuple[str, ...]:
    """The URLs of a file that holds nothing but URLs and # comments, else ()."""
    try:
        lines = [line.strip() for line in payload.decode("utf-8").splitlines()]
    except UnicodeDecodeError:
        return ()
    lines = [line for line in lines if line and not line.startswith("#")]
    if lines and all(line.startswith(("http://", "https://")) and " " not in line for line in lines):
        return tuple(lines)
    return ()


def _keep(parts: Parts, target: str, payload: bytes, media_type: str, origin: Origin) -> Capture | None:
    """Keeps a payload unless the same is held under the same address. The capture, or None."""
    digest = sha256(payload)
    if any(held.payload_sha256 == digest for held in parts.store.captures.by("url", target)):
        return None
    capture = parts.archive.keep_resource(
        target,
        payload,
        media_type,
        at=_moment(parts, origin),
        by=origin.by,
        how=origin.how or "add",
        own=origin.own,
    )
    parts.store.captures.put([capture])
    return capture


def _moment(parts: Parts, origin: Origin) -> str:
    if origin.captured is None:
        return stamp(parts.clock.now())
    if "T" in origin.captured and origin.captured.endswith("Z"):
        return origin.captured
    first, _ = bounds(origin.captured)
    if first is None:
        raise WrongUse(f"--captured {origin.captured!r}: an open interval is no moment")
    return f"{first.isoformat()}T00:00:00Z"


def _add_records(parts: Parts, path: Path, origin: Origin) -> list[Problem]:
    """A corpus as JSON Lines: each line is kept as it stands, under its own `url` or `link`."""
    failed = []
    for number, line in enumerate(_lines(path), 1):
        subject = f"{path.name}:{number}"
        if number % 100 == 0:
            parts.progress("add", number, 0)
        try:
            record = json.loads(line)
            url = record.get("url") or record.get("link")
            if not isinstance(url, str) or not url.startswith(("http://", "https://", "urn:")):
                raise ValueError("no http address under `url` or `link`")
        except (ValueError, AttributeError, RecursionError) as error:
            help = "each line is one JSON object with url, title, text"
            failed.append(Problem(id=problem_id("record", subject), kind="record", subject=subject, message=f"not taken: {error}", help=help))
            continue
        _keep(parts, url, line, "application/json", origin)
    return failed


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with (gzip.open(path) if path.name.endswith(".gz") else path.open("rb")) as file:
            while line := file.readline(MAX_LINE):
                if line.strip():
                    yield line.strip()
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path}: cannot be read to its end ({error}); what came before is kept") from error
