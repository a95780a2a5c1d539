"""The button that prints a page. What is printed and how, the style sheet says."""

from functools import cache
from typing import Any

import streamlit as st

from dashboard.language.phrases import Words

HTML = '<button type="button" class="print-button"></button>'
SCRIPT = """export default function ({ data, parentElement }) {
  const button = parentElement.querySelector(".print-button")
  button.textContent = data
  button.onclick = () => window.print()
}"""


def print_button(_: Words) -> None:
    """Draw the button."""
    component()(data=_("Печать"), key="print")


@cache
def component() -> Any:
    """Return the component, registered once."""
    return st.components.v2.component("print_button", html=HTML, js=SCRIPT, isolate_styles=False)
