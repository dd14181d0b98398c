"""Bad input: one clear line, the exit code of the contract, nothing half-written."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rasad.cli import main
from rasad.monitor import Monitor

PAGE = b"<html lang=en><body><article><p>" + b"The authority said the price of access will not change. " * 20 + b"</p></article>"


@pytest.fixture
def monitor(tmp_path: Path) -> Path:
    folder = tmp_path / "monitor"
    assert main(["init", str(folder), "--pack", "example", "--quiet"]) == 0
    return folder


def zipped(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, payload in entries.items():
            file.writestr(name, payload)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.html": (lambda p: p.write_bytes(b""), "empty file"),
    "noise.bin": (lambda p: p.write_bytes(bytes(range(256)) * 9), "no known kind"),
    "cut.warc.gz": (lambda p: p.write_bytes(b"\x1f\x8b\x08\x00abc"), "cut.warc.gz"),
    "cut.jsonl.gz": (lambda p: p.write_bytes(gzip.compress(b"{}")[:12]), "to its end"),
    "up.wacz": (lambda p: zipped(p, {"../../evil.warc.gz": b"x", "datapackage.json": b"{}"}), "leads out"),
    "bomb.wacz": (lambda p: zipped(p, {"datapackage.json": b"{}", "archive/data.warc.gz": b"0" * 60_000_000}), "bomb"),
    "broken.wacz": (lambda p: p.write_bytes(b"PK\x03\x04garbage"), "broken.wacz"),
    "up.docx": (lambda p: zipped(p, {"../word/document.xml": b"<x/>"}), "no known kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_in_one_line(
    name: str, monitor: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, says = REFUSED[name]
    make(tmp_path / name)
    assert main(["--monitor", str(monitor), "add", str(tmp_path / name)]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.err.count("\n") == 1
    assert not list((monitor / "archive").rglob("*.warc.gz"))
    assert not (tmp_path / "evil.warc.gz").exists()


KEPT_WITH_PROBLEM: dict[str, tuple[bytes, str]] = {
    "noise.html": (bytes(range(256)) * 12, "binary"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"hi", "bomb"),
    "bare.html": (b"<html><head><title>Nothing</title></head><body></body></html>", "no article text"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "PDF"),
    "wide.txt": (b"word " * 4_400_000, "larger than"),
    "entities.html": (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body>&b;</body></html>', "no article text",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT_WITH_PROBLEM)
def test_what_cannot_be_read_is_kept_and_told(
    name: str, monitor: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    payload, says = KEPT_WITH_PROBLEM[name]
    (tmp_path / name).write_bytes(payload)
    assert main(["--monitor", str(monitor), "add", str(tmp_path / name)]) == 1
    with Monitor(monitor) as opened:
        (capture,) = opened.parts.store.captures.all()
        (problem,) = opened.parts.store.problems.all()
        assert opened.parts.archive.fetched(capture).body == payload
        assert problem.subject == capture.id
        assert says.lower() in problem.message.lower()


def test_a_wrong_charset_is_read_honestly(monitor: Path, tmp_path: Path) -> None:
    body = "Café à la carte, a très bien said the minister of communications in Sarvan. " * 20
    page = b'<html><head><meta charset="utf-8"></head><body><p>' + body.encode("latin-1") + b"</p></body></html>"
    (tmp_path / "page.html").write_bytes(page)
    assert main(["--monitor", str(monitor), "add", str(tmp_path / "page.html")]) == 0
    with Monitor(monitor) as opened:
        (article,) = opened.parts.store.articles.all()
    assert "Café à la carte" in article.text


def test_adding_twice_changes_nothing(monitor: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    words = ["--monitor", str(monitor), "add", str(tmp_path / "page.html"), "--quiet"]
    assert main(words) == 0
    files = {path: path.read_bytes() for path in (monitor / "archive").rglob("*") if path.is_file()}
    log = (monitor / "log" / "rasad.jsonl").read_bytes()
    assert main(words) == 0
    assert {path: path.read_bytes() for path in (monitor / "archive").rglob("*") if path.is_file()} == files
    assert (monitor / "log" / "rasad.jsonl").read_bytes() == log


def test_a_page_saved_elsewhere_needs_whence_when_and_by_whom(
    monitor: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    words = ["--monitor", str(monitor), "add", str(tmp_path / "page.html"), "--url", "http://talna.example/en/news/1"]
    assert main(words) == 2
    assert "--captured" in capsys.readouterr().err
    assert main([*words, "--captured", "2026-09-14", "--by", "mina", "--how", "saved by browser"]) == 0
    with Monitor(monitor) as opened:
        (capture,) = opened.parts.store.captures.all()
    assert (capture.at, capture.by) == ("2026-09-14T00:00:00Z", "mina")


def test_a_pack_with_a_typo_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "atlantis"
    pack.mkdir()
    (pack / "pack.toml").write_text('format = 1\nid = "atlantis"\nnmae = { en = "A" }\n', encoding="utf-8")
    assert main(["init", str(tmp_path / "m"), "--pack", str(pack)]) == 2
    told = capsys.readouterr().err
    assert "nmae" in told and "pack.toml" in told
    assert not (tmp_path / "m").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB where the machine lets us mount one, else a quota on file size."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False)
    yield folder
    if done.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)


LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)); "
    "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from rasad.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.mark.slow
def test_a_full_disk_stops_cleanly_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    folder = small_disk / "monitor"
    assert main(["init", str(folder), "--quiet"]) == 0
    (tmp_path / "page.html").write_bytes(PAGE)
    assert main(["--monitor", str(folder), "add", str(tmp_path / "page.html"), "--quiet"]) == 0
    (tmp_path / "big.html").write_bytes(PAGE + os.urandom(6_000_000).hex().encode())
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "--monitor", str(folder), "add", str(tmp_path / "big.html")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert done.stderr.count("\n") == 1
    with Monitor(folder) as opened:
        (capture,) = opened.parts.store.captures.all()
        assert opened.parts.archive.fetched(capture).body == PAGE
    assert main(["verify", str(folder)]) == 0


@pytest.mark.slow
def test_a_read_only_disk_is_said_in_one_line(small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_disk / "monitor"
    assert main(["init", str(folder), "--quiet"]) == 0
    (tmp_path / "page.html").write_bytes(PAGE)
    done = subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], capture_output=True, check=False)
    if done.returncode != 0:
        folder.chmod(0o500)
        for part in folder.rglob("*"):
            part.chmod(0o500 if part.is_dir() else 0o400)
        if os.access(folder, os.W_OK):
            (folder / "archive").rmdir()
            (folder / "archive").write_bytes(b"in the way")
    assert main(["--monitor", str(folder), "add", str(tmp_path / "page.html")]) == 3
    assert capsys.readouterr().err.count("\n") == 1
