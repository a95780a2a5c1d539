"""Exhibits end where the data of their own register end: another register that goes on for longer moves none of them."""

from collections.abc import Callable
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
            own = registers or tuple(
                value.register for value in (*arguments, *named.values()) if isinstance(value, Metric)
            )
            dated_arguments = [dated(value, own) for value in arguments]
            dated_named = {name: dated(value, own) for name, value in named.items()}
            return cast(Answer, cast(Callable[..., Any], build)(*dated_arguments, **dated_named))

        return at_end

    return decorate


def dated(value: object, registers: tuple[str, ...]) -> object:
    """Return a view at the end of these registers; any other value as it is."""
    return value.at(*registers) if isinstance(value, View) else value
