"""Exhibits end where the data of their own register end: another register that goes on for longer moves none of them.

In a register of seasons their period is a season, unless a builder asks for the days of the calendar.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from dashboard.model.metric import Metric
from dashboard.queries.view import View

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def at_end_of(*registers: str) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Return a decorator that gives a builder its view at the end of these registers, or of its metric's when none is named."""

    def decorate(build: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        @wraps(build)
        def at_end(*arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
            metric = next((value for value in (*arguments, *named.values()) if isinstance(value, Metric)), None)
            own = registers or ((metric.register,) if metric else ())
            dated_arguments = [dated(value, own, metric) for value in arguments]
            dated_named = {name: dated(value, own, metric) for name, value in named.items()}
            return cast(Answer, cast(Callable[..., Any], build)(*dated_arguments, **dated_named))

        return at_end

    return decorate


def on_days(build: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Return a builder with its view on days of the calendar, also in a register of seasons."""

    @wraps(build)
    def with_days(*arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
        days = [value.on_days() if isinstance(value, View) else value for value in arguments]
        return cast(Answer, cast(Callable[..., Any], build)(*days, **named))

    return with_days


def dated(value: object, registers: tuple[str, ...], metric: Metric | None) -> object:
    """Return a view at the end of these registers; any other value as it is."""
    return of_metric(value.at(*registers), metric) if isinstance(value, View) else value


def of_metric(view: View, metric: Metric | None) -> View:
    """Return the view of a metric: a number of results is not compared while its season has none.

    The season before has all its results, whatever the day of its campaign.
    """
    season = view.period.season
    if season is None or season.over or metric is None or not metric.awaits_results:
        return view
    return replace(view, compared=None)
