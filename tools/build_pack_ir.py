"""Writes pack `ir` from the drafts. DRAFTS/ir/*.json + build_pack_ir.toml, build_pack_ir_words.toml -> src/rasad/packs/ir/*.toml.

    python tools/build_pack_ir.py [DRAFTS] [--to DIR]

The same drafts give the same bytes. What is left out is counted and said why: a person without a post or a cited page, a role
that is no post, a name that is a misprint. A role that neither a rule nor a row of the table covers stops the build.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from pack_ir_rules import (
    MISPRINT,
    SEYYED,
    TABLE,
    WORDS,
    Row,
    composed,
    edtf_in,
    is_page,
    language,
    name_row,
    pages_in,
    posts_of,
    quarter,
    split_name,
    toml,
    written,
)

HERE = Path(__file__).resolve().parent
DRAFTS = HERE.parent.parent / "shared" / "pack-drafts"
PACK = HERE.parent / "src" / "rasad" / "packs" / "ir"
ABOUT = {
    "institutions.toml": "Bodies. A name may belong to several; NAMES say how sources write, not how they should.",
    "offices.toml": "Posts and who held them. `~` marks a date that the cited page does not give; `..` is unknown or open.",
    "people.toml": "Persons in public office: names and nothing else.",
    "outlets.toml": "Publishers. Outlets of one group count as one independent source.",
    "dossiers.toml": "Policy questions. Keywords are a first signal, never a verdict.",
    "sources.toml": "Feeds of agencies and the technical press, as listed in public code; `rasad sources test` tries one.",
}


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
        self.files["outlets.toml"] = outlets(self)
        self.files["dossiers.toml"] = dossiers(self)
        self.files["sources.toml"] = sources(self)

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


def outlets(build: Build) -> dict[str, Row]:
    groups = {outlet: group for group, outlets in TABLE["groups"].items() for outlet in outlets}
    out: dict[str, Row] = {}
    for draft in build.drafts["outlets"]:
        page = build.page(draft, own=f"https://{draft['domains'][0]}/")
        affiliation = draft["affiliation"].partition(";")[0].strip()
        if any(word in draft["affiliation"] for word in TABLE["affiliations"]["drop"]):
            build.left_out["affiliation: unsourced, or no owner"] += 1
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
            "names": build.names(draft["id"], [draft["name_en"], draft["name_fa"]], [], page),
        }
    return out


def dossiers(build: Build) -> dict[str, Row]:
    out: dict[str, Row] = {}
    for draft in build.drafts["dossiers"]:
        milestones = [
            {
                "edtf": quarter(one["edtf"]), "event": one["event"], "kind": one["kind"], "stage": one["stage"],
                "source": one["source"],
            }
            for one in draft["milestones"] if is_page(one["source"])
        ]  # fmt: skip
        build.left_out["milestone: no cited page"] += len(draft["milestones"]) - len(milestones)
        milestones += [
            {key: value for key, value in one.items() if key != "dossier"}
            for one in TABLE["milestone"] if one["dossier"] == draft["id"]
        ]  # fmt: skip
        page = build.page(draft)
        out[draft["id"]] = {
            "description": draft["description"],
            **{kind: WORDS[draft["id"]].get(kind, {}) for kind in ("keywords", "terms", "together", "excludes")},
            "institutions": draft["institutions"],
            "related": draft["related"],
            "confidence": draft["confidence"],
            "names": [name_row(draft[f"name_{key}"], "official", page) for key in ("en", "fa")],
            "milestones": milestones,
        }
    return out


def sources(build: Build) -> dict[str, Row]:
    """The feeds of agencies and of the technical press, polled."""
    out: dict[str, Row] = {}
    for id, outlet in build.files["outlets.toml"].items():
        if outlet["type"] not in ("agency", "tech"):
            continue
        for url in outlet["feeds"]:
            parts = urlsplit(url)
            host = "en" if (parts.hostname or "").startswith("en.") else ""
            number = (re.findall(r"[/=](\d+)(?=/|$)", parts.path + "?" + parts.query) or [""])[-1]
            number = next((n for n in re.findall(r"[/=](\d+)", url) if n != "0"), number)
            name = "-".join(part for part in (id.rpartition(".")[2], host, number) if part)
            if name in out:
                name += "-" + parts.path.rstrip("/").rpartition("/")[2]
            out[name] = {
                "kind": "feed", "url": url, "outlet": id, "language": host or outlet["languages"][0],
                "interval": 1800 if outlet["type"] == "agency" else 3600,
            }  # fmt: skip
    return out


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
