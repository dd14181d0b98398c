"""Monitor: any selection of evidence → a bundle that is handed on, or an index of all: an act, with handle and reason in the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rasad import preserve
from rasad.errors import CannotWrite, UnknownId, WrongUse
from rasad.model import Capture, TextVersion, when
from rasad.model.ids import sha256
from rasad.monitor import editions
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import developments_now

_SHORTEST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is handed on: editions, developments, articles, stories, statements, text versions, captures by id; all that
    some sources brought. `window` (EDTF) leaves out what was captured on other days."""

    ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    window: str | None = None

    @property
    def title(self) -> str:
        """The selection in words."""
        days = (self.window,) if self.window else ()
        return " ".join((*self.ids, *self.sources, *days))


def export_wacz(parts: Parts, selection: Selection, path: Path, *, by: str, why: str) -> str:
    """Writes the bundle and notes the act. Its SHA-256. Raises UnknownId, WrongUse, CannotWrite."""
    if selection.window is not None and not when.is_edtf(selection.window):
        raise WrongUse(f"--window {selection.window!r}: give days, such as 2026-09-01/2026-09-30")
    captures, texts = _select(parts, selection)
    if not captures:
        raise WrongUse("nothing of that selection is held; name editions, developments, articles, texts, captures or sources")
    preserve.close_batch(parts.log)
    digest = preserve.write_wacz(
        path, captures=captures, texts=texts, archive=parts.archive, log=parts.log,
        title=f"{parts.settings.series}: {selection.title}", created=max(capture.at for capture in captures),
    )  # fmt: skip
    told: dict[str, object] = {"what": "wacz", "ids": list(selection.ids), "by": by, "why": why, "sha256": digest}
    if selection.sources:
        told["sources"] = list(selection.sources)
    if selection.window:
        told["window"] = selection.window
    parts.log.append("export", **told)
    return digest


def export_cdxj(parts: Parts, path: Path, *, by: str, why: str) -> str:
    """Writes the index of the whole archive, made from its files alone, and notes the act. Its SHA-256. Raises CannotWrite."""
    index = preserve.index_archive(parts.folder / "archive")
    try:
        path.write_bytes(index)
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; no index was written") from error
    digest = sha256(index)
    parts.log.append("export", what="cdxj", by=by, why=why, sha256=digest)
    return digest


def _select(parts: Parts, selection: Selection) -> tuple[list[Capture], list[TextVersion]]:
    """Captures and texts in the order of their ids, each once. With a capture that was chosen itself go all its texts."""
    store = parts.store
    texts: dict[str, TextVersion] = {}
    whole: dict[str, Capture] = {}
    for id in selection.ids:
        found = [version for text_id in _texts_of(parts, id) if (version := store.texts.get(text_id))]
        texts |= {version.id: version for version in found}
        if not found:
            capture = _capture_of(parts, id)
            whole[capture.id] = capture
    for source in selection.sources:
        whole |= {capture.id: capture for capture in _brought(parts, source)}
    texts |= {version.id: version for id in whole for version in store.texts.by("capture", id)}
    behind = {version.capture: store.captures.get(version.capture) for version in texts.values()}
    captures = whole | {id: capture for id, capture in behind.items() if capture}
    if (window := selection.window) is not None:
        captures = {id: one for id, one in captures.items() if when.overlaps(one.at[:10], window)}
    return [captures[id] for id in sorted(captures)], [texts[id] for id in sorted(texts) if texts[id].capture in captures]


def _brought(parts: Parts, source: str) -> tuple[Capture, ...]:
    """All that a source brought. Raises UnknownId."""
    found = parts.store.captures.by("source", source)
    if not found and source not in {one.id for one in parts.sources}:
        raise UnknownId(f"no source {source!r}; `rasad sources list` names them", source=source)
    return found


def _capture_of(parts: Parts, id: str) -> Capture:
    """The capture that an id means. Raises UnknownId."""
    found = parts.store.captures.find(id) if len(id) >= _SHORTEST else ()
    if len(found) != 1:
        what = "fits several captures; write more of it" if found else "no edition, development, article, text version or capture"
        raise UnknownId(f"{id}: {what}", record=id)
    return found[0]


def _texts_of(parts: Parts, id: str) -> set[str]:
    """The text versions that an id stands for; none for a capture. Raises UnknownId."""
    store = parts.store
    if store.texts.get(id):
        return {id}
    if id.startswith("d-"):
        found = [one for one in developments_now(parts) if one.id.startswith(id)]
        if len(found) > 1:
            raise UnknownId(f"{id}: fits several developments; write more of it", development=id)
        return {citation.text_id for one in found for citation in one.evidence}
    if id.startswith("a-"):
        return {article.text_id for article in store.articles.by("article", id)}
    if id.startswith("s-"):
        return {held.text_id for held in store.statements.find(id)}
    if id.startswith("y-"):
        articles = {article for story in store.stories.find(id) for article in story.articles}
        return {one.text_id for article in sorted(articles) for one in store.articles.by("article", article)}
    if "/" not in id and editions.edition_folder(parts, id).is_dir():
        return editions.cited_by(*editions.load_editions(parts, id).values())
    return set()
