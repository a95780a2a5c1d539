"""Loads that broke off before whoever began them saw the end: the server was killed, or started anew."""

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets import DATASETS
from etl.service import Begun


def unfinished_box(_: Words) -> None:
    """Say of each such load of this person what became of it, until they have read it or loaded the file again."""
    for load in service.unfinished(cache.engine(), cache.principal()):
        if load.goes_on:
            st.info(plain(sentence(load, _)), icon=":material/hourglass_top:")
            continue
        st.warning(plain(sentence(load, _)), icon=":material/cloud_upload:")
        if st.button(_("Понятно"), key=f"unfinished_{load.number}"):
            service.forget(cache.engine(), cache.principal(), load.number)
            st.rerun()


def sentence(load: Begun, _: Words) -> str:
    """Return what became of a load."""
    register = DATASETS[load.register].title.of(_.language) if load.register in DATASETS else load.register
    at, about = load.at.replace("T", " ")[:16], {"source": load.source, "register": register}
    if load.goes_on:
        return _("Загрузка источника «{source}» ({register}), начатая {at} UTC, ещё идёт.", **about, at=at)
    return _(
        "Загрузка источника «{source}» ({register}), начатая {at} UTC, прервалась: ничего из неё не взято. Загрузите файл снова.",
        **about,
        at=at,
    )
