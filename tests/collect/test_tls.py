"""TLS: a real server with a certificate of a test root. Its digest is kept; who cannot be trusted is not heard."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from collect.http_proxy import http_proxy
from collect.server import HOST, PAGE, Site, running
from collect.socks import recording
from needs import missing
from rasad import collect, preserve
from rasad.errors import FetchFailed
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
URL = f"https://{HOST}/page"


@dataclass(frozen=True)
class Certified:
    """`root` signed `certificate` for HOST; `digest` is the SHA-256 of its DER."""

    root: Path
    certificate: Path
    key: Path
    digest: str


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    if shutil.which("openssl") is None:
        missing("openssl", "openssl")
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*words: str) -> bytes:
        return subprocess.run(["openssl", *words], cwd=folder, capture_output=True, check=True).stdout

    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650")
    openssl("req", "-x509", *new, "-subj", "/CN=Root of a test", "-keyout", "root.key", "-out", "root.pem")
    openssl(
        "req", "-x509", *new, "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-addext", "basicConstraints=critical,CA:FALSE",
        "-CA", "root.pem", "-CAkey", "root.key", "-keyout", "site.key", "-out", "site.pem",
    )  # fmt: skip
    der = openssl("x509", "-in", "site.pem", "-outform", "DER")
    return Certified(folder / "root.pem", folder / "site.pem", folder / "site.key", hashlib.sha256(der).hexdigest())


@pytest.fixture
def secure(certified: Certified) -> Iterator[Site]:
    with running(tls=(certified.certificate, certified.key)) as found:
        yield found


@pytest.fixture
def trusted(certified: Certified, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root stands among those that this machine trusts."""
    usual = httpx2.create_ssl_context

    def trusting(**options: object) -> ssl.SSLContext:
        context = usual(**options)  # type: ignore[arg-type]
        context.load_verify_locations(certified.root)
        return context

    monkeypatch.setattr(httpx2, "create_ssl_context", trusting)


@pytest.mark.usefixtures("trusted")
def test_the_digest_of_the_servers_certificate_is_kept(
    make_web: MakeWeb, secure: Site, certified: Certified
) -> None:
    fetched = make_web(local={HOST: secure.address}).get(URL)
    assert fetched.body == PAGE
    assert fetched.certificate == certified.digest


@pytest.mark.usefixtures("trusted")
def test_it_is_kept_behind_a_proxy_that_passes_tls_on(make_web: MakeWeb, secure: Site, certified: Certified) -> None:
    with recording(secure.address) as proxy:
        fetched = make_web(proxy=f"socks5h://{proxy.address}", local={}).get(URL)
    assert (fetched.certificate, fetched.peer) == (certified.digest, None)


@pytest.mark.usefixtures("trusted")
def test_an_http_proxy_is_told_the_name_and_passes_tls_on(make_web: MakeWeb, secure: Site, certified: Certified) -> None:
    with http_proxy(secure.address) as proxy:
        fetched = make_web(proxy=f"http://{proxy.address}", local={}).get(URL)
    assert (fetched.body, fetched.certificate, fetched.peer) == (PAGE, certified.digest, None)
    assert set(proxy.asked) == {("CONNECT", f"{HOST}:443")}


def test_an_http_proxy_is_asked_for_whole_addresses_and_no_name_is_looked_up_here(make_web: MakeWeb, site: Site) -> None:
    with http_proxy(site.address) as proxy:  # make_web fails the test when a name is looked up
        fetched = make_web(proxy=f"http://{proxy.address}", local={}).get(f"http://{HOST}/page")
    assert (fetched.body, (fetched.egress or "").partition("-")[0]) == (PAGE, "http")
    assert proxy.asked == [("GET", f"http://{HOST}/robots.txt"), ("GET", f"http://{HOST}/page")]


@pytest.mark.usefixtures("trusted")
def test_it_stands_in_the_record_of_the_exchange_and_comes_back(
    make_web: MakeWeb, secure: Site, certified: Certified, tmp_path: Path
) -> None:
    clock = FrozenClock()
    fetched = make_web(local={HOST: secure.address}).get(URL)
    archive = preserve.open_archive(tmp_path / "archive", clock=clock, log=preserve.Log(tmp_path / "log", clock=clock))
    capture = archive.keep(fetched, source=None, by=None, how="item")
    assert archive.fetched(capture).certificate == certified.digest
    archive.close()
    assert preserve.verify(tmp_path, capture=capture.id).stands


def test_plain_http_has_no_certificate(make_web: MakeWeb) -> None:
    assert make_web().get(f"http://{HOST}/page").certificate is None


def test_a_certificate_of_an_unknown_root_is_refused(make_web: MakeWeb, secure: Site) -> None:
    with pytest.raises(FetchFailed, match="certificate"):
        make_web(local={HOST: secure.address}).get(URL, ask_robots=False)
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(make_web: MakeWeb, secure: Site) -> None:
    other = "other.example"
    with pytest.raises(FetchFailed, match="certificate"):
        make_web(local={other: secure.address}).get(f"https://{other}/page", ask_robots=False)
    assert secure.asked == []
