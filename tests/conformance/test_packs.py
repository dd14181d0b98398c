"""Every pack of the table keeps the same promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad import packs
from rasad.collect import KINDS
from rasad.model import Pack
from rasad.model.when import bounds, span_of
from rasad.packs import schema


@pytest.fixture(params=packs.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pack(name: str) -> Pack:
    return packs.load(name)


def test_it_has_no_complaint(name: str) -> None:
    assert packs.check(name) == []


def test_it_is_called_what_it_says(name: str, pack: Pack) -> None:
    assert pack.id == name and pack.name and pack.languages and pack.calendars


def test_ids_are_unique_and_every_reference_leads_somewhere(pack: Pack) -> None:
    for records in (
        pack.institutions,
        pack.posts,
        pack.people,
        pack.outlets,
        pack.dossiers,
        pack.sources,
    ):
        ids = [record.id for record in records]
        assert len(ids) == len(set(ids))
    assert {post.institution for post in pack.posts} <= set(pack.institution_by_id)
    assert {tenure.person for tenure in pack.tenures} == set(pack.person_by_id)
    assert {tenure.post for tenure in pack.tenures} <= set(pack.post_by_id)


def test_every_date_can_be_asked_about(pack: Pack) -> None:
    for tenure in pack.tenures:
        span_of(tenure.since, tenure.until)
        tenure.may_cover("2024-01-01")
    for dossier in pack.dossiers:
        for milestone in dossier.milestones:
            bounds(milestone.edtf)


def test_every_record_cites_a_page(pack: Pack) -> None:
    for record in (*pack.institutions, *pack.people, *pack.outlets, *pack.dossiers):
        assert record.sources, record.id
    assert all(tenure.source for tenure in pack.tenures)


def test_every_body_and_post_has_a_name_in_each_language_of_the_pack(pack: Pack) -> None:
    for record in (*pack.institutions, *pack.posts, *pack.dossiers):
        assert set(pack.languages) <= {known.language for known in record.names}, record.id


def test_it_names_no_kind_of_source_that_collect_does_not_know(pack: Pack) -> None:
    assert {source.kind for source in pack.sources} <= set(KINDS)
    assert set(schema.SOURCE_KINDS) == set(KINDS)


def test_it_is_licensed() -> None:
    licence = Path(packs.__file__).with_name("LICENSE.txt").read_text(encoding="utf-8")
    assert "CC BY 4.0" in licence
