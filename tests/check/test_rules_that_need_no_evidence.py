"""Rules on plain reports: what they say, and what they leave alone."""

from __future__ import annotations

import pytest

from check import newsroom
from rasad import check
from rasad.check.images import metadata
from rasad.model import Pack

NONE = Pack.join(())


def codes(text: str, *rules: str, window: str = "", pack: Pack = NONE) -> list[str]:
    found = check.check_text(text, reading=None, pack=pack, window=window, language="en", rules=rules)
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The fee rose from 10-15 tals.", "N02"),
        ("Between 20 to 30 lines were closed.", "N02"),
        ("Between 40 and 12 lines were closed.", "N03"),
        ("The share is 30–10 per cent.", "N03"),
        ("The port closed last month.", "D07"),
        ("The port closed on 31 February.", "D02"),
        ("It opened on 3 May 2019 and closed on 04/05/2020.", "D08"),
        ("The port was closed, local media reported.", "S04"),
        ("According to several reports the port was closed.", "S04"),
        ("The port was reportedly closed.", "S05"),
        ("The list is said to hold forty names.", "S05"),
        ("This closure is unlawful.", "S06"),
        ("The law prohibits such lists.", "S06"),
        ("It is the largest port in the region.", "S07"),
        ("The HRPC met in Sarvan.", "A04"),
        ("The port opened in 2O23.", "T03"),
        ("The council did publish the list.", "X04"),
        ("The council has received any answer.", "X04"),
        ("Of 62 persons arrested, two were women from the village of Kelar.", "P03"),
        ("Records were leaked: [download the leaked data](https://mega.nz/file/1).", "P05"),
        ("The stolen records are at https://cdn.example.com/leaked-records.csv today.", "P05"),
        ("Sara Baresh was arrested.", "P02"),
    ],
)
def test_it_is_said(text: str, code: str) -> None:
    assert codes(text, code) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The fee rose from 10 to 15 tals, or 10-15 tals.", "N02"),
        ("The season 2019-20 was long.", "N02"),
        ("The fee fell from 40 to 12 tals.", "N03"),
        ("The bill passed by a vote of 11-4.", "N03"),
        ("The port closed on 3 May 2019. It had opened last month.", "D07"),
        ("+++\ndate = 2019-05-03\n+++\n\nThe port closed last month.", "D07"),
        ("It opened on 3 May 2019 and closed on 2020-05-04.", "D08"),
        ("It opened on 13/05/2019 and closed on 14/06/2020.", "D08"),
        ("The port was closed, local media reported ([Sarvan Post](https://post.example/1)).", "S04"),
        ("She denounced the media reports about the port.", "S04"),
        ("The port was reportedly closed, according to Sarvan Post.", "S05"),
        ("Was the port reportedly closed?", "S05"),
        ("Article 7 of the Ports Act prohibits such lists. This closure is unlawful.", "S06"),
        ("He argued that such a closure may be unlawful.", "S06"),
        ("The ministry called it “the largest port in the region”.", "S07"),
        ("It lies in the world's largest democracy.", "S07"),
        ("The Harbour Rules and Prices Commission (HRPC) met. The HRPC rose.", "A04"),
        ("TEHRAN – The council met.", "A04"),
        ("A network of 4K cameras and 3G masts stands there.", "T03"),
        ("What did the council publish? So did the port.", "X04"),
        ("The council did not publish any list.", "X04"),
        ("If any answer has come, it did no harm.", "X04"),
        ("Two women from the village of Kelar sell fish.", "P03"),
        ("Records were leaked, [the Post reported](https://post.example/leak-of-records).", "P05"),
        ("President Sara Baresh was injured.", "P02"),
    ],
)
def test_it_is_left_alone(text: str, code: str) -> None:
    assert codes(text, code) == []


TOLD = "The council of Sarvan renewed {n} lines of the harbour network in the eastern ports on {day} May 2019."


def test_one_event_told_twice_is_a_note() -> None:
    text = f"{TOLD.format(n=12, day=3)}\n\n## East\n\n{TOLD.format(n=12, day=3)}"
    assert codes(text, "X02", "X03", "D04") == ["X02"]


def test_one_event_with_two_numbers_disagrees() -> None:
    text = f"{TOLD.format(n=12, day=3)}\n\n## East\n\n{TOLD.format(n=21, day=3)}"
    assert codes(text, "X02", "X03", "D04") == ["X03"]


def test_one_event_on_two_days_is_named() -> None:
    text = f"{TOLD.format(n=12, day=3)}\n\n## East\n\n{TOLD.format(n=12, day=4)}"
    assert codes(text, "X02", "X03", "D04") == ["D04"]


def test_one_event_denied_elsewhere_disagrees() -> None:
    denied = TOLD.format(n=12, day=3).replace("renewed", "did not renew")
    assert codes(f"{TOLD.format(n=12, day=3)}\n\n## East\n\n{denied}", "X03") == ["X03"]


def test_a_name_that_the_text_prints_twice_is_a_register_of_its_own() -> None:
    text = "The Coastal Cable Agency met. The Coastal Cable Agency rose. The Coastel Cable Agency left."
    assert codes(text, "A02") == ["A02"]
    assert codes(text.replace("Coastel", "Coastal"), "A02") == []
    assert codes(text.replace("Coastel", "Northern"), "A02") == []


def test_other_persons_are_one_note_for_a_text() -> None:
    text = "Sara Baresh waited.\n\nReza Talvari waited.\n\nSara Baresh left."
    (note,) = check.check_text(
        text, reading=None, pack=newsroom.pack(), window="", language="en", rules=("P01",)
    )
    assert note.severity == "info"
    assert "Sara Baresh" in note.message and "Reza Talvari" in note.message
    assert codes(text, "P01") == []


def test_a_heading_counts_as_its_item_does() -> None:
    assert codes("## 15 stations open\n\nThe council opened 12 stations.", "H02") == ["H02"]
    assert codes("## 12 stations open\n\nThe council opened 12 stations.", "H02") == []
    assert codes("## Five reasons\n\nThe council opened 12 stations.", "H02") == []


def test_a_post_without_a_day_is_not_judged() -> None:
    text = "Daro Velin, minister of ports, spoke."
    assert codes(text, "A01", pack=newsroom.pack()) == []
    assert codes(text, "A01", pack=newsroom.pack(), window="2026-09-01/2026-10-31") == ["A01"]


def test_an_image_beside_the_text_is_looked_into() -> None:
    exif = b"\xff\xd8\xff\xe1\x00\x0cExif\x00\x00II*\x00\xff\xd9"
    text = "![The port](port.jpg)"
    for payload, said in ((exif, ["P04"]), (b"\xff\xd8\xff\xd9", [])):
        found = check.check_text(
            text, reading=None, pack=NONE, window="", language="en", rules=("P04",),
            beside=check.Beside(images={"port.jpg": payload}),
        )  # fmt: skip
        assert [finding.code for finding in found] == said


@pytest.mark.parametrize("payload", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff", b"RIFF\x00\x00\x00\x00WEBPEXIF", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_broken_image_tells_nothing(payload: bytes) -> None:
    assert metadata(payload) in ((), ("Exif",))
