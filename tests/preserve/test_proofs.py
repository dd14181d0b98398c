"""Batches, stamps, signatures: what vouches for the log from outside, and what shows that it was changed."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from needs import missing
from preserve import authority as tsa
from preserve.material import Open, exchange
from rasad import preserve
from rasad.errors import BadInput, WrongUse
from rasad.preserve import minisign, stamps, verifier
from rasad.preserve.merkle import Tree
from rasad.preserve.verifier import sha256
from rasad.testing import FrozenClock

CHEAP = (1 << 15, 1 << 20)
AUTHORITY = "https://tsa.example/stamp"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        missing("openssl", "openssl")
    folder = tmp_path_factory.mktemp("authority")
    tsa.make_certificates(folder)
    return folder


@pytest.fixture
def archive(opened: Open) -> Iterator[preserve.FileArchive]:
    archive = opened()
    for number in range(3):
        capture = archive.keep(exchange(f"/{number}"), source="agency", by=None, how="poll")
        archive.keep_text(capture, f"page {number}", "read-1")
    yield archive


def key() -> tuple[preserve.SecretKey, str]:
    secret, public = minisign.make_key("a long phrase", entropy=os.urandom, cost=CHEAP)
    return minisign.read_key(secret, "a long phrase"), public


def log_of(archive: preserve.FileArchive) -> preserve.Log:
    assert archive.log is not None
    return archive.log


def stamp(archive: preserve.FileArchive, folder: Path, clock: FrozenClock, address: str = AUTHORITY) -> None:
    preserve.close_batch(log_of(archive))
    for batch, asked in preserve.waiting(log_of(archive), [address]):
        query, nonce = preserve.question(batch)
        preserve.take_stamp(
            log_of(archive), batch, asked, tsa.answer(folder, query),
            nonce=nonce, roots=[(folder / "root.pem").read_bytes()], now=clock.now(),
        )  # fmt: skip


def bundle(archive: preserve.FileArchive, path: Path) -> Path:
    preserve.write_wacz(
        path, captures=list(archive.captures()), texts=list(archive.texts()), archive=archive,
        log=archive.log, title="x", created="2026-11-01T12:00:00Z",
    )  # fmt: skip
    return path


# -- batches ------------------------------------------------------------------------------------


def reference_root(lines: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    import hashlib

    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    half = 1 << ((len(lines) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + reference_root(lines[:half]) + reference_root(lines[half:])).digest()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 13, 64, 65])
def test_a_tree_is_that_of_rfc_6962_and_every_path_leads_to_its_root(count: int) -> None:
    lines = [b"line %d" % number for number in range(count)]
    tree = Tree(lines)
    assert tree.root == reference_root(lines).hex()
    for number, line in enumerate(lines):
        made = sha256(b"\0" + line)
        for step in tree.path(number):
            made = sha256(bytes.fromhex("01" + (step[1:] + made if step[0] == "<" else made + step[1:])))
        assert made == tree.root


def test_a_batch_covers_what_is_new_and_nothing_twice(archive: preserve.FileArchive, tmp_path: Path) -> None:
    log = log_of(archive)
    first = preserve.close_batch(log)
    assert first is not None and (first.number, first.first, first.lines) == (1, 0, 7)
    assert preserve.close_batch(log) is None
    archive.keep(exchange("/new"), source="agency", by=None, how="poll")
    second = preserve.close_batch(log)
    assert second is not None and (second.first, second.lines) == (7, 2)
    told = json.loads((tmp_path / "log" / "batches" / "000002.json").read_text())
    assert told["previous"] == sha256((tmp_path / "log" / "batches" / "000001.json").read_bytes())
    assert preserve.verify(tmp_path).findings == ()


def test_a_batch_file_that_a_kill_kept_from_the_disk_is_made_again(
    archive: preserve.FileArchive, tmp_path: Path
) -> None:
    preserve.close_batch(log_of(archive))
    path = tmp_path / "log" / "batches" / "000001.json"
    whole = path.read_bytes()
    path.unlink()
    found = preserve.verify(tmp_path)
    assert found.findings == ()
    assert any("000001.json: not written yet" in note for note in found.notes)
    preserve.close_batch(log_of(archive))
    assert path.read_bytes() == whole
    archive.keep(exchange("/new"), source="agency", by=None, how="poll")
    preserve.close_batch(log_of(archive))
    path.unlink()
    assert preserve.verify(tmp_path).findings == ("log/batches/000001.json: in the log and missing",)


def test_a_changed_batch_file_is_found(archive: preserve.FileArchive, tmp_path: Path) -> None:
    preserve.close_batch(log_of(archive))
    path = tmp_path / "log" / "batches" / "000001.json"
    path.write_bytes(path.read_bytes().replace(b'"lines": 7', b'"lines": 6'))
    assert any("000001.json" in finding for finding in preserve.verify(tmp_path).findings)


def test_each_record_of_a_bundle_is_proved_to_be_in_its_batch(
    archive: preserve.FileArchive, tmp_path: Path
) -> None:
    preserve.close_batch(log_of(archive))
    archive.keep(exchange("/late"), source="agency", by=None, how="poll")
    path = bundle(archive, tmp_path / "b.wacz")
    proof = json.loads(zipfile.ZipFile(path).read(verifier.PROOF))
    assert [bool(entry["batch"]) for entry in proof["records"]].count(False) == 1
    assert preserve.verify(path).findings == ()


@pytest.mark.slow
def test_the_verifier_inside_checks_the_path_in_plain_python(
    archive: preserve.FileArchive, tmp_path: Path
) -> None:
    from rasad.preserve.wacz import package

    preserve.close_batch(log_of(archive))
    path = bundle(archive, tmp_path / "b.wacz")
    files = verifier.read_zip(path.read_bytes())
    listed = {name: data for name, data in files.items() if name not in (verifier.PACKAGE, verifier.DIGEST)}
    proof = json.loads(listed[verifier.PROOF])
    step = proof["records"][0]["batch"]["path"][1]
    proof["records"][0]["batch"]["path"][1] = step[:-1] + ("0" if step[-1] != "0" else "1")
    listed[verifier.PROOF] = verifier.dump(proof)
    path.write_bytes(verifier.make_zip(listed | package(listed, "x", "2026-11-01T12:00:00Z")))
    script = tmp_path / "verify.py"
    script.write_bytes(files[verifier.SCRIPT])
    done = subprocess.run([sys.executable, "-I", "-S", str(script), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "not in the batch that it names" in done.stdout


# -- signatures ---------------------------------------------------------------------------------


def test_the_minisign_binary_takes_our_signature(archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock) -> None:
    if shutil.which("minisign") is None:
        missing("minisign", "minisign")
    secret, public = key()
    path = bundle(archive, tmp_path / "evidence.wacz")
    preserve.sign_file(path, secret, by="mina", now=clock.now())
    command = ["minisign", "-V", "-m", str(path), "-P", public.splitlines()[1]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "file:evidence.wacz" in done.stdout
    path.write_bytes(path.read_bytes() + b"\0")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_we_take_what_the_minisign_binary_signs_with_our_key(tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        missing("minisign", "minisign")
    secret, public = minisign.make_key("a long phrase", entropy=os.urandom, cost=CHEAP)
    (tmp_path / "k").write_text(secret)
    (tmp_path / "f").write_bytes(b"what was printed")
    subprocess.run(
        ["minisign", "-S", "-m", str(tmp_path / "f"), "-s", str(tmp_path / "k")],
        input="a long phrase\n", text=True, capture_output=True, check=True,
    )  # fmt: skip
    minisign.check((tmp_path / "f.minisig").read_text(), b"what was printed", public)


def test_a_key_opens_with_its_passphrase_only() -> None:
    secret, _ = minisign.make_key("right", entropy=os.urandom, cost=CHEAP)
    with pytest.raises(BadInput, match="passphrase"):
        minisign.read_key(secret, "wrong")
    with pytest.raises(WrongUse):
        minisign.make_key("", entropy=os.urandom, cost=CHEAP)
    for broken in ("", "untrusted comment: x\nAAAA\n", secret.replace("RW", "!W", 1)):
        with pytest.raises(BadInput):
            minisign.read_key(broken, "right")


def test_an_opened_key_never_shows_its_seed() -> None:
    secret, _ = key()
    assert secret.seed.hex() not in repr(secret)
    assert repr(secret.seed) not in repr(secret)


@pytest.mark.slow
def test_any_changed_character_of_a_signature_is_found(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock
) -> None:
    secret, public = key()
    path = bundle(archive, tmp_path / "evidence.wacz")
    beside = preserve.sign_file(path, secret, by="mina", now=clock.now())
    found = preserve.verify(path, keys=[public])
    assert found.findings == ()
    assert any(note.startswith(f"signed by key {minisign.name_of(secret.id)} (handle mina)") for note in found.notes)
    whole = bytearray(beside.read_bytes())
    for at in range(len(whole)):
        whole[at] ^= 1
        beside.write_bytes(whole)
        assert preserve.verify(path).findings, at
        whole[at] ^= 1


def test_another_key_is_not_the_key_that_was_given(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock
) -> None:
    path = bundle(archive, tmp_path / "evidence.wacz")
    assert any("unsigned" in note for note in preserve.verify(path).notes)
    assert preserve.verify(path, keys=[key()[1]]).findings
    preserve.sign_file(path, key()[0], by="mina", now=clock.now())
    assert preserve.verify(path).findings == ()
    assert any("not by the key that was given" in what for what in preserve.verify(path, keys=[key()[1]]).findings)


def test_signed_batches_say_by_whom(archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock) -> None:
    secret, _ = key()
    preserve.close_batch(log_of(archive))
    assert len(preserve.sign_batches(log_of(archive), secret, by="mina", now=clock.now())) == 1
    assert preserve.sign_batches(log_of(archive), secret, by="mina", now=clock.now()) == []
    assert preserve.close_batch(log_of(archive)) is None
    found = preserve.verify(tmp_path)
    assert found.findings == ()
    assert any("signed by key" in note and "handle mina" in note and "up to line 7" in note for note in found.notes)
    assert not any("unsigned" in note for note in found.notes)


# -- stamps -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_stamp_is_checked_offline_and_says_until_when(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    stamp(archive, authority, clock)
    found = preserve.verify(tmp_path)
    assert found.findings == ()
    assert any(note.startswith("stamped: lines 1–7") and AUTHORITY in note for note in found.notes)
    assert any(note.startswith("unanchored: nothing after 20") for note in found.notes)


@pytest.mark.slow
def test_openssl_takes_the_saved_stamp(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    stamp(archive, authority, clock)
    folder = tmp_path / "log" / "batches"
    (token,) = folder.glob("*.tsr")
    (root,) = folder.glob("*.pem")
    said = tsa.openssl("ts", "-verify", "-data", f"{folder}/000001.json", "-in", str(token), "-CAfile", str(root))
    assert b"OK" in said


@pytest.mark.slow
def test_a_stamp_of_another_authority_or_of_something_else_is_not_taken(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    tsa.make_certificates(tmp_path / "other")
    root = (tmp_path / "other" / "root.pem").read_bytes()
    batch = preserve.close_batch(log_of(archive))
    assert batch is not None
    query, nonce = preserve.question(batch)
    token = tsa.answer(authority, query)
    good = [(authority / "root.pem").read_bytes()]
    with pytest.raises(BadInput, match="vouches"):
        preserve.take_stamp(log_of(archive), batch, AUTHORITY, token, nonce=nonce, roots=[root], now=clock.now())
    with pytest.raises(BadInput, match="another question"):
        preserve.take_stamp(log_of(archive), batch, AUTHORITY, token, nonce=(nonce or 0) + 1, roots=good, now=clock.now())
    with pytest.raises(ValueError, match="something else"):
        stamps.check(token, batch.payload + b" ", good)
    for broken in (b"", b"<html>", token[:-40]):
        with pytest.raises(BadInput):
            preserve.take_stamp(log_of(archive), batch, AUTHORITY, broken, nonce=nonce, roots=good, now=clock.now())
    assert not list((tmp_path / "log" / "batches").glob("*.tsr"))
    assert stamps.check(token, batch.payload, [root, *good]).is_trusted
    assert stamps.check(token, batch.payload, []).is_trusted is None


def test_a_stamp_outlives_the_certificates_it_was_made_with() -> None:
    """Root and authority of this one ran out in April 2020; it is checked at the moment that it names."""
    folder = Path(__file__).with_name("fixtures") / "stamp-of-2020"
    root, payload = (folder / "root.pem").read_bytes(), (folder / "payload.txt").read_bytes()
    found = stamps.check((folder / "token.tsr").read_bytes(), payload, [root])
    assert (found.moment, found.is_trusted) == ("2020-03-01T10:00:00Z", True)


@pytest.mark.slow
def test_a_certificate_that_had_run_out_then_vouches_for_nothing(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        missing("openssl", "openssl")
    tsa.make_certificates(tmp_path, days=-1)
    query, nonce = stamps.ask(b"x")
    with pytest.raises(ValueError, match="vouches"):
        stamps.check(tsa.answer(tmp_path, query), b"x", [(tmp_path / "root.pem").read_bytes()], nonce=nonce)


def test_a_certificate_that_would_make_the_library_panic_is_refused(authority: Path) -> None:
    query, nonce = stamps.ask(b"payload")
    token, root = tsa.answer(authority, query), (authority / "root.pem").read_bytes()
    assert stamps.check(token, b"payload", [root], nonce=nonce).is_trusted
    assert b"Test Authority" in token
    with pytest.raises(ValueError, match=r"cannot be read|vouches"):
        stamps.check(token.replace(b"Test Authority", b"\xff\xfeest Authorit"), b"payload", [root])
    der = base64.b64decode(b"".join(root.splitlines()[1:-1]))
    assert b"Root " in der
    broken = base64.encodebytes(der.replace(b"Root ", b"\xff\xfeot "))
    pem = b"-----BEGIN CERTIFICATE-----\n" + broken + b"-----END CERTIFICATE-----\n"
    with pytest.raises(ValueError):
        stamps.check(token, b"payload", [pem])


@pytest.mark.slow
def test_random_changes_of_a_token_are_found(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    stamp(archive, authority, clock)
    dice = random.Random(3)
    (token,) = (tmp_path / "log" / "batches").glob("*.tsr")
    (root,) = (tmp_path / "log" / "batches").glob("*.pem")
    for path in (token, root):
        whole = path.read_bytes()
        for _ in range(40):
            at = dice.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
            assert preserve.verify(tmp_path).findings, (path.name, at)
        path.write_bytes(whole)
    assert preserve.verify(tmp_path).findings == ()


@pytest.mark.slow
def test_a_bundle_brings_stamps_and_signatures_of_its_batches(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    stamp(archive, authority, clock)
    preserve.sign_batches(log_of(archive), key()[0], by="mina", now=clock.now())
    path = bundle(archive, tmp_path / "b.wacz")
    found = preserve.verify(path)
    assert found.findings == ()
    assert any("stamped: 000001.json.tsa.example" in note for note in found.notes)
    assert any("signed: 000001.json" in note and "handle mina" in note for note in found.notes)
    names = zipfile.ZipFile(path).namelist()
    assert {Path(name).suffix for name in names if name.startswith("batches/")} == {
        ".json", ".tsr", ".pem", ".minisig", ".pub",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_official_validator_takes_a_bundle_with_proofs(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    from wacz.validate import Validation

    stamp(archive, authority, clock)
    preserve.sign_batches(log_of(archive), key()[0], by="mina", now=clock.now())
    with contextlib.redirect_stdout(io.StringIO()) as said:
        validation = Validation(str(bundle(archive, tmp_path / "b.wacz")))
        assert validation.frictionless_validate(), said.getvalue()
        assert validation.check_file_paths(), said.getvalue()
        assert validation.check_file_hashes(), said.getvalue()
        assert validation.check_data_package_hash_and_sig(), said.getvalue()
        validation.dir.cleanup()


def test_a_bundle_made_anew_loses_the_signature_of_the_old(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock
) -> None:
    path = bundle(archive, tmp_path / "b.wacz")
    beside = preserve.sign_file(path, key()[0], by="mina", now=clock.now())
    bundle(archive, path)
    assert beside.exists()
    archive.keep(exchange("/more"), source="agency", by=None, how="poll")
    bundle(archive, path)
    assert not beside.exists()


@pytest.mark.slow
def test_rolled_back_together_is_named_as_what_only_an_anchor_shows(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    stamp(archive, authority, clock)
    folder = tmp_path / "log"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != ".lock"}
    archive.keep(exchange("/late"), source="agency", by=None, how="poll")
    archive.close()
    log_of(archive).close()
    for path, payload in before.items():
        path.write_bytes(payload)
    found = preserve.verify(tmp_path)
    assert found.findings == ()
    (note,) = [note for note in found.notes if note.startswith("unanchored")]
    assert "rolled back together" in note
    assert f"(lines 8–{len((folder / 'rasad.jsonl').read_bytes().splitlines())})" in note


def test_without_the_libraries_proofs_are_named_and_not_judged(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    preserve.close_batch(log_of(archive))
    preserve.sign_batches(log_of(archive), key()[0], by="mina", now=clock.now())
    path = bundle(archive, tmp_path / "b.wacz")
    monkeypatch.setattr("rasad.preserve.anchors.has_library", lambda: False)
    for place in (tmp_path, path):
        found = preserve.verify(place)
        assert found.findings == ()
        assert any("not checked" in note and "rasad[proofs]" in note for note in found.notes)
        assert any("unsigned" in note for note in found.notes)


def test_our_clock_and_that_of_the_server_are_told_apart(opened: Open) -> None:
    archive = opened()
    capture = archive.keep(
        exchange(
            headers=(("Date", "Mon, 14 Sep 2026 07:59:53 GMT"),), egress="tor", certificate="ab" * 32, peer=None
        ),
        source="agency", by="mina", how="poll",
    )  # fmt: skip
    stretch = archive.stretch(capture.location)
    (around,) = [record for record in verifier.records(stretch) if record["WARC-Type"] == "metadata"]
    assert around["block"].decode().split("\r\n")[:-1] == [
        "collector: mina",
        "egress: tor",
        f"server-certificate-sha256: {'ab' * 32}",
        "clock-ahead-of-server-seconds: 7",
    ]
    fetched = archive.fetched(capture)
    assert (fetched.egress, fetched.certificate) == ("tor", "ab" * 32)


@pytest.mark.slow
def test_the_log_tells_how_far_our_clock_was_from_the_authority(
    archive: preserve.FileArchive, tmp_path: Path, clock: FrozenClock, authority: Path
) -> None:
    from datetime import UTC, datetime

    clock.moment = datetime.now(UTC) + timedelta(hours=2)
    stamp(archive, authority, clock)
    (line,) = [json.loads(l) for l in (tmp_path / "log" / "rasad.jsonl").read_text().splitlines() if '"stamp"' in l]  # noqa: E741
    assert abs(line["clock_ahead_seconds"] - 7200) < 60
