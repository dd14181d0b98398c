"""Monitor: a report → findings, by the packs, and by the evidence when there is a monitor. A Checker remembers between two checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from rasad import check, read
from rasad.check import Beside, Held, Report, Turning
from rasad.errors import BadInput
from rasad.model import Edition, Finding, Pack, Statement
from rasad.model.edition_markdown import parse_edition
from rasad.model.when import is_edtf
from rasad.monitor.alarms import notes_on
from rasad.monitor.evidence import StoreEvidence
from rasad.monitor.parts import DATABASE, Parts
from rasad.monitor.proofs import tell_removed
from rasad.monitor.proposals import developments_now
from rasad.monitor.speaking import find_harm, names_by_item

_PICTURE: Final = re.compile(
    r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)|\bsrc\s*=\s*[\"']?([^\"'\s>]+)|^\[[^\]\n]+\]:[ \t]+<?(\S+\.(?:jpe?g|png|webp|tiff?))\b",
    re.I | re.M,
)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)
_PICTURES: Final = 200
_LARGEST: Final = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a report came to. `is_traced` says that its evidence was asked, `notes` what became of it since."""

    report: Report
    edition: Edition
    findings: tuple[Finding, ...]
    is_traced: bool
    notes: tuple[str, ...] = ()


@dataclass
class Checker:
    """Checks reports. What an unchanged sentence was found to be is kept from one check to the next.

    When the monitor has changed in between, all of it is looked at anew.
    """

    parts: Parts | None
    pack: Pack
    window: str | None = None
    rules: Sequence[str] | None = None
    _held: dict[str, Held] = field(default_factory=dict)
    _drafts: dict[tuple[str, str, bool], Turning] = field(default_factory=dict)
    _state: object = None

    def check(
        self, source: str | Report, *, beside: Beside | None = None
    ) -> list[Finding]:
        """The findings in order of place. Raises BadEdition and BadInput."""
        return list(self.look(source, beside=beside).findings)

    def look(self, source: str | Report, *, beside: Beside | None = None) -> Checked:
        """The findings, and what they are about."""
        if self.window is not None and not is_edtf(self.window):
            raise BadInput(f"--window {self.window!r}: not EDTF such as 2026-09-01/2026-10-31")
        report = Report(kind="markdown", text=source) if isinstance(source, str) else source
        self._look_again()
        language = self._language(report)
        drafts = self._drafts.setdefault((language, report.kind, report.is_edition), Turning())
        drafts.turn()
        edition = report.parse(
            language=language, window=self.window or "", split=check.splitter(language), drafts=drafts
        )
        held = self._evidence(report, edition)
        rules = self._rules(report)
        if "X07" in rules and self.parts is not None:
            beside = replace(beside or Beside(), earlier=published_before(self.parts, edition))
        found = check.check_edition(
            edition, reading=None, pack=self.pack, evidence=held, window=self.window or edition.window,
            rules=rules, beside=beside,
        )  # fmt: skip
        found = report.located(tell_removed(self.parts, found))
        notes = notes_on(self.parts, edition) if self.parts and held.is_there else ()
        return Checked(
            report=report, edition=edition, findings=tuple(found), is_traced=held.is_there, notes=notes
        )

    def _rules(self, report: Report) -> tuple[str, ...]:
        """A text that is no edition is asked nothing about citations."""
        wanted = self.rules if self.rules is not None else check.chosen()
        if report.is_edition:
            return tuple(wanted)
        return tuple(code for code in wanted if check.rule(code).NEEDS == "text")

    def _language(self, report: Report) -> str:
        """What the report says, else what its letters and words say."""
        said = report.language
        if said:
            return said
        return read.read_document(report.text, media_type="text/plain", pack=self.pack).language

    def _evidence(self, report: Report, edition: Edition) -> Held:
        """The evidence, with what was worked out about it before."""
        is_asked = self.parts is not None and report.is_edition
        key = f"{is_asked} {edition.window}"
        held = self._held.get(key)
        if held is None:
            parts = self.parts if is_asked else None
            held = self._held[key] = Held(
                StoreEvidence(parts) if parts else None,
                pack=self.pack,
                window=self.window or edition.window,
                decided=_decided_days(parts) if parts else {},
                said=_Said(parts) if parts else {},
                named=names_by_item(parts) if parts else {},
                harmed=partial(find_harm, parts) if parts else None,
            )
        return held

    def _look_again(self) -> None:
        """Forgets all when the monitor is no longer what it was."""
        if self.parts is None:
            return
        folder = self.parts.folder
        files = (folder / DATABASE, folder / f"{DATABASE}-wal", *sorted((folder / "log").glob("*")))
        told = [(path.name, path.stat()) for path in files if path.is_file()]
        state = [(name, found.st_mtime_ns, found.st_size) for name, found in told]
        if state != self._state:
            self._held, self._state = {}, state


class _Said(dict[str, Sequence[Statement]]):
    """The statements of a text version, read when first asked for."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts

    def get(self, text_id: str, default: object = None) -> Sequence[Statement]:
        """The statements; none for a text that has none."""
        if text_id not in self:
            held = self._parts.store.statements.by("text", text_id)
            self[text_id] = tuple(one.statement for one in held)
        return self[text_id]


def check_source(
    source: str,
    *,
    parts: Parts | None,
    pack: Pack,
    window: str | None,
    rules: Sequence[str] | None = None,
    beside: Beside | None = None,
) -> list[Finding]:
    """Findings on a text or an edition; with a monitor also on its evidence. Offsets are into `source`.

    Raises BadEdition when the front matter cannot be read, BadInput on a bad window.
    """
    return Checker(parts=parts, pack=pack, window=window, rules=rules).check(source, beside=beside)


def published_before(parts: Parts, edition: Edition) -> tuple[Edition, ...]:
    """The editions of the same language that were published under another number, oldest first."""
    numbers = dict.fromkeys(
        str(line["edition"]) for line in parts.log.lines() if line["kind"] == "publish"
    )
    paths = (
        parts.folder / "editions" / number / f"{edition.language}.md"
        for number in numbers
        if number != edition.number
    )
    split = check.splitter(edition.language)
    return tuple(
        parse_edition(path.read_text(encoding="utf-8"), split) for path in paths if path.is_file()
    )


def lying_beside(report: Report, folder: Path, twin: Report | None = None) -> Beside:
    """What a report is checked beside: the images it shows, those in files under `folder` included, and its twin."""
    images = dict(report.media)
    top = folder.resolve()
    for address in (*_addresses(report), *(address for address, _ in report.pictures)):
        if len(images) >= _PICTURES or address in images or _ELSEWHERE.match(address):
            continue
        path = (top / unquote(address)).resolve()
        if path.is_relative_to(top) and path.is_file() and path.stat().st_size <= _LARGEST:
            images[address] = path.read_bytes()
    edition = None
    if twin is not None:
        split = check.splitter(twin.language)
        edition = twin.parse(language=twin.language, window="", split=split)
    return Beside(images=images, pictures=report.pictures, twin=edition)


def _addresses(report: Report) -> Iterator[str]:
    """The images that Markdown shows."""
    for found in _PICTURE.finditer(report.text):
        yield found.group(1) or found.group(2) or found.group(3)


def _decided_days(parts: Parts) -> dict[str, str]:
    """The day that the desk accepted for each development."""
    return {
        found.id: found.date.edtf
        for found in developments_now(parts)
        if found.date and found.date.edtf
    }
