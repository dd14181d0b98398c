"""Exporters: an Issue -> NUMBER/edition.csv, one row a sentence and citation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from rasad.publish.issue import Entry, Issue, Twin

COLUMNS = (
    "edition", "language", "item", "heading", "sentence", "text", "kind", "text_version", "start", "end",
    "translated", "outlet", "published", "captured", "address", "dossiers",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(issue: Issue) -> Mapping[str, bytes]:
    """UTF-8 with a byte order mark, which spreadsheets need to read Persian."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for twin in issue.record.twins:
        for entry in twin.entries:
            writer.writerows([_cell(value) for value in row] for row in _rows(issue, twin, entry))
    return {
        f"{issue.record.number}/edition.csv": out.getvalue().encode("utf-8-sig", "backslashreplace")
    }


def _rows(issue: Issue, twin: Twin, entry: Entry) -> Iterator[tuple[object, ...]]:
    sources = {source.name: source for source in issue.record.sources}
    heading = entry.heading.text if entry.heading else ""
    place = 0
    for paragraph in entry.paragraphs:
        kind = "analysis" if paragraph.is_analysis else "report"
        for line in paragraph.lines:
            place += 1
            head = (issue.record.number, twin.language, entry.id, heading, place, line.text, kind)
            for _, passage in line.marks:
                source = sources[passage.name]
                yield (
                    *head, passage.text_id, passage.start, passage.end, "yes" if passage.is_translated else "no",
                    issue.outlets.get((source.outlet or "", twin.language), ""), source.published, source.captured,
                    source.address, " ".join(entry.dossiers),
                )  # fmt: skip
            if not line.marks:
                yield (*head, "", "", "", "", "", "", "", "", " ".join(entry.dossiers))


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text
