"""XML out of a zip archive: whole or refused, and never more than was allowed."""

from __future__ import annotations

import io
import zipfile

import pytest

from rasad.errors import BadInput
from rasad.safety import packed

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def archive(text: str, name: str = "word/document.xml") -> zipfile.ZipFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def test_a_part_is_read_and_a_missing_one_is_none() -> None:
    with archive(f'<a xmlns="{packed.W}"><b/></a>') as file:
        root = packed.xml_part(file, "word/document.xml", most=1000)
        assert root is not None
        assert [child.tag for child in root] == [f"{{{packed.W}}}b"]
        assert packed.xml_part(file, "word/footnotes.xml", most=1000) is None


def test_the_strict_name_space_is_read_as_the_usual_one() -> None:
    with archive(f'<a xmlns="{STRICT}"/>') as file:
        root = packed.xml_part(file, "word/document.xml", most=1000)
        assert root is not None
        assert root.tag == f"{{{packed.W}}}a"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"<a>{' ' * 2000}</a>", "larger than 1,000 bytes"),
        ("<a><b></a>", "cannot be read"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "declares a document type"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', "declares a document type"),
    ],
)
def test_what_could_do_harm_is_refused(text: str, why: str) -> None:
    with archive(text) as file, pytest.raises(BadInput, match=why):
        packed.xml_part(file, "word/document.xml", most=1000)


def test_a_cut_archive_raises_what_is_listed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    with pytest.raises(packed.BROKEN):
        zipfile.ZipFile(io.BytesIO(out.getvalue()[:30]))
