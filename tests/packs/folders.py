"""A small pack in a folder, of a country that does not exist, to be spoilt by tests."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "pack.toml": """\
format = 1
id = "vt"
name = { en = "Veltania" }
zone = "UTC"
languages = ["en"]
calendars = ["gregorian"]

[cited]
S001 = "https://state.veltania.example/bodies"
""",
    "institutions.toml": """\
["vt.i.court"]
type = "court"
confusable = []
names = [
  { text = "Court of Veltania", language = "en", kind = "official", source = "S001" },
]
""",
    "people.toml": """\
["vt.p.tosk"]
names = [
  { text = "Ilmar Tosk", language = "en", kind = "official", source = "S001" },
]
""",
    "offices.toml": """\
["vt.i.court/head"]
institution = "vt.i.court"
role = "head"
names = [
  { text = "head of the Court", language = "en", kind = "official", source = "S001" },
]
holders = [
  { person = "vt.p.tosk", from = "2020", to = "2022-05", source = "S001" },
]
""",
}


def lay(folder: Path, **spoilt: str) -> Path:
    """The pack in `folder`; `institutions="…"` puts another text in the place of institutions.toml."""
    folder.mkdir(exist_ok=True)
    texts = dict(FILES) | {f"{name}.toml": text for name, text in spoilt.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """One file of the pack with one thing changed, as an argument of `lay`."""
    text = FILES[f"{name}.toml"]
    assert text.count(old) == 1, old
    return {name: text.replace(old, new)}
