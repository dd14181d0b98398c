"""The page on adding a country is a walk that works, and the schema page is made from the schema."""

from __future__ import annotations

import re
from pathlib import Path

from rasad import packs
from rasad.packs import schema
from rasad.packs.schema import FILES, KINDS, ROLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
WALK = (DOCS / "adding" / "a-country.md").read_text(encoding="utf-8")


def files_of_the_walk() -> dict[str, str]:
    return dict(re.findall(r"^`(\w+\.toml)`:\n\n```toml\n(.*?)^```$", WALK, re.M | re.S))


def walk(folder: Path, **spoilt: str) -> Path:
    folder.mkdir()
    for name, text in (files_of_the_walk() | spoilt).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_walk_makes_a_pack_without_complaint(tmp_path: Path) -> None:
    folder = walk(tmp_path / "vt")
    assert packs.check(folder) == []
    pack = packs.load(folder)
    assert [t.person for t in pack.holders_of("vt.i.telecom-ministry/minister", "2026-01-15")] == [
        "vt.p.reva-ondal"
    ]
    assert pack.outlet_of("https://www.orsel-post.example/x") is not None
    assert pack.sources[0].select == "main h2 a"
    assert pack.dossiers[0].milestones[0].stage == "drafted"


def test_the_walk_shows_what_check_really_says(tmp_path: Path) -> None:
    (said,) = re.findall(r"^```text\n(.*?)\n```$", WALK, re.M | re.S)
    text = files_of_the_walk()["institutions.toml"]
    spoilt = text.replace('branch = "executive"\n', 'branch = "executive"\nconfusible = []\n')
    assert packs.check(walk(tmp_path / "vt", **{"institutions.toml": spoilt})) == [said]


def test_the_walk_names_every_role() -> None:
    assert f"`{' '.join(ROLES)}`" in WALK


def test_the_schema_page_is_made_from_the_schema() -> None:
    page = (DOCS / "reference" / "pack-schema.md").read_text(encoding="utf-8")
    assert page == schema.schema_page(), (
        "run: python -m rasad.packs.schema > docs/reference/pack-schema.md"
    )


def test_no_key_of_the_schema_can_steer() -> None:
    for file in FILES:
        for key in file.keys:
            assert key.kind in KINDS
            assert not re.search(
                r"\b(regex|pattern|path|proxy|robots|headers?|agent|script|command)\b", key.name
            )
