"""editor.toml + the ids of a run → decisions.txt, the invented editor's commands.

    python tools/make_decisions.py MONITOR

MONITOR is what `examples/newsroom/demo.py` left. Run it after rules changed so far that ids or spans moved; it tells which
words of the editor found no place and which places found no words.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from rasad.cli import main as rasad
from rasad.languages import text as words
from rasad.model import Development
from rasad.monitor import Monitor

NEWSROOM = Path(__file__).resolve().parents[1] / "examples" / "newsroom"
SLOT = re.compile(
    r"\[translate: (?P<original>[^\]]*)\][^\[\]]*"
    r"\[@(?P<text>[0-9a-f]{16}), (?P<start>\d+)-(?P<end>\d+) tr=\]"
)
HEAD = """\
# The invented editor's commands. Replay them with `make demo`; change them and see what becomes of the edition.
# Made by tools/make_decisions.py from editor.toml. One command a line; a backslash carries a line on.
"""
Command = list[str]


def folded(text: str, language: str) -> str:
    """What stays of words when marks and stops are let go."""
    return re.sub(r"[\W_]+", " ", words.normalise(text, language)).strip()


def misfit(found: Development, entry: dict[str, object]) -> tuple[bool, bool]:
    """Whether a development is about somebody else, or another act, than the editor's entry says."""
    about, act = entry.get("about"), entry.get("act")
    return (
        about is not None and about not in {actor.id for actor in found.actors},
        act is not None and act != found.act,
    )


def is_same_speaker(one: Development, other: Development) -> bool:
    """True when both are the words of one known person about one dossier."""
    ids = {actor.id for actor in one.actors[:1]} & {actor.id for actor in other.actors[:1]}
    return bool(ids - {None}) and bool(set(one.dossiers) & set(other.dossiers))


def choices(entries: list[dict[str, object]], monitor: Monitor, handle: str) -> Iterator[Command]:
    """accept, reject and headings for each development, by the page it comes from."""
    address = {article.id: article.url for article in monitor.parts.store.articles.all()}
    by_page: dict[str, list[Development]] = {}
    for found in sorted(monitor.developments(), key=lambda d: (-d.score, d.id)):
        by_page.setdefault(address.get(found.article, ""), []).append(found)
    for entry in entries:
        page = str(entry["page"])
        found = by_page.pop(page, [])
        if not found:
            told_elsewhere = any(page in {address.get(a) for a in d.articles} for group in by_page.values() for d in group)
            print(f"{'told in another item' if told_elsewhere else 'NO DEVELOPMENT'}: {page}", file=sys.stderr)
            continue
        found.sort(key=lambda d: (*misfit(d, entry), -d.score, d.id))
        best, *rest = found
        why = str(entry["why"])
        yield [str(entry["decision"]), best.id, "--by", handle, "--why", why]
        if entry["decision"] == "accept":
            heading = entry["heading"]
            assert isinstance(heading, dict)
            yield ["edit", best.id, *(f"headline:{code}={text}" for code, text in heading.items()),
                   "--by", handle, "--why", "headings in the house form"]  # fmt: skip
            note = entry.get("note")
            if isinstance(note, dict):
                yield ["edit", best.id, *(f"note:{code}={text}" for code, text in note.items()),
                       "--by", handle, "--why", "what the reader needs to know"]  # fmt: skip
        same = [d for d in rest if is_same_speaker(d, best)] if entry["decision"] == "accept" else []
        if same:
            yield ["merge", best.id, *(d.id for d in same), "--by", handle, "--why", "one speaker, one matter, one page"]
        for other in rest:
            if other in same:
                continue
            yield ["reject", other.id, "--by", handle, "--why", "told in the main item of its page"]
    for page, found in by_page.items():
        for other in found:
            print(f"left undecided: {other.id} {page} {other.headline[:70]}", file=sys.stderr)


def translations(entries: list[dict[str, object]], folder: Path, handle: str) -> Iterator[Command]:
    """The editor's words for every open slot of the drafts."""
    known: dict[tuple[str, str], str] = {}
    for entry in entries:
        given = entry.get("translation", [])
        assert isinstance(given, list)
        for pair in given:
            known[str(entry["to"]), folded(pair["original"], str(entry["from"]))] = pair["translation"]
    for path in sorted((folder / "editions" / "1").glob("*.md")):
        language, item = path.stem, ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if heading := re.search(r"\{#(d-[0-9a-f]+)\}", line):
                item = heading.group(1)
            for slot in SLOT.finditer(line):
                original = slot["original"].replace("\\", "")
                source = "fa" if language == "en" else "en"
                translated = known.get((language, folded(original, source)))
                place = f"{slot['text']}:{slot['start']}-{slot['end']}:{language}"
                if translated is None:
                    print(f"NO WORDS: {item} {place} {original}", file=sys.stderr)
                else:
                    yield ["edit", item, f"translation:{place}={translated}", "--by", handle, "--why", "translated by the editor"]  # fmt: skip


def replay(commands: list[Command], folder: Path) -> None:
    """Carries commands out."""
    for command in commands:
        if rasad(["--monitor", str(folder), "--quiet", *command]):
            raise SystemExit(f"failed: {shlex.join(command)}")


def draft(folder: Path, editor: dict[str, object]) -> None:
    """Both drafts."""
    replay([["draft", "1", "--force", "--window", str(editor["window"]), "--published", str(editor["published"])]], folder)


def without_decisions(given: Path, made: Path) -> Path:
    """A copy of a monitor in which nobody has decided anything."""
    folder = Path(shutil.copytree(given, made / "monitor"))
    shutil.rmtree(folder / "log")
    shutil.rmtree(folder / "editions")
    (folder / "log").mkdir()
    (folder / "editions").mkdir()
    if rasad(["--monitor", str(folder), "--quiet", "run", "--no-poll"]) not in (0, 1):
        raise SystemExit("the copy could not be run")
    return folder


def write(given: Path) -> None:
    """Writes decisions.txt."""
    editor = tomllib.loads((NEWSROOM / "editor.toml").read_text(encoding="utf-8"))
    entries, handle = editor["development"], editor["handle"]
    with tempfile.TemporaryDirectory() as made:
        folder = without_decisions(given, Path(made))
        with Monitor(folder) as monitor:
            commands = list(choices(entries, monitor, handle))
        replay(commands, folder)
        draft(folder, editor)
        done: set[str] = set()
        for _ in range(3):
            new = [command for command in translations(entries, folder, handle) if command[2] not in done]
            if not new:
                break
            done |= {command[2] for command in new}
            commands += new
            replay(new, folder)
            draft(folder, editor)
    lines = [shlex.join(["rasad", *command]) for command in commands]
    (NEWSROOM / "decisions.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} commands")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))
