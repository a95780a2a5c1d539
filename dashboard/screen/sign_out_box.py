"""Who is signed in, the way out, and the one sentence for those to whom nothing is open any more."""

from urllib.parse import quote, urlsplit

import streamlit as st

from dashboard.access.answers import SIGN_IN, no_role_words
from dashboard.access.callers import Caller
from dashboard.access.settings import Mode, settings
from dashboard.language.phrases import Words
from dashboard.screen.exhibit_box import plain
from etl.service import ROLE_TITLES, Principal


def sign_out_box(principal: Principal, _: Words) -> None:
    """Draw who is signed in and the button that signs them out everywhere; nothing where nobody signs in."""
    if not settings().shared:
        return
    st.caption(plain(f"{principal.name} · {ROLE_TITLES[principal.role].of(_.language)}"))
    leave_button(_)


def say_closed(visitor: Caller | None, _: Words) -> None:
    """Say that the session is over, or that there is no role, with the way to sign in or out."""
    if visitor:
        st.info(plain(no_role_words(visitor, _)), icon=":material/key:")
        leave_button(_)
        return
    st.info(_("Сеанс закончился: войдите снова, вы вернётесь на эту страницу."), icon=":material/lock:")
    if settings().mode is Mode.OIDC:
        here = urlsplit(str(st.context.url or ""))
        prefix = str(st.get_option("server.baseUrlPath")).strip("/")
        back = quote(f"{here.path or '/'}?{here.query}" if here.query else here.path or "/", safe="")
        address = f"/{prefix}{SIGN_IN}?to={back}" if prefix else f"{SIGN_IN}?to={back}"
        st.html(f'<a class="enter" href="{address}" target="_self">{_("Войти")}</a>')


def leave_button(_: Words) -> None:
    """Draw the button that ends every session of the reader."""
    if settings().mode is Mode.OIDC and st.button(
        _("Выйти"), icon=":material/logout:", type="tertiary", key="sign_out", help=_("Во всех окнах и браузерах")
    ):
        st.logout()
