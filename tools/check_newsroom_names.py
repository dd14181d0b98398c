"""Are the names of the sample newsroom really made up? Names × pack ir, ../shared → collisions.

    python tools/check_newsroom_names.py [SHARED]

Two questions. *Distinct* names (persons, their surnames, official names of bodies, outlets) must occur
nowhere, as whole words, in the corpora and drafts below SHARED or in pack ir. *All* names of persons,
bodies and outlets must differ from those of pack ir, but for the plain words of GENERIC that every
country with such a body uses. Prints what collides and exits 1, else says what was looked through.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKS = ROOT / "src" / "rasad" / "packs"
PRIVATE = ROOT / "examples" / "newsroom" / "private_persons.txt"
SHARED = ROOT.parent / "shared"
NAMED = ("people.toml", "institutions.toml", "outlets.toml")

# Plain descriptions that any country may have; as names of a pack they are aliases, never the official name.
GENERIC = frozenset(
    {
        "Office of the President", "Ministry of Communications", "Communications Ministry", "Interior Ministry",
        "وزارت کشور", "وزارت ارتباطات", "ریاست‌جمهوری",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, Persian yeh and kaf, no zero-width non-joiner: one spelling for all."""
    return text.replace("ي", "ی").replace("ك", "ک").replace("\u200c", "").lower()


def has_word(text: str, name: str) -> bool:
    """True when the folded name stands in the folded text with no letter beside it."""
    place = text.find(name)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(name) : place + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        place = text.find(name, place + 1)
    return False


def pack_names(folder: Path) -> set[tuple[str, str, str]]:
    """(file, kind, text) of every name of persons, bodies and outlets in a pack."""
    found = set()
    for file in NAMED:
        path = folder / file
        if path.is_file():
            for record in tomllib.loads(path.read_text(encoding="utf-8")).values():
                found |= {(file, name.get("kind", "variant"), name["text"]) for name in record["names"]}
    return found


def private_persons(path: Path = PRIVATE) -> tuple[tuple[str, str], ...]:
    """(Latin, Persian) of each private person of the newsroom."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return tuple((latin.strip(), persian.strip()) for latin, _, persian in (line.partition("|") for line in lines))


def distinct_names() -> tuple[str, ...]:
    """Names that must occur nowhere else."""
    names = {name for pair in private_persons() for name in pair}
    for file, kind, text in pack_names(PACKS / "example"):
        if file == "people.toml" or (kind == "official" and " " in text):
            names.add(text)
    people = {text for file, _, text in pack_names(PACKS / "example") if file == "people.toml"}
    names |= {name.split(" ")[-1] for name in people | {name for pair in private_persons() for name in pair}}
    return tuple(sorted(names | {"Talvaria", "تالواریا", "Rahvand", "رهوند"}))


def corpora(shared: Path) -> Iterator[tuple[str, str]]:
    """(name, folded text) of every readable file below `shared`; broken archives are passed over."""
    for path in sorted(shared.rglob("*")):
        if not path.is_file() or path.suffix in (".bundle", ".md"):
            continue
        raw = path.read_bytes()
        try:
            if path.suffix == ".gz":
                raw = gzip.decompress(raw)
            elif path.suffix == ".xz":
                raw = lzma.decompress(raw)
        except (OSError, EOFError, lzma.LZMAError):
            continue
        text = raw.decode("utf-8", "replace")
        if "\\u06" in text:
            text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        yield path.relative_to(shared).as_posix(), fold(text)


def draft_names(shared: Path) -> set[str]:
    """Every string of the pack drafts that may be a name."""
    names: set[str] = set()
    for path in sorted((shared / "pack-drafts" / "ir").glob("*.json")):
        stack: list[object] = [json.loads(path.read_text(encoding="utf-8"))]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)
            elif isinstance(value, str):
                names.add(value)
    return names


def collisions(shared: Path | None = SHARED) -> list[str]:
    """What collides, one line each; empty when every name is made up."""
    found: list[str] = []
    known = {fold(text) for _, _, text in pack_names(PACKS / "ir")}
    known |= {fold(text) for text in draft_names(shared)} if shared else set()
    generic = {fold(name) for name in GENERIC}
    for _, _, text in sorted(pack_names(PACKS / "example")):
        if fold(text) in known and fold(text) not in generic:
            found.append(f"{text!r} is a name of pack ir too")
    names = {name: fold(name) for name in distinct_names()}
    texts = list(corpora(shared)) if shared else []
    texts += [(path.name, fold(path.read_text(encoding="utf-8"))) for path in sorted((PACKS / "ir").glob("*.toml"))]
    for where, text in texts:
        found += [f"{name!r} occurs in {where}" for name, folded in names.items() if has_word(text, folded)]
    return found


def main() -> int:
    """Prints collisions; 1 when there are any."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    there = shared if shared.is_dir() else None
    found = collisions(there)
    for line in found:
        print(line)
    looked = f"{shared} and pack ir" if there else "pack ir only: no shared data there"
    print(f"{len(distinct_names())} distinct names, {len(found)} collisions; looked through {looked}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
