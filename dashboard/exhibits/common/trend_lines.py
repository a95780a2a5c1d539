"""The lines of a trend: the chosen period, and the compared one laid under it, each with its own days."""

import pandas as pd

from dashboard.language.formats import month_short, names, number
from dashboard.model.exhibit import Role
from dashboard.model.metric import Metric
from dashboard.queries.time import metric_course
from dashboard.queries.time.time_steps import shifted, step_period
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import series_words
from dashboard.truth.reach import is_cut

COLUMNS = ["series", "role", "date", "axis_date", "value", "cut"]


def lines(metric: Metric, view: View) -> pd.DataFrame:
    """Return the points of both lines, in steps of the current one: `date` is their own day, `axis_date` where they stand.

    `cut` says that a month or year lies only partly in its period, or in what the data reach.
    """
    view = view.at(metric.register)
    unit, (current, compared) = metric_course.step_unit(metric, view.period), series_words(view)
    drawn = [(current, Role.CURRENT, view.period)]
    if view.compared and not view.period.season:  # the days of two campaigns are not those of one calendar
        drawn.insert(0, (compared, Role.COMPARISON, view.compared))
    points = [
        (
            name,
            role.value,
            day,
            shifted(day, period, view.period, unit),
            value,
            is_cut(step_period(day, unit), period, view.reach),
        )
        for name, role, period in drawn
        for day, value in metric_course.course(metric, view.filters, period, unit).items()
    ]
    frame = pd.DataFrame(points, columns=COLUMNS)
    return frame.astype({"date": "datetime64[s]", "axis_date": "datetime64[s]", "value": float, "cut": bool})


def line_words(frame: pd.DataFrame, metric: Metric, view: View) -> str:
    """Return what a reader of the lines must know: which steps are not whole, and how much has no day to stand on."""
    return " · ".join(filter(None, (cut_words(frame, metric, view), no_day_words(metric, view))))


def no_day_words(metric: Metric, view: View) -> str:
    """Return how much of the total a line by day leaves out, empty when nothing: «ещё 3 мероприятия без точного дня»."""
    left_out = metric_course.without_day(metric, view.filters, view.period)
    if not left_out:
        return ""
    _, decimals = view.words, metric.decimals
    amount = f"{number(left_out, view.language, decimals)} {_.plural(left_out, metric.unit)}"
    return _("ещё {amount} без точного дня", amount=amount)


def cut_words(frame: pd.DataFrame, metric: Metric, view: View) -> str:
    """Return which steps of the current line are not whole, empty when all are: «неполные: мар 2025, сен 2025»."""
    days = frame.loc[frame["cut"] & (frame["role"] == Role.CURRENT), "date"].drop_duplicates()
    if days.empty:
        return ""
    yearly = metric_course.step_unit(metric, view.period) == "year"
    steps = [str(day.year) if yearly else f"{month_short(day.month, view.language)} {day.year}" for day in days]
    return view.words("неполные: {steps}", steps=names(steps, view.language))
