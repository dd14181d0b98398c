"""Addresses: which may be asked. URL -> canonical URL, or AddressRefused.

Fail closed: what is not plainly a public host is refused. Numbers are read as browsers and `inet_aton` read them, so that no
spelling of an inner address slips through; a name is looked up with the resolver that is handed in, and every answer must be public.
The client must connect to an address that was checked here, else a second answer of the resolver could lead inside.
Ranges: IANA special-purpose address registries, RFC 6890 and its successors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from rasad.errors import AddressRefused, FetchFailed

Resolve = Callable[[str], list[str]]

_LONGEST: Final = 4096
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_LOW_PORTS: Final = frozenset({80, 81, 443})
_LOWEST_FREE: Final = 1024
_KEPT: Final = "%/:=&?~+!$,;'@()*[]|"
_INNER_NAMES: Final = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "home.arpa",
    "onion",
    "i2p",
    "metadata.goog",
    "nip.io",
    "sslip.io",
    "xip.io",
    "localtest.me",
    "lvh.me",
    "vcap.me",
)
_CLOSED_V4: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
    )
)
_OPEN_V6: Final = IPv6Network("2000::/3")
_CLOSED_V6: Final = tuple(
    IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
_NAT64: Final = IPv6Network("64:ff9b::/96")


def check_address(
    url: str, *, local: Mapping[str, str] | None = None, resolve: Resolve | None = None
) -> str:
    """The canonical form of `url`, which may be asked. Raises AddressRefused and says why.

    `local` maps a name to a loopback address ("127.0.0.1:8080"): such a name is allowed, and it alone. With
    `resolve` a name must have public addresses only.
    """
    scheme, host, port, rest = _split(url)
    known = {_plain(name): address for name, address in (local or {}).items()}
    if host in known:
        if not _is_loopback(known[host]):
            raise _refused(
                url, f"[local] maps {host} to {known[host]}, which is no loopback address"
            )
        return _join(scheme, host, port, rest)
    _check_host(url, host)
    if port is not None and port < _LOWEST_FREE and port not in _LOW_PORTS:
        raise _refused(url, f"port {port} is no port of web sites")
    if resolve is not None and not _is_literal(host):
        _check_answers(url, host, resolve)
    return _join(scheme, host, port, rest)


def is_public(address: str) -> bool:
    """True for an IP address, as a resolver prints it, that lies on the open internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in block for block in _CLOSED_V4)
    if found.scope_id is not None:
        return False
    if found.ipv4_mapped is not None:
        return is_public(str(found.ipv4_mapped))
    if found in _NAT64:
        return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    return found in _OPEN_V6 and not any(found in block for block in _CLOSED_V6)


def _refused(url: str, why: str) -> AddressRefused:
    shown = "".join(char if char.isprintable() else "?" for char in url[:200])
    return AddressRefused(f"refused {shown}: {why}", url=shown)


def _split(url: str) -> tuple[str, str, int | None, tuple[str, str]]:
    """Scheme, plain host, port if it is not the usual one, and (path, query)."""
    bare = url.strip(" ")
    if len(bare) > _LONGEST:
        raise _refused(url, f"longer than {_LONGEST} characters")
    is_usual = bare.isascii() and bare.isprintable()  # nearly all, and told a hundred times sooner
    if not is_usual and any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in bare):
        raise _refused(url, "it holds control characters")
    if "\\" in bare:
        raise _refused(url, "it holds a backslash")
    try:
        parts = urlsplit(bare)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise _refused(url, f"it is no URL ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise _refused(url, "only http and https are asked")
    if "@" in parts.netloc:
        raise _refused(url, "it carries a user name")
    if port == 0:
        raise _refused(url, "port 0 is none")
    plain = _ascii_host(url, host, is_bracketed="[" in parts.netloc)
    if port == _DEFAULT_PORTS[scheme]:
        port = None
    return scheme, plain, port, (parts.path, parts.query)


def _plain(host: str) -> str:
    return host.lower().removesuffix(".")


def _ascii_host(url: str, host: str, *, is_bracketed: bool) -> str:
    if not host:
        raise _refused(url, "it names no host")
    if is_bracketed:
        return f"[{host}]"
    if unicodedata.normalize("NFKC", host) != host or "\u3002" in host:
        raise _refused(url, "its host is spelt with look-alike signs")
    if not host.isascii():
        import idna  # light, but only hosts beyond ASCII need it

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise _refused(url, f"its host is no name ({error})") from error
    host = _plain(host)
    labels = host.split(".")
    if any(not label or len(label) > 63 for label in labels) or len(host) > 253:
        raise _refused(url, "its host has an empty or overlong part")
    if not all(char.isalnum() or char in "-._" for char in host):
        raise _refused(url, "its host holds signs that no name has")
    return host


def _check_host(url: str, host: str) -> None:
    if host.startswith("["):
        _check_v6(url, host[1:-1])
        return
    labels = host.split(".")
    if _is_number(labels[-1]):
        _check_v4(url, labels)
        return
    if any(host == name or host.endswith("." + name) for name in _INNER_NAMES):
        raise _refused(
            url, "its host is a name of inner networks; [local] in monitor.toml can allow one"
        )
    if len(labels) == 1:
        raise _refused(url, "its host is a bare name, which only inner networks know")


def _is_number(label: str) -> bool:
    """True for what browsers read as a number at the end of a host: decimal, octal, hexadecimal."""
    if label.isdigit():
        return True
    return label.startswith("0x") and all(char in "0123456789abcdef" for char in label[2:])


def _check_v4(url: str, labels: list[str]) -> None:
    is_usual = len(labels) == 4 and all(
        label.isdigit() and str(int(label)) == label and int(label) < 256 for label in labels
    )
    if not is_usual:
        raise _refused(url, "its host is a number in a disguised spelling")
    if not is_public(".".join(labels)):
        raise _refused(url, "its host is an inner or reserved address")


def _check_v6(url: str, literal: str) -> None:
    try:
        found = IPv6Address(literal)
    except ValueError as error:
        raise _refused(url, "its host is no IPv6 address") from error
    if found.scope_id is not None or found not in _OPEN_V6 or not is_public(literal):
        raise _refused(url, "its host is an inner, reserved or wrapped address")


def _is_literal(host: str) -> bool:
    return host.startswith("[") or _is_number(host.rpartition(".")[2])


def _check_answers(url: str, host: str, resolve: Resolve) -> None:
    try:
        answers = resolve(host)
    except OSError as error:
        raise FetchFailed(f"{host} cannot be looked up: {error}", url=url) from error
    if not answers:
        raise FetchFailed(f"{host} has no address", url=url)
    for answer in answers:
        if not is_public(answer):
            raise _refused(url, f"{host} leads to {answer}, an inner or reserved address")


@lru_cache(maxsize=64)
def _is_loopback(address: str) -> bool:
    """True for a loopback IP with or without port: 127.0.0.1, 127.0.0.1:8080, ::1, [::1]:8080."""
    bare = address.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def _join(scheme: str, host: str, port: int | None, rest: tuple[str, str]) -> str:
    netloc = host if port is None else f"{host}:{port}"
    path = quote(rest[0], safe=_KEPT) or "/"
    return urlunsplit((scheme, netloc, path, quote(rest[1], safe=_KEPT), ""))
