"""Silent regions against what was expected of them: who is silent for longer than its own past rate explains."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.regions import silence, silent_regions
from dashboard.language.formats import number, percent, sort_key
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import EARLIEST, Period
from dashboard.queries.completeness import full_since
from dashboard.queries.sums import register_sums
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name
from dashboard.truth.intervals import count_dispersion
from dashboard.truth.silence import beyond_chance, chance_of_none, expected_acts
from etl.datasets import REPORTING
from etl.regions import REGION_BY_CODE

BEYOND, USUAL, NEVER = "beyond", "usual", "never"
ORDER = (BEYOND, NEVER, USUAL)
SURELY = 0.001


def monthly_acts(view: View) -> pd.DataFrame:
    """Return the acts of every subject on the page in each month from the first to the last of any register.

    What was only found, before full sources begin, is nobody's usual rate.
    """
    full = [region.code for region in silent_regions.with_full_sources(view)]
    codes = [region.code for region in silent_regions.subjects(view, view.period)]
    acts: dict[pd.Period, dict[str, float]] = {}
    for name, dataset in REPORTING.items():
        last = silent_regions.end(view.at(name))
        months = register_sums.by_step(name, Period(full_since(name, full, last) or EARLIEST, last), "month", codes)
        for month, rows in months.items():
            of_month = acts.setdefault(pd.Period(month, "M"), {})
            for code, row in rows.items():
                of_month[code] = of_month.get(code, 0.0) + row[dataset.happened]
    months_run = pd.period_range(min(acts), max(acts), freq="M") if acts else pd.PeriodIndex([], freq="M")
    return pd.DataFrame(acts, index=codes, dtype=float).reindex(columns=months_run).fillna(0.0)


def expectations(view: View) -> pd.DataFrame:
    """Return, for each silent region: its acts a month, the acts expected in its silence, the chance of none, the verdict.

    The rate is of the months from the first of the registers, or from the region's own, to the month of its last act.
    """
    acts, months = monthly_acts(view), silent_regions.months_of_silence(view)
    dispersion, by_code = count_dispersion(acts.to_numpy()), acts.T
    quiet = sorted(silent_regions.silent(view) & set(by_code))
    rows = {code: expectation(by_code[code], code, float(months[code]), dispersion) for code in quiet}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["rate", "silent", "expected", "chance"])
    has_rate = frame["rate"] > 0
    is_beyond_chance = beyond_chance(frame.loc[has_rate, "chance"].tolist(), len(acts))
    frame["verdict"] = NEVER
    frame.loc[has_rate, "verdict"] = [BEYOND if is_told else USUAL for is_told in is_beyond_chance]
    return frame


def expectation(acts: pd.Series, code: str, silent: float, dispersion: float) -> tuple[float, float, float, float]:
    """Return acts a month, months of silence, acts expected in them and the chance of none; NaN for one never named."""
    with_acts = acts.index[acts > 0]
    if not len(with_acts):
        return nan, nan, nan, nan
    born = REGION_BY_CODE[code].valid_from
    first = max(acts.index[0], pd.Period(born, "M")) if born else acts.index[0]
    watched = (with_acts[-1] - min(first, with_acts[0])).n + 1
    expected = expected_acts(float(acts.sum()), watched, silent)
    return float(acts.sum()) / watched, silent, expected, chance_of_none(expected, dispersion)


@at_end_of(*REPORTING)
def unusual_silence(view: View) -> Exhibit:
    """Return the silent regions, those silent for longer than usual first, with what was expected of each."""
    _ = view.words
    frame = pd.DataFrame(columns=["rate", "silent", "expected", "chance", "verdict"])
    if not silent_regions.is_empty():
        frame = expectations(view)
    verdicts = {BEYOND: _("дольше, чем бывает"), NEVER: _("записей не было никогда"), USUAL: _("бывает и так")}
    frame = frame.assign(
        code=frame.index,
        region=[region_name(code, view.language) for code in frame.index],
        conclusion=[verdicts[verdict] for verdict in frame["verdict"]],
        chance_words=[chance_words(row, view) for row in frame.to_dict("records")],
        place=[ORDER.index(verdict) for verdict in frame["verdict"]],
    )
    frame["order"] = frame["region"].map(sort_key)
    frame = frame.sort_values(["place", "chance", "order"], kind="stable")
    fields = [
        Field("region", _("Регион")),
        Field("conclusion", _("Вывод")),
        Field("silent", _("Молчит, месяцев"), Shape.NUMBER),
        Field("rate", _("Обычно записей в месяц"), Shape.NUMBER, 1),
        Field("expected", _("Ожидалось записей"), Shape.NUMBER, 1),
        Field("chance_words", _("Вероятность молчать случайно")),
    ]
    table = silence.exhibit("unusual_silence", Kind.TABLE, title(frame["verdict"], view), frame, fields, view)
    note = _(
        "Ожидалось — записей за время молчания, если бы регион шёл своим прошлым темпом; дольше, чем бывает, — когда молчание так не объяснить "
        "(Пуассон с избыточным разбросом, 5 % ложных на весь список)"
    )
    return replace(table, notes=(note, *table.notes))


def chance_words(row: dict[object, object], view: View) -> str:
    """Return the chance of a silence in words; nothing for a region without a past."""
    if row["verdict"] == NEVER:
        return ""
    chance = float(str(row["chance"]))
    if chance < SURELY:
        return view.words("меньше {least}", least=percent(100 * SURELY, view.language, 1))
    return percent(100 * chance, view.language, 1)


def title(verdicts: pd.Series, view: View) -> str:
    """Return how many of the silent regions are silent for longer than usual."""
    _ = view.words
    beyond, never = int((verdicts == BEYOND).sum()), int((verdicts == NEVER).sum())
    if verdicts.empty:
        return silence.silence_title(view)
    all_silent = _.many("Из {number} молчащего", "Из {number} молчащих", len(verdicts))
    parts = [_("{silent} дольше, чем бывает, — {beyond}", silent=all_silent, beyond=number(beyond, view.language))]
    if never:
        parts.append(_("записей не было никогда — {never}", never=number(never, view.language)))
    return ", ".join(parts)


def to_write_to(view: View) -> list[str]:
    """Return the names of the regions whose silence chance does not explain, and of those never named."""
    if not view.reader.sees_all:  # a clerk writes to nobody
        return []
    frame = unusual_silence(view).frame
    return frame.loc[frame["verdict"].isin([BEYOND, NEVER]), "region"].tolist()
