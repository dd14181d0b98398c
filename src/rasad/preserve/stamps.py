"""Preserve: time-stamps (RFC 3161). A batch file → a question to an authority; its answer → a moment, checked offline.

The certificate chain is checked at the moment that the token names, so that a stamp stands after its
certificate has run out.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

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
    from cryptography.x509 import load_der_x509_certificate
    from rfc3161_client import decode_timestamp_response
    from rfc3161_client.verify import VerifierBuilder

    with _Guard() as guard:
        answer = decode_timestamp_response(in_order(token))
        info = answer.tst_info
        for der in _bundled(token):
            _read_late_parts(load_der_x509_certificate(der))
    if guard.trouble is not None:
        raise ValueError(f"its answer cannot be read ({guard.trouble})")
    imprint = info.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message) != (_SHA256, hashlib.sha256(payload).digest()):
        raise ValueError("it is of something else")
    if nonce is not None and info.nonce != nonce:
        raise ValueError("it answers another question")
    known = _certificates(roots)
    if not known:
        return Stamp(at=info.gen_time, is_trusted=None)
    for root in known:  # one at a time: a root of another authority is no reason to doubt
        with _Guard() as guard:  # certificates between root and authority are taken from the token
            VerifierBuilder().add_root_certificate(root).build().verify(answer, imprint.message)
        if guard.trouble is None:
            return Stamp(at=info.gen_time, is_trusted=True)
    raise ValueError(f"no saved root vouches for it ({guard.trouble})")


class _Guard:
    """Takes a refusal of the library, and a panic of its Rust, which is no Exception, for what they are: trouble with the token."""

    trouble: str | None = None

    def __enter__(self) -> Self:
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")  # of odd certificates; what matters of them is said here
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        from cryptography import x509
        from rfc3161_client import VerificationError

        self._warnings.__exit__(kind, error, None)
        odd = (x509.DuplicateExtension, x509.UnsupportedGeneralNameType, x509.InvalidVersion)
        refusals = (VerificationError, ValueError, *odd)
        if kind is None or not (issubclass(kind, refusals) or kind.__name__ == "PanicException"):
            return False
        self.trouble = str(error)[:200]
        return True


def in_order(token: bytes) -> bytes:
    """The answer with its certificates in the order that DER asks for; as it stands when it has another form.

    OpenSSL's authorities send them in the order of the chain, which the library refuses to read. The order
    is not signed, and what is signed stays as it is.
    """
    try:
        place, end = _shelf(token)
        parts = _elements(token, place, end)
    except (IndexError, ValueError):
        return token
    return token[:place] + b"".join(sorted(parts)) + token[end:]


def _bundled(token: bytes) -> list[bytes]:
    """The certificates that an answer brings along; none when it has another form."""
    try:
        return _elements(token, *_shelf(token))
    except (IndexError, ValueError):
        return []


def _shelf(token: bytes) -> tuple[int, int]:
    """Where the certificates of an answer begin and end. Raises ValueError, IndexError."""
    place, end = _enter(token, 0, 0x30)  # TimeStampResp
    place = _after(token, place)  # over PKIStatusInfo
    for tag in (0x30, None, 0xA0, 0x30, None, None, None, 0xA0):  # ContentInfo … certificates
        place, end = _enter(token, place, tag) if tag is not None else (_after(token, place), end)
    return place, end


def _elements(der: bytes, start: int, end: int) -> list[bytes]:
    parts: list[bytes] = []
    while start < end:
        parts.append(der[start : _after(der, start)])
        start += len(parts[-1])
    return parts


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
    """The certificates of PEM files, each read through. Raises ValueError."""
    from cryptography import x509

    with _Guard() as guard:
        found = [root for pem in roots for root in x509.load_pem_x509_certificates(pem)]
        for root in found:
            _read_late_parts(root)
    if guard.trouble is not None:
        raise ValueError(f"a saved root cannot be read ({guard.trouble})")
    return found


def _read_late_parts(certificate: Certificate) -> None:
    # cryptography reads these when asked; OpenSSL, which comes next, reads them at once, and ends the process over some.
    _ = certificate.subject, certificate.issuer, certificate.extensions
