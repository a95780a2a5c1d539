"""Names of municipalities that are not recognised: a person says which one of the directory is meant, or that it is none."""

from datetime import date

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import reader
from dashboard.screen.data_page.name_rows import explained_row, waiting_row
from etl import service
from etl.datasets.expressions import NO_UNIT
from etl.regions.municipalities.directory import municipalities_on, municipality_name

MOST_NAMES = 12


def municipalities_box(language: str) -> None:
    """Draw the queue of unknown municipalities with their candidates, and the names explained so far."""
    _ = translator(language)
    waiting = cache.remembered(waiting_names)
    named = service.named_municipalities(cache.engine(), cache.principal())
    if not waiting and not named:
        return
    with st.container(border=True, key="exhibit-municipalities"):
        st.markdown("### " + heading(len(waiting), _))
        st.caption(
            _(
                "Пока название не распознано, его строки не входят в число муниципалитетов. Скажите, кто это: файл заново не нужен, решение можно отозвать."
            )
        )
        for place, name in enumerate(waiting[:MOST_NAMES]):
            name_row(name, place, _)
        if len(waiting) > MOST_NAMES:
            st.caption(_("Показаны первые {shown}.", shown=MOST_NAMES))
        for place, one in enumerate(named):
            named_row(one, place, _)


def waiting_names() -> list[service.WaitingName]:
    """Return the names that wait, the most frequent first."""
    return service.waiting_municipalities(cache.engine(), cache.principal())


def heading(waiting: int, _: Words) -> str:
    """Return how many names wait."""
    if not waiting:
        return _("Все названия муниципалитетов распознаны")
    return _.many(
        "{number} название муниципалитета не распознано", "{number} названий муниципалитетов не распознано", waiting
    )


def name_row(waiting: service.WaitingName, place: int, _: Words) -> None:
    """Draw one unknown name: its region and rows, the municipalities it may be, the button that confirms."""
    today = municipalities_on(waiting.region, date.today())
    options = list(dict.fromkeys([*waiting.candidates, NO_UNIT, *sorted(today, key=municipality_name)]))
    region = region_name(waiting.region, _.language)
    question = _.many(
        "«{name}», {region} — {number} строка",
        "«{name}», {region} — {number} строк",
        waiting.rows,
        name=waiting.name,
        region=region,
    )
    waiting_row(
        (f"municipality_{place}_{waiting.region}_{waiting.name}", f"municipality_ok_{place}"),
        question,
        options,
        lambda unit: unit_words(unit, _),
        _("Какой это муниципалитет?"),
        lambda unit: service.confirm_municipality(
            cache.engine(), waiting.name, waiting.region, unit, reader(), cache.principal()
        ),
        _("Запомнено: название распознано"),
        _,
    )


def named_row(named: service.NamedMunicipality, place: int, _: Words) -> None:
    """Draw one explained name and the button that takes its meaning back."""
    text = _(
        "«{name}», {region} — это {municipality} ({by}, {at})",
        name=named.name,
        region=region_name(named.region, _.language),
        municipality=unit_words(named.unit, _),
        by=named.by,
        at=named.at[:10],
    )
    explained_row(
        f"municipality_back_{place}",
        text,
        lambda: service.withdraw_municipality(cache.engine(), named.name, named.region, reader(), cache.principal()),
        _("Отозвано: название снова ждёт"),
        _,
    )


def unit_words(unit: str, _: Words) -> str:
    """Return the name of a municipality, or that it is none of the upper level."""
    return _("не муниципалитет верхнего уровня") if unit == NO_UNIT else municipality_name(unit)
