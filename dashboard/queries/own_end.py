"""Exhibits end where the data of their own register end: another register that goes on for longer moves none of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from dashboard.model.metric import Metric
from dashboard.queries.view import View

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def at_end_of(*registers: str) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Return a decorator: the builder gets its view at the end of these registers; without any, of its metric's."""

    def dated(build: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(build)
        def at_end(*given: Given.args, **named: Given.kwargs) -> Answer:
            own = registers or tuple(one.register for one in (*given, *named.values()) if isinstance(one, Metric))
            moved = [one.at(*own) if isinstance(one, View) else one for one in given]
            moved_named = {name: one.at(*own) if isinstance(one, View) else one for name, one in named.items()}
            return cast(Answer, cast(Callable[..., Any], build)(*moved, **moved_named))

        return at_end

    return dated
