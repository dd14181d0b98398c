"""Pages of invented outlets of Talvaria, built for tests of reading."""

from __future__ import annotations

LEDE_FA = "وزیر ارتباطات تالواریا می‌گوید بهای اینترنت همراه از ابتدای ماه آینده بیست درصد بالا می‌رود و اپراتورها آماده‌اند."
BODY_FA = (
    "به گزارش خبرگزاری سروان، وزیر ارتباطات در نشست خبری روز یکشنبه گفت که شرکت‌ها درخواست خود را پیش‌تر داده بودند "
    "و سازمان تنظیم مقررات آن را پذیرفته است. او افزود که مشترکان روستایی از این افزایش برکنار می‌مانند.",
    "سخنگوی سازمان تنظیم مقررات نیز به خبرنگاران گفت که جدول تازهٔ بها هفتهٔ آینده روی تارنمای سازمان می‌آید و "
    "هیچ شرکتی حق ندارد پیش از آن بهایی دیگر بگیرد. او نام شرکت‌هایی را که پیش‌تر جریمه شده‌اند نبرد.",
    "نمایندگان مجلس سروان هنوز دربارهٔ این تصمیم چیزی نگفته‌اند و قرار است کمیسیون ارتباطات در نشست بعدی خود "
    "گزارش سازمان را بشنود و پرسش‌های نمایندگان را با وزیر در میان بگذارد.",
)
BODY_EN = (
    "SARVAN – The communications minister of Talvaria said on Sunday that the price of mobile data will rise by 20 percent "
    "from next month, and that operators had asked for the change in spring.",
    "The regulator approved the request on Thursday, according to a document that was published on its site. "
    "Rural subscribers are exempt from the increase, the document says, until the end of the year.",
    "A member of the communications committee told reporters that the committee had not been asked before the decision "
    "and would hear the minister at its next sitting, which has not been announced yet.",
)


def english(
    *,
    head: str = "",
    header: str = "",
    body: str = "",
    title: str = "Data prices to rise in Talvaria",
) -> str:
    """A page of the Sarvan Courier."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY_EN)
    return f"""<!doctype html><html lang="en"><head><title>{title} | Sarvan Courier</title>
<meta property="og:site_name" content="Sarvan Courier">{head}</head><body>
<header class="top-header">{header}</header><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1>{body}<div class="article-body">{paragraphs}</div></article>
<footer>All rights reserved.</footer></body></html>"""


def persian(*, head: str = "", header: str = "", zwnj: str = "\u200c") -> str:
    """A page in the layout of a newsroom system whose lede stands outside the body."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY_FA)
    page = f"""<!doctype html><html lang="fa" dir="rtl"><head><title>بهای اینترنت بالا می‌رود</title>{head}</head><body>
<div class="header">{header}</div><div class="item-page"><h1 class="title">بهای اینترنت بالا می‌رود</h1>
<p class="summary introtext">{LEDE_FA}</p><div class="item-text" itemprop="articleBody">{paragraphs}</div></div>
</body></html>"""
    return page.replace("\u200c", zwnj)
