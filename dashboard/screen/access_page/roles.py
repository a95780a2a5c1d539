"""Giving, changing, taking and putting back a role; those who signed in and wait for one stand first."""

from functools import partial

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import GIVE_ROLES, carry_out, reader
from dashboard.screen.exhibit_box import plain
from dashboard.screen.filters.region_picker import region_options
from etl import service
from etl.service import ROLE_TITLES, Person, Principal, Role, SignedIn

OTHER = ""  # somebody who has never signed in


def people_and_waiting() -> tuple[list[Person], list[SignedIn]]:
    """Return those with a role, and those who signed in and wait for one."""
    return service.people(cache.engine()), service.people_waiting(cache.engine())


def waiting_box(waiting: list[SignedIn], _: Words) -> None:
    """Say who signed in and has no role."""
    if waiting:
        names = ", ".join(plain(one.name) for one in waiting)
        st.info(_("Вошли и ждут роли: {names}", names=names), icon=":material/key:")


def give_box(people: list[Person], waiting: list[SignedIn], _: Words) -> None:
    """Draw the choice of a person, a role and its regions, and the button that gives it."""
    names = {one.subject: one.name for one in waiting} | {one.principal.subject: one.principal.name for one in people}
    before = {one.principal.subject: one.principal for one in people}
    with st.container(border=True, key="exhibit-access-give"):
        st.markdown("### " + _("Дать или изменить роль"))
        subject = st.selectbox(
            _("Кому"),
            [*names, OTHER],
            format_func=lambda one: names.get(one) or _("другому человеку"),
            key="access_subject",
        )
        person = who(subject, names.get(subject, ""), _)
        role, regions = role_choice(subject, before.get(subject), _)
        if st.button(_("Дать роль"), type="primary", icon=":material/key:", key="access_give"):
            principal = Principal(*person, role, tuple(regions))
            give = partial(service.give_role, cache.engine(), principal, reader())
            carry_out(GIVE_ROLES, give, _("Роль дана"), _, f"{principal.subject}: {role.value}")


def who(subject: str, name: str, _: Words) -> tuple[str, str]:
    """Draw the name of a person, and their mark when they are not names yet; return the mark and the name."""
    if subject == OTHER:
        hint = _("Поставщик входа называет его sub; вошедший без роли видит свой знак сам.")
        subject = st.text_input(_("Знак у поставщика входа"), key="access_mark", help=hint)
    return subject.strip(), st.text_input(_("Имя"), value=name, key=f"access_name_{subject}")


def role_choice(subject: str, before: Principal | None, _: Words) -> tuple[Role, list[str]]:
    """Draw the choice of a role, and of regions for a clerk; return both."""
    roles = list(Role)
    role = st.selectbox(
        _("Роль"),
        roles,
        index=roles.index(before.role) if before else 0,
        format_func=lambda one: ROLE_TITLES[one].of(_.language),
        key=f"access_role_{subject}",
    )
    if role is not Role.REGION:
        return role, []
    regions = st.multiselect(
        _("Регионы"),
        region_options(_.language),
        default=list(before.regions) if before else [],
        format_func=lambda code: region_name(code, _.language),
        placeholder=_("Выберите регионы"),
        key=f"access_regions_{subject}",
    )
    return role, regions


def take_box(people: list[Person], _: Words) -> None:
    """Draw the choice among those with a role, and the buttons that take it or put back what stood before."""
    names = {one.principal.subject: one.principal.name for one in people}
    if not names:
        return
    with st.container(border=True, key="exhibit-access-take"):
        st.markdown("### " + _("Отобрать роль"))
        st.caption(_("Открытые страницы и скачивания этого человека закрываются сразу."))
        subject = st.selectbox(_("У кого"), list(names), format_func=names.__getitem__, key="access_taken")
        with st.container(horizontal=True):
            if st.button(_("Отобрать роль"), icon=":material/key_off:", key="access_take"):
                take = partial(service.take_role, cache.engine(), subject, reader())
                carry_out(GIVE_ROLES, take, _("Роль отобрана"), _, f"{subject}: —")
            if st.button(_("Вернуть, как было"), icon=":material/undo:", key="access_undo"):
                back = partial(service.undo_role, cache.engine(), subject, reader())
                carry_out(GIVE_ROLES, back, _("Последнее изменение роли отменено"), _, f"{subject}: undo")
