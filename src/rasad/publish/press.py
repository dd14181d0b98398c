"""Publish: checked editions -> files below a folder, all of them or none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NotRequired, TypedDict, Unpack

from rasad.errors import BadInput, CannotWrite, PublicationRefused
from rasad.model import Development, Edition, Pack, Publication
from rasad.model.ids import sha256
from rasad.publish.exporters import EXPORTERS, Exporter
from rasad.publish.exporters.records import dumps, read
from rasad.publish.house import House
from rasad.publish.issue import Issue, Record
from rasad.publish.nouns import Proof, Spans
from rasad.publish.typeset import Copy, typeset
from rasad.publish.withheld import Withheld

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


class Release(TypedDict):
    """What goes with editions to the press.

    `evidence` by text version; `bundle` the path of the evidence, which is not published, and its
    SHA-256; `at` and `by` are for the log and are never printed.
    """

    number: str
    evidence: Mapping[str, Proof]
    private: Spans
    pack: Pack
    bundle: tuple[str, str]
    at: str
    by: str
    developments: NotRequired[Mapping[str, Development]]


def publish_edition(
    editions: Mapping[str, Edition],
    *,
    folder: Path,
    exporters: Mapping[str, Exporter] = EXPORTERS,
    **release: Unpack[Release],
) -> Publication:
    """Prints an edition, by language, into `folder`; editions that are there already stay.

    Every file is rendered before the first is written, and all are written before the first is moved in.
    The same editions give the same bytes. Raises PublicationRefused, BadInput, CannotWrite.
    """
    number = release["number"]
    if not editions or not number or not all(sign.isalnum() or sign in "-_" for sign in number):
        raise PublicationRefused(
            f"edition {number!r}: needs a number of letters, digits, dash, underscore, and a language"
        )
    _check_twins(editions)
    folder = folder.resolve()
    manifest = _read_manifest(folder)
    texts = {id: proof.text.text for id, proof in release["evidence"].items()}
    copy = Copy(
        pack=release["pack"],
        proofs=release["evidence"],
        withheld=Withheld(texts, release["private"], release["pack"]),
        developments=release.get("developments", {}),
    )
    record = typeset(editions, copy, number=number, bundle_sha256=release["bundle"][1])
    issue = _issue(record, _others(folder, manifest, number), release["pack"])
    files = _render(issue, exporters)
    kept = {
        name: digest
        for name, digest in manifest.items()
        if "/" in name and not _is_of(name, number)
    }
    digests = {name: sha256(payload) for name, payload in files.items()}
    stale = [name for name in manifest if "/" not in name and name not in files]
    files[MANIFEST] = dumps(_manifest(issue, {**kept, **digests}))
    _write(folder, number, files, stale)
    return Publication(
        edition=number,
        languages=tuple(editions),
        files=tuple(sorted({**digests, MANIFEST: sha256(files[MANIFEST])}.items())),
        bundle=release["bundle"][0],
        bundle_sha256=release["bundle"][1],
        at=release["at"],
        by=release["by"],
    )


def _check_twins(editions: Mapping[str, Edition]) -> None:
    """Raises PublicationRefused when the languages do not tell the same items in the same order."""
    ids = {
        language: [item.id for item in edition.items if item.heading]
        for language, edition in editions.items()
    }
    first, *others = ids
    for other in others:
        if ids[other] != ids[first]:
            odd = [
                id for id in (*ids[first], *ids[other]) if (id in ids[first]) != (id in ids[other])
            ]
            what = (
                f"{odd[0]} stands in one of them only"
                if odd
                else "their items stand in another order"
            )
            raise PublicationRefused(
                f"editions in {first} and {other}: {what}; twin editions tell the same items"
            )


def _is_of(name: str, number: str) -> bool:
    return name.startswith(f"{number}/")


def _render(issue: Issue, exporters: Mapping[str, Exporter]) -> dict[str, bytes]:
    """The files of all exporters. Raises PublicationRefused when two of them make the same, or one leads out."""
    files: dict[str, bytes] = {}
    for name in exporters:
        for path, payload in exporters[name](issue).items():
            parts = path.split("/")
            is_own = len(parts) == 1 or parts[0] == issue.record.number
            if (
                path in files
                or path == MANIFEST
                or not is_own
                or any(part in ("", ".", "..") for part in parts)
            ):
                raise PublicationRefused(f"exporter {name}: {path!r} is not its own file")
            files[path] = payload
    return files


def _issue(record: Record, others: tuple[Record, ...], pack: Pack) -> Issue:
    everything = sorted((record, *others), key=_age, reverse=True)
    wanted = {source.outlet for each in everything for source in each.sources if source.outlet}
    languages = {twin.language for each in everything for twin in each.twins}
    outlets = {
        (id, language): name
        for id in sorted(wanted)
        for language in sorted(languages)
        if (name := House(language=language, pack=pack).outlet(id))
    }
    return Issue(record=record, all=tuple(everything), outlets=outlets)


def _age(record: Record) -> tuple[str, int, str]:
    """Latest publication last; numbers count as numbers."""
    return record.published, int(record.number) if record.number.isdecimal() else 0, record.number


def _manifest(issue: Issue, digests: Mapping[str, str]) -> dict[str, object]:
    return {
        "format": FORMAT,
        "files": dict(sorted(digests.items())),
        "bundle": issue.all[0].bundle_sha256,
        "editions": {
            record.number: {
                "series": record.series,
                "window": record.window,
                "published": record.published,
                "bundle": record.bundle_sha256,
                "languages": {twin.language: twin.title for twin in record.twins},
                "items": [entry.id for entry in record.twins[0].entries if entry.heading],
            }
            for record in issue.all
        },
    }


# what is there already


def _read_manifest(folder: Path) -> dict[str, str]:
    """The files that earlier editions printed, with their digests. Raises BadInput when that cannot be known."""
    path = folder / MANIFEST
    if not path.exists():
        if folder.is_dir() and any(not found.name.startswith(".") for found in folder.iterdir()):
            raise BadInput(
                f"{folder}: neither empty nor a publication of Rasad; choose another folder with --to"
            )
        return {}
    try:
        listed = json.loads(path.read_bytes())["files"]
        return {str(name): str(digest) for name, digest in listed.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BadInput(
            f"{path}: cannot be read ({error}); publish into another folder with --to"
        ) from error


def _others(folder: Path, manifest: Mapping[str, str], number: str) -> tuple[Record, ...]:
    """The other editions in the folder, each out of its own record. Raises PublicationRefused when one was changed."""
    found = []
    for name, digest in manifest.items():
        if not name.endswith("/edition.json") or _is_of(name, number):
            continue
        path = folder / name
        payload = path.read_bytes() if path.is_file() else b""
        if sha256(payload) != digest:
            raise PublicationRefused(
                f"{path}: not the file that was published; `rasad verify {folder}`, then publish it again"
            )
        found.append(read(payload, str(path)))
    return tuple(found)


# writing


def _write(folder: Path, number: str, files: Mapping[str, bytes], stale: list[str]) -> None:
    """Writes beside the folder, then moves in: the edition as one folder, then the files about all, the manifest last."""
    beside = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for name, payload in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(payload)
        folder.mkdir(parents=True, exist_ok=True)
        _move_in(folder, beside, number, files, stale)
    except OSError as error:
        raise CannotWrite(f"{folder}: {error.strerror or error}; nothing was published") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _move_in(
    folder: Path, beside: Path, number: str, files: Mapping[str, bytes], stale: list[str]
) -> None:
    old = beside / "replaced"
    if (folder / number).exists():
        (folder / number).replace(old)
    try:
        (beside / number).replace(folder / number)
    except OSError:
        if old.exists():
            old.replace(folder / number)
        raise
    for name in sorted(files, key=lambda name: name == MANIFEST):
        if "/" not in name:
            (beside / name).replace(folder / name)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
