"""How sure the places are: whose place holds under other weights, and whose hangs on them."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.index import DRAWS, SHIFT
from dashboard.exhibits.rating.rating import SHOWN, Standing, exhibit, nobody, numbered, place_fields, range_words
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.view import region_name

# A place that moves by no more than this under other weights is called firm.
FIRM = 3


def moving(shown: Standing) -> pd.DataFrame:
    """Return the places by how far they move under other weights, the furthest first: `width` is how many places."""
    found = shown.rating.ranked
    found = found.assign(width=found["last"] - found["first"])
    return found.sort_values("width", ascending=False, kind="stable")


def stability(shown: Standing) -> Exhibit:
    """Return the regions whose place hangs most on the weights: from which to which place they go."""
    view, _ = shown.view, shown.view.words
    found = moving(shown)
    found = found[(found["width"] > 0) & (found["width"].rank(ascending=False, method="first") <= SHOWN)]
    frame = found.assign(
        key=found.index,
        name=numbered(shown, found),
        value=found["width"],
        state=State.VALUE.value,
        text=[range_words(row) for row in found.to_dict("records")],
    )
    fields = [
        Field("name", _("Регион")),
        *place_fields(view),
        Field("value", _("Размах, мест"), Shape.NUMBER),
    ]
    made = exhibit(Kind.BAR, "stability", shown, stability_title(shown), frame, fields)
    told = _("размах мест при сдвиге каждого веса до {shift} %, {draws} проверок", shift=int(100 * SHIFT), draws=DRAWS)
    firm = _("Твёрдое место при других весах сдвигается не больше чем на {most}", most=FIRM)
    return replace(made, subtitle=f"{made.subtitle} · {told}", notes=(firm, *made.notes), unit=_("мест"), decimals=0)


def stability_title(shown: Standing) -> str:
    """Return how many places are firm, and how far the least firm one goes."""
    _, found = shown.view.words, moving(shown)
    if found.empty:
        return nobody(shown)
    firm = int((found["width"] <= FIRM).sum())
    least = found.iloc[0]
    return _(
        "Твёрдых мест {firm} из {all}, а больше всех от весов зависит {region}: {range}-е место",
        firm=firm,
        all=len(found),
        region=region_name(str(found.index[0]), shown.view.language),
        range=range_words(least.to_dict()),
    )
