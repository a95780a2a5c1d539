"""The passport of a region with its place in the rating on top: an interval, as every place is."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.rating import rating, weights
from dashboard.exhibits.rating.index import INDEX
from dashboard.exhibits.rating.interval_words import range_words
from dashboard.exhibits.regions import passport, peer_groups
from dashboard.exhibits.regions.quarter_trails import QUARTERS
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, State
from dashboard.queries import data_state
from dashboard.queries.view import View


def rated_passport(view: View, kind: str = peer_groups.Peers.SIMILAR) -> Exhibit:
    """Return the passport of the selected region, its first line the index with the interval of the place."""
    indicators = passport.passport(view, kind)
    if len(view.filters.regions) != 1:
        return indicators
    everyone = replace(view, filters=replace(view.filters, district=""))
    standing = rating.standing(everyone, weights.DEFAULT)
    first = pd.DataFrame([place_line(standing, view.filters.regions[0], kind)])
    frame = pd.concat([first, indicators.frame], ignore_index=True)
    note = view.words(
        "Место в рейтинге — интервал: 90 % проверок с другими весами, составляющими, шкалой и случайностью чисел"
    )
    return replace(indicators, frame=frame, notes=(note, *indicators.notes))


def place_line(standing: rating.Standing, code: str, kind: str) -> dict[str, object]:
    """Return the line of the rating in a passport; a region without a place says that it has none."""
    _, language = standing.view.words, standing.view.language
    places = standing.rating.places.reindex([code]).to_dict("records")[0]
    indices = standing.rating.ranked["index"]
    has_place = code in indices.index
    group = peer_groups.group_of(code, kind, language, data_state.own_groups())
    return {
        "key": INDEX.name,
        "group": _("Рейтинг"),
        "name": f"{INDEX.title.of(language)}, {_.plural(5, INDEX.unit)}",
        "value": float(places["index"]) if has_place else nan,
        "state": (State.VALUE if has_place else State.NO_BASE).value,
        "text": number(places["index"], language, INDEX.decimals) if has_place else _("места нет"),
        "usual": "",
        "decimals": INDEX.decimals,
        "previous": nan,
        "change": "",
        "direction": 0,
        "judgement": 0,
        "rank": range_words(places) if has_place else "",
        "among": len(indices),
        "peers": peer_groups.median(indices, group, code),
        "country": nan,
        "spread": tuple(indices),
        "trail": (nan,) * QUARTERS,
        "day": standing.view.as_of,
        "day_words": "",
    }
