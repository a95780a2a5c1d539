"""Headings no register declares: the page proposes columns, a person confirms, and the source remembers."""

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.screen.carry_out import DECIDE, carry_out, reader
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets import DATASETS
from etl.service import Proposal


def mapping_box(register: str, source: str, proposals: tuple[Proposal, ...], _: Words) -> None:
    """Draw a choice for each heading, the proposed column first, and the button that makes the source remember."""
    titles = {column.name: column.title.of(_.language) for column in DATASETS[register].columns}
    with st.container(border=True):
        st.markdown("**" + _("Что значат эти столбцы?") + "**")
        st.caption(
            _("Программа предлагает, решаете вы. Ответ запомнится для источника «{source}».", source=plain(source))
        )
        columns = {}
        for proposal in proposals:
            options = [proposal.column, "", *(name for name in titles if name != proposal.column)]
            columns[proposal.heading] = st.selectbox(
                f"«{plain(proposal.heading)}»",
                options,
                format_func=lambda name: titles.get(name) or _("не столбец реестра"),
                key=f"mapping_{register}_{source}_{proposal.heading}",
            )
        if st.button(_("Подтвердить столбцы"), icon=":material/check:", key="mapping_confirm"):
            carry_out(
                DECIDE,
                lambda: service.confirm_mapping(cache.engine(), register, source, columns, reader(), cache.principal()),
                _("Запомнено: столбцы понятны"),
                _,
                f"headings {register}/{source}",
            )
