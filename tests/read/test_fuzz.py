"""A small sample of the fuzz harness, and what it once found; the long one is `make harness`."""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest

import rasad
from rasad import read
from rasad.errors import Unreadable
from rasad.read.address import article_key
from rasad.read.charset import decode

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The ministry of Talvaria said the card opens every office from spring on. " * 3


def harness(name: str) -> ModuleType:
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"evals.harness.{name}")


@pytest.mark.slow
def test_some_mutated_pages_and_dates_crash_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert harness("fuzz").main(["--cases", "240", "--seed", "5", "--jobs", "2"]) == 0, capsys.readouterr()


@pytest.mark.slow
def test_a_case_is_made_again_from_seed_and_number() -> None:
    cases = harness("fuzz_cases")  # in processes of their own: an attempt bounds the memory of its process
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        one, other = pool.map(cases.attempt, [cases.Task(7, 3, 5)] * 2)
    assert (one.counts, one.failed) == (other.counts, other.failed)
    assert one.counts.total() == 5


@pytest.mark.parametrize("url", ["http://[::1", "https://a.example/%zz", "http://a.example:99999/", "x"])
def test_an_address_that_is_none_stops_no_reading(url: str) -> None:
    body = f"<html><body><article><p>{TEXT}</p></article>".encode()
    found = read.read_document(body, url=url, headers={"Content-Type": "text/html"})
    assert TEXT.strip() in found.text
    assert rasad.extract(TEXT, pack="example", url=url, type="text").text == TEXT
    assert article_key(url=url, canonical_url=None, outlet=None)


def test_half_a_character_stops_no_reading() -> None:
    assert read.read_document(f"{TEXT}\ud800", media_type="text/plain").language == "en"


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "unicode-escape", "rot13", "hex"])
def test_a_codec_that_is_no_charset_is_not_believed(name: str) -> None:
    assert "ministry" in decode(f"{TEXT} caf\xe9".encode("latin-1"), f"text/html; charset={name}")[0]


@pytest.mark.parametrize("sign", ["\f", "&#12;", "&#x1;", "&#0;", "&#xFFFE;", "\x00"])
def test_control_characters_of_a_page_are_left_out(sign: str) -> None:
    page = f"<body><article><div hidden>x</div>{sign} {TEXT}<p>{sign}{TEXT}\u200c{sign}</p></article>"
    found = read.read_document(page, media_type="text/html")
    assert not set(found.text) & {"\f", "\x01", "\x00", "\ufffe"}


@pytest.mark.slow
def test_a_sentence_without_an_end_is_read_in_bounded_time() -> None:
    text = "the minister said that he said it and she told him so " * 400
    assert rasad.extract(text, pack="example", type="text").text == text


def test_json_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(Unreadable):
        read.read_document(b'{"text":' * 100_000, headers={"Content-Type": "application/json"})
