"""`rasad redact`, `stamp`, `sign`, `verify`: what a desk does with its proofs, by the commands it uses."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from needs import missing
from preserve import authority as tsa
from rasad import preserve
from rasad.cli import main
from rasad.model.ids import sha256
from rasad.monitor import Monitor
from rasad.preserve import minisign
from rasad.testing import page

pytestmark = pytest.mark.slow
CHEAP = (1 << 15, 1 << 20)
PHRASE = "a long phrase"
WORDS = "The Digital Regulatory Authority said notice {} is in force. "


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A monitor with two pages read."""
    folder = tmp_path / "monitor"
    assert main(["init", str(folder), "--pack", "example", "--quiet"]) == 0
    for number in range(2):
        source = tmp_path / f"{number}.html"
        source.write_bytes(page(f"Notice {number}", (WORDS.format(number) * 8,), published="2026-09-14T10:00:00+05:00"))
        address = ["--url", f"http://talna.example/en/news/{50_000 + number}", "--captured", "2026-09-14", "--by", "mina"]
        assert main(["--monitor", str(folder), "add", str(source), *address, "--quiet"]) == 0
    assert main(["--monitor", str(folder), "run", "--quiet"]) in (0, 1)
    capsys.readouterr()
    return folder


def rasad(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), *words])


def first_text(folder: Path) -> tuple[str, str, str]:
    """Capture, text version and article of notice 0."""
    with Monitor(folder) as monitor:
        article = next(a for a in monitor.parts.store.articles.all() if "notice 0" in a.text)
        return article.capture, article.text_id, article.id


# -- redact -------------------------------------------------------------------------------------


def test_a_redacted_article_vanishes_and_stays_gone_after_a_rebuild(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture, text, article = first_text(folder)
    assert rasad(folder, "redact", capture[:16], "--by", "mina", "--why", "names a bystander") == 0
    assert f"removed capture {capture}" in capsys.readouterr().out
    for _ in range(2):
        with Monitor(folder) as monitor:
            assert article not in {found.id for found in monitor.parts.store.articles.all()}
            assert monitor.parts.store.texts.get(text) is None
            assert len({found.id for found in monitor.parts.store.articles.all()}) == 1
        assert rasad(folder, "rebuild", "--quiet") in (0, 1)
    held = b"".join(path.read_bytes() for path in folder.rglob("rasad.db*"))
    assert b"notice 0" not in held


def test_show_and_verify_say_removed_by_whom_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture, text, _ = first_text(folder)
    rasad(folder, "redact", capture, "--by", "mina", "--why", "names a bystander")
    capsys.readouterr()
    for id in (capture, text):
        assert rasad(folder, "show", id) == 0
        said = capsys.readouterr().out
        assert "removed" in said and "mina" in said and "names a bystander" in said
    assert main(["verify", str(folder)]) == 0
    assert f"removed: capture {capture} by mina" in capsys.readouterr().out


def test_a_citation_of_a_removed_text_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture, text, _ = first_text(folder)
    edition = folder / "editions" / "1" / "en.md"
    edition.parent.mkdir(parents=True)
    edition.write_text(
        "---\nseries: X\nnumber: 1\nlanguage: en\nwindow: 2026-09-01/2026-10-31\npublished: 2026-11-09\ntitle: X\n"
        f"items: []\n---\n# X\n## Notice {{#d-0123456789ab}}\nThe Digital Regulatory Authority said so [@{text}, 0-20].\n"
    )
    rasad(folder, "redact", capture, "--by", "mina", "--why", "names a bystander")
    capsys.readouterr()
    assert rasad(folder, "check", str(edition)) == 1
    assert f"text version {text} was removed from the archive by mina" in capsys.readouterr().out


def test_bundles_that_still_hold_it_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture, text, _ = first_text(folder)
    bundle = folder / "editions" / "1" / "evidence.wacz"
    bundle.parent.mkdir(parents=True)
    assert rasad(folder, "export", "wacz", text, "--to", str(bundle), "--by", "mina", "--why", "asked for") == 0
    capsys.readouterr()
    rasad(folder, "redact", capture, "--by", "mina", "--why", "x")
    assert "still holds it: editions/1/evidence.wacz" in capsys.readouterr().out


def test_a_capture_that_is_not_there_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rasad(folder, "redact", "f" * 64, "--by", "mina", "--why", "x") == 2
    assert "no such capture" in capsys.readouterr().err


# -- stamp --------------------------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tsa.Authority]:
    if shutil.which("openssl") is None:
        missing("openssl", "openssl")
    with tsa.serving(tmp_path / "authority") as authority:
        yield authority


def ask(folder: Path, *hosts: tuple[str, int], root: Path) -> None:
    shutil.copy(root, folder / "root.pem")
    addresses = ", ".join(f'"http://{host}/stamp"' for host, _ in hosts)
    local = "\n".join(f'"{host}" = "127.0.0.1:{port}"' for host, port in hosts)
    with (folder / "monitor.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[stamp]\nauthorities = [{addresses}]\nroots = ["root.pem"]\n')
    text = (folder / "monitor.toml").read_text(encoding="utf-8")
    if "[local]" in text:
        text = text.replace("[local]", f"[local]\n{local}")
    else:
        text += f"\n[local]\n{local}\n"
    (folder / "monitor.toml").write_text(text, encoding="utf-8")


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_several_authorities_are_asked_and_one_that_is_away_waits(
    folder: Path, authority: tsa.Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(folder, ("one.example", authority.port), ("away.example", closed_port()), root=authority.root)
    assert rasad(folder, "stamp") == 1
    said = capsys.readouterr().out
    assert "batch 1: stamped" in said and "batch 1: waits for http://away.example/stamp" in said
    assert main(["verify", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "says http://one.example/stamp" in said and "nothing after" in said

    text = (folder / "monitor.toml").read_text(encoding="utf-8")
    away = next(line for line in text.splitlines() if line.startswith('"away.example"'))
    (folder / "monitor.toml").write_text(text.replace(away, f'"away.example" = "127.0.0.1:{authority.port}"'), encoding="utf-8")
    assert rasad(folder, "stamp") == 0
    assert "batch 1: stamped" in capsys.readouterr().out
    assert rasad(folder, "stamp") == 0
    assert capsys.readouterr().out == "nothing new to stamp\n"
    assert preserve.verify(folder).findings == ()


def test_asking_leaves_no_capture(folder: Path, authority: tsa.Authority) -> None:
    ask(folder, ("one.example", authority.port), root=authority.root)
    with Monitor(folder) as monitor:
        before = monitor.status()["captures"]
    assert rasad(folder, "stamp", "--quiet") == 0
    with Monitor(folder) as monitor:
        assert monitor.status()["captures"] == before


def test_without_an_authority_stamp_says_what_to_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rasad(folder, "stamp") == 2
    assert "[stamp] authorities" in capsys.readouterr().err


# -- sign ---------------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path: Path) -> Path:
    import os

    secret, public = minisign.make_key(PHRASE, entropy=os.urandom, cost=CHEAP)
    path = tmp_path / "keys" / "desk.key"
    path.parent.mkdir()
    path.write_text(secret)
    path.with_suffix(".pub").write_text(public)
    return path


def say(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))


def test_a_signed_monitor_says_by_whom(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(folder)]) == 0
    assert "unsigned" in capsys.readouterr().out
    say(monkeypatch, PHRASE)
    assert main(["sign", str(folder), "--key", str(key), "--by", "mina"]) == 0
    assert main(["verify", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "handle mina" in said and "unsigned" not in said


def test_a_signed_bundle_is_verified_by_others(
    folder: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("minisign") is None:
        missing("minisign", "minisign")
    bundle = tmp_path / "handed-on.wacz"
    _, text, _ = first_text(folder)
    assert rasad(folder, "export", "wacz", text, "--to", str(bundle), "--by", "mina", "--why", "asked for") == 0
    say(monkeypatch, PHRASE)
    assert main(["sign", str(bundle), "--key", str(key), "--by", "mina"]) == 0
    subprocess.run(["minisign", "-V", "-m", str(bundle), "-p", str(key.with_suffix(".pub"))], check=True, capture_output=True)
    capsys.readouterr()
    assert main(["verify", str(bundle), "--key", str(key.with_suffix(".pub"))]) == 0
    assert "handle mina" in capsys.readouterr().out
    bundle.with_name("handed-on.wacz.minisig").unlink()
    assert main(["verify", str(bundle), "--key", str(key.with_suffix(".pub"))]) == 3


def test_a_secret_key_does_not_lie_in_the_monitor(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(key, folder / "desk.key")
    say(monkeypatch, PHRASE)
    assert main(["sign", str(folder), "--key", str(folder / "desk.key"), "--by", "mina"]) == 2
    assert main(["sign", "--new-key", "--key", str(folder / "other.key")]) == 2
    assert capsys.readouterr().err.count("a secret key does not lie in a monitor's folder") == 2


def test_neither_key_nor_passphrase_enters_the_monitor(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, PHRASE)
    main(["sign", str(folder), "--key", str(key), "--by", "mina", "--quiet"])
    seed = minisign.read_key(key.read_text(), PHRASE).seed
    for path in folder.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert PHRASE.encode() not in held
        assert seed not in held and seed.hex().encode() not in held and str(key).encode() not in held


def test_without_a_key_or_with_a_wrong_phrase_nothing_is_signed(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "log" / "rasad.jsonl").read_bytes()
    say(monkeypatch, "another phrase")
    assert main(["sign", str(folder), "--key", str(key), "--by", "mina"]) == 2
    assert main(["sign", str(folder), "--key", str(key.with_name("none")), "--by", "mina"]) == 2
    assert main(["sign", str(folder), "--key", str(key), "--by", "M A"]) == 2
    assert (folder / "log" / "rasad.jsonl").read_bytes() == before
    assert PHRASE not in capsys.readouterr().err


def test_a_new_key_is_under_a_passphrase_and_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(minisign, "SENSITIVE", CHEAP)  # else 1 GiB and seconds, which is the point of it
    path = tmp_path / "keys" / "new.key"
    say(monkeypatch, PHRASE)
    assert main(["sign", "--new-key", "--key", str(path)]) == 0
    assert path.stat().st_mode & 0o077 == 0
    assert minisign.read_key(path.read_text(), PHRASE).id
    assert path.with_suffix(".pub").read_text().splitlines()[1] in capsys.readouterr().out
    assert main(["sign", "--new-key", "--key", str(path)]) == 2


def test_a_publication_is_signed_by_its_manifest(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    public = folder / "public"
    public.mkdir(exist_ok=True)
    (public / "index.html").write_text("<p>edition")
    digest = sha256(b"<p>edition")
    (public / "manifest.json").write_text(json.dumps({"files": {"index.html": digest}}))
    say(monkeypatch, PHRASE)
    assert main(["sign", str(public), "--key", str(key), "--by", "mina"]) == 0
    assert main(["verify", str(public), "--key", str(key.with_suffix(".pub"))]) == 0
    assert "handle mina" in capsys.readouterr().out
    assert main(["verify", str(folder)]) == 0
