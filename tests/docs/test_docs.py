"""Every command, setting, rule and link of the docs exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rasad.cli import VERBS, reference_page
from rasad.model import vocabulary
from rasad.monitor import settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p for p in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")))


def test_the_reference_of_commands_is_generated() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert page == reference_page(), "run: python -m rasad.cli.reference > docs/reference/commands.md"


def test_every_setting_has_its_row() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for section, keys in settings._KEYS.items():
        for key in keys:
            assert key in page, f"{section}.{key}"


def test_every_word_of_the_closed_lists_is_explained() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for words in (
        vocabulary.ACTS, vocabulary.ACTIONS, vocabulary.STAGES, vocabulary.STANCES, vocabulary.MEDIA,
        vocabulary.DATE_ROLES, vocabulary.DATE_BASES, vocabulary.KINDS, vocabulary.RELATIONS,
    ):  # fmt: skip
        for word in words:
            assert re.search(rf"\b{word}\b", page), word


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_commands_named_in_the_docs_exist() -> None:
    for page in PAGES:
        for verb in re.findall(r"^ {4}(?:\.venv/bin/)?rasad (?:--monitor \S+ )?([a-z]+)", page.read_text(encoding="utf-8"), re.M):
            assert verb in VERBS, f"{page.name}: rasad {verb}"


def test_decision_pages_are_short() -> None:
    for page in (ROOT / "docs" / "decisions").glob("*.md"):
        assert page.read_text(encoding="utf-8").count("\n") <= 60
