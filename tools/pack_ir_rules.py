"""How drafts are read as pack `ir`: names, roles, dates, TOML. Pure functions over build_pack_ir.toml."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("build_pack_ir.toml").read_text(encoding="utf-8")
)
WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("build_pack_ir_words.toml").read_text(encoding="utf-8")
)
Row = dict[str, Any]

MISPRINT = re.compile(r"\((?:machine error|misprint|[^)]*typo|machine-translation error)\)")
ARABIC = re.compile("[\u0600-\u06ff]")
SEYYED = re.compile(r"^(?:Seyyed|Seyed|Sayyid|Sayyed) ")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2,8})\.? (20\d\d)\b|\bin (20\d\d)\b")


def is_page(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def language(text: str) -> str:
    return "fa" if ARABIC.search(text) else "en"


def name_row(text: str, kind: str, page: str, *, acronyms: bool = True) -> Row:
    row = {"text": text, "language": language(text), "kind": kind, "source": page}
    if acronyms and re.fullmatch(r"[A-Z]{2,8}", text):
        row["kind"] = "acronym" if kind == "variant" else kind
    if text in TABLE["former"]:
        row["kind"], row["to"] = "former", TABLE["former"][text]
    return row


def split_name(text: str) -> list[str]:
    """A name and what stands in brackets behind it, as names of their own."""
    found = re.fullmatch(r"(.+?) \(([^()]+)\)", text)
    return [found.group(1), found.group(2)] if found else [text]


def posts_of(role: Row) -> list[Row]:
    """The posts that a role of the drafts names. Stops the build when nothing covers it."""
    for row in TABLE["role"]:
        if row["text"] == role["post"]:
            return list(row["posts"])
    text = re.sub(r" (?:under \w+|\([^()]*\))$", "", role["post"])
    for row in TABLE["role"]:
        if row["text"] == text:
            return list(row["posts"])
    for rule in TABLE["rule"]:
        if re.fullmatch(rule["pattern"], text):
            post = rule["post"].format(institution=role["institution"])
            if post in TABLE["posts"]:
                return [{"post": post}]
            raise SystemExit(f"role {role['post']!r} makes {post}, which is not in [posts]")
    raise SystemExit(
        f"role {role['post']!r} of {role['institution']}: no rule covers it; add a [[role]] or a [not_posts] row"
    )


def composed(role: str, post: str, names: list[Row]) -> list[str]:
    """Titles made of role and body; nothing where the post is one of several of its role at the body."""
    if role == "minister":
        return [title for row in names for title in minister(row["text"])]
    siblings = [other for other, given in TABLE["posts"].items()
                if given["role"] == role and other.partition("/")[0] == post.partition("/")[0]]  # fmt: skip
    if len(siblings) > 1:
        return []
    out = []
    for key in ("en", "fa"):
        body = next(row["text"] for row in names if row["language"] == key)
        takes_article = " " in body or body in TABLE["forms"]["article"]["with"]
        shown = (
            f"the {body}" if key == "en" and takes_article and not body.startswith("FATA") else body
        )
        out += [form.format(body=shown) for form in TABLE["forms"][key].get(role, [])]
    return out


def minister(body: str) -> list[str]:
    """A minister's titles out of one name of a ministry."""
    words = TABLE["forms"]["ministry"]
    if body.startswith(words["fa_body"]):
        return [words["fa_title"] + body.removeprefix(words["fa_body"])]
    if body.startswith("Ministry of "):
        return ["Minister of " + body.removeprefix("Ministry of ")]
    if body.endswith(" Ministry"):
        return [body.removesuffix("Ministry") + "Minister"]
    return []


def edtf_in(text: str) -> str:
    """The one date of a short English fact as EDTF, `..` when there is none or several."""
    found = DATE.findall(text)
    if len(found) != 1:
        return ".."
    day, month, year, bare = found[0]
    if bare:
        return str(bare)
    if month[:3].lower() not in MONTHS:
        return ".."
    value = f"{year}-{MONTHS.index(month[:3].lower()) + 1:02d}"
    return f"{value}-{int(day):02d}" if day else value


def quarter(edtf: str) -> str:
    """A quarter, YYYY-Qn, as the interval of its months."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", edtf)
    if not found:
        return edtf
    first = int(found.group(2)) * 3 - 2
    return f"{found.group(1)}-{first:02d}/{found.group(1)}-{first + 2:02d}"


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def is_worth_writing(key: str, value: object) -> bool:
    """False for what the schema takes for granted."""
    return not (value in (None, "", [], {}, "..", False) or (key, value) == ("kind", "variant"))


def written(records: dict[str, Row], keys: dict[str, str], about: str) -> str:
    out = [f"# {about}\n"]
    for id, row in records.items():
        out.append(f'\n["{id}"]\n')
        for key, value in row.items():
            if not is_worth_writing(key, value):
                continue
            if isinstance(value, list) and value and isinstance(value[0], dict):
                out.append(f"{key} = [\n")
                for fact in value:
                    shown = {
                        k: keys[v] if k == "source" else v
                        for k, v in fact.items()
                        if is_worth_writing(k, v)
                    }
                    out.append(f"  {toml(shown)},\n")
                out.append("]\n")
            else:
                out.append(f"{key} = {toml(value)}\n")
    return "".join(out)


def pages_in(files: dict[str, dict[str, Row]]) -> list[str]:
    return sorted(
        {fact["source"] for records in files.values() for row in records.values() for value in row.values()
         if isinstance(value, list) for fact in value if isinstance(fact, dict) and "source" in fact}
    )  # fmt: skip
