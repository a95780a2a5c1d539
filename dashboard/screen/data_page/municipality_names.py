"""Names of municipalities that are not recognised: a person says which one of the directory is meant, or that it is none."""

from datetime import date

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.queries.view import region_name
from dashboard.screen.carry_out import carry_out, reader
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets.expressions import NO_UNIT
from etl.regions.municipalities import municipalities_on, municipality_name

MOST_NAMES = 12


def municipalities_box(language: str) -> None:
    """Draw the queue of unknown municipalities with their candidates, and the names explained so far."""
    _ = translator(language)
    waiting = cache.remembered(waiting_names)
    named = service.named_municipalities(cache.engine())
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
        for place, known in enumerate(named):
            named_row(known, place, _)


def waiting_names() -> list[service.WaitingName]:
    """Return the names that wait, the most frequent first."""
    return service.waiting_municipalities(cache.engine())


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
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    chosen = left.selectbox(
        plain(question),
        options,
        index=None,
        format_func=lambda unit: unit_words(unit, _),
        placeholder=_("Какой это муниципалитет?"),
        key=f"municipality_{place}_{waiting.region}_{waiting.name}",
    )
    if right.button(_("Подтвердить"), disabled=chosen is None, key=f"municipality_ok_{place}", width="stretch"):
        carry_out(
            lambda: service.confirm_municipality(cache.engine(), waiting.name, waiting.region, str(chosen), reader()),
            _("Запомнено: название распознано"),
            _,
        )


def named_row(known: service.NamedMunicipality, place: int, _: Words) -> None:
    """Draw one explained name and the button that takes its meaning back."""
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.text(
        _(
            "«{name}», {region} — это {municipality} ({by}, {at})",
            name=known.name,
            region=region_name(known.region, _.language),
            municipality=unit_words(known.unit, _),
            by=known.by,
            at=known.at[:10],
        )
    )
    if right.button(_("Отозвать"), key=f"municipality_back_{place}", width="stretch"):
        carry_out(
            lambda: service.withdraw_municipality(cache.engine(), known.name, known.region, reader()),
            _("Отозвано: название снова ждёт"),
            _,
        )


def unit_words(unit: str, _: Words) -> str:
    """Return the name of a municipality, or that it is none of the upper level."""
    return _("не муниципалитет верхнего уровня") if unit == NO_UNIT else municipality_name(unit)
