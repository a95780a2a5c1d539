"""What a page does with the warehouse: the page is drawn anew, or says in a sentence why nothing changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.access import require, use
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.screen.exhibit_box import plain
from etl.problems import Refused
from etl.service import Action, Reach, What, may


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person does with the warehouse: what the record of use calls it, and what they must be allowed."""

    what: What
    needs: Action
    reach: Reach = Reach.ALL

    @property
    def is_open(self) -> bool:
        """Return whether the person of this run may do it."""
        return may(cache.principal(), self.needs, self.reach)


# What is one's own the warehouse knows: it refuses a clerk everything else.
LOAD = Deed(What.LOAD, Action.LOAD, Reach.OWN)
UNDO = Deed(What.UNDO, Action.LOAD, Reach.OWN)
DECIDE = Deed(What.DECISION, Action.DECIDE, Reach.OWN)
SAVE = Deed(What.SAVE, Action.DECKS, Reach.OWN)
INVENT = Deed(What.LOAD, Action.INVENT)
REMOVE_INVENTED = Deed(What.UNDO, Action.INVENT)
GIVE_ROLES = Deed(What.DECISION, Action.PEOPLE)


def carry_out(deed: Deed, action: Callable[[], object], done: str, _: Words, about: str = "") -> None:
    """Do something with the warehouse and draw the page anew; a refusal is shown as one sentence.

    Whether the person may is asked here, whatever the page has drawn.
    """
    try:
        require(deed.needs, deed.reach)
        action()
    except Refused as refusal:
        use.note(What.REFUSAL, f"{deed.what}: {refusal.code}")
        st.error(plain(refusal.sentence(_.language)))
        return
    use.note(deed.what, about)
    st.toast(done)
    st.rerun()


def last_shown(key: str, now: Any) -> Any:
    """Return what the page showed under a key when it was drawn last, and note what it shows now.

    A click draws the page anew before it is carried out: what the person saw is what was there before.
    """
    name = f"shown_{key}"
    before = st.session_state.get(name, now)
    st.session_state[name] = now
    return before


def reader() -> str:
    """Return the name the reader leaves in the journal."""
    return cache.principal().name
