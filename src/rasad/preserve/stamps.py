"""Preserve: time-stamps (RFC 3161). A batch file → a question to an authority; its answer → a moment, checked offline.

The certificate chain is checked at the moment that the token names, so that a stamp stands after its
certificate has run out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

QUESTION: Final = "application/timestamp-query"
_SHA256: Final = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a token says. `is_trusted` is None when there was no root to check it with."""

    at: datetime
    is_trusted: bool | None

    @property
    def moment(self) -> str:
        """The moment as the log writes it."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ask(payload: bytes) -> tuple[bytes, int | None]:
    """The question to an authority, and the number that its answer must repeat."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(payload).hash_algorithm(HashAlgorithm.SHA256).build()
    return request.as_bytes(), request.nonce


def check(token: bytes, payload: bytes, roots: Iterable[bytes], *, nonce: int | None = None) -> Stamp:
    """What an authority's answer says of `payload`. Raises ValueError when it does not stand.

    `roots` are PEM files; the token must be signed under one of them.
    """
    from rfc3161_client import VerificationError, decode_timestamp_response
    from rfc3161_client.verify import VerifierBuilder

    try:
        answer = decode_timestamp_response(in_order(token))
        info = answer.tst_info
    except ValueError as error:
        raise ValueError(f"its answer cannot be read ({error})") from error
    imprint = info.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message) != (_SHA256, hashlib.sha256(payload).digest()):
        raise ValueError("it is of something else")
    if nonce is not None and info.nonce != nonce:
        raise ValueError("it answers another question")
    known = _certificates(roots)
    if not known:
        return Stamp(at=info.gen_time, is_trusted=None)
    trouble = ""
    for root in known:  # one at a time: a root of another authority is no reason to doubt
        try:  # certificates between root and authority are taken from the token
            VerifierBuilder().add_root_certificate(root).build().verify(answer, imprint.message)
        except (VerificationError, ValueError) as error:
            trouble = str(error)
        else:
            return Stamp(at=info.gen_time, is_trusted=True)
    raise ValueError(f"no saved root vouches for it ({trouble})")


def in_order(token: bytes) -> bytes:
    """The answer with its certificates in the order that DER asks for; as it stands when it has another form.

    OpenSSL's authorities send them in the order of the chain, which the library refuses to read. The order
    is not signed, and what is signed stays as it is.
    """
    try:
        place, end = _enter(token, 0, 0x30)  # TimeStampResp
        place = _after(token, place)  # over PKIStatusInfo
        for tag in (0x30, None, 0xA0, 0x30, None, None, None, 0xA0):  # ContentInfo … certificates
            place, end = _enter(token, place, tag) if tag is not None else (_after(token, place), end)
        parts = []
        start = place
        while start < end:
            parts.append(token[start : _after(token, start)])
            start += len(parts[-1])
    except (IndexError, ValueError):
        return token
    return token[:place] + b"".join(sorted(parts)) + token[end:]


def _enter(der: bytes, at: int, tag: int) -> tuple[int, int]:
    """Where the content of the element at `at` begins and ends. Raises ValueError, IndexError."""
    if der[at] != tag:
        raise ValueError(f"tag {der[at]} where {tag} should stand")
    size, start = der[at + 1], at + 2
    if size & 0x80:
        count = size & 0x7F
        start, size = start + count, int.from_bytes(der[start : start + count], "big")
    if start + size > len(der):
        raise ValueError("longer than the whole")
    return start, start + size


def _after(der: bytes, at: int) -> int:
    return _enter(der, at, der[at])[1]


def _certificates(roots: Iterable[bytes]) -> Sequence[Certificate]:
    from cryptography import x509

    return [root for pem in roots for root in x509.load_pem_x509_certificates(pem)]

