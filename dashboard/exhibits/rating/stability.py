"""How far the places can be trusted: how wide their intervals are, and what makes them so."""

from collections import Counter
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.interval_words import cause_words, place_fields, range_words, with_words
from dashboard.exhibits.rating.place_intervals import SOURCES
from dashboard.exhibits.rating.rating import SHOWN, Standing, exhibit, no_rating, pairs_words
from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.wording.view_words import region_name


def ranked_by_width(standing: Standing) -> pd.DataFrame:
    """Return the places by the width of their intervals, the widest first; `width` is the number of places."""
    ranked = with_words(standing.rating.ranked, standing.view)
    ranked = ranked.assign(width=ranked["last"] - ranked["first"])
    return ranked.sort_values("width", ascending=False, kind="stable")


def stability(standing: Standing) -> Exhibit:
    """Return the regions whose places are the least certain, with the interval and what moves the place most."""
    view, _ = standing.view, standing.view.words
    ranked = ranked_by_width(standing)
    ranked = ranked[ranked["width"] > 0].head(SHOWN)
    frame = ranked.assign(
        key=ranked.index,
        name=[region_name(str(code), view.language) for code in ranked.index],
        value=ranked["width"],
        state=State.VALUE.value,
        text=[f"{range_words(row)}: {row['cause_words']}" for row in ranked.to_dict("records")],
    )
    fields = [
        Field("name", _("Регион")),
        *place_fields(view),
        Field("value", _("Ширина интервала, мест"), Shape.NUMBER),
        Field("cause_words", _("Что двигает место больше всего")),
    ]
    chart = exhibit(Kind.BAR, "stability", standing, stability_title(standing), frame, fields)
    widest = _("самые широкие интервалы мест и что двигает место больше всего")
    return replace(chart, subtitle=f"{chart.subtitle} · {widest}", unit=_("мест"), decimals=0)


def stability_title(standing: Standing) -> str:
    """Return how many pairs of places can be told apart."""
    return no_rating(standing) if standing.rating.ranked.empty else pairs_words(standing).removesuffix(".")


def place_sources(standing: Standing) -> Exhibit:
    """Return the interval of every place, and those that each source of doubt gives by itself."""
    view, _ = standing.view, standing.view.words
    ranked = with_words(standing.rating.ranked, view)
    rows = ranked.to_dict("records")
    frame = ranked.assign(
        name=[region_name(str(code), view.language) for code in ranked.index],
        **{f"{source}_words": [range_words(row, source) for row in rows] for source in SOURCES},
    )
    causes = cause_words(view)
    fields = [
        Field("name", _("Регион")),
        *place_fields(view)[:2],
        *(Field(f"{source}_words", _("Только {source}", source=causes[source])) for source in SOURCES),
        Field("cause_words", _("Что двигает место больше всего")),
    ]
    return exhibit(Kind.TABLE, "place_sources", standing, sources_title(standing), frame, fields)


def sources_title(standing: Standing) -> str:
    """Return what moves most places the most; of equals all."""
    _, ranked = standing.view.words, standing.rating.ranked
    counts = Counter(cause for cause in ranked["cause"] if cause)
    if not counts:
        return no_rating(standing) if ranked.empty else _("Места от проверок не зависят")
    most, causes = max(counts.values()), cause_words(standing.view)
    first = [causes[source] for source in SOURCES if counts[source] == most]
    return _(
        "Места больше всего двигает {cause}: так у {count} из {all}",
        cause=names(first, standing.view.language, len(first)),
        count=most,
        all=len(ranked),
    )
