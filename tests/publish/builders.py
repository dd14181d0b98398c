"""A small invented country and what its outlets wrote: enough for an edition in two languages."""

from __future__ import annotations

from dataclasses import replace

from rasad.model import (
    Article,
    Capture,
    Citation,
    DateMention,
    Development,
    Institution,
    Location,
    Name,
    Office,
    Outlet,
    Pack,
    Person,
    Post,
    Reference,
    Relation,
    Span,
    Statement,
    Tenure,
    TextVersion,
)
from rasad.model.ids import capture_id, sha256, statement_id, text_id
from rasad.publish import EditionSettings, Proof, Sources, Words, compose

PRIVATE = "Ilsa Torvane"
PRIVATE_FA = "ایلسا توروان"
HANDLE = "quill-seven"

ENGLISH = (
    "SARVAN - The Minister of Harbours, Mera Tolun, said on 14 September 2026 that the harbour network "
    'would stay open until the end of 2027. "We will not close a single line," Tolun told reporters in Sarvan. '
    f"A resident, {PRIVATE}, had complained about twelve outages. "
    f"The harbour union's spokesman, {PRIVATE}, said that the lines were slow. "
    'Tolun added: "The tariff stays at 40 tal & nothing <b>more</b>."'
)
PERSIAN = (
    "سروان - وزارت بنادر تالواریا در ۳۰ شهریور ۱۴۰۵ اعلام کرد که تعرفهٔ شبکهٔ بندر ۱۵ درصد افزایش می‌یابد. "
    "مرا تولون، وزیر بنادر، گفت: «این افزایش از اول مهر اجرا می‌شود.» "
    f"یکی از ساکنان به نام {PRIVATE_FA} به این تصمیم اعتراض کرد."
)
RELAY = "On 14 September 2026 the harbour minister promised an open network, Fanar Daily writes."


def names(english: str, persian: str) -> tuple[Name, ...]:
    return (
        Name(text=english, language="en", kind="official"),
        Name(text=persian, language="fa", kind="official"),
    )


PACK = Pack(
    id="tal",
    name="Talvaria",
    languages=("fa", "en"),
    institutions=(Institution(id="tal.i.mh", names=names("Ministry of Harbours", "وزارت بنادر تالواریا")),),
    posts=(
        Post(
            id="tal.i.mh/minister", institution="tal.i.mh", role="minister",
            names=names("Minister of Harbours", "وزیر بنادر"),
        ),
    ),
    people=(Person(id="tal.p.tolun", names=names("Mera Tolun", "مرا تولون")),),
    tenures=(Tenure(person="tal.p.tolun", post="tal.i.mh/minister", since="2025-01-01"),),
    outlets=(
        Outlet(id="tal.o.post", names=names("Sarvan Post", "سروان‌پست"), domains=("post.example",)),
        Outlet(id="tal.o.banu", names=names("Banu", "خبرگزاری بانو"), domains=("banu.example",)),
        Outlet(id="tal.o.daily", names=names("Fanar Daily", "روزنامهٔ فنار"), domains=("daily.example",)),
    ),
)  # fmt: skip


def day(edtf: str, role: str = "statement") -> DateMention:
    return DateMention(text=edtf, edtf=edtf, role=role)


def article(text: str, language: str, outlet: str, url: str, published: str) -> Article:
    version = text_id(text)
    return Article(
        id=f"a-{version[:12]}", capture=proof_capture(text, url).id, captured="2026-11-01T12:00:00Z", text_id=version,
        text=text, title="", byline="", language=language, url=url, outlet=outlet, agency=None,
        published=day(published, "publication"), rules="read-1",
    )  # fmt: skip


def proof_capture(text: str, url: str) -> Capture:
    digest = sha256(text.encode())
    at = "2026-11-01T12:00:00Z"
    return Capture(
        id=capture_id(url, at, digest), url=url, at=at, kind="response", status=200, media_type="text/html",
        payload_sha256=digest, length=len(text), location=Location(file="f", offset=0, length=1), by=HANDLE,
    )  # fmt: skip


ARTICLES = (
    article(
        ENGLISH,
        "en",
        "tal.o.post",
        "http://post.example/harbour/ilsa-torvane-complains",
        "2026-09-15",
    ),
    article(PERSIAN, "fa", "tal.o.banu", "http://banu.example/news/771?a=1&b=2", "2026-09-22"),
    article(RELAY, "en", "tal.o.daily", "http://daily.example/1", "2026-09-15"),
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words))


def statement(text: str, whole: str, content: str, **fields: object) -> tuple[str, Statement]:
    outer, inner = span(text, whole), span(text, content)
    made = Statement(
        id=statement_id(text_id(text), outer.start, outer.end), start=outer.start, end=outer.end,
        speaker=None, office=None, verb="said", act="assert", kind="indirect", quote=None, content=inner,
    )  # fmt: skip
    return text_id(text), replace(made, **fields)  # type: ignore[arg-type]


def speaker(text: str, words: str, id: str | None = None, place: int = 0) -> Reference:
    start = text.index(words, place)
    return Reference(text=words, start=start, end=start + len(words), id=id)


MINISTER = Office(text="Minister of Harbours", institution="tal.i.mh", post="tal.i.mh/minister")
OPEN = statement(
    ENGLISH,
    ENGLISH[: ENGLISH.index(' "We')],
    "the harbour network would stay open until the end of 2027",
    speaker=speaker(ENGLISH, "Mera Tolun", "tal.p.tolun"), office=MINISTER, said=day("2026-09-14"),
)  # fmt: skip
CLOSE = statement(
    ENGLISH,
    '"We will not close a single line," Tolun told reporters in Sarvan.',
    "We will not close a single line,",
    kind="direct", quote=span(ENGLISH, '"We will not close a single line,"'), verb="told reporters",
    speaker=speaker(ENGLISH, "Tolun", "tal.p.tolun", 100),
)  # fmt: skip
TARIFF = statement(
    ENGLISH,
    ENGLISH[ENGLISH.index("Tolun added") :],
    "The tariff stays at 40 tal & nothing <b>more</b>.",
    kind="direct", quote=span(ENGLISH, '"The tariff stays at 40 tal & nothing <b>more</b>."'), verb="added",
    speaker=speaker(ENGLISH, "Tolun", "tal.p.tolun", ENGLISH.index("Tolun added")),
)  # fmt: skip
UNION = statement(
    ENGLISH,
    f"The harbour union's spokesman, {PRIVATE}, said that the lines were slow.",
    "the lines were slow",
    speaker=speaker(ENGLISH, PRIVATE, None, ENGLISH.index("spokesman")), private=True,
    office=Office(text="harbour union's spokesman"), said=day("2026-09-14"),
)  # fmt: skip
RISE = statement(
    PERSIAN,
    PERSIAN[: PERSIAN.index("مرا")].strip(),
    "تعرفهٔ شبکهٔ بندر ۱۵ درصد افزایش می‌یابد",
    speaker=speaker(PERSIAN, "وزارت بنادر تالواریا", "tal.i.mh"), verb="اعلام کرد", act="announce",
    said=day("2026-09-21"),
)  # fmt: skip
SOON = statement(
    PERSIAN,
    PERSIAN[PERSIAN.index("مرا") : PERSIAN.index(" یکی")],
    "این افزایش از اول مهر اجرا می‌شود.",
    kind="direct", quote=span(PERSIAN, "«این افزایش از اول مهر اجرا می‌شود.»"), verb="گفت",
    speaker=speaker(PERSIAN, "مرا تولون", "tal.p.tolun"),
    office=Office(text="وزیر بنادر", institution="tal.i.mh", post="tal.i.mh/minister"),
)  # fmt: skip

SHELF = Sources(
    articles={found.text_id: found for found in ARTICLES},
    statements={
        found.id: (text, found) for text, found in (OPEN, CLOSE, TARIFF, UNION, RISE, SOON)
    },
    texts={found.text_id: found.text for found in ARTICLES},
    pack=PACK,
)


def development(
    id: str, text: str, headline: str, *statements: tuple[str, Statement], **fields: object
) -> Development:
    made = Development(
        id=id, headline=headline, language="fa" if text == PERSIAN else "en", article="a", text_id=text_id(text),
        start=0, end=len(text), date=None, actors=(), act="assert", action=None, stage="none", stance="asserts",
        dossiers=(), statements=tuple(found.id for _, found in statements),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


HARBOUR = development(
    "d-0123456789ab", ENGLISH, f"Minister keeps the harbour network open as {PRIVATE} complains.", OPEN, CLOSE, TARIFF,
    date=day("2026-09-14"), independent=2,
    evidence=(
        Citation(text_id=text_id(ENGLISH), start=0, end=40),
        Citation(text_id=text_id(RELAY), start=0, end=len(RELAY) - 1),
    ),
)  # fmt: skip
PRICE = development(
    "d-ba9876543210", PERSIAN, "تعرفهٔ بندر بالا می‌رود", RISE, SOON,
    date=day("2026-09-21"), relations=(Relation(kind="contradicts", other=HARBOUR.id, why="tariff stays, tariff rises"),),
)  # fmt: skip
COMPLAINT = development(
    "d-aaaaaaaaaaaa", ENGLISH, "Union calls the lines slow", UNION, date=day("2026-09-14")
)
DEVELOPMENTS = (HARBOUR, PRICE, COMPLAINT)
SHELF = replace(SHELF, related={found.id: found for found in DEVELOPMENTS})

SETTINGS = EditionSettings(
    series="Talvaria Policy Monitor", number="1", window="2026-09-01/2026-10-31", published="2026-11-09",
    title={"en": "Talvaria Policy Monitor, autumn 2026"},
    lead={"en": ("Two months of promises about the harbour.",), "fa": ("دو ماه وعده دربارهٔ بندر.",)},
)  # fmt: skip


def private_spans() -> dict[str, tuple[tuple[int, int], ...]]:
    return {
        text_id(text): tuple(
            (place, place + len(name)) for place in range(len(text)) if text.startswith(name, place)
        )
        for text, name in ((ENGLISH, PRIVATE), (PERSIAN, PRIVATE_FA), (RELAY, "\0"))
    }


def translations() -> Words:
    """Words of an editor for every slot of the drafts."""

    def key(told: tuple[str, Statement], words: str, language: str) -> tuple[str, int, int, str]:
        text = SHELF.texts[told[0]]
        found = span(text, words.rstrip(".,"))
        return (told[0], found.start, found.end, language)

    texts = {
        key(OPEN, "the harbour network would stay open until the end of 2027", "fa"): "شبکهٔ بندر تا پایان ۲۰۲۷ باز می‌ماند",
        key(CLOSE, "We will not close a single line,", "fa"): "حتی یک خط را هم نخواهیم بست",
        key(TARIFF, "The tariff stays at 40 tal & nothing <b>more</b>.", "fa"): "تعرفه ۴۰ تال می‌ماند & نه <b>بیشتر</b>",
        key(UNION, "the lines were slow", "fa"): "خط‌ها کند بودند",
        key(RISE, "تعرفهٔ شبکهٔ بندر ۱۵ درصد افزایش می‌یابد", "en"): "the tariff of the harbour network rises by 15 per cent",
        key(SOON, "این افزایش از اول مهر اجرا می‌شود.", "en"): "The rise takes effect from the first of Mehr.",
    }  # fmt: skip
    headings = {
        (HARBOUR.id, "en"): 'Minister keeps the harbour network open <script>alert(1)</script> "&"',
        (HARBOUR.id, "fa"): "وزیر بنادر: شبکهٔ بندر (Harbour Network) باز می‌ماند",
        (PRICE.id, "en"): "Harbour tariff to rise by 15 per cent",
        (COMPLAINT.id, "fa"): "اتحادیه: خط‌ها کند است",
    }
    return Words(
        headings={place: (words, HANDLE) for place, words in headings.items()},
        notes={
            (PRICE.id, "en"): ("Both cannot hold.", HANDLE),
            (PRICE.id, "fa"): ("هر دو با هم درست نیست.", HANDLE),
        },
        translations={place: (words, HANDLE) for place, words in texts.items()},
    )


def drafts(words: Words | None = None) -> dict[str, str]:
    return {
        language: compose(
            DEVELOPMENTS, shelf=SHELF, settings=SETTINGS, language=language,
            words=words or translations(), private=private_spans(),
        )
        for language in ("en", "fa")
    }  # fmt: skip


def proofs() -> dict[str, Proof]:
    return {
        found.text_id: Proof(
            text=TextVersion(
                id=found.text_id, text=found.text, capture=found.capture, rules="read-1"
            ),
            capture=proof_capture(found.text, found.url),
            article=found,
            log_line=7,
        )
        for found in ARTICLES
    }
