"""Exhibits that every reader opens are built once: the same question of the same data costs a look-up."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import ParamSpec

from dashboard.engine.cache import remembered
from dashboard.model.exhibit import Exhibit

Arguments = ParamSpec("Arguments")


def made_once(build: Callable[Arguments, Exhibit]) -> Callable[Arguments, Exhibit]:
    """Return the builder with its exhibits remembered for each data version: for small ones, since they stay in memory."""
    parameters = signature(build)

    @wraps(build)
    def remembering(*arguments: Arguments.args, **named: Arguments.kwargs) -> Exhibit:
        bound = parameters.bind(*arguments, **named)
        bound.apply_defaults()
        return remembered(build, *bound.args)

    return remembering
