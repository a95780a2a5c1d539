"""What rows of a breakdown state, and whether that is enough for shares: at least half of the whole, and no small number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard.exhibits.common.titles.quiet_words import stated_words, unstated
from dashboard.language.formats import number
from dashboard.model.metric import Metric
from dashboard.queries.sums.amounts import SMALL_BASE, mostly_known
from dashboard.queries.view import View

BETWEEN = " · "


def is_stated(frame: pd.DataFrame) -> pd.Series:
    """Return which rows name a member; of a member of several columns the last one can be empty."""
    return pd.Series(
        [bool(member) and not str(member).endswith(BETWEEN) for member in frame["member"]], frame.index, dtype=bool
    )


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """The members of each row that can be shown as shares, and of the other rows how much is known of which whole."""

    frame: pd.DataFrame
    left_out: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def are_solid(self) -> bool:
        """Return whether every row is large enough for shares."""
        sums = self.frame.groupby("row")["value"].sum()
        return bool(len(sums) and sums.min() >= SMALL_BASE)

    def unknown_words(self, dimension: str, metric: Metric, view: View) -> str:
        """Return of how much the members are known where that is too little in every row; empty without any."""
        parts, wholes = (sum(amounts[side] for amounts in self.left_out.values()) for side in (0, 1))
        if wholes and not parts:
            return unstated(dimension, view)
        return stated_words(dimension, parts, wholes, metric, view)

    def notes(self, view: View) -> tuple[str, ...]:
        """Return of which rows too little is known to show them."""
        _, language = view.words, view.language
        rows = [
            _(
                "{row} — известно для {part} из {base}",
                row=row,
                part=number(part, language),
                base=number(whole, language),
            )
            for row, (part, whole) in self.left_out.items()
            if whole
        ]
        return (_("Мало для долей: {rows}", rows="; ".join(rows)),) if rows else ()


def shares_of(frame: pd.DataFrame, parts_of_one: bool = True) -> Shares:
    """Return the shares of rows: row, member, value, `stated` where the row names a member.

    Rows known for less than half are left out, small ones while there are others, and all where the whole that they are
    `parts_of_one` of is known for less.
    """
    frame = frame[frame["value"] > 0].astype({"stated": bool})
    stated = frame[frame["stated"]].drop(columns="stated")
    wholes, parts = (rows.groupby("row", sort=False)["value"].sum() for rows in (frame, stated))
    amounts = {row: (float(parts.get(row, 0.0)), float(whole)) for row, whole in wholes.items()}
    is_known = not parts_of_one or mostly_known(float(parts.sum()), float(wholes.sum()))
    shown = {row for row, (part, whole) in amounts.items() if is_known and part and mostly_known(part, whole)}
    solid = {row for row in shown if amounts[row][0] >= SMALL_BASE}
    shown = solid or shown
    return Shares(
        stated[stated["row"].isin(shown)].reset_index(drop=True),
        {str(row): both for row, both in amounts.items() if row not in shown},
    )
