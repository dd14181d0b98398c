"""Verifies an evidence bundle of Rasad with plain Python: `python3 verify.py BUNDLE.wacz`.

Container, digests, capture ids and Merkle paths are computed again from the bytes. Exit code 0: it
stands; 3: it was changed, and where. Who and when: its signature and the stamps in batches/.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import struct
import sys
import zlib
from collections.abc import Iterator
from typing import Any

DATA, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdxj", "pages/pages.jsonl"
PROOF, README, SCRIPT = "proof/captures.json", "proof/README.txt", "proof/verify.py"
PACKAGE, DIGEST, BATCHES = "datapackage.json", "datapackage-digest.json", "batches/"
LISTED = (DATA, INDEX, PAGES, PROOF, README, SCRIPT)
CAPTURES, HTTP = ("response", "resource", "revisit"), ("response", "request", "revisit")
Record = dict[str, Any]  # Any: header fields are str, offset int, block and payload bytes


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def make_zip(files: dict[str, bytes]) -> bytes:
    """The one canonical container: stored, in the order given, at the beginning of ZIP time."""
    body, directory = b"", b""
    for name, data in files.items():
        common = (20, 0x800, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += struct.pack("<IHHHHHHIIIHH", 0x02014B50, 0x314, *common)
        directory += struct.pack("<HHHII", 0, 0, 0, 0o644 << 16, len(body)) + name.encode()
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, *common) + name.encode() + data
    sizes = (0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + struct.pack("<IHHHHIIH", 0x06054B50, *sizes)


def read_zip(data: bytes) -> dict[str, bytes]:
    files, at = dict[str, bytes](), 0
    while data[at : at + 4] == b"PK\x03\x04":
        size, length = struct.unpack("<IH", data[at + 22 : at + 28])
        start, at = at + 30 + length, at + 30 + length + size
        files[data[start - length : start].decode()] = data[start:at]
    return files


def records(data: bytes) -> Iterator[Record]:
    """The records of a WARC file, each a gzip member. Raises ValueError, KeyError, zlib.error."""
    offset = 0
    while offset < len(data):
        unpacker, raw, at = zlib.decompressobj(31), bytearray(), offset
        while not unpacker.eof:
            piece = data[at : at + 65536]
            raw += unpacker.decompress(piece)
            at += len(piece)
            if not piece or len(raw) > 1 << 30:
                raise ValueError(f"the record at byte {offset} does not end")
        head, _, rest = bytes(raw).partition(b"\r\n\r\n")
        record: Record = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[:0:-1])
        block = rest[: int(record["Content-Length"])]
        if not head.startswith(b"WARC/1.1\r\n") or rest != block + b"\r\n\r\n":
            raise ValueError(f"the record at byte {offset} is not whole")
        body = block.partition(b"\r\n\r\n")[2] if record["WARC-Type"] in HTTP else block
        record["block"], record["payload"], record["offset"] = block, body, offset
        offset = at - len(unpacker.unused_data)
        yield record | {"length": offset - record["offset"]}


def check_record(record: Record, payloads: dict[str, str]) -> Iterator[str]:
    kind, digest = record["WARC-Type"], record.get("WARC-Payload-Digest", "")
    name = f"{DATA}: {kind} of {record.get('WARC-Target-URI')} at byte {record['offset']}"
    if record.get("WARC-Block-Digest") != f"sha256:{sha256(record['block'])}":
        yield f"{name}: its bytes are not those that were kept"
    if kind == "revisit" and payloads.get(record.get("Rasad-Refers-To", "")) != digest:
        yield f"{name}: the page it repeats is not here, or is another"
    if kind != "revisit" and digest and digest != f"sha256:{sha256(record['payload'])}":
        yield f"{name}: its payload is not the one that was kept"
    if kind in CAPTURES:
        named = f"{record['WARC-Target-URI']}\n{record['WARC-Date']}\n{digest[7:]}\n"
        if sha256(named.encode()) != record.get("Rasad-Capture"):
            yield f"{name}: address, time and payload do not give its capture id"
        payloads[record.get("Rasad-Capture", "")] = digest
    text = (sha256(record["payload"])[:16], record.get("Rasad-Capture") in payloads)
    if kind == "conversion" and text != (record.get("Rasad-Text-Id"), True):
        yield f"{name}: not the text that its id was made from, or its page is not here"


def check_proof(files: dict[str, bytes], found: list[Record]) -> Iterator[str]:
    entries = json.loads(files[PROOF])["records"]
    main = [r for r in found if r["WARC-Type"] in (*CAPTURES, "conversion")]
    if [(r["offset"], r["Rasad-Capture"]) for r in main] != [(e["offset"], e["capture"]) for e in entries]:
        yield f"{PROOF}: does not list the records that are here"
    for entry in entries:
        name, batch = f"{PROOF}: {entry['capture']}", entry["batch"]
        made = sha256(files[DATA][entry["offset"] : entry["offset"] + entry["bytes"]])
        for line in entry["log"]:
            (body, _, total), logged = line.rpartition(',"sum":"'), json.loads(line)
            told = (total, logged["capture"], logged["sha256"])
            if told != (sha256(body.encode()) + '"}', entry["capture"], made):
                yield f"{name}: not the records that the log counted"
            root = sha256(b"\0" + line.encode())  # leaves begin with a zero byte, nodes with a one
            for step in batch["path"] if batch else ():
                pair = step[1:] + root if step[0] == "<" else root + step[1:]
                root = sha256(bytes.fromhex("01" + pair))
            if batch and root != json.loads(files[batch["file"]])["root"]:
                yield f"{name}: not in the batch that it names"


def check_package(files: dict[str, bytes]) -> Iterator[str]:
    package = json.loads(files[PACKAGE])
    hashes = {entry["path"]: entry["hash"] for entry in package["resources"]}
    for name in list(files)[:-2]:
        if hashes.pop(name, "") != f"sha256:{sha256(files[name])}":
            yield f"{name}: not the file that the package lists"
    made = dump({"path": PACKAGE, "hash": f"sha256:{sha256(files[PACKAGE])}"})
    if hashes or (dump(package), made) != (files[PACKAGE], files[DIGEST]):
        yield f"{PACKAGE}: not as it was written, or its digest is not"


def check(data: bytes) -> tuple[list[Record], list[str]]:
    """The records that could be read, and what does not stand."""
    found, findings, payloads = list[Record](), list[str](), dict[str, str]()
    try:
        files = read_zip(data)
        more = sorted(name for name in files if name.startswith(BATCHES))
        if [*files] != [*LISTED, *more, PACKAGE, DIGEST] or make_zip(files) != data:
            findings.append("the container is not in the form it was written in")
        findings += check_package(files)
        for record in records(files[DATA]):
            found.append(record)
            findings += check_record(record, payloads)
        findings += check_proof(files, found)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, zlib.error, struct.error) as error:
        findings.append(f"{DATA}: unreadable at byte {sum(r['length'] for r in found)}: {error!r}")
    return found, findings


if __name__ == "__main__":
    CHECKED, FINDINGS = check(pathlib.Path(sys.argv[1]).read_bytes())
    sys.stdout.writelines(f"CHANGED  {what}\n" for what in FINDINGS)
    sys.stdout.write(f"{len(CHECKED)} records: {'CHANGED' if FINDINGS else 'it stands'}\n")
    sys.exit(3 if FINDINGS else 0)
