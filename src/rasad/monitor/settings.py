"""Monitor: monitor.toml → Settings. Unknown keys are refused by name."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rasad.errors import BadInput, BadSettings, NewerMonitor, NoMonitor
from rasad.model import Source

FORMAT: Final = 1
FILE: Final = "monitor.toml"
_ID: Final = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")
_LOOPBACK: Final = re.compile(r"^127\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d{1,5}$")
_HOST: Final = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")

_KEYS: Final[Mapping[str, Mapping[str, type | tuple[type, ...]]]] = {
    "": {
        "format": int, "packs": list, "edition": dict, "web": dict, "local": dict,
        "source": list, "dossiers": dict, "proxies": dict, "stamp": dict,
    },
    "edition": {"series": str, "languages": list, "title": dict, "lead": dict, "window": str},
    "web": {
        "user_agent": str, "timeout": (int, float), "max_bytes": int, "proxy": str,
        "delay": (int, float),
    },
    "dossiers": {"followed": list},
    "stamp": {"authorities": list, "roots": list},
    "source": {
        "id": str, "kind": str, "url": str, "outlet": str, "language": str, "select": str,
        "interval": int,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChoices:
    """How the desk wants to be seen and what it bears: seconds, bytes."""

    user_agent: str | None = None
    timeout: float = 30.0
    max_bytes: int = 20_000_000
    proxy: str | None = None
    delay: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that monitor.toml says. `local` maps names to loopback addresses HOST:PORT, `proxies` source ids to a way out."""

    packs: tuple[str, ...] = ()
    series: str = "Policy Monitor"
    languages: tuple[str, ...] = ("en",)
    titles: Mapping[str, str] = field(default_factory=dict)
    leads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: str | None = None
    web: WebChoices = WebChoices()
    local: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    followed: tuple[str, ...] = ()
    proxies: Mapping[str, str] = field(default_factory=dict)
    authorities: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


def find_monitor(start: Path) -> Path:
    """The monitor folder at or above `start`. Raises NoMonitor."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoMonitor(f"{start}: no {FILE} here or above; make a monitor with `rasad init DIR`")


def read_settings(folder: Path) -> Settings:
    """The settings of a monitor. Raises NoMonitor, BadSettings, NewerMonitor, each with file and key."""
    path = folder / FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoMonitor(f"{folder}: no {FILE}; make a monitor with `rasad init {folder}`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: {error}") from error
    made_by = table.get("format", 1)
    if isinstance(made_by, int) and made_by > FORMAT:
        raise NewerMonitor(f"{path}: format {made_by}, this Rasad reads up to {FORMAT}; use a later Rasad")
    _check(path, "", table)
    for section in ("edition", "web", "dossiers", "stamp"):
        _check(path, section, table.get(section, {}))
    edition, web = table.get("edition", {}), table.get("web", {})
    return Settings(
        packs=tuple(table.get("packs", ())),
        series=edition.get("series", "Policy Monitor"),
        languages=tuple(edition.get("languages", ("en",))),
        titles=dict(edition.get("title", {})),
        leads={language: tuple(lines) for language, lines in edition.get("lead", {}).items()},
        window=edition.get("window"),
        web=WebChoices(**{**web, "timeout": float(web.get("timeout", 30))}),
        local=_local(path, table.get("local", {})),
        sources=tuple(_source(path, entry) for entry in table.get("source", ())),
        followed=tuple(table.get("dossiers", {}).get("followed", ())),
        authorities=tuple(table.get("stamp", {}).get("authorities", ())),
        roots=tuple(table.get("stamp", {}).get("roots", ())),
        proxies=_proxies(path, table.get("proxies", {}), web.get("proxy")),
    )


def _check(path: Path, section: str, table: Mapping[str, object]) -> None:
    known = _KEYS[section]
    for key, value in table.items():
        where = f"{path}: {f'[{section}] ' if section else ''}{key}"
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(known))}"
            raise BadSettings(f"{where}: no such key{hint}")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise BadSettings(f"{where}: {value!r} is of the wrong type")


def _local(path: Path, table: Mapping[str, object]) -> dict[str, str]:
    for host, address in table.items():
        if not _HOST.match(host):
            raise BadSettings(f"{path}: [local] {host!r} is no host name in lower case")
        if not isinstance(address, str) or not _LOOPBACK.match(address):
            raise BadSettings(f"{path}: [local] {host}: {address!r} is no loopback address 127.x.x.x:PORT")
    return {host: str(address) for host, address in table.items()}


def _proxies(path: Path, table: Mapping[str, object], general: str | None) -> dict[str, str]:
    """The way out of single sources. Nothing but this file can set one: no pack, no OPML, no feed."""
    from rasad import collect

    for where, proxy in [("[web] proxy", general), *((f"[proxies] {id}", proxy) for id, proxy in table.items())]:
        if proxy is None:
            continue
        if not isinstance(proxy, str):
            raise BadSettings(f"{path}: {where}: {proxy!r} is of the wrong type")
        try:
            collect.check_proxy(proxy)
        except BadInput as error:
            raise BadSettings(f"{path}: {where}: {error.message}") from error
    return {id: str(proxy) for id, proxy in table.items()}


def _source(path: Path, entry: object) -> Source:
    if not isinstance(entry, dict):
        raise BadSettings(f"{path}: [[source]] must be a table")
    _check(path, "source", entry)
    for key in ("id", "kind", "url"):
        if key not in entry:
            raise BadSettings(f"{path}: [[source]] without {key}")
    if not _ID.match(entry["id"]):
        raise BadSettings(f"{path}: [[source]] id {entry['id']!r}: a–z, 0–9, dot, dash, underscore")
    return Source(**entry)
