"""Monitor: accepted developments → draft → checked edition → public/ and an evidence bundle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasad import desk, preserve, publish
from rasad.check import Report
from rasad.errors import BadEdition, PublicationRefused, WrongUse
from rasad.languages import tables
from rasad.model import Development, Edition, Publication
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import sha256
from rasad.model.when import is_day, is_edtf
from rasad.monitor.checking import check_source, lying_beside
from rasad.monitor.clock import stamp
from rasad.monitor.evidence import StoreEvidence, private_spans
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import developments_now
from rasad.monitor.speaking import granted
from rasad.monitor.unheard import unheard_in


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChoices:
    """What an editor says of an edition. `window` and `published` are EDTF; with `gaps` it tells what was not heard."""

    number: str
    window: str | None = None
    published: str | None = None
    languages: tuple[str, ...] = ()
    force: bool = False
    gaps: bool = False


def edition_folder(parts: Parts, number: str) -> Path:
    """The folder of an edition. Raises WrongUse on a number that is no plain name."""
    if not number or not all(sign.isalnum() or sign in "-_" for sign in number):
        raise WrongUse(f"edition {number!r}: letters, digits, dash and underscore only")
    return parts.folder / "editions" / number


def draft(parts: Parts, choices: DraftChoices) -> tuple[Path, ...]:
    """Writes the drafts of an edition, one a language. Raises WrongUse rather than overwrite an editor's work."""
    window = choices.window or parts.settings.window
    if window is None:
        raise WrongUse("--window: say which days the edition covers, such as 2026-09-01/2026-10-31")
    if not is_edtf(window):
        raise WrongUse(f"--window {window!r}: not EDTF such as 2026-09-01/2026-10-31")
    published = choices.published or parts.clock.now().date().isoformat()
    if not is_day(published):
        raise WrongUse(f"--published {published!r}: not a day such as 2026-11-09")
    if unknown := [language for language in choices.languages if language not in _printed_in()]:
        raise WrongUse(f"--language {unknown[0]}: editions are printed in {', '.join(_printed_in())}")
    found = desk.accepted(developments_now(parts), window)
    if not found:
        raise WrongUse("nothing is accepted in that window; `rasad inbox`, then `rasad accept ID`")
    folder = edition_folder(parts, choices.number)
    unheard = unheard_in(parts, window) if choices.gaps else ()
    texts = {}
    for language in choices.languages or parts.settings.languages:
        settings = publish.EditionSettings(
            series=parts.settings.series,
            number=choices.number,
            window=window,
            published=published,
            title=parts.settings.titles,
            lead=parts.settings.leads,
            unheard=unheard,
        )
        texts[folder / f"{language}.md"] = compose(parts, found, language, settings)
    drafted = {line["file"]: line["sha256"] for line in parts.log.lines() if line["kind"] == "draft"}
    for path in texts:
        name = path.relative_to(parts.folder).as_posix()
        if path.exists() and not choices.force and sha256(path.read_bytes()) != drafted.get(name):
            raise WrongUse(f"{path}: edited since it was drafted; --force overwrites the editor's work")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        name = path.relative_to(parts.folder).as_posix()
        if drafted.get(name) != sha256(text.encode()):
            parts.log.append("draft", file=name, sha256=sha256(text.encode()))
        write_whole(path, text.encode())
    return tuple(texts)


def _printed_in() -> tuple[str, ...]:
    """The languages that have the words of the house."""
    return tuple(code for code in tables.LANGUAGES if tables.load(code, "house"))


def left_out(parts: Parts) -> tuple[Development, ...]:
    """The accepted developments that stand in no draft of any edition."""
    drafts = "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted((parts.folder / "editions").glob("*/*.md")))
    return tuple(found for found in developments_now(parts) if found.state == "accepted" and found.id not in drafts)


def write_whole(path: Path, payload: bytes) -> None:
    """Writes a file so that it is either the old one or the new one, never half."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(payload)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        from rasad.errors import CannotWrite

        raise CannotWrite(f"{path}: {error.strerror}; nothing was changed") from error


def compose(
    parts: Parts,
    found: Sequence[Development],
    language: str,
    settings: publish.EditionSettings,
) -> str:
    """The Markdown of one language of an edition."""
    evidence = StoreEvidence(parts)
    others = {relation.other for development in found for relation in development.relations}
    related = {d.id: d for d in developments_now(parts) if d.id in others}
    told = (*found, *related.values())
    wanted = {id for development in told for id in development.statements}
    held = {s.id: s for s in parts.store.statements.all() if s.id in wanted}
    text_ids = {s.text_id for s in held.values()} | {
        citation.text_id for development in told for citation in development.evidence
    }
    articles = {
        text_id: article for text_id in text_ids if (article := evidence.article(text_id)) is not None
    }
    words = desk.editor_words(parts.decisions())
    return publish.compose(
        found,
        shelf=publish.Sources(
            articles=articles,
            statements={id: (s.text_id, s.statement) for id, s in held.items()},
            texts={text_id: article.text for text_id, article in articles.items()},
            pack=parts.pack,
            related=related,
        ),
        settings=settings,
        language=language,
        words=publish.Words(
            headings=words.headings, notes=words.notes, translations=words.translations
        ),
        private={text_id: private_spans(parts, text_id) for text_id in text_ids},
        named=granted(parts),
    )


def cited_by(*editions: Edition) -> set[str]:
    """The text versions that editions cite, in headings and sentences."""
    return {
        citation.text_id
        for edition in editions
        for item in edition.items
        for sentence in ((item.heading,) if item.heading else ()) + item.sentences
        for citation, _, _ in sentence.citations
    }


def load_editions(parts: Parts, number: str) -> dict[str, Edition]:
    """The languages of an edition as they stand in its folder. Raises WrongUse when there is none."""
    folder = edition_folder(parts, number)
    found = {}
    for path in sorted(folder.glob("*.md")):
        edition = parse_edition(path.read_text(encoding="utf-8"))
        if edition.language in found:
            raise BadEdition(f"{path}: a second edition in {edition.language!r}")
        found[edition.language] = edition
    if not found:
        raise WrongUse(f"{folder}: no draft; make one with `rasad draft {number}`")
    return found


def publish_edition(
    parts: Parts, number: str, *, by: str, why: str, to: Path | None = None
) -> Publication:
    """Checks, bundles the evidence, verifies the bundle, prints into public/. Raises PublicationRefused.

    Nothing lies under public/ before every check passed and every file was rendered.
    """
    editions = load_editions(parts, number)
    order = [code for code in parts.settings.languages if code in editions]
    editions = {code: editions[code] for code in [*order, *(set(editions) - set(order))]}
    _refuse_errors(parts, number, editions)
    cited = cited_by(*editions.values())
    bundle = edition_folder(parts, number) / "evidence.wacz"
    digest = bundle_evidence(parts, cited, bundle, f"{parts.settings.series} {number}")
    verified = preserve.verify(bundle)
    if verified.findings:
        raise PublicationRefused(f"{bundle}: does not verify: {verified.findings[0]}")
    at = stamp(parts.clock.now())
    publication = publish.publish_edition(
        editions,
        number=number,
        evidence=_proofs(parts, cited),
        private={text_id: private_spans(parts, text_id) for text_id in cited},
        pack=parts.pack,
        folder=to or parts.folder / "public",
        bundle=(f"editions/{number}/evidence.wacz", digest),
        at=at,
        by=by,
        developments={found.id: found for found in developments_now(parts)},
    )
    ((to or parts.folder / "public") / "manifest.json.minisig").unlink(missing_ok=True)  # of the manifest before
    parts.log.append(
        "publish", edition=number, by=by, why=why, bundle=digest, files=len(publication.files)
    )
    return publication


def _refuse_errors(parts: Parts, number: str, editions: Mapping[str, Edition]) -> None:
    """Raises PublicationRefused while errors stand in a language, or where it does not tell what the first one tells."""
    reports = {
        language: Report(kind="markdown", text=edition.source)
        for language, edition in editions.items()
    }
    first = next(iter(reports))
    for language, report in reports.items():
        twin = reports[first] if language != first else None
        beside = lying_beside(report, edition_folder(parts, number), twin)
        findings = check_source(
            report.text, parts=parts, pack=parts.pack, window=None, beside=beside
        )
        errors = [found for found in findings if found.severity == "error"]
        if errors:
            one = errors[0]
            twin_of = f" --twin {first}.md" if twin else ""
            raise PublicationRefused(
                f"editions/{number}/{language}.md: {len(errors)} errors stand, the first at line "
                f"{one.line}: {one.code} {one.message}; see `rasad check{twin_of}`"
            )


def bundle_evidence(parts: Parts, text_ids: set[str], path: Path, title: str) -> str:
    """Writes a WACZ of the captures behind text versions. Its SHA-256."""
    texts = [version for id in sorted(text_ids) if (version := parts.store.texts.get(id))]
    captures = [
        capture
        for id in sorted({version.capture for version in texts})
        if (capture := parts.store.captures.get(id))
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    preserve.close_batch(parts.log)
    return preserve.write_wacz(
        path,
        captures=captures,
        texts=texts,
        archive=parts.archive,
        log=parts.log,
        title=title,
        created=max((capture.at for capture in captures), default="1970-01-01T00:00:00Z"),
    )


def _proofs(parts: Parts, text_ids: set[str]) -> dict[str, publish.Proof]:
    lines = {
        str(line.get("capture")): int(line["seq"])
        for line in parts.log.lines()
        if line["kind"] == "capture"
    }
    evidence = StoreEvidence(parts)
    proofs = {}
    for id in sorted(text_ids):
        version, article = evidence.text(id), evidence.article(id)
        capture = parts.store.captures.get(version.capture) if version else None
        if version and capture:
            proofs[id] = publish.Proof(
                text=version, capture=capture, article=article, log_line=lines.get(capture.id)
            )
    return proofs
