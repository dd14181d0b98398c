"""Pack example is whole: every id resolves, every fact cites an invented page, offices change hands inside the window."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from rasad.model.vocabulary import MILESTONES, STAGES
from rasad.model.when import bounds, is_edtf

PACK = Path(__file__).resolve().parent.parent.parent / "src" / "rasad" / "packs" / "example"
ROLES = {
    "minister", "head", "deputy", "secretary", "spokesman", "member", "chair", "president", "vice_president",
    "prosecutor", "commander", "governor", "mp", "other",
}  # fmt: skip


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((PACK / f"{name}.toml").read_text(encoding="utf-8"))


def held_on(post: str, day: str) -> list[str]:
    when = date.fromisoformat(day)
    found = []
    for tenure in table("offices")[post]["holders"]:
        first, last = bounds(tenure["from"])[0], bounds(tenure["to"])[1]
        if (first is None or first <= when) and (last is None or when <= last):
            found.append(tenure["person"])
    return found


def every_source(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["source"]] if isinstance(value.get("source"), str) else []
        return own + [found for part in value.values() for found in every_source(part)]
    if isinstance(value, list):
        return [found for part in value for found in every_source(part)]
    return []


def test_every_fact_cites_a_page_at_an_invented_address() -> None:
    cited = table("pack")["cited"]
    assert all(url.split("/")[2].endswith(".example") for url in cited.values())
    used = {source for name in ("institutions", "offices", "people", "outlets", "dossiers") for source in every_source(table(name))}
    assert used == set(cited)


def test_every_name_has_two_languages() -> None:
    for name in ("institutions", "offices", "people", "outlets", "dossiers"):
        for key, record in table(name).items():
            assert {entry["language"] for entry in record["names"]} == {"en", "fa"}, key


def test_every_id_resolves() -> None:
    bodies, people, outlets, dossiers = (set(table(name)) for name in ("institutions", "people", "outlets", "dossiers"))
    for key, post in table("offices").items():
        assert post["institution"] in bodies and key.startswith(post["institution"] + "/")
        assert post["role"] in ROLES
        for tenure in post["holders"]:
            assert tenure["person"] in people
            assert is_edtf(tenure["from"]) and is_edtf(tenure["to"])
    for body in table("institutions").values():
        assert {*body.get("confusable", ()), body.get("parent"), body.get("successor_of")} - {None} <= bodies
    for source in table("sources").values():
        assert source["outlet"] in outlets
    for dossier in table("dossiers").values():
        assert set(dossier["institutions"]) <= bodies and set(dossier.get("related", ())) <= dossiers
        for milestone in dossier["milestones"]:
            assert is_edtf(milestone["edtf"]) and milestone["kind"] in MILESTONES
            assert milestone.get("stage") in (None, *STAGES)


def test_the_minister_is_another_after_20_september() -> None:
    assert held_on("tal.i.mcdd/minister", "2026-09-15") == ["tal.p.narvandi"]
    assert held_on("tal.i.mcdd/minister", "2026-09-29") == ["tal.p.kashvadi"]
    assert held_on("tal.i.dra/head", "2026-10-06") == ["tal.p.vernadi"]
    assert table("offices")["tal.i.dra/head"]["holders"][-1]["acting"] is True


def test_an_alias_is_shared_a_surname_is_shared_and_a_body_was_renamed() -> None:
    bodies = table("institutions")
    shared = [key for key, body in bodies.items() if any(name["text"] == "Digital Council" for name in body["names"])]
    assert shared == ["tal.i.cda", "tal.i.cde"] and bodies["tal.i.cda"]["confusable"] == ["tal.i.cde"]
    assert bodies["tal.i.cda"]["successor_of"] == "tal.i.cia"
    people = table("people")
    assert people["tal.p.k-rudarzad"]["collisions"] == ["tal.p.sh-rudarzad"]


def test_two_outlets_have_one_owner() -> None:
    assert [key for key, outlet in table("outlets").items() if outlet.get("group") == "state-press"] == ["tal.o.talna", "tal.o.peyk"]
