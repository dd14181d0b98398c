"""The evidence bundle: one form, every byte of it guarded, readable by others."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from preserve.material import Open, exchange
from rasad import preserve
from rasad.errors import ArchiveDamaged, CannotWrite, WrongUse
from rasad.model import Capture, TextVersion
from rasad.preserve import verifier
from rasad.preserve.cdxj import key

CREATED = "2026-11-01T12:00:00Z"


def filled(archive: preserve.FileArchive) -> tuple[list[Capture], list[TextVersion]]:
    def keep(path: str, **more: object) -> Capture:
        return archive.keep(exchange(path, **more), source="agency", by=None, how="poll")  # type: ignore[arg-type]

    captures = [keep("/1"), keep("/1", at="2026-09-15T08:00:00Z"), keep("/2?b=2&a=1", body=b"two")]
    captures.append(
        archive.keep_resource(
            "urn:rasad:file:1:a.pdf", b"%PDF-", "application/pdf", at=CREATED, by="mina", how="add"
        )
    )
    return captures, [
        archive.keep_text(captures[0], "متن", "read-1"),
        archive.keep_text(captures[2], "two", "read-1"),
    ]


def write(
    archive: preserve.FileArchive, path: Path, captures: list[Capture], texts: list[TextVersion]
) -> str:
    return preserve.write_wacz(
        path,
        captures=captures,
        texts=texts,
        archive=archive,
        log=archive.log,
        title="شماره یک",
        created=CREATED,
    )


@pytest.fixture
def bundle(opened: Open, tmp_path: Path) -> Path:
    archive = opened()
    path = tmp_path / "out" / "evidence.wacz"
    write(archive, path, *filled(archive))
    return path


def test_the_same_selection_gives_the_same_bytes(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    captures, texts = filled(archive)
    first = write(archive, tmp_path / "1.wacz", captures, texts)
    second = write(opened(), tmp_path / "2.wacz", captures[::-1], texts[::-1])
    assert first == second
    assert first == verifier.sha256((tmp_path / "1.wacz").read_bytes())


def test_records_go_in_byte_for_byte(bundle: Path, tmp_path: Path) -> None:
    data = zipfile.ZipFile(bundle).read(verifier.DATA)
    held = next((tmp_path / "archive").glob("*/*.gz")).read_bytes()
    records = list(verifier.records(data))
    assert len(records) == 10
    for record in records[1:]:
        assert data[record["offset"] : record["offset"] + record["length"]] in held


def test_a_revisit_brings_what_it_repeats(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    captures, _ = filled(archive)
    assert captures[1].kind == "revisit"
    write(archive, tmp_path / "r.wacz", [captures[1]], [])
    types = [
        r["WARC-Type"]
        for r in verifier.records(zipfile.ZipFile(tmp_path / "r.wacz").read(verifier.DATA))
    ]
    assert types == ["warcinfo", "response", "request", "revisit", "request"]


def test_a_text_brings_its_page(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    _, texts = filled(archive)
    write(archive, tmp_path / "t.wacz", [], texts[1:])
    assert preserve.verify(tmp_path / "t.wacz").findings == ()


def test_an_intact_bundle_stands(bundle: Path) -> None:
    found = preserve.verify(bundle)
    assert (found.kind, found.checked, found.findings, found.stands) == ("bundle", 10, (), True)
    assert any("unsigned" in note for note in found.notes)


def test_each_record_has_the_line_of_the_log(bundle: Path, tmp_path: Path) -> None:
    proof = json.loads(zipfile.ZipFile(bundle).read(verifier.PROOF))
    log = (tmp_path / "log" / "rasad.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(line in log for entry in proof["records"] for line in entry["log"])
    assert [len(entry["log"]) for entry in proof["records"]] == [1] * 6


@pytest.mark.slow
def test_any_flipped_byte_is_found(bundle: Path) -> None:
    """Each byte, of the two long plain files every 16th; `evals/harness/tamper.py` takes every one."""
    whole = bytearray(bundle.read_bytes())
    plain = [
        (start, start + len(text)) for text in _plain_files(bundle) if (start := whole.find(text))
    ]
    for at in range(len(whole)):
        if at % 16 and any(start <= at < end for start, end in plain):
            continue
        whole[at] ^= 1 << (at % 8)
        assert verifier.check(bytes(whole))[1], at
        whole[at] ^= 1 << (at % 8)


def _plain_files(bundle: Path) -> list[bytes]:
    files = verifier.read_zip(bundle.read_bytes())
    return [files[verifier.README], files[verifier.SCRIPT]]


def test_a_cut_or_longer_bundle_is_found(bundle: Path) -> None:
    whole = bundle.read_bytes()
    for changed in (whole[:-1], whole + b"\0", whole[: len(whole) // 2], b"", whole * 2):
        bundle.write_bytes(changed)
        assert not preserve.verify(bundle).stands


def test_damage_of_a_record_names_the_record(bundle: Path) -> None:
    whole = bytearray(bundle.read_bytes())
    whole[900] ^= 1
    bundle.write_bytes(whole)
    findings = preserve.verify(bundle).findings
    assert any("archive/data.warc.gz" in finding for finding in findings)
    assert any("at byte" in finding for finding in findings)


def test_a_forged_index_is_found_even_when_its_hash_fits(bundle: Path) -> None:
    from rasad.preserve.wacz import package

    files = verifier.read_zip(bundle.read_bytes())
    listed = {name: files[name] for name in verifier.LISTED}
    listed[verifier.INDEX] = listed[verifier.INDEX].replace(b'"200"', b'"404"', 1)
    bundle.write_bytes(verifier.make_zip(listed | package(listed, "شماره یک", CREATED)))
    assert preserve.verify(bundle).findings == (
        "indexes/index.cdxj: does not follow from the records",
    )


@pytest.mark.slow
def test_the_verifier_inside_needs_nothing_but_python(bundle: Path, tmp_path: Path) -> None:
    script = tmp_path / "verify.py"
    script.write_bytes(zipfile.ZipFile(bundle).read(verifier.SCRIPT))
    assert script.read_bytes().count(b"\n") <= 150
    command = [sys.executable, "-I", "-S", str(script), str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "10 records: it stands\n")
    whole = bytearray(bundle.read_bytes())
    whole[2000] ^= 8
    bundle.write_bytes(whole)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "CHANGED" in done.stdout


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_official_validator_takes_it(bundle: Path) -> None:
    from wacz.validate import Validation

    with contextlib.redirect_stdout(io.StringIO()) as said:
        validation = Validation(str(bundle))
        assert validation.frictionless_validate(), said.getvalue()
        assert validation.check_file_paths(), said.getvalue()
        assert validation.check_file_hashes(), said.getvalue()
        assert validation.check_data_package_hash_and_sig(), said.getvalue()
        validation.dir.cleanup()


def test_a_readme_says_what_is_shown_and_what_not(bundle: Path) -> None:
    text = zipfile.ZipFile(bundle).read(verifier.README).decode()
    assert "شماره یک" in text
    assert "Not shown" in text


def test_an_empty_selection_makes_no_bundle(opened: Open, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        write(opened(), tmp_path / "none.wacz", [], [])


def test_damaged_evidence_makes_no_bundle(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    captures, texts = filled(archive)
    file = next((tmp_path / "archive").glob("*/*.gz"))
    whole = bytearray(file.read_bytes())
    whole[captures[0].location.offset + 100] ^= 1
    file.write_bytes(whole)
    with pytest.raises(ArchiveDamaged):
        write(archive, tmp_path / "none.wacz", captures, texts)
    assert not list(tmp_path.glob("*.wacz"))


def test_a_place_that_cannot_be_written_leaves_nothing(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        write(archive, tmp_path / "file" / "b.wacz", *filled(archive))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Agency.example/News?b=2&a=1", "example,agency)/news?a=1&b=2"),
        ("http://agency.example:80", "example,agency)/"),
        ("https://agency.example:8443/x", "example,agency:8443)/x"),
        ("urn:rasad:file:1", "urn:rasad:file:1"),
    ],
)
def test_keys_sort_by_host_backwards(url: str, expected: str) -> None:
    assert key(url) == expected
