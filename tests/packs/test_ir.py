"""Pack `ir`: who held what when, each fact with its page, made reproducibly."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from rasad import packs
from rasad.model import Pack

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "rasad" / "packs" / "ir"
TOOL = ROOT / "tools" / "build_pack_ir.py"
RULES = ROOT / "tools" / "pack_ir_rules.py"
LEFT_OUT = {"ir.p.zareian", "ir.p.movahedi", "ir.p.momen-nasab", "ir.p.saeed-jalili"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return packs.load("ir")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pack_ir_rules", RULES)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def drafts(shared: Path) -> Path:
    return shared.parent / "pack-drafts"


@pytest.mark.parametrize(
    ("post", "day", "holders"),
    [
        ("ir.i.mict/minister", "2011-05-01", ["ir.p.taghipour"]),
        ("ir.i.mict/minister", "2016-06-01", ["ir.p.vaezi"]),
        ("ir.i.mict/minister", "2019-09-02", ["ir.p.azari-jahromi"]),
        ("ir.i.mict/minister", "2022-10-06", ["ir.p.zarepour"]),
        ("ir.i.mict/minister", "2025-03-01", ["ir.p.hashemi"]),
        ("ir.i.moi/minister", "2023-01-01", ["ir.p.vahidi"]),
        ("ir.i.moi/minister", "2024-09-01", ["ir.p.momeni"]),
        ("ir.i.mfa/minister", "2021-01-26", ["ir.p.zarif"]),
        ("ir.i.mfa/minister", "2023-12-10", ["ir.p.amir-abdollahian"]),
        ("ir.i.presidency/president", "2020-01-01", ["ir.p.rouhani"]),
        ("ir.i.presidency/president", "2024-06-15", ["ir.p.mokhber"]),
        ("ir.i.scc/secretary", "2021-01-01", ["ir.p.firouzabadi"]),
        ("ir.i.ncc/head", "2021-01-01", ["ir.p.firouzabadi"]),
        ("ir.i.scc/secretary", "2024-01-01", ["ir.p.aghamiri"]),
        ("ir.i.scc/chair", "2022-01-01", ["ir.p.raisi"]),
        ("ir.i.fata/head", "2015-01-01", ["ir.p.hadianfar"]),
        ("ir.i.fata/head", "2020-01-01", ["ir.p.majid"]),
        ("ir.i.majles-joint/chair", "2022-02-22", ["ir.p.taghipour"]),
        ("ir.i.majles-joint/chair", "2023-02-22", []),
    ],
)
def test_the_holder_of_a_post_on_a_day(pack: Pack, post: str, day: str, holders: list[str]) -> None:
    assert [tenure.person for tenure in pack.holders_of(post, day)] == holders


def test_several_posts_in_one_string_are_several_tenures(pack: Pack) -> None:
    held = {tenure.post: tenure for tenure in pack.tenures_of("ir.p.lajevardi")}
    assert set(held) == {"ir.i.cra/head", "ir.i.mict/deputy", "ir.i.mict/deputy-communications"}
    assert held["ir.i.mict/deputy-communications"].acting and not held["ir.i.cra/head"].acting
    held = {tenure.post: tenure for tenure in pack.tenures_of("ir.p.javidnia")}
    assert held["ir.i.dpg-cyber/deputy"].acting and "ir.i.ccdoc/secretary" in held


def test_every_record_and_every_row_cites_a_page(pack: Pack) -> None:
    for record in (*pack.institutions, *pack.people, *pack.outlets, *pack.dossiers):
        assert record.sources and all(page.startswith("http") for page in record.sources), record.id
    assert all(tenure.source.startswith("http") for tenure in pack.tenures)
    assert all(
        one.source.startswith("http") for dossier in pack.dossiers for one in dossier.milestones
    )
    for name in ("institutions", "people", "offices", "outlets", "dossiers"):
        records = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        for id, record in records.items():
            rows = [
                row
                for value in record.values()
                if isinstance(value, list)
                for row in value
                if isinstance(row, dict)
            ]
            assert rows and all("source" in row for row in rows), id


def test_one_fact_stands_on_one_line() -> None:
    for path in FOLDER.glob("*.toml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("{ text = ") <= 1 and line.count("{ person = ") <= 1, line


def test_persons_have_names_and_nothing_else() -> None:
    people = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))
    for id, person in people.items():
        assert set(person) <= {"names", "collisions", "confidence"}, id
        assert all(
            set(name) <= {"text", "language", "kind", "source"} for name in person["names"]
        ), id
        assert all(len(name["text"].split()) > 1 for name in person["names"]), id


def test_what_is_no_post_is_not_in_it(pack: Pack) -> None:
    titles = " ".join(name.text.lower() for post in pack.posts for name in post.names)
    for word in ("candidate", "vote", "supporter", "critic", "opponent", "left office", "named to"):
        assert word not in titles
    assert not LEFT_OUT & set(pack.person_by_id)


def test_an_ambiguous_alias_belongs_to_both_bodies(pack: Pack) -> None:
    owners = {
        body.id
        for body in pack.institutions
        for name in body.names
        if name.text == "National Security Council"
    }
    assert owners == {"ir.i.snsc", "ir.i.country-security-council"}


def test_titles_and_names_as_sources_write_them(pack: Pack) -> None:
    minister = {name.text for name in pack.post_by_id["ir.i.mict/minister"].names}
    assert {
        "ICT Minister",
        "Minister of ICT",
        "Communications Minister",
        "وزیر ارتباطات",
        "وزیر ارتباطات و فناوری اطلاعات",
    } <= minister
    assert {"ستار هاشمی", "سید ستار هاشمی"} <= {
        name.text for name in pack.person_by_id["ir.p.hashemi"].names
    }
    former = {
        name.text: name.until
        for name in pack.institution_by_id["ir.i.faraja"].names
        if name.kind == "former"
    }
    assert former["NAJA"] == "2021-12~" and former["ناجا"] == "2021-12~"
    texts = {name.text for body in pack.institutions for name in body.names}
    assert not [text for text in texts if "(" in text or "error" in text or "misprint" in text]


def test_outlets_of_one_owner_are_one_group(pack: Pack) -> None:
    assert pack.groups(iter(["ir.o.mehr", "ir.o.tehrantimes"])) == ("ido",)
    assert pack.groups(iter(["ir.o.tasnim", "ir.o.fars", "ir.o.digiato"])) == (
        "ir.o.digiato",
        "irgc",
    )
    outlet = pack.outlet_of("https://en.irna.ir/news/1/")
    assert outlet is not None and outlet.id == "ir.o.irna"


def test_ids_of_the_drafts_are_kept(pack: Pack, drafts: Path) -> None:
    def ids(name: str) -> set[str]:
        return {
            item["id"]
            for item in json.loads((drafts / "ir" / f"{name}.json").read_text(encoding="utf-8"))[
                "items"
            ]
        }

    assert ids("institutions") <= set(pack.institution_by_id)
    assert ids("outlets") == set(pack.outlet_by_id)
    assert ids("dossiers") == set(pack.dossier_by_id)
    assert ids("people") - set(pack.person_by_id) == LEFT_OUT


@pytest.mark.slow
def test_the_build_is_reproducible(drafts: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(TOOL), str(drafts), "--to", str(tmp_path / "ir")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "ir").iterdir()}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*.toml")}
    assert "role: a candidacy, not a post" in done.stdout


def test_a_role_that_nothing_covers_stops_the_build(tool: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no rule covers it"):
        tool.posts_of({"post": "keeper of the seal", "institution": "ir.i.majles"})
    with pytest.raises(SystemExit, match="not in"):
        tool.posts_of({"post": "head of Nothing", "institution": "ir.i.majles"})


@pytest.mark.parametrize(
    ("role", "posts"),
    [
        ("Minister of Justice", ["x/minister"]),
        ("deputy ICT minister under Jahromi", ["ir.i.mict/deputy"]),
        ("SCC secretary, head of NCC", ["ir.i.scc/secretary", "ir.i.ncc/head"]),
        ("natural member of SCC (first term)", ["ir.i.scc/natural-member"]),
    ],
)
def test_roles_are_read_as_posts(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, role: str, posts: list[str]
) -> None:
    monkeypatch.setitem(tool.TABLE["posts"], "x/minister", {"role": "minister"})
    assert [row["post"] for row in tool.posts_of({"post": role, "institution": "x"})] == posts


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("founded 23 January 2011", "2011-01-23"), ("split in Sept 2015", "2015-09"), ("set up in 2017", "2017"),
     ("nothing", ".."), ("on 2 May 2020 and 3 May 2020", "..")],
)  # fmt: skip
def test_the_date_of_a_fact(tool: ModuleType, text: str, edtf: str) -> None:
    assert tool.edtf_in(text) == edtf


@pytest.mark.slow
def test_the_pack_is_loaded_quickly() -> None:
    code = (
        "import time\nfrom rasad import packs\nfrom rasad.packs import building, reading\n"
        "best = 9.0\n"
        "for _ in range(5):\n"
        "    packs._HELD.clear(); start = time.process_time(); packs.load('ir'); best = min(best, time.process_time() - start)\n"
        "print(best)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert float(done.stdout) < 0.4
