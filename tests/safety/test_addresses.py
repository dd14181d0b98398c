"""Addresses: every spelling of an inner address is refused, public ones pass in one canonical form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.errors import AddressRefused, FetchFailed
from rasad.safety import urls

REFUSED = (
    """
http://127.0.0.1/
http://127.0.0.1:8080/
http://127.1/
http://127.0.1/
http://127.255.255.254/
http://2130706433/
http://017700000001/
http://0x7f000001/
http://0x7f.0x0.0x0.0x1/
http://0x7f.1/
http://0177.0.0.1/
http://0177.0.0.01/
http://127.0.0.1./
http://127.0.0.01/
http://127.000.000.001/
http://0/
http://0.0.0.0/
http://0x0/
http://00000000/
http://10.0.0.1/
http://10.255.255.255/
http://167772161/
http://012.0.0.1/
http://0xa.0.0.1/
http://172.16.0.1/
http://172.31.255.255/
http://192.168.0.1/
http://192.168.1.1:80/
http://3232235777/
http://0xc0a80101/
http://169.254.169.254/latest/meta-data/
http://2852039166/
http://0xa9fea9fe/
http://0251.0376.0251.0376/
http://169.254.43518/
http://100.64.0.1/
http://100.127.255.254/
http://100.100.100.200/
http://168.63.129.16/
http://192.0.0.192/
http://192.0.2.1/
http://198.18.0.1/
http://198.51.100.7/
http://203.0.113.9/
http://192.88.99.1/
http://224.0.0.1/
http://239.255.255.255/
http://240.0.0.1/
http://255.255.255.255/
http://256.256.256.256/
http://1.2.3.4.5/
http://example.1/
http://[::1]/
http://[::]/
http://[0:0:0:0:0:0:0:1]/
http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/
http://[::ffff:8.8.8.8]/
http://[::127.0.0.1]/
http://[64:ff9b::127.0.0.1]/
http://[64:ff9b::a00:1]/
http://[64:ff9b:1::1]/
http://[2002:7f00:1::]/
http://[2002:a00:1::1]/
http://[2001::1]/
http://[2001:db8::1]/
http://[fc00::1]/
http://[fd12:3456::1]/
http://[fe80::1]/
http://[fe80::1%25eth0]/
http://[fec0::1]/
http://[ff02::1]/
http://[100::1]/
http://[fd00:ec2::254]/
http://[::1/
http://[1.2.3.4]/
http://localhost/
http://LOCALHOST/
http://localhost./
http://localhost:8000/
http://a.localhost/
http://printer.local/
http://printer.local./
http://db.internal/
http://metadata.google.internal/
http://metadata/
http://metadata.goog/
http://intranet/
http://router.lan/
http://nas.home.arpa/
http://x.localdomain/
http://127.0.0.1.nip.io/
http://10.0.0.1.sslip.io/
http://localtest.me/
http://hidden.onion/
http://user@example.com/
http://user:word@example.com/
http://example.com@127.0.0.1/
http://127.0.0.1@example.com/
http://@example.com/
http://１２７.０.０.１/
http://127。0。0。1/
http://127．0．0．1/
http://①②⑦.⓪.⓪.①/
http://ｌｏｃａｌｈｏｓｔ/
http://loc\u00adalhost/
http://example。com/
http://℀.example/
http://%31%32%37.0.0.1/
http://example.com%00.org/
http://example..com/
http://.example.com/
http://example.com../
http:///path
http://
http:/example.com/
//example.com/
example.com
ftp://example.com/
file:///etc/passwd
gopher://example.com/
javascript:alert(1)
data:text/html,x
http://example.com\\@127.0.0.1/
http:\\\\127.0.0.1/
http://exa mple.com/
http://example.com:22/
http://example.com:25/
http://example.com:0/
http://example.com:99999/
http://example.com:port/
http://exa\tmple.com/
""".strip("\n").split("\n")
    + [
        "http://example.com/\r\nHost: x",
        "http://example.com/\x00",
        "http://example.com/" + "a" * 5000,
    ]
)


@pytest.mark.parametrize("url", REFUSED)
def test_an_inner_or_crooked_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        urls.check_address(url, local={"paper.example": "127.0.0.1:8080"})


def test_there_are_many_spellings() -> None:
    assert len(set(REFUSED)) >= 100


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTP://EXAMPLE.COM:80/A?b=C#d", "http://example.com/A?b=C"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("https://example.com./x", "https://example.com/x"),
        ("https://bücher.example.org/", "https://xn--bcher-kva.example.org/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("https://example.com/خبر/۱", "https://example.com/%D8%AE%D8%A8%D8%B1/%DB%B1"),
        ("https://example.com/%D8%AE?q=a%20b", "https://example.com/%D8%AE?q=a%20b"),
        (" https://example.com/a b ", "https://example.com/a%20b"),
    ],
)
def test_a_public_address_passes_in_its_canonical_form(url: str, canonical: str) -> None:
    assert urls.check_address(url) == canonical
    assert urls.check_address(canonical) == canonical


def test_a_listed_name_is_allowed_and_it_alone() -> None:
    local = {"paper.example": "127.0.0.1:8080"}
    assert urls.check_address("http://paper.example/1", local=local) == "http://paper.example/1"
    with pytest.raises(AddressRefused):
        urls.check_address("http://127.0.0.1:8080/1", local=local)
    with pytest.raises(AddressRefused):
        urls.check_address("http://a.paper.example@127.0.0.1/", local=local)


def test_a_listed_name_may_lead_to_loopback_only() -> None:
    with pytest.raises(AddressRefused):
        urls.check_address("http://paper.example/", local={"paper.example": "10.0.0.1:80"})


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%eth0"],
        ["nonsense"],
    ],
)
def test_a_name_that_leads_inside_is_refused(answers: list[str]) -> None:
    with pytest.raises(AddressRefused):
        urls.check_address("http://example.com/", resolve=lambda _: answers)


def test_a_name_with_public_answers_passes() -> None:
    answers = ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"]
    assert urls.check_address("http://example.com/", resolve=lambda _: answers)


def test_a_name_without_an_answer_is_a_failed_fetch() -> None:
    def fails(_: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match="cannot be looked up"):
        urls.check_address("http://example.com/", resolve=fails)
    with pytest.raises(FetchFailed, match="no address"):
        urls.check_address("http://example.com/", resolve=lambda _: [])


@given(st.integers(0, 2**32 - 1))
def test_numbers_are_never_hosts(number: int) -> None:
    for shown in (str(number), hex(number), f"0{number:o}"):
        with pytest.raises(AddressRefused):
            urls.check_address(f"http://{shown}/")


@given(st.text(max_size=60))
def test_any_text_is_refused_or_made_canonical(sample: str) -> None:
    for url in (sample, f"http://{sample}/"):
        try:
            once = urls.check_address(url)
        except AddressRefused:
            continue
        assert urls.check_address(once) == once
        assert once.isascii()
