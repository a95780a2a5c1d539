"""The numbers by which a reader weighs things: components of the index, features of similar regions."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from dashboard.exhibits.common.weight_codes import HEAVIEST


def weight_numbers(
    weights: Iterable[tuple[str, str, float]], columns: int, take: Callable[..., None], args: tuple[Any, ...] = ()
) -> None:
    """Draw a number for each weight, given by its session key, title and value; `take` is called when one changes."""
    places = st.columns(columns)
    for place, (key, title, value) in enumerate(weights):
        st.session_state[key] = value
        places[place % columns].number_input(
            title, min_value=0.0, max_value=HEAVIEST, step=0.5, format="%g", key=key, on_change=take, args=args
        )
