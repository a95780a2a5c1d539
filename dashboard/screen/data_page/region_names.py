"""Names of regions that are not recognised: a person says which region is meant, and the rows leave quarantine."""

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import reader
from dashboard.screen.data_page.name_rows import explained_row, waiting_row
from dashboard.screen.filters.region_picker import region_options
from etl import service

MOST_NAMES = 12


def reconciliation_box(language: str) -> None:
    """Draw the queue of unknown names with their candidates, and the names confirmed so far."""
    _ = translator(language)
    waiting = service.unmatched_regions(cache.engine(), cache.principal())
    confirmed = service.aliases(cache.engine(), cache.principal())
    if not waiting and not confirmed:
        return
    with st.container(border=True, key="exhibit-reconciliation"):
        st.markdown(
            "### "
            + (
                _.many("{number} название региона непонятно", "{number} названий регионов непонятны", len(waiting))
                if waiting
                else _("Все названия регионов понятны")
            )
        )
        st.caption(
            _(
                "Скажите, какой это регион: строки сразу выйдут из карантина, файл заново не нужен. Решение можно отозвать."
            )
        )
        for place, unmatched in enumerate(waiting[:MOST_NAMES]):
            name_row(unmatched, place, _)
        if len(waiting) > MOST_NAMES:
            st.caption(_("Показаны первые {shown}.", shown=MOST_NAMES))
        for place, alias in enumerate(confirmed):
            alias_row(alias, place, _)


def name_row(unmatched: service.Unmatched, place: int, _: Words) -> None:
    """Draw one unknown name: how many rows wait for it, the regions, likely ones first, the button that confirms."""
    every = region_options(_.language)
    options = [code for code in dict.fromkeys([*unmatched.candidates, *every]) if code in every]
    question = _.many("«{name}» — {number} строка", "«{name}» — {number} строк", unmatched.rows, name=unmatched.name)
    waiting_row(
        (f"alias_{place}_{unmatched.name}", f"alias_ok_{place}"),
        question,
        options,
        lambda code: region_name(code, _.language),
        _("Какой это регион?"),
        lambda code: service.confirm_alias(cache.engine(), unmatched.name, code, reader(), cache.principal()),
        _("Запомнено: строки вышли из карантина"),
        _,
    )


def alias_row(alias: service.Alias, place: int, _: Words) -> None:
    """Draw one confirmed name and the button that withdraws it."""
    text = _(
        "«{name}» — это {region} ({by}, {at})",
        name=alias.name,
        region=region_name(alias.code, _.language),
        by=alias.by,
        at=alias.at[:10],
    )
    explained_row(
        f"alias_back_{place}",
        text,
        lambda: service.withdraw_alias(cache.engine(), alias.name, reader(), cache.principal()),
        _("Отозвано: строки снова в карантине"),
        _,
    )
