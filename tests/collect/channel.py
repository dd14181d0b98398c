"""Pages of an invented channel in the form of a public preview."""

from __future__ import annotations

NAME = "talvaria_post"


def post(
    number: int, text: str = "", *, at: str = "2026-10-30T10:00:00+00:00", edited: str = "", via: str = ""
) -> str:
    """One post; `via` is the href and name of where it was forwarded from, "href|name"."""
    href, _, shown = via.partition("|")
    tag = f'<a class="tgme_widget_message_forwarded_from_name" href="{href}"><span dir="auto">{shown}</span></a>' if href else (
        f'<span class="tgme_widget_message_forwarded_from_name" dir="auto">{shown}</span>'
    )  # fmt: skip
    forwarded = f'<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;{tag}</div>' if via else ""
    return f"""
<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{NAME}/{number}" data-view="x">
 <div class="tgme_widget_message_bubble">
  <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/{NAME}"><span dir="auto">Talvaria Post</span></a></div>{forwarded}
  <a class="tgme_widget_message_reply" href="https://t.me/{NAME}/1"><div class="tgme_widget_message_text js-message_reply_text">an answered post</div></a>
  <div class="tgme_widget_message_text js-message_text" dir="auto">{text or f"Post {number}"}</div>
  <div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info">
   <span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta">{edited}<a class="tgme_widget_message_date" href="https://t.me/{NAME}/{number}"><time datetime="{at}" class="time">10:00</time></a></span>
  </div></div>
 </div></div></div>"""


def preview(*posts: str) -> bytes:
    """The page of a channel that shows posts."""
    service = (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message service_message" data-post="{NAME}/2">'
        '<div class="tgme_widget_message_text js-message_text">Channel created</div></div></div>'
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Talvaria Post – Telegram</title></head><body>'
        f'<main class="tgme_main" data-url="/{NAME}"><section class="tgme_channel_history js-message_history">'
        f"{service}{''.join(posts)}</section></main></body></html>"
    ).encode()


NO_PREVIEW = (
    b'<!DOCTYPE html><html><head><title>Telegram: Contact @talvaria_post</title></head><body><div class="tgme_page_wrap">'
    b'<div class="tgme_page"><div class="tgme_page_title"><span>Talvaria Post</span></div>'
    b'<a class="tgme_action_button_new" href="tg://resolve?domain=talvaria_post">View in Telegram</a></div></div></body></html>'
)
