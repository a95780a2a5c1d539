"""How stable the places are: which of them hold under other weights and which depend on the weights."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.index import DRAWS, SHIFT
from dashboard.exhibits.rating.rating import SHOWN, Standing, exhibit, no_rating, place_fields, range_words
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.view import region_name

# A place is firm when other weights move it by no more than this.
FIRM = 3


def ranked_by_width(standing: Standing) -> pd.DataFrame:
    """Return the places by how far other weights move them, the furthest first; `width` is the number of places."""
    ranked = standing.rating.ranked
    ranked = ranked.assign(width=ranked["last"] - ranked["first"])
    return ranked.sort_values("width", ascending=False, kind="stable")


def stability(standing: Standing) -> Exhibit:
    """Return the regions whose place depends most on the weights, with the range of the place."""
    view, _ = standing.view, standing.view.words
    ranked = ranked_by_width(standing)
    ranked = ranked[ranked["width"] > 0].head(SHOWN)
    frame = ranked.assign(
        key=ranked.index,
        name=standing.names_with_places(ranked),
        value=ranked["width"],
        state=State.VALUE.value,
        text=[range_words(row) for row in ranked.to_dict("records")],
    )
    width = Field("value", _("Размах, мест"), Shape.NUMBER)
    fields = [Field("name", _("Регион")), *place_fields(view), width]
    chart = exhibit(Kind.BAR, "stability", standing, stability_title(standing), frame, fields)
    shift = int(100 * SHIFT)
    method = _("размах мест при сдвиге каждого веса до {shift} %, {draws} проверок", shift=shift, draws=DRAWS)
    firm = _("Твёрдое место при других весах сдвигается не больше чем на {most}", most=FIRM)
    subtitle = f"{chart.subtitle} · {method}"
    return replace(chart, subtitle=subtitle, notes=(firm, *chart.notes), unit=_("мест"), decimals=0)


def stability_title(standing: Standing) -> str:
    """Return the number of firm places, and the range of the least firm one."""
    _, ranked = standing.view.words, ranked_by_width(standing)
    if ranked.empty:
        return no_rating(standing)
    firm = int((ranked["width"] <= FIRM).sum())
    least = ranked.iloc[0]
    return _(
        "Твёрдых мест {firm} из {all}, а больше всех от весов зависит {region}: {range}-е место",
        firm=firm,
        all=len(ranked),
        region=region_name(str(ranked.index[0]), standing.view.language),
        range=range_words(least.to_dict()),
    )
