"""Exhibits that every reader opens are made once: the same question of the same data costs a look-up."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import ParamSpec

from dashboard.engine.cache import remembered
from dashboard.model.exhibit import Exhibit

Asked = ParamSpec("Asked")


def made_once(build: Callable[Asked, Exhibit]) -> Callable[Asked, Exhibit]:
    """Return the builder with its exhibits remembered for each data version; for small ones, since they stay in memory."""
    parameters = signature(build)

    @wraps(build)
    def asked(*given: Asked.args, **named: Asked.kwargs) -> Exhibit:
        bound = parameters.bind(*given, **named)
        bound.apply_defaults()
        return remembered(build, *bound.args)

    return asked
