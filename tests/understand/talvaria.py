"""A small pack of an invented country, and shorthands for tests of understand."""

from __future__ import annotations

from rasad import understand
from rasad.model import (
    Article,
    DateMention,
    Document,
    Dossier,
    Institution,
    Name,
    Outlet,
    Pack,
    Person,
    Post,
    Reading,
    Statement,
    Story,
    Tenure,
)
from rasad.model.ids import article_id, story_id


def named(english: str, persian: str, *more: str) -> tuple[Name, ...]:
    """A name in both languages."""
    return (
        Name(text=english, language="en", kind="official"),
        Name(text=persian, language="fa", kind="official"),
        *(Name(text=text, language="en") for text in more),
    )


PACK = Pack(
    id="talvaria", name="Talvaria", languages=("fa", "en"), places=("Talvaria", "Sarvan", "تالواریا", "سروان"),
    institutions=(
        Institution(id="i.roads", names=named("Ministry of Roads", "وزارت راه", "Roads Ministry"), branch="executive"),
        Institution(id="i.net", names=named("Network Authority", "سازمان شبکه"), branch="executive"),
        Institution(id="i.house", names=named("House of Deputies", "خانه ملت"), type="parliament", branch="legislative"),
        Institution(
            id="i.committee", names=named("Network Committee", "کمیسیون شبکه"), type="parliamentary_committee", branch="legislative"
        ),
    ),
    posts=(
        Post(id="i.roads/minister", institution="i.roads", role="minister", names=named("Minister of Roads", "وزیر راه", "Roads Minister")),
        Post(id="i.net/head", institution="i.net", role="head", names=named("head of the Network Authority", "رئیس سازمان شبکه")),
    ),
    people=(
        Person(id="p.navidan", names=named("Borna Navidan", "برنا نویدان")),
        Person(id="p.zarrin", names=named("Mahsa Zarrindasht", "مهسا زرین‌دشت")),
        Person(id="p.golshan", names=named("Kia Golshanfar", "کیا گلشن‌فر")),
    ),
    tenures=(
        Tenure(person="p.navidan", post="i.roads/minister", since="2020-01-01", until="2026-05-01"),
        Tenure(person="p.zarrin", post="i.roads/minister", since="2026-05-02", until=".."),
        Tenure(person="p.golshan", post="i.net/head", since="2022-01-01", until=".."),
    ),
    outlets=(
        Outlet(id="o.ravi", names=named("Ravi", "خبرگزاری راوی"), domains=("ravi.example",), group="state"),
        Outlet(id="o.lamp", names=named("The Lamp", "چراغ"), domains=("lamp.example",)),
    ),
    dossiers=(
        Dossier(
            id="tolls", names=named("Road tolls", "عوارض راه"),
            keywords=(("en", "road tolls"), ("en", "road toll"), ("fa", "عوارض راه")),
        ),
        Dossier(
            id="blocking", names=named("Blocking", "فیلترینگ"),
            keywords=(("en", "messenger Parvaz"), ("en", "blocking of messengers"), ("fa", "پیام‌رسان پرواز")),
        ),
        Dossier(id="bill", names=named("Road bill", "لایحه راه"), keywords=(("en", "road bill"), ("fa", "لایحه راه"))),
    ),
)  # fmt: skip


def read(text: str, language: str = "en", day: str | None = "2026-06-10", title: str = "") -> Reading:
    """The reading of a text published on a day."""
    published = DateMention(text=day, edtf=day) if day else None
    return understand.read_text(Document(text=text, language=language, title=title, published=published), pack=PACK)


def only(text: str, language: str = "en", day: str | None = "2026-06-10") -> Statement:
    """The one statement of a text."""
    statements = read(text, language, day).statements
    assert len(statements) == 1, [(s.verb, s.content.text) for s in statements]
    return statements[0]


def newsroom(*told: tuple[str, str, str, str]) -> tuple[list[Article], dict[str, Reading], list[Story]]:
    """Articles, readings and stories out of (address, day, language, text), one story each."""
    articles, readings, stories = [], {}, []
    for url, day, language, text in told:
        reading = read(text, language, day)
        outlet = PACK.outlet_of(url)
        article = Article(
            id=article_id(url), capture="c", captured="2026-07-01T00:00:00Z", text_id=reading.text_id, text=text, title="",
            byline="", language=language, url=url, outlet=outlet.id if outlet else None, agency=None,
            published=DateMention(text=day, edtf=day, role="publication"), rules="read-1",
        )  # fmt: skip
        articles.append(article)
        readings[reading.text_id] = reading
        stories.append(Story(id=story_id(article.id), articles=(article.id,)))
    return articles, readings, stories
