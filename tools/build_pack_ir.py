"""Writes pack `ir` from the drafts. DRAFTS/ir/*.json + build_pack_ir.toml -> src/rasad/packs/ir/*.toml.

    python tools/build_pack_ir.py [DRAFTS] [--to DIR]

The same drafts give the same bytes. What is left out is counted and said why: a person without a post or a cited page, a role
that is no post, a name that is a misprint. A role that neither a rule nor a row of the table covers stops the build.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
DRAFTS = HERE.parent.parent / "shared" / "pack-drafts"
PACK = HERE.parent / "src" / "rasad" / "packs" / "ir"
TABLE: dict[str, Any] = tomllib.loads((HERE / "build_pack_ir.toml").read_text(encoding="utf-8"))
Row = dict[str, Any]

MISPRINT = re.compile(r"\((?:machine error|misprint|[^)]*typo|machine-translation error)\)")
ARABIC = re.compile("[\u0600-\u06ff]")
SEYYED = re.compile(r"^(?:Seyyed|Seyed|Sayyid|Sayyed) ")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2,8})\.? (20\d\d)\b|\bin (20\d\d)\b")


class Build:
    """One run: what is kept, by file, and what is left out, by reason."""

    def __init__(self, drafts: Path) -> None:
        self.drafts = {
            name: json.loads((drafts / "ir" / f"{name}.json").read_text(encoding="utf-8"))["items"]
            for name in ("institutions", "people", "outlets", "dossiers")
        }
        self.left_out: Counter[str] = Counter()
        self.titles: dict[str, list[str]] = {}
        self.files: dict[str, dict[str, Row]] = {}

    def run(self) -> None:
        """Fills `files` in the order in which one needs the other."""
        self.files["institutions.toml"] = self.institutions()
        tenures = self.tenures()
        self.files["people.toml"] = self.people(
            {row["person"] for rows in tenures.values() for row in rows}
        )
        self.files["offices.toml"] = self.offices(tenures)
        self.files["outlets.toml"] = self.outlets()
        self.files["dossiers.toml"] = self.dossiers()
        self.files["sources.toml"] = self.sources()

    def institutions(self) -> dict[str, Row]:
        out: dict[str, Row] = {}
        for draft in self.drafts["institutions"]:
            page = self.page(draft)
            row = {"type": draft["type"], "branch": draft["branch"], "parent": draft["parent"]}
            row["confusable"] = draft["do_not_confuse_with"]
            row["confidence"] = draft["confidence"]
            fa, en = draft["name_fa"], draft["name_en"]
            others = [*draft["variants_en"], *draft["variants_fa"]]
            row["names"] = self.names(draft["id"], [en, fa], [draft["acronym"], *others], page)
            row["facts"] = [
                {"text": fact["fact"], "edtf": edtf_in(fact["fact"]), "source": fact["source"]}
                for fact in draft["facts"] if is_page(fact["source"])
            ]  # fmt: skip
            out[draft["id"]] = row
        page = next(
            role["source"] for person in self.drafts["people"] for role in person["roles"]
            if role["post"] == "Minister of Agriculture"
        )  # fmt: skip
        for body, names in TABLE["bodies"].items():
            first, others = [names["en"][0], names["fa"][0]], [*names["en"][1:], *names["fa"][1:]]
            out[body] = {"type": "public_body", "branch": "executive", "confidence": "medium"}
            out[body]["names"] = self.names(body, first, others, page)
        return out

    def names(
        self, owner: str, official: list[str], others: list[str | None], page: str
    ) -> list[Row]:
        """The rows of names: brackets undone, misprints, titles and everyday words left out, each text once."""
        rows: dict[str, Row] = {}
        for text in [*official, *others, *TABLE["add_names"].get(owner, [])]:
            if text is None:
                continue
            if MISPRINT.search(text):
                self.left_out["name: a misprint or machine error"] += 1
                continue
            if text in TABLE["titles_not_bodies"]:
                self.titles.setdefault(TABLE["titles_not_bodies"][text], []).append(text)
                self.left_out["name: the title of a post, moved there"] += 1
                continue
            if text in TABLE["drop_names"]:
                self.left_out[f"name: {TABLE['drop_names'][text]}"] += 1
                continue
            for part in split_name(TABLE["rename"].get(text, text)):
                is_first = text in official and not rows.keys() & {
                    p for p in rows if language(p) == language(part)
                }
                rows.setdefault(part, name_row(part, "official" if is_first else "variant", page))
        return list(rows.values())

    def tenures(self) -> dict[str, list[Row]]:
        """Tenures by post, in the order of the drafts."""
        out: dict[str, list[Row]] = {post: [] for post in TABLE["posts"]}
        for person in self.drafts["people"]:
            for role in person["roles"]:
                if not is_page(role["source"]):
                    self.left_out["role: no cited page"] += 1
                elif role["post"] in TABLE["not_posts"]:
                    self.left_out[f"role: {TABLE['not_posts'][role['post']]}"] += 1
                else:
                    for post in posts_of(role):
                        row = {
                            "person": person["id"], "from": post.get("from", role["from"]), "to": post.get("to", role["to"]),
                            "acting": post.get("acting", False), "source": role["source"],
                            "confidence": post.get("confidence", role["confidence"]),
                        }  # fmt: skip
                        if row not in out[post["post"]]:
                            out[post["post"]].append(row)
        return out

    def people(self, holders: set[str]) -> dict[str, Row]:
        out: dict[str, Row] = {}
        for draft in self.drafts["people"]:
            if not any(is_page(source) for source in draft["sources"]):
                self.left_out["person: no cited page"] += 1
            elif draft["id"] not in holders:
                self.left_out["person: no post with a cited page"] += 1
            else:
                out[draft["id"]] = {
                    "collisions": draft["name_collisions"],
                    "confidence": draft["confidence"],
                    "names": self.person_names(draft),
                }
        for row in out.values():
            kept = [other for other in row["collisions"] if other in out]
            self.left_out["collision: with a person who is left out"] += len(
                row["collisions"]
            ) - len(kept)
            row["collisions"] = kept
        return out

    def person_names(self, draft: Row) -> list[Row]:
        """With and without Seyyed, surnames alone as full names."""
        page = self.page(draft)
        prefix = TABLE["forms"]["ministry"]["seyyed"]
        texts = [draft["name_en"], draft["name_fa"], *draft["variants_en"], *draft["variants_fa"]]
        good = [TABLE["full_names"].get(text, text) for text in texts if not MISPRINT.search(text)]
        self.left_out["name: a misprint or machine error"] += len(texts) - len(good)
        for text in good:
            if len(text.split()) < 2:
                raise SystemExit(
                    f"{draft['id']}: the name {text!r} is one word; give the full name in [full_names]"
                )
        plain = [SEYYED.sub("", text).removeprefix(prefix) for text in good]
        if any(text != bare for text, bare in zip(good, plain, strict=True)):
            bare_en, bare_fa = plain[0], plain[1]
            good += [*plain, f"Seyyed {bare_en}", f"Seyed {bare_en}", prefix + bare_fa]
        return [
            name_row(
                text,
                "official" if text in (draft["name_en"], draft["name_fa"]) else "variant",
                page,
            )
            for text in dict.fromkeys(good)
        ]

    def offices(self, tenures: dict[str, list[Row]]) -> dict[str, Row]:
        out: dict[str, Row] = {}
        bodies = self.files["institutions.toml"]
        for post, given in TABLE["posts"].items():
            body = post.partition("/")[0]
            holders = tenures[post]
            page = holders[0]["source"] if holders else bodies[body]["names"][0]["source"]
            texts = [*given.get("en", []), *given.get("fa", []), *self.titles.get(post, [])]
            texts += composed(given["role"], post, bodies[body]["names"])
            seen: set[str] = set()
            names = []
            for text in dict.fromkeys(texts):
                names.append(
                    name_row(
                        text,
                        "variant" if language(text) in seen else "official",
                        page,
                        acronyms=False,
                    )
                )
                seen.add(language(text))
            out[post] = {
                "institution": body,
                "role": given["role"],
                "names": names,
                "holders": holders,
            }
        return out

    def outlets(self) -> dict[str, Row]:
        groups = {outlet: group for group, outlets in TABLE["groups"].items() for outlet in outlets}
        out: dict[str, Row] = {}
        for draft in self.drafts["outlets"]:
            page = self.page(draft, own=f"https://{draft['domains'][0]}/")
            affiliation = draft["affiliation"].partition(";")[0].strip()
            if any(word in draft["affiliation"] for word in TABLE["affiliations"]["drop"]):
                self.left_out["affiliation: unsourced, or no owner"] += 1
                affiliation = ""
            feeds = dict.fromkeys(
                feed["url"].rstrip("/") for feed in draft["feeds"] if is_page(feed["url"])
            )
            given = {feed["url"].rstrip("/"): feed["url"] for feed in reversed(draft["feeds"])}
            out[draft["id"]] = {
                "domains": TABLE["domains"].get(draft["id"], draft["domains"]),
                "languages": draft["languages"],
                "type": draft["type"],
                "affiliation": affiliation,
                "group": groups.get(draft["id"], ""),
                "feeds": [given[feed] for feed in feeds],
                "confidence": draft["confidence"],
                "names": self.names(draft["id"], [draft["name_en"], draft["name_fa"]], [], page),
            }
        return out

    def dossiers(self) -> dict[str, Row]:
        out: dict[str, Row] = {}
        for draft in self.drafts["dossiers"]:
            milestones = [
                {
                    "edtf": quarter(one["edtf"]), "event": one["event"], "kind": one["kind"], "stage": one["stage"],
                    "source": one["source"],
                }
                for one in draft["milestones"] if is_page(one["source"])
            ]  # fmt: skip
            self.left_out["milestone: no cited page"] += len(draft["milestones"]) - len(milestones)
            milestones += [
                {key: value for key, value in one.items() if key != "dossier"}
                for one in TABLE["milestone"] if one["dossier"] == draft["id"]
            ]  # fmt: skip
            page = self.page(draft)
            out[draft["id"]] = {
                "description": draft["description"],
                "keywords": {"en": self.keywords(draft, "en"), "fa": self.keywords(draft, "fa")},
                "excludes": {
                    key: draft[f"exclude_{key}"] for key in ("en", "fa") if draft[f"exclude_{key}"]
                },
                "institutions": draft["institutions"],
                "related": draft["related"],
                "confidence": draft["confidence"],
                "names": [name_row(draft[f"name_{key}"], "official", page) for key in ("en", "fa")],
                "milestones": milestones,
            }
        return out

    def keywords(self, draft: Row, key: str) -> list[str]:
        kept = [word for word in draft[f"keywords_{key}"] if word not in TABLE["keywords"]["drop"]]
        self.left_out["keyword: an everyday word"] += len(draft[f"keywords_{key}"]) - len(kept)
        return [*kept, *TABLE["keywords"]["add"].get(draft["id"], {}).get(key, [])]

    def sources(self) -> dict[str, Row]:
        """The feeds of agencies and of the technical press, polled."""
        out: dict[str, Row] = {}
        for id, outlet in self.files["outlets.toml"].items():
            if outlet["type"] not in ("agency", "tech"):
                continue
            for url in outlet["feeds"]:
                parts = urlsplit(url)
                host = "en" if (parts.hostname or "").startswith("en.") else ""
                number = (re.findall(r"[/=](\d+)(?=/|$)", parts.path + "?" + parts.query) or [""])[
                    -1
                ]
                number = next((n for n in re.findall(r"[/=](\d+)", url) if n != "0"), number)
                name = "-".join(part for part in (id.rpartition(".")[2], host, number) if part)
                if name in out:
                    name += "-" + parts.path.rstrip("/").rpartition("/")[2]
                out[name] = {
                    "kind": "feed", "url": url, "outlet": id, "language": host or outlet["languages"][0],
                    "interval": 1800 if outlet["type"] == "agency" else 3600,
                }  # fmt: skip
        return out

    def page(self, draft: Row, own: str = "") -> str:
        """The first page a record cites, else that of the table, else an outlet's own site."""
        for source in draft["sources"]:
            if is_page(source):
                return str(source)
        found = TABLE["pages"].get(draft["id"], own)
        if not found:
            raise SystemExit(f"{draft['id']}: cites no page; give one in [pages]")
        if found == own:
            self.left_out["outlet: no page in the drafts, its own site is cited"] += 1
        return str(found)


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


ABOUT = {
    "institutions.toml": "Bodies. A name may belong to several; NAMES say how sources write, not how they should.",
    "offices.toml": "Posts and who held them. `~` marks a date that the cited page does not give; `..` is unknown or open.",
    "people.toml": "Persons in public office: names and nothing else.",
    "outlets.toml": "Publishers. Outlets of one group count as one independent source.",
    "dossiers.toml": "Policy questions. Keywords are a first signal, never a verdict.",
    "sources.toml": "Feeds of agencies and the technical press, as listed in public code; `rasad sources test` tries one.",
}


def pages_in(files: dict[str, dict[str, Row]]) -> list[str]:
    return sorted(
        {fact["source"] for records in files.values() for row in records.values() for value in row.values()
         if isinstance(value, list) for fact in value if isinstance(fact, dict) and "source" in fact}
    )  # fmt: skip


def write(build: Build, folder: Path) -> None:
    """The files of the pack. Other files of the folder are left alone."""
    keys = {page: f"S{number:03d}" for number, page in enumerate(pages_in(build.files), 1)}
    folder.mkdir(parents=True, exist_ok=True)
    places = [place for group in TABLE["places"].values() for place in group]
    head = [
        "# Iran, as far as internet policy needs it. Made by tools/build_pack_ir.py; corrections go into its table or the drafts.\n",
        'format = 1\nid = "ir"\nname = { en = "Iran", fa = ' + toml(TABLE["places"]["country"][1]) + " }\n",
        'zone = "Asia/Tehran"\nlanguages = ["fa", "en"]\ncalendars = ["jalali", "gregorian", "hijri"]\nlicence = "CC-BY-4.0"\n',
        "places = [\n", *(f"  {toml(place)},\n" for place in places), "]\n\n[cited]\n",
        *(f"{key} = {toml(page)}\n" for page, key in keys.items()),
    ]  # fmt: skip
    (folder / "pack.toml").write_text("".join(head), encoding="utf-8", newline="\n")
    for name, records in build.files.items():
        (folder / name).write_text(
            written(records, keys, ABOUT[name]), encoding="utf-8", newline="\n"
        )


def summary(build: Build) -> list[str]:
    """What was kept and what was left out, and why."""
    tenures = sum(len(post["holders"]) for post in build.files["offices.toml"].values())
    lines = [f"{name}: {len(records)} records" for name, records in build.files.items()] + [
        f"tenures: {tenures}",
        "left out or changed:",
    ]
    return lines + [
        f"  {count:4d}  {reason}" for reason, count in sorted(build.left_out.items()) if count
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("drafts", nargs="?", type=Path, default=DRAFTS)
    parser.add_argument("--to", type=Path, default=PACK)
    options = parser.parse_args(arguments)
    build = Build(options.drafts)
    build.run()
    write(build, options.to)
    print("\n".join(summary(build)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
