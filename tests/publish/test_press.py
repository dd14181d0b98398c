"""What is printed, and what is there when printing fails."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from publish.builders import (
    ENGLISH,
    HANDLE,
    PACK,
    PRIVATE,
    PRIVATE_FA,
    drafts,
    private_spans,
    proofs,
)
from rasad.errors import BadInput, CannotWrite, PublicationRefused
from rasad.languages.text import normalise
from rasad.model import Publication
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import text_id
from rasad.publish import EXPORTERS, Words, publish_edition
from rasad.publish.exporters import Exporter
from rasad.publish.issue import Issue

BUNDLE = ("editions/1/evidence.wacz", "ab" * 32)


def press(
    folder: Path,
    sources: Mapping[str, str] | None = None,
    *,
    number: str = "1",
    exporters: Mapping[str, Exporter] = EXPORTERS,
    at: str = "2026-11-09T10:00:00Z",
) -> Publication:
    editions = {code: parse_edition(source) for code, source in (sources or drafts()).items()}
    return publish_edition(
        editions, folder=folder, exporters=exporters, number=number, evidence=proofs(), private=private_spans(),
        pack=PACK, bundle=BUNDLE, at=at, by=HANDLE,
    )  # fmt: skip


@pytest.fixture
def public(tmp_path: Path) -> Path:
    press(tmp_path / "public")
    return tmp_path / "public"


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Page(HTMLParser):
    """Tags, links and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[str]:
        return [str(attributes[name]) for _, attributes in self.tags if name in attributes]


def page(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def test_markup_in_headings_and_quotations_is_text(public: Path) -> None:
    for path in public.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not {tag for tag, _ in Page(text).tags} & {
            "script",
            "b class",
            "img",
            "iframe",
            "object",
            "form",
        }
        assert "<script" not in text
        assert "<b>more" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (public / "1/en/index.html").read_text(
        encoding="utf-8"
    )


def test_the_persian_page_runs_from_right_to_left(public: Path) -> None:
    tags = page(public / "1/fa/index.html").tags
    assert ("html", {"lang": "fa", "dir": "rtl"}) in tags
    text = (public / "1/fa/index.html").read_text(encoding="utf-8")
    assert "(<bdi>Harbour Network</bdi>)" in text
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_the_style_sheet_knows_no_left_and_no_right(public: Path) -> None:
    style = (
        (public / "1/fa/index.html")
        .read_text(encoding="utf-8")
        .partition("<style>")[2]
        .partition("</style>")[0]
    )
    assert not re.search(
        r"(margin|padding|border|inset)-(left|right)|\b(left|right)\s*:|text-align:\s*(left|right)",
        style,
    )


def test_links_are_relative_and_lead_to_files_and_places(public: Path) -> None:
    for path in public.rglob("*.html"):
        for name in ("href", "data-versionurl"):
            for target in page(path).all(name):
                if target.startswith("http://") and name == "href":
                    continue
                assert not re.match(r"[a-z]+:|/", target), target
                file, _, place = target.partition("#")
                found = (path.parent / unquote(file)).resolve() if file else path
                assert found.is_file(), f"{path}: {target}"
                if place and found.suffix == ".html":
                    assert place in page(found).all("id"), f"{path}: {target}"


def test_original_addresses_are_followed_by_nobody_unasked(public: Path) -> None:
    links = [
        a
        for path in public.rglob("*.html")
        for t, a in page(path).tags
        if t == "a" and str(a.get("href")).startswith("http")
    ]
    assert links
    assert all(link.get("rel") == "nofollow noreferrer" for link in links)


def test_citations_are_robust_links(public: Path) -> None:
    cited = [
        a for t, a in page(public / "1/en/index.html").tags if t == "a" and "data-versiondate" in a
    ]
    assert cited
    assert {a["data-versiondate"] for a in cited} == {"2026-11-01"}
    assert all(str(a["data-versionurl"]) == a["href"] for a in cited)
    assert "http://banu.example/news/771?a=1&b=2" in {a.get("data-originalurl") for a in cited}


def test_a_page_asks_for_nothing_and_runs_nothing(public: Path) -> None:
    for path in public.rglob("*.html"):
        tags = page(path).tags
        policy = next(
            str(a["content"]) for t, a in tags if a.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'")
        assert not [
            t for t, a in tags if "src" in a or "srcset" in a or "onclick" in a or "style" in a
        ]
        assert not [a for t, a in tags if t == "link" and "stylesheet" in str(a.get("rel"))]
        assert "url(" not in path.read_text(encoding="utf-8")


def test_no_private_name_is_in_any_byte(public: Path) -> None:
    for name, payload in everything(public).items():
        text = unquote(payload.decode("utf-8"))
        folded = normalise(text, "fa")
        for person in (PRIVATE, PRIVATE_FA, "Torvane", "ilsa-torvane", "توروان"):
            assert person not in text, f"{person} in {name}"
            assert normalise(person, "fa") not in folded, f"{person} in {name}"


def test_an_address_that_names_a_private_person_is_not_printed(public: Path) -> None:
    version = text_id(ENGLISH)
    shown = next((public / "1/evidence").glob(f"{version}-*.html")).read_text(encoding="utf-8")
    assert "post.example" not in shown
    assert "Address withheld" in shown


def test_evidence_shows_the_words_and_at_most_200_characters_around(public: Path) -> None:
    for path in (public / "1/evidence").iterdir():
        text = path.read_text(encoding="utf-8")
        around = re.findall(r'<span class="around">(.*?)</span>', text, re.S)
        assert len(around) == 2
        assert all(len(words) <= 200 + len("[name withheld]…  ") * 3 for words in around)
        assert "<mark>" in text


def test_evidence_shows_its_proof(public: Path) -> None:
    proof = proofs()[text_id(ENGLISH)]
    text = next((public / "1/evidence").glob(f"{text_id(ENGLISH)}-*.html")).read_text(
        encoding="utf-8"
    )
    for word in (
        proof.capture.id,
        proof.capture.payload_sha256,
        proof.capture.at,
        proof.text.id,
        BUNDLE[1],
    ):
        assert word in text


def test_no_waiver_handle_or_comment_is_printed(tmp_path: Path) -> None:
    waiver = f'\n<!-- rasad: allow D03 by={HANDLE} why="the minister said so" -->\n'
    press(tmp_path / "public", {code: source + waiver for code, source in drafts().items()})
    for name, payload in everything(tmp_path / "public").items():
        for word in (HANDLE, "rasad: allow", "the minister said so", "<!--"):
            assert word.encode() not in payload, f"{word} in {name}"


def test_twins_share_ids_and_passages(public: Path) -> None:
    english, persian = (page(public / f"1/{code}/index.html") for code in ("en", "fa"))
    items = [[a["id"] for t, a in each.tags if t == "article"] for each in (english, persian)]
    assert items[0] == items[1] == ["d-0123456789ab", "d-ba9876543210", "d-aaaaaaaaaaaa"]
    cited = [
        [link for link in each.all("href") if link.startswith("../evidence/")]
        for each in (english, persian)
    ]
    assert cited[0] == cited[1]
    assert "../fa/index.html" in english.all("href")
    assert "../en/index.html" in persian.all("href")


def test_twins_that_tell_other_items_are_refused(tmp_path: Path) -> None:
    sources = drafts()
    sources["fa"] = sources["fa"][: sources["fa"].index("## اتحادیه")]
    with pytest.raises(PublicationRefused, match="d-aaaaaaaaaaaa stands in one of them only"):
        press(tmp_path / "public", sources)


def test_an_open_slot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublicationRefused, match="a translation is missing"):
        press(tmp_path / "public", drafts(Words()))
    assert not (tmp_path / "public").exists()


def test_a_citation_that_is_not_held_is_refused(tmp_path: Path) -> None:
    sources = {"en": drafts()["en"].replace(text_id(ENGLISH), "f" * 16)}
    with pytest.raises(PublicationRefused, match="is not held"):
        press(tmp_path / "public", sources)


def test_printing_again_gives_the_same_bytes(public: Path) -> None:
    before = everything(public)
    press(public, at="2027-01-01T00:00:00Z")
    assert everything(public) == before


def test_the_manifest_lists_every_file_with_its_digest(public: Path) -> None:
    manifest = json.loads((public / "manifest.json").read_bytes())
    files = everything(public)
    del files["manifest.json"]
    assert manifest["format"] == 1
    assert manifest["bundle"] == BUNDLE[1]
    assert manifest["files"] == {
        name: hashlib.sha256(payload).hexdigest() for name, payload in files.items()
    }


def test_a_publication_names_its_files(tmp_path: Path) -> None:
    made = press(tmp_path / "public")
    assert {name for name, _ in made.files} == set(everything(tmp_path / "public"))
    assert (made.edition, made.languages, made.by) == ("1", ("en", "fa"), HANDLE)


def test_a_failing_exporter_leaves_all_as_it_was(public: Path) -> None:
    def fails(issue: Issue) -> Mapping[str, bytes]:
        raise BadInput("this exporter fails")

    before = everything(public)
    changed = {
        code: source.replace("2026-11-09", "2026-11-10") for code, source in drafts().items()
    }
    with pytest.raises(BadInput):
        press(
            public,
            changed,
            exporters={**{name: EXPORTERS[name] for name in EXPORTERS}, "fails": fails},
        )
    assert everything(public) == before
    assert [path.name for path in public.parent.iterdir()] == ["public"]


@pytest.mark.parametrize(
    "name", ["../outside.html", "2/edition.json", "manifest.json", "1//x", "index.html"]
)
def test_an_exporter_writes_its_own_files_only(tmp_path: Path, name: str) -> None:
    rows = {**{row: EXPORTERS[row] for row in EXPORTERS}, "strange": lambda issue: {name: b""}}
    with pytest.raises(PublicationRefused, match="not its own file"):
        press(tmp_path / "public", exporters=rows)
    assert not (tmp_path / "public").exists()


def test_a_disk_that_fails_leaves_all_as_it_was(public: Path) -> None:
    before = everything(public)
    (public.parent / ".public.part").write_text("a file in the way")
    with pytest.raises(CannotWrite, match="nothing was published"):
        press(public)
    assert everything(public) == before


def test_a_second_edition_stands_beside_the_first(public: Path) -> None:
    first = everything(public)
    press(
        public,
        {code: s.replace("2026-11-09", "2026-12-09") for code, s in drafts().items()},
        number="2",
    )
    now = everything(public)
    assert {name: now[name] for name in first if name.startswith("1/")} == {
        n: p for n, p in first.items() if n.startswith("1/")
    }
    index = (public / "index.html").read_text(encoding="utf-8")
    assert index.index("2/en/index.html") < index.index("1/en/index.html")
    assert (public / "atom.xml").read_text(encoding="utf-8").count("<entry>") == 6
    manifest = json.loads((public / "manifest.json").read_bytes())
    assert set(manifest["files"]) == set(now) - {"manifest.json"}
    assert list(manifest["editions"]) == ["1", "2"]


def test_an_edition_with_fewer_languages_leaves_nothing_behind(public: Path) -> None:
    press(public, {"en": drafts()["en"]})
    assert not [name for name in everything(public) if "fa" in Path(name).parts or ".fa." in name]


def test_an_earlier_edition_that_was_changed_stops_the_press(public: Path) -> None:
    path = public / "1" / "edition.json"
    path.write_bytes(path.read_bytes().replace(b"15", b"51"))
    with pytest.raises(PublicationRefused, match="not the file that was published"):
        press(public, number="2")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(BadInput, match="neither empty nor a publication"):
        press(tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


@pytest.mark.parametrize("number", ["", "../1", "a/b", "."])
def test_a_number_is_a_plain_name(tmp_path: Path, number: str) -> None:
    with pytest.raises(PublicationRefused):
        press(tmp_path / "public", number=number)


def test_an_item_lists_who_of_the_pack_it_names(public: Path) -> None:
    record = json.loads((public / "1" / "edition.json").read_bytes())["edition"]
    actors = {actor["id"] for entry in record["twins"][0]["entries"] for actor in entry["actors"]}
    assert actors == {"tal.p.tolun", "tal.o.post", "tal.o.daily", "tal.o.banu", "tal.i.mh"}


def test_dossiers_come_with_their_developments(tmp_path: Path) -> None:
    from publish.builders import HARBOUR

    editions = {code: parse_edition(source) for code, source in drafts().items()}
    publish_edition(
        editions, folder=tmp_path / "public", number="1", evidence=proofs(), private=private_spans(), pack=PACK,
        bundle=BUNDLE, at="", by="", developments={HARBOUR.id: replace(HARBOUR, dossiers=("harbour",))},
    )  # fmt: skip
    record = json.loads((tmp_path / "public/1/edition.json").read_bytes())["edition"]
    assert record["twins"][0]["entries"][1]["dossiers"] == ["harbour"]
