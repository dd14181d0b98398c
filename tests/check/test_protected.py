"""No waiver lets the name of somebody stand who was arrested, summoned, injured or killed, or is kin of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.check import newsroom
from tests.monitor.test_speaking import HARMED, WHO, draft_of, monitor_of

from rasad import check
from rasad.check import Held, Told, find_harm
from rasad.cli import main
from rasad.model import Finding

WAIVER = '<!-- rasad: allow P01, P02 by=mina why="every outlet prints the name" -->'
ENGLISH = (
    "Sara Baresh was arrested on Monday.",
    "Police arrested Sara Baresh.",
    "Sara Baresh and two students were detained, police said.",
    "Sara Baresh, the ministry said, was killed.",
    "The mother of Sara Baresh came to the court.",
    "Sara Baresh spoke to reporters. She was summoned a week later.",
    "Sara Baresh said that she had been injured.",
    "Sara Baresh went home.\n\nNobody was told why Sara Baresh had been arrested.",
)
PERSIAN = (
    "سارا بارش روز دوشنبه بازداشت شد.",
    "پلیس سارا بارش و دو دانشجو را بازداشت کرد.",
    "مادر سارا بارش به دادگاه رفت.",
    "سارا بارش گفت که بازداشت شده است.",
)
SPOKEN_OF = (
    "Sara Baresh said that police had arrested two students.",
    "Sara Baresh, lawyer for the arrested student, announced that the trial had been put off.",
    "Sara Baresh went home.",
)


def found_in(text: str, language: str = "en") -> list[Finding]:
    return check.check_text(f"{text}\n\n{WAIVER}\n", reading=None, pack=newsroom.pack(), window="", language=language)


def refused(findings: list[Finding]) -> Iterator[Finding]:
    return (one for one in findings if "no waiver lets this stand" in one.message)


@pytest.mark.parametrize(("language", "text"), [*(("en", text) for text in ENGLISH), *(("fa", text) for text in PERSIAN)])
def test_a_waiver_does_not_let_the_name_of_the_harmed_and_their_kin_stand(language: str, text: str) -> None:
    findings = list(refused(found_in(text, language)))
    assert "error" in {one.severity for one in findings}
    assert all("never named" in one.help for one in findings)


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_a_waiver_lets_the_name_of_others_stand(text: str) -> None:
    assert not [one for one in found_in(text) if one.code in ("P01", "P02")]


def test_an_official_beside_a_word_of_family_can_be_waived() -> None:
    official = newsroom.pack().people[0].names[0].text
    text = f"The brother of {official} opened the harbour."
    bare = check.check_text(text, reading=None, pack=newsroom.pack(), window="", language="en")
    assert "P02" in {one.code for one in bare}
    assert "P02" not in {one.code for one in found_in(text)}


def test_a_refused_waiver_is_not_called_unused() -> None:
    source = f"Sara Baresh was arrested.\n\n{WAIVER}\n"
    findings = check.check_text(source, reading=None, pack=newsroom.pack(), window="", language="en")
    assert [one.code for one in findings] == ["P01", "P02"]


@pytest.mark.parametrize("words", ["allow P01 P02 by=mina why=\"x\"", "allow P01 by=mina", "allow D03 why=\"x\"", "ignore P01"])
def test_a_waiver_that_cannot_be_read_is_named(words: str) -> None:
    findings = check.check_text(f"It rained.\n\n<!-- rasad: {words} -->\n", reading=None, pack=newsroom.pack(), window="", language="en")
    assert [(one.code, one.severity) for one in findings] == [("X01", "info")]
    assert "cannot be read" in findings[0].message


def test_harm_that_only_another_text_tells_counts() -> None:
    source = newsroom.SOURCE.replace("said that 12", "said that Sara Baresh saw 12", 1).replace("\n## Lines remain", f"\n{WAIVER}\n\n## Lines remain")
    asked: list[str] = []

    def harmed(name: str) -> tuple[str, str]:
        asked.append(name)
        return "[@0123456789abcdef, 0-8]", "arrested"

    held = Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW, harmed=harmed)
    found = check.check_edition(newsroom.edition(source), reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW)
    (one,) = refused(found)
    assert (one.code, one.severity, asked) == ("P01", "error", ["Sara Baresh"])
    assert "[@0123456789abcdef, 0-8] tells “arrested”" in one.message


def test_what_the_named_one_says_of_others_counts_only_where_it_is_said() -> None:
    text = "Sara Baresh said that police had arrested two students."
    assert find_harm(text, "en", ["Sara Baresh"]) is not None
    assert find_harm(text, "en", ["Sara Baresh"], said=[Told(text.index("that"), len(text))]) is None


@pytest.mark.slow
@pytest.mark.parametrize("case", ["arrested", "another script"])
def test_publishing_stays_refused_whatever_waiver_an_edition_holds(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk = "SARVAN – Laleh Kashvadi, the communications minister, said on Monday that the data protection bill would be published.\n"
    folder = monitor_of(tmp_path, ("en", talk), HARMED[case])
    source = draft_of(folder, "en")
    path = folder / "editions" / "1" / "en.md"
    named = source.replace("Laleh Kashvadi", "Sara Baresh heard that Laleh Kashvadi", 1)
    first, mark, rest = named.rstrip().partition("\n## [translate")  # a waiver is of the item in which it stands
    path.write_text(f"{first.rstrip()}\n\n{WAIVER}\n{mark}{rest}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--monitor", str(folder), "--no-progress", "publish", "1", *WHO]) == 1
    assert "no waiver lets this stand" in capsys.readouterr().err
    assert not list((folder / "public").rglob("*.html"))
