"""What a reader says of a dropped file beyond its cells: hidden rows and sheets, regions that stand above the rows."""

import streamlit as st

from dashboard.language.phrases import Words
from dashboard.screen.exhibit_box import plain
from etl.problems import Refused
from etl.regions import REGION_BY_CODE
from etl.service import Seen, Wanted

ROWS, SHEETS, SECTIONS, REGION, CODE = "rows", "sheets", "sections", "region", "region_code"
ABOUT_ROWS = {"rows_hidden", "rows_filtered", "rows_shown"}


def key_of(what: str, name: str) -> str:
    """Return the key under which the answer to a question about a file is kept."""
    return f"upload_{what}_{name}"


def said_of(name: str) -> Wanted:
    """Return what the reader said of a file so far."""
    rows, sheets, sections, region = (
        bool(st.session_state.get(key_of(what, name))) for what in (ROWS, SHEETS, SECTIONS, REGION)
    )
    return Wanted(rows, sheets, sections, str(st.session_state.get(key_of(CODE, name), "")) if region else "")


def ask_about(name: str, seen: Seen, _: Words) -> None:
    """Draw the questions that a file raises, with the answers given so far."""
    said = {remark.code for remark in seen.remarks}
    if said & ABOUT_ROWS:
        st.checkbox(_("Скрытые строки нужны: считать и их"), key=key_of(ROWS, name))
    if "sheets_hidden" in said or seen.wanted.sheets:
        st.checkbox(_("Скрытые листы нужны: прочитать и их"), key=key_of(SHEETS, name))
    if "region_sections" in said or seen.wanted.sections:
        ask_about_sections(name, _)
    if seen.wanted.region:
        ask_about_region(name, seen.wanted.region, _)


def ask_after(name: str, refusal: Refused, _: Words) -> None:
    """Draw the question whose answer lets a refused file be read; nothing where there is none."""
    if refusal.code == "region_in_sections":
        ask_about_sections(name, _)
    if refusal.code == "region_in_title":
        ask_about_region(name, str(refusal.details["region_code"]), _)


def ask_about_sections(name: str, _: Words) -> None:
    """Draw the question whether rows of sections are the regions of the rows below."""
    st.checkbox(_("Строки-разделы — это регионы строк под ними"), key=key_of(SECTIONS, name))


def ask_about_region(name: str, code: str, _: Words) -> None:
    """Draw the question whether all rows are of one region."""
    st.session_state[key_of(CODE, name)] = code
    region = REGION_BY_CODE[code]
    title = region.name_en if _.language == "en" else region.name
    st.checkbox(_("Все строки файла — {region}", region=plain(title)), key=key_of(REGION, name))
