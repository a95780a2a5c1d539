"""The figures of all regions in a row by size, with a clerk's own named among others without a name."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from dashboard.exhibits.common.titles.quiet_words import unranked_title
from dashboard.exhibits.common.titles.region_titles import shared_place
from dashboard.exhibits.rating.interval_words import range_words
from dashboard.language.formats import number, percent, rounded
from dashboard.model.exhibit import Exhibit, Field, Kind, State
from dashboard.model.reader import Reader
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name

FIRST, LAST, BESIDE, FEW = 3, 2, 1, 12  # bars at the ends and on either side of one's own; so few are all shown
SMALL = 5  # a smaller number of another region is not said by name
OWN_IN_TITLE = 3


def strip(exhibit: Exhibit, view: View) -> Exhibit:
    """Return the strip of an exhibit that has a value for every region of the country."""
    reader, _ = view.reader, view.words
    values, hidden = without_small(regions(exhibit), reader)
    frame = lines(values, exhibit, view)
    shown = frame[near(frame, reader)]
    notes = [_("Другие регионы показаны без названий.")] if not reader.names_others else []
    if hidden:
        small = _("Регионы с числом меньше {small} не показаны: {count}.", small=SMALL, count=hidden)
        notes.append(small)
    value = next(field for field in exhibit.fields if field.name == "value")
    return replace(
        exhibit,
        kind=Kind.BAR,
        title=title(frame, exhibit, view),
        frame=shown.reset_index(drop=True),
        full=frame if len(shown) < len(frame) else None,
        fields=(Field("place", _("Место")), Field("name", _("Регион")), value),
        selected=reader.regions,
        identity=None,
        notes=(*exhibit.notes, *notes),
    )


def regions(exhibit: Exhibit) -> pd.DataFrame:
    """Return code, value, state of every region of an exhibit, the largest first; part of counts, the interval of a place."""
    every = exhibit.frame if exhibit.full is None else exhibit.full
    frame = every.rename(columns={"key": "code"} if "code" not in every else {})
    columns = [name for name in ("code", "value", "state", "part", "first", "last") if name in frame]
    return frame[columns].sort_values(["value", "state"], ascending=[False, True], ignore_index=True, kind="stable")


def without_small(frame: pd.DataFrame, reader: Reader) -> tuple[pd.DataFrame, int]:
    """Return the regions without others named with a small number, and how many are left out.

    A single one left out could be found from the total: the next one goes with it.
    """
    if not reader.names_others or "part" not in frame:
        return frame, 0
    others = ~frame["code"].isin(reader.regions) & frame["part"].notna()
    hidden = others & (frame["part"] < SMALL)
    if hidden.sum() == 1:
        rest = frame.loc[others & ~hidden, "part"].astype(float)
        hidden.loc[rest.nsmallest(1).index] = True
    return frame[~hidden].reset_index(drop=True), int(hidden.sum())


def lines(frame: pd.DataFrame, exhibit: Exhibit, view: View) -> pd.DataFrame:
    """Return key, place, name, value and state of each region; the key of an unnamed one is its line."""
    reader, language, _ = view.reader, view.language, view.words
    written = {
        code: rounded(value, exhibit.decimals)
        for code, value in zip(frame["code"], frame["value"], strict=True)
        if value == value
    }
    named = [reader.names_others or code in reader.regions for code in frame["code"]]
    return pd.DataFrame(
        {
            "key": [
                code if code in reader.regions else f"line-{line}" for line, code in enumerate(frame["code"], start=1)
            ],
            "place": places(frame, written),
            "name": [
                region_name(code, language) if is_named else _("регион")
                for code, is_named in zip(frame["code"], named, strict=True)
            ],
            "value": frame["value"].astype(float),
            "state": frame["state"],
        }
    )


def places(frame: pd.DataFrame, written: Mapping[str, Decimal]) -> list[str]:
    """Return the place of each region by its value as written; where the rating gives an interval, that."""
    if "first" not in frame:
        return [shared_place(written, code) for code in frame["code"]]
    return [range_words(line) if line["first"] == line["first"] else "" for line in frame.to_dict("records")]


def near(frame: pd.DataFrame, reader: Reader) -> pd.Series:
    """Return which lines the chart shows: both ends of those with a value, and one's own with their neighbours."""
    lines_, with_value = frame.index.to_series(), int(frame["value"].notna().sum())
    if with_value <= FEW:
        return frame["value"].notna() | frame["key"].isin(reader.regions)
    own = frame.index[frame["key"].isin(reader.regions)]
    beside = {
        line
        for place in own
        for line in range(place - BESIDE, place + BESIDE + 1)
        if line < with_value or line == place
    }
    return (lines_ < FIRST) | ((lines_ >= with_value - LAST) & (lines_ < with_value)) | lines_.isin(beside)


def title(frame: pd.DataFrame, exhibit: Exhibit, view: View) -> str:
    """Return the value and the place of one's own regions; without any, of how many regions the strip is."""
    _, with_value = view.words, int(frame["value"].notna().sum())
    own = frame[frame["key"].isin(view.reader.regions)].to_dict("records")
    if not own:
        return _.many("Значение есть у {number} региона", "Значение есть у {number} регионов", with_value)
    parts = [own_words(line, with_value, exhibit, view) for line in own[:OWN_IN_TITLE]]
    return "; ".join(parts) + ("…" if len(own) > OWN_IN_TITLE else "")


def own_words(line: dict[object, object], with_value: int, exhibit: Exhibit, view: View) -> str:
    """Return the value of one region and its place among those with a value."""
    _, state = view.words, line["state"]
    if state in (State.NO_DATA, State.NO_BASE):
        absent = exhibit.never or (_("нет данных") if state == State.NO_DATA else _("нет базы"))
        return f"{line['name']}: {absent}"
    value = float(str(line["value"]))
    is_percent = exhibit.metric is not None and exhibit.metric.is_percent
    written = (percent if is_percent else number)(value, view.language, exhibit.decimals)
    is_unranked = exhibit.metric is not None and unranked_title(exhibit.metric, view)
    if is_unranked or not line["place"]:
        return f"{line['name']}: {written}"
    return _(
        "{region}: {value}, место {place} из {all}",
        region=line["name"],
        value=written,
        place=line["place"],
        all=with_value,
    )
