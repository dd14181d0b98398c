"""Preserve: signatures in minisign's form. Key + bytes → a signature that `minisign -V` takes, and back.

The form is that of https://jedisct1.github.io/minisign/: Ed25519 over BLAKE2b-512, the secret key under
scrypt. What is read must be exactly what would be written, or it is refused: base64 and line ends
leave no room for a change that nobody sees.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from rasad.errors import BadInput, WrongUse

# libsodium's "sensitive": 1 GiB and some seconds a guess, as minisign itself writes.
SENSITIVE = (33_554_432, 1_073_741_824)
UNTRUSTED: Final = ("signature by Rasad", "signature from minisign secret key")
_HEAD, _TRUSTED = "untrusted comment: ", "trusted comment: "
_BAD_KEY: Final = "not a secret key in minisign's form"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A secret key, opened. It is never shown or logged."""

    id: bytes
    public: bytes
    seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a signature says: the id of its key, and the comment that is signed with the bytes."""

    key: str
    comment: str

    def told(self, name: str) -> str | None:
        """A field `name:value` of the comment, as `rasad sign` writes them."""
        pairs = (part.partition(":") for part in self.comment.split("\t"))
        return next((value for key, _, value in pairs if key == name), None)


def make_key(
    passphrase: str, *, entropy: Callable[[int], bytes], cost: tuple[int, int] | None = None
) -> tuple[str, str]:
    """A new secret key under a passphrase, as a file, and its public key, as a file."""
    if not passphrase:
        raise WrongUse("a secret key needs a passphrase")
    cost = cost or SENSITIVE
    id, seed, salt = entropy(8), entropy(32), entropy(32)
    public = _public_of(seed)
    check = hashlib.blake2b(b"Ed" + id + seed + public, digest_size=32).digest()
    hidden = _xor(id + seed + public + check, passphrase, salt, cost)
    raw = b"EdScB2" + salt + struct.pack("<QQ", *cost) + hidden
    return f"{_HEAD}rasad encrypted secret key\n{_encode(raw)}\n", public_file(id, public)


def read_key(text: str, passphrase: str) -> SecretKey:
    """The key in a secret key file. Raises BadInput when it is none, has no passphrase, or another."""
    lines = text.splitlines()
    try:
        raw = base64.b64decode(lines[1], validate=True)
    except (IndexError, binascii.Error) as error:
        raise BadInput(_BAD_KEY) from error
    if len(raw) != 158 or raw[:2] != b"Ed" or raw[4:6] != b"B2":
        raise BadInput(_BAD_KEY)
    if raw[2:4] != b"Sc":
        raise BadInput("the secret key has no passphrase; give it one with `minisign -C -s FILE`")
    opened = _xor(raw[54:], passphrase, raw[6:38], struct.unpack("<QQ", raw[38:54]))
    id, seed, public, check = opened[:8], opened[8:40], opened[40:72], opened[72:]
    made = hashlib.blake2b(b"Ed" + opened[:72], digest_size=32).digest()
    if not hmac.compare_digest(made, check):
        raise BadInput("the passphrase is not that of the key")
    return SecretKey(id, public, seed)


def public_line(id: bytes, public: bytes) -> str:
    """A public key in one line, as `minisign -P` takes it."""
    return _encode(b"Ed" + id + public)


def public_file(id: bytes, public: bytes) -> str:
    """A public key as a file, as `minisign -p` takes it."""
    return f"{_HEAD}minisign public key {name_of(id)}\n{public_line(id, public)}\n"


def read_public(text: str) -> tuple[str, bytes]:
    """Name and key of a public key, a file or a line. Raises ValueError."""
    line = text.strip().splitlines()[-1] if text.strip() else ""
    raw = _decode(line)
    if len(raw) != 42 or raw[:2] != b"Ed":
        raise ValueError("not a public key in minisign's form")
    return name_of(raw[2:10]), raw[10:]


def sign(key: SecretKey, payload: bytes, comment: str) -> str:
    """The signature of some bytes, as a file. `comment` is signed with them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    mark = private.sign(hashlib.blake2b(payload).digest())
    both = private.sign(mark + comment.encode())
    return (
        f"{_HEAD}{UNTRUSTED[0]}\n{_encode(b'ED' + key.id + mark)}\n{_TRUSTED}{comment}\n{_encode(both)}\n"
    )


def read_signature(text: str) -> tuple[Signed, bytes, bytes]:
    """What a signature says, the signature of the bytes, and that of the comment. Raises ValueError."""
    lines = text.split("\n")
    if len(lines) != 5 or lines[4] or not lines[2].startswith(_TRUSTED):
        raise ValueError("it is not in minisign's form")
    if lines[0] not in [_HEAD + usual for usual in UNTRUSTED]:
        raise ValueError("its first line is neither Rasad's nor minisign's")
    raw, both = _decode(lines[1]), _decode(lines[3])
    if len(raw) != 74 or raw[:2] != b"ED" or len(both) != 64:
        raise ValueError("it is not in minisign's form")
    comment = lines[2].removeprefix(_TRUSTED)
    return Signed(key=name_of(raw[2:10]), comment=comment), raw[10:], both


def check(text: str, payload: bytes, public: str) -> Signed:
    """What a signature of some bytes says, when it is one by that key. Raises ValueError."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signed, mark, both = read_signature(text)
    name, key = read_public(public)
    if name != signed.key:
        raise ValueError(f"it is by key {signed.key}, not by {name}")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(mark, hashlib.blake2b(payload).digest())
        Ed25519PublicKey.from_public_bytes(key).verify(both, mark + signed.comment.encode())
    except InvalidSignature as error:
        raise ValueError(f"it is not a signature of this by key {name}") from error
    return signed


def _public_of(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def name_of(id: bytes) -> str:
    """A key's id as minisign prints it."""
    return f"{struct.unpack('<Q', id)[0]:016X}"


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(line: str) -> bytes:
    """Base64 that has one spelling only. Raises ValueError."""
    raw = base64.b64decode(line.encode(), validate=True)
    if _encode(raw) != line:
        raise ValueError("it is not in minisign's form")
    return raw


def _xor(raw: bytes, passphrase: str, salt: bytes, cost: tuple[int, ...]) -> bytes:
    n, p = _scrypt_cost(*cost)
    stream = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=n, r=8, p=p, maxmem=n * 8 * 128 + p * 1024 + (1 << 20), dklen=len(raw)
    )
    return bytes(one ^ other for one, other in zip(raw, stream, strict=True))


def _scrypt_cost(operations: int, memory: int) -> tuple[int, int]:
    """N and p for r = 8, as libsodium's crypto_pwhash_scryptsalsa208sha256 picks them. Raises BadInput."""
    operations = max(operations, 32_768)
    if not 1 << 14 <= memory <= 1 << 30 or operations > 1 << 28:
        raise BadInput("the secret key asks for more than 1 GiB to be opened, or for almost nothing")
    if operations < memory // 32:
        return _power(operations // 32), 1
    n = _power(memory // 1024)
    return n, max(operations // 4 // n // 8, 1)


def _power(most: int) -> int:
    n = 2
    while n <= most // 2:
        n *= 2
    return n
