"""Rows that may be the same thing twice: both sides stand beside each other, and a person decides."""

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import DECIDE, carry_out, reader
from etl import service
from etl.regions import REGION_BY_CODE
from etl.service import Decision, Duplicate, Side

MOST_PAIRS = 8


def duplicates_box(language: str) -> None:
    """Draw the pairs nobody has decided yet, and the decisions, which can be withdrawn."""
    _ = translator(language)
    waiting = service.possible_duplicates(cache.engine(), principal=cache.principal())
    decided = service.decided_duplicates(cache.engine(), cache.principal())
    if not waiting and not decided:
        return
    with st.container(border=True, key="exhibit-duplicates"):
        title = _.many("{number} возможный дубль", "{number} возможных дублей", len(waiting))
        st.markdown("### " + (title if waiting else _("Возможных дублей нет")))
        st.caption(
            _(
                "Пока вы не скажете, считаются оба. Если это одно и то же, позднее из двух не считается; решение можно отозвать."
            )
        )
        for duplicate in waiting[:MOST_PAIRS]:
            pair_row(duplicate, _)
        if len(waiting) > MOST_PAIRS:
            st.caption(_("Показаны первые {shown}.", shown=MOST_PAIRS))
        for duplicate, decision in decided:
            decision_row(duplicate, decision, _)


def pair_row(duplicate: Duplicate, _: Words) -> None:
    """Draw one pair and the two answers."""
    left, right, answers = st.columns((3, 3, 2), vertical_alignment="center")
    left.text(side_words(duplicate.first, _))
    right.text(side_words(duplicate.second, _))
    with answers.container(horizontal=True):
        for same, answer in ((True, _("Одно и то же")), (False, _("Разное"))):
            if st.button(answer, key=f"duplicate_{duplicate.key}_{same}", disabled=not DECIDE.is_open):
                decide(duplicate, same, _)


def decide(duplicate: Duplicate, same: bool, _: Words) -> None:
    """Write the answer into the journal."""
    carry_out(
        DECIDE,
        lambda: service.decide_duplicate(cache.engine(), duplicate, same, reader(), cache.principal()),
        _("Решение записано"),
        _,
        f"duplicate {duplicate.key}",
    )


def side_words(side: Side, _: Words) -> str:
    """Return one side of a pair: its title, day and region, and where it stands."""
    where = _("{source}, строка {row}", source=side.source, row=side.row)
    region = region_name(side.region, _.language) if side.region in REGION_BY_CODE else ""
    return " · ".join(part for part in (side.title, side.day, region, where) if part)


def decision_row(duplicate: Duplicate, decision: Decision, _: Words) -> None:
    """Draw one decision and the button that withdraws it."""
    left, right = st.columns((6, 2), vertical_alignment="center")
    answer = _("одно и то же") if decision.same else _("разное")
    left.text(f"{duplicate.first.title} — {answer} ({decision.by}, {decision.at[:10]})")
    is_closed = not DECIDE.is_open
    if right.button(_("Отозвать"), key=f"duplicate_back_{duplicate.key}", width="stretch", disabled=is_closed):
        carry_out(
            DECIDE,
            lambda: service.withdraw_decision(cache.engine(), duplicate.key, reader(), cache.principal()),
            _("Решение отозвано"),
            _,
            f"duplicate {duplicate.key}",
        )
