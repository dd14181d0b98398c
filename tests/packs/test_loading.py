"""A loaded pack is the nouns, and is held until a file of it changes."""

from __future__ import annotations

import os
from pathlib import Path

from packs.folders import FILES, changed, lay
from rasad import packs
from rasad.model import Milestone, Name, SiteProfile, Source, Tenure


def test_rows_become_nouns_and_source_keys_addresses(tmp_path: Path) -> None:
    pack = packs.load(lay(tmp_path / "vt"))
    page = "https://state.veltania.example/bodies"
    assert pack.name == "Veltania"
    assert pack.institutions[0].names == (
        Name(text="Court of Veltania", language="en", kind="official"),
    )
    assert pack.institutions[0].sources == (page,)
    assert pack.tenures == (
        Tenure(
            person="vt.p.tosk", post="vt.i.court/head", since="2020", until="2022-05", source=page
        ),
    )


def test_dossiers_sources_and_profiles_are_read(tmp_path: Path) -> None:
    folder = lay(
        tmp_path / "vt",
        dossiers="""\
["bail"]
names = [ { text = "Bail", language = "en", source = "S001" } ]
keywords = { en = ["bail", "bond"], fa = ["وثیقه"] }
excludes = { en = ["bail out"] }
milestones = [ { edtf = "2026-02", event = "a draft", kind = "policy_stage", stage = "claimed_drafted", source = "S001" } ]
""",
        sources='["court"]\nkind = "page"\nurl = "http://court.example/"\ninterval = 60\n',
        profiles='["court"]\ndomains = ["court.example"]\nbody = "div.text"\nfrom = "2020"\n',
    )
    pack = packs.load(folder)
    dossier = pack.dossier_by_id["bail"]
    assert dossier.keywords == (("en", "bail"), ("en", "bond"), ("fa", "وثیقه"))
    assert dossier.excludes == (("en", "bail out"),)
    assert dossier.milestones == (
        Milestone(
            edtf="2026-02",
            event="a draft",
            kind="policy_stage",
            stage="claimed_drafted",
            source=pack.institutions[0].sources[0],
        ),
    )
    assert pack.sources == (
        Source(id="court", kind="page", url="http://court.example/", interval=60, origin="vt"),
    )
    assert pack.profiles == (
        SiteProfile(domains=("court.example",), body="div.text", since="2020"),
    )


def test_a_pack_is_read_again_when_a_file_of_it_changes(tmp_path: Path) -> None:
    folder = lay(tmp_path / "vt")
    first = packs.load(folder)
    assert packs.load(str(folder)) is first
    lay(folder, **changed("pack", "Veltania", "Greater Veltania"))
    assert packs.load(folder).name == "Greater Veltania"
    os.utime(folder / "pack.toml", ns=(1, 1))
    assert packs.load(folder) is not first


def test_a_name_may_belong_to_two_bodies(tmp_path: Path) -> None:
    both = FILES["institutions.toml"] + FILES["institutions.toml"].replace(
        "vt.i.court", "vt.i.tribunal"
    )
    pack = packs.load(lay(tmp_path / "vt", institutions=both))
    assert [body.names[0].text for body in pack.institutions] == ["Court of Veltania"] * 2
