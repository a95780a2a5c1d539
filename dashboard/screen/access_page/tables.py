"""The tables of the page «Доступ»: who has which role, what a role may do, who did what."""

import pandas as pd

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Exhibit, Field
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.data_page.lists import table
from etl import service
from etl.service import RIGHTS, ROLE_TITLES, Action, Person, Reach, Use


def people_list(people: list[Person], language: str) -> Exhibit:
    """Return everybody with a role, and who gave it to them when."""
    _ = translator(language)
    fields = (
        Field("name", _("Имя")),
        Field("role", _("Роль")),
        Field("regions", _("Регионы")),
        Field("by", _("Кто дал")),
        Field("at", _("Когда, UTC")),
        Field("subject", _("Знак у поставщика входа")),
    )
    frame = pd.DataFrame([person_row(person, language) for person in people], columns=[one.name for one in fields])
    title = _.many("Роль есть у {number} человека", "Роль есть у {number} человек", len(people))
    subtitle = _("Кто кому что дал, остаётся в журнале; последнее изменение можно вернуть.")
    return table("access.people", title, subtitle, frame, fields, language)


def person_row(person: Person, language: str) -> dict[str, str]:
    """Return one line of the list of people."""
    principal = person.principal
    return {
        "name": principal.name,
        "role": ROLE_TITLES[principal.role].of(language),
        "regions": ", ".join(region_name(code, language) for code in principal.regions),
        "by": person.by,
        "at": moment(person.at),
        "subject": principal.subject,
    }


def rights_list(language: str) -> Exhibit:
    """Return what each role may do."""
    _ = translator(language)
    names, reaches = action_names(_), reach_names(_)
    rows = [
        {"action": names[action], **{role: reaches[reach] for role, reach in line.items()}}
        for action, line in RIGHTS.items()
    ]
    fields = (
        Field("action", _("Что можно")),
        *(Field(role, title.of(language)) for role, title in ROLE_TITLES.items()),
    )
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    subtitle = _("Роль даёт администратор, поставщик входа говорит только, кто человек.")
    return table("access.rights", _("Что может каждая роль"), subtitle, frame, fields, language)


def action_names(_: Words) -> dict[Action, str]:
    """Return the actions in words."""
    return {
        Action.NATION: _("Страна, рейтинг, паспорт своего региона"),
        Action.OTHER_REGIONS: _("Строки, списки, события и паспорта других регионов"),
        Action.DECKS: _("Презентации, веса и группы"),
        Action.LOAD: _("Загрузить и отменить загрузку"),
        Action.SEE_QUALITY: _("Видеть карантин, названия, дубли, полноту"),
        Action.DECIDE: _("Решать о названиях, дублях, полноте"),
        Action.INVENT: _("Выдуманные данные"),
        Action.REBUILD: _("Пересборка хранилища"),
        Action.PEOPLE: _("Люди и роли"),
        Action.USE: _("Кто что делал"),
    }


def reach_names(_: Words) -> dict[Reach, str]:
    """Return how far an action goes, in words."""
    return {Reach.NOTHING: "—", Reach.OWN: _("своё"), Reach.SHARED: _("своё и общее"), Reach.ALL: _("всё")}


def use_list(language: str) -> Exhibit:
    """Return who did what, newest first."""
    _ = translator(language)
    fields = (
        Field("at", _("Когда, UTC")),
        Field("name", _("Кто")),
        Field("what", _("Что")),
        Field("about", _("С чем")),
        Field("version", _("Версия данных")),
    )
    rows = [use_row(use, _) for use in service.latest_uses(cache.engine())]
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    subtitle = _("Последние 200. Содержимого ячеек здесь нет.")
    return table("access.use", _("Кто что делал"), subtitle, frame, fields, language)


def use_row(use: Use, _: Words) -> dict[str, str]:
    """Return one line of the record of use."""
    names = {
        "load": _("загрузка"),
        "load begun": _("загрузка начата"),
        "undo": _("отмена загрузки"),
        "decision": _("решение"),
        "save": _("сохранение"),
        "export": _("выгрузка"),
        "backup": _("резервная копия"),
        "sign-in": _("вход"),
        "sign-out": _("выход"),
        "refusal": _("отказ"),
    }
    return {
        "at": moment(use.at),
        "name": use.name or use.subject,
        "what": names.get(use.what, use.what),
        "about": use.about,
        "version": use.version,
    }


def moment(at: str) -> str:
    """Return a moment of the journal as people read it."""
    return at.replace("T", " ")[:16]
