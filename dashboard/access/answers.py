"""What the guard says itself: the page to sign in, a sentence to those without a role, a line to programs."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from dashboard.access.callers import Caller
from dashboard.access.login import LOGOUT
from dashboard.access.settings import Mode, settings
from dashboard.language.phrases import Words, translator
from dashboard.navigation import DASHBOARD
from etl.problems import Refused

SIGN_IN = "/sign-in"
STATIC = Path(__file__).parents[1] / "static"
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
{logo}
<h1>{heading}</h1>
<p>{sentence}</p>
{action}
<p class="other">{other}</p>
</main>
</body>
</html>
"""
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #0f1720);
  color: light-dark(#17212b, #e6edf3) }
main { box-sizing: border-box; width: min(420px, calc(100vw - 32px)); padding: 32px; border-radius: 12px;
  border: 1px solid light-dark(#e3e7eb, #2a3744); background: light-dark(#ffffff, #17212b) }
svg { display: block; max-width: 100% }
h1 { margin: 24px 0 8px; font-size: 22px; line-height: 1.25 }
p { margin: 0 0 20px; overflow-wrap: anywhere }
a.button { display: block; padding: 10px 16px; border-radius: 8px; text-align: center; font-weight: 600;
  background: #1f5fa8; color: #ffffff; text-decoration: none }
a.button:hover, a.button:focus-visible { background: #184c87 }
.other { margin: 20px 0 0; font-size: 14px }
.other a { color: light-dark(#1f5fa8, #6fa8ff) }
"""


def words_of(scope: Scope) -> Words:
    """Return the words in the language of the address, Russian when it names none."""
    return translator(parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1])


def is_for_people(scope: Scope) -> bool:
    """Return whether a request is a browser's that opens a page."""
    accepted = Headers(scope=scope).get("accept", "")
    return scope["method"] in ("GET", "HEAD") and "text/html" in accepted


def asked_address(scope: Scope) -> str:
    """Return the address that was asked for, without the host."""
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")


def nobody(scope: Scope, prefix: str) -> Response:
    """Return the answer to somebody who has not signed in: where they can, or a line that they must."""
    _ = words_of(scope)
    if settings().mode is Mode.PROXY:
        return said(scope, 401, _("Нужен вход"), _("Прокси не назвал, кто вы: войдите через него."), "")
    if not is_for_people(scope):
        return said(scope, 401, _("Нужен вход"), _("Войдите и повторите."), "")
    address = f"{prefix}{SIGN_IN}?to={quote(asked_address(scope), safe='')}"
    sentence = _(
        "Показатели открыты сотрудникам, которым администратор дал роль. После входа вы вернётесь на эту же страницу."
    )
    return said(scope, 401, _("Нужен вход"), sentence, button(address, _("Войти")))


def no_role(scope: Scope, visitor: Caller, prefix: str) -> Response:
    """Return the one sentence for somebody who signed in and has no role."""
    _ = words_of(scope)
    sentence = no_role_words(visitor, _)
    leave = button(f"{prefix}{LOGOUT}", _("Выйти")) if settings().mode is Mode.OIDC else ""
    return said(scope, 403, _("Роли ещё нет"), sentence, leave)


def not_for_you(scope: Scope, visitor: Caller, prefix: str) -> Response:
    """Return what is said to somebody who signed in and asks for what their role, or none, does not open."""
    if visitor.principal is None:
        return no_role(scope, visitor, prefix)
    _ = words_of(scope)
    return said(scope, 403, _("Не для вашей роли"), Refused("not_allowed").sentence(_.language), "")


def no_role_words(visitor: Caller, _: Words) -> str:
    """Return what somebody without a role is told."""
    return _(
        "Вы вошли как {name}, но роли у вас нет: попросите доступ у администратора и назовите ему свой знак — {subject}.",
        name=visitor.person.name,
        subject=visitor.person.subject,
    )


def only_here(scope: Scope) -> Response:
    """Return what is said over the network where nobody signs in."""
    _ = words_of(scope)
    return said(scope, 403, _("Нужен вход"), _("Без входа дашборд открыт только с той машины, где он запущен."), "")


def said(scope: Scope, status: int, heading: str, sentence: str, action: str) -> Response:
    """Return a heading and a sentence as a page to people, the sentence alone to programs."""
    fresh = {"cache-control": "no-store"}
    if not is_for_people(scope):
        return PlainTextResponse(sentence + "\n", status, fresh)
    return HTMLResponse(page(scope, heading, sentence, action), status, fresh)


def page(scope: Scope, heading: str, sentence: str, action: str) -> str:
    """Return a page of our own, for Streamlit draws none to those who may see nothing."""
    language = words_of(scope).language
    other, name = ("en", "English") if language == "ru" else ("ru", "По-русски")
    parts: Mapping[str, str] = {
        "language": language,
        "title": escape(f"{heading} — {DASHBOARD.of(language)}"),
        "style": STYLE,
        "logo": logo(language),
        "heading": escape(heading),
        "sentence": escape(sentence),
        "action": action,
        "other": f'<a href="{escape(in_language(scope, other))}" lang="{other}">{name}</a>',
    }
    return PAGE.format_map(parts)


def in_language(scope: Scope, language: str) -> str:
    """Return the address that was asked for, in another language."""
    query = "&".join(part for part in scope["query_string"].decode("latin-1").split("&") if part[:5] != "lang=")
    return f"{quote(scope['path'])}?{query}{'&' if query else ''}lang={language}"


def button(address: str, label: str) -> str:
    """Return a link that looks like a button."""
    return f'<a class="button" href="{escape(address)}">{escape(label)}</a>'


@cache
def logo(language: str) -> str:
    """Return the logo as a part of the page."""
    return (STATIC / f"logo-{language}.svg").read_text(encoding="utf-8")
