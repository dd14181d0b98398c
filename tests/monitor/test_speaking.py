"""Who speaks in public for a body: proposed with the words that show it, decided by an editor, named in that item and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasad.cli import main
from rasad.monitor import Monitor

ENGLISH = (
    "SARVAN – Sara Baresh, spokesperson of the Open Lines Foundation, said on Monday that the data protection bill would harm every user "
    "in Talvaria. Laleh Kashvadi, the communications minister, said on Monday that the data protection bill would be published.\n"
)
PERSIAN = (
    "سروان – سارا بارش، سخنگوی بنیاد خط باز، روز دوشنبه ۱۳ مهر ۱۴۰۵ گفت که لایحه حفاظت از داده‌های شخصی به زیان همه کاربران تالواریا است. "
    "لاله کشوادی، وزیر ارتباطات، روز دوشنبه گفت که لایحه حفاظت از داده‌های شخصی منتشر می‌شود.\n"
)
LAWYER = (
    "SARVAN – Sara Baresh, lawyer for the arrested student Mina Torand, said on Monday that her client had been arrested over the data "
    "protection bill and that the data protection bill must be withdrawn.\n"
)
WHO = ("--by", "mina", "--why", "she speaks for the foundation at every hearing")
CASES = {"en": (ENGLISH, "Sara Baresh", "spokesperson of the Open Lines Foundation"), "fa": (PERSIAN, "سارا بارش", "سخنگوی بنیاد خط باز")}
WINDOW = ("--window", "2026-09-01/2026-10-31")


def rasad(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), "--quiet", "--no-progress", *words])


def monitor_of(tmp_path: Path, *texts: tuple[str, str]) -> Path:
    """A monitor that holds texts, each with its language."""
    made = tmp_path / "monitor"
    assert main(["init", str(made), "--pack", "example", "--quiet"]) == 0
    for number, (language, text) in enumerate(texts):
        add(made, tmp_path, language, text, 60001 + number)
    return made


def add(folder: Path, tmp_path: Path, language: str, text: str, number: int) -> None:
    page = tmp_path / f"{number}.txt"
    page.write_text(text, encoding="utf-8")
    origin = ("--url", f"http://talna.example/{language}/news/{number}", "--captured", "2026-10-05", "--by", "mina", "--how", "saved by hand")
    assert rasad(folder, "add", str(page), *origin) == 0
    assert rasad(folder, "run", "--no-poll") in (0, 1)


def spoken(folder: Path) -> str:
    """The development in which a private person speaks."""
    with Monitor(folder) as monitor:
        held = {one.id for one in monitor.parts.store.statements.all() if one.statement.private}
        return next(one.id for one in monitor.developments() if held & set(one.statements))


def draft_of(folder: Path, language: str) -> str:
    for one in developments(folder):
        assert rasad(folder, "accept", one, *WHO) == 0
    assert rasad(folder, "draft", "1", "--force", "--language", language, *WINDOW) == 0
    return (folder / "editions" / "1" / f"{language}.md").read_text(encoding="utf-8")


def developments(folder: Path) -> list[str]:
    with Monitor(folder) as monitor:
        return [one.id for one in monitor.developments()]


def codes(folder: Path, source: str) -> set[str]:
    with Monitor(folder) as monitor:
        return {found.code for found in monitor.check(source)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_words_that_show_it_are_proposed_and_no_name_is_printed_before_an_editor_says_so(language: str, tmp_path: Path) -> None:
    text, name, words = CASES[language]
    folder = monitor_of(tmp_path, (language, text))
    with Monitor(folder) as monitor:
        (told,) = {(one["name"], one["words"], one["decided"]) for one in monitor.show(spoken(folder))["speaks_for"]}  # type: ignore[attr-defined]
    assert told == (name, words, None)
    assert name not in draft_of(folder, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fa"])
def test_once_decided_the_name_is_printed_in_that_item_and_survives_a_rebuild(language: str, tmp_path: Path) -> None:
    text, name, words = CASES[language]
    folder = monitor_of(tmp_path, (language, text))
    id = spoken(folder)
    assert rasad(folder, "edit", id, "speaks_for=yes", *WHO) == 0
    source = draft_of(folder, language)
    assert f"{name} ({words})" in source
    assert not codes(folder, source) & {"P01", "P02"}
    assert rasad(folder, "rebuild") in (0, 1)
    assert draft_of(folder, language) == source


@pytest.mark.slow
def test_the_name_is_printed_where_its_item_was_merged_into_another(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    id = spoken(folder)
    other = next(one for one in developments(folder) if one != id)
    assert rasad(folder, "edit", id, "speaks_for=yes", *WHO) == 0
    assert rasad(folder, "merge", other, id, *WHO) == 0
    assert rasad(folder, "accept", other, *WHO) == 0
    assert rasad(folder, "draft", "1", "--force", "--language", "en", *WINDOW) == 0
    source = (folder / "editions" / "1" / "en.md").read_text(encoding="utf-8")
    assert "Sara Baresh (spokesperson of the Open Lines Foundation)" in source
    assert not codes(folder, source) & {"P01", "P02"}


@pytest.mark.slow
def test_the_name_stays_an_error_in_every_other_item(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    assert rasad(folder, "edit", spoken(folder), "speaks_for=yes", *WHO) == 0
    source = draft_of(folder, "en")
    head, mark, rest = source.partition("Laleh Kashvadi")
    assert mark
    assert "P01" in codes(folder, f"{head}Laleh Kashvadi and Sara Baresh{rest}")


@pytest.mark.slow
def test_the_log_and_the_developments_hold_no_name(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    assert rasad(folder, "edit", spoken(folder), "speaks_for=yes", *WHO) == 0
    log = "".join(path.read_text(encoding="utf-8") for path in (folder / "log").iterdir() if path.suffix == ".jsonl")
    assert "speaks_for" in log
    assert "Baresh" not in log
    with Monitor(folder) as monitor:
        assert not [one for one in monitor.developments() if "Baresh" in repr(one)]
        assert not any("Baresh" in repr(person) for person in monitor.parts.pack.people)


@pytest.mark.slow
def test_the_inbox_proposes_it_until_an_editor_has_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    for change, is_proposed in ((None, True), ("speaks_for=no", False)):
        if change:
            assert rasad(folder, "edit", spoken(folder), change, *WHO) == 0
        capsys.readouterr()
        assert main(["--monitor", str(folder), "--no-progress", "inbox"]) == 0
        shown = capsys.readouterr().out
        assert ("“spokesperson of the Open Lines Foundation”" in shown) is is_proposed
        assert "Baresh" not in shown


@pytest.mark.slow
def test_it_can_be_taken_back(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    id = spoken(folder)
    assert rasad(folder, "edit", id, "speaks_for=spokesperson of Open Lines", *WHO) == 0
    assert "Sara Baresh (spokesperson of Open Lines)" in draft_of(folder, "en")
    assert rasad(folder, "edit", id, "speaks_for=no", *WHO) == 0
    assert "Baresh" not in draft_of(folder, "en")


@pytest.mark.slow
def test_a_lawyer_may_be_named_and_the_client_never(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, ("en", LAWYER))
    id = spoken(folder)
    assert rasad(folder, "edit", id, "speaks_for=yes", *WHO) == 0
    source = draft_of(folder, "en")
    assert "Sara Baresh (lawyer)" in source
    assert "Torand" not in source
    assert not codes(folder, source) & {"P01", "P02"}
    assert rasad(folder, "edit", id, "headline=Lawyer of Mina Torand speaks", *WHO) == 2
    assert "never named" in capsys.readouterr().err


HARMED = {
    "arrested": ("en", "Police arrested Sara Baresh on Friday in Sarvan. The data protection bill is before parliament.\n"),
    "summoned": ("en", "Sara Baresh of the Open Lines Foundation has been summoned to court. The data protection bill is before parliament.\n"),
    "her own words": ("en", "SARVAN – Sara Baresh, spokesperson of the Open Lines Foundation, said that she had been arrested over the data protection bill.\n"),
    "kin": ("en", "Sara Baresh, sister of a man who was shot, spoke in Sarvan. The data protection bill is before parliament.\n"),
    "another script": ("fa", "پلیس روز جمعه سارا بارش را در سروان بازداشت کرد. لایحه حفاظت از داده‌های شخصی در مجلس است.\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HARMED)
def test_whoever_was_harmed_and_their_kin_are_never_named_whatever_an_editor_says(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH), HARMED[case])
    assert rasad(folder, "edit", spoken(folder), "speaks_for=yes", *WHO) == 2
    assert "arrested, summoned, injured or killed" in capsys.readouterr().err
    assert "Sara Baresh" not in draft_of(folder, "en")


@pytest.mark.slow
def test_an_arrest_that_is_heard_of_later_takes_the_name_away(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    assert rasad(folder, "edit", spoken(folder), "speaks_for=yes", *WHO) == 0
    named = draft_of(folder, "en")
    assert not codes(folder, named) & {"P01", "P02"}
    add(folder, tmp_path, *HARMED["arrested"], 60777)
    assert "P01" in codes(folder, named)
    assert "Baresh" not in draft_of(folder, "en")


@pytest.mark.slow
def test_what_is_published_holds_the_name_in_the_item_and_on_no_page_of_evidence(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    assert rasad(folder, "edit", spoken(folder), "speaks_for=yes", *WHO) == 0
    path = folder / "editions" / "1" / "en.md"
    draft_of(folder, "en")
    for other in path.parent.glob("*.md"):
        if other != path:
            other.unlink()
    assert rasad(folder, "publish", "1", *WHO) == 0
    record = json.loads((folder / "public" / "1" / "edition.json").read_text(encoding="utf-8"))
    assert "Sara Baresh" in json.dumps(record.get("twins", record))
    assert "Baresh" not in json.dumps(record.get("sources", []))


def test_nobody_in_office_is_given_a_body_to_speak_for(tmp_path: Path) -> None:
    folder = monitor_of(tmp_path, ("en", ENGLISH))
    other = next(id for id in developments(folder) if id != spoken(folder))
    assert rasad(folder, "edit", other, "speaks_for=yes", *WHO) == 2


@pytest.mark.slow
@pytest.mark.parametrize(("language", "text"), [
    ("en", "SARVAN – The data protection bill was approved by parliament on Monday, hours after police arrested Sara Baresh over the data protection bill.\n"),
    ("fa", "سروان – لایحه حفاظت از داده‌های شخصی روز دوشنبه در مجلس تصویب شد. سارا بارش پیش از تصویب لایحه حفاظت از داده‌های شخصی بازداشت شد.\n"),
])  # fmt: skip
def test_what_an_outlet_tells_itself_is_proposed_and_published_without_the_name_of_the_harmed(language: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, (language, text))
    with Monitor(folder) as monitor:
        told = monitor.developments()
    assert any(not one.statements and one.stage.startswith("approved") for one in told)
    assert main(["--monitor", str(folder), "--no-progress", "inbox"]) == 0
    source = draft_of(folder, language)
    rasad(folder, "publish", "1", *WHO)  # the editor has not put the days in: published or not, the name is not shown
    shown = [capsys.readouterr().out, source, *(repr(one) for one in told)]
    shown += [path.read_text(encoding="utf-8", errors="replace") for path in (folder / "public").rglob("*") if path.is_file()]
    assert not [one for one in shown if "Baresh" in one or "بارش" in one]
