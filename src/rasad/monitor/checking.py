"""Monitor: a report → findings, by the packs, and by the evidence when there is a monitor. A Checker remembers between two checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rasad import check, read
from rasad.check import Beside, Held, Report, Turning
from rasad.errors import BadInput
from rasad.model import Edition, Finding, Pack, Statement
from rasad.model.when import is_edtf
from rasad.monitor.alarms import notes_on
from rasad.monitor.evidence import StoreEvidence
from rasad.monitor.parts import DATABASE, Parts
from rasad.monitor.proofs import tell_removed
from rasad.monitor.proposals import developments_now


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
        found = check.check_edition(
            edition, reading=None, pack=self.pack, evidence=held, window=self.window or edition.window,
            rules=self._rules(report), beside=beside,
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
) -> list[Finding]:
    """Findings on a text or an edition; with a monitor also on its evidence. Offsets are into `source`.

    Raises BadEdition when the front matter cannot be read, BadInput on a bad window.
    """
    return Checker(parts=parts, pack=pack, window=window, rules=rules).check(source)


def _decided_days(parts: Parts) -> dict[str, str]:
    """The day that the desk accepted for each development."""
    return {
        found.id: found.date.edtf
        for found in developments_now(parts)
        if found.date and found.date.edtf
    }
