"""The values of a command read without pydantic, which typer would import: it takes longer than a small file takes to check."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from typer._click.core import Context
from typer._click.exceptions import BadParameter
from typer._coercion import RuntimeParam
from typer.core import _TyperParameter

from etl.terminal.printing import words

AnyParameter = TypeVar("AnyParameter")


class PlainValue(RuntimeParam):
    """How the value of a parameter is read: by its own parser, among its choices, or as the plain type it has."""

    def _coerce_value(self, value: Any, param: _TyperParameter, ctx: Context) -> Any:
        if isinstance(value, (list, tuple)):
            return [self._read(item, param, ctx) for item in value]
        return self._read(value, param, ctx)

    def _read(self, value: Any, param: _TyperParameter, ctx: Context) -> Any:
        if not isinstance(value, str):  # a default is of its type already
            return value
        try:
            return reader(param)(value)
        except ValueError as error:
            raise BadParameter(str(error), ctx=ctx, param=param) from None


def read_plainly(param: AnyParameter) -> AnyParameter:
    """Return the parameter, its values from now on read without pydantic."""
    if isinstance(param, _TyperParameter):
        descriptor = param.type_descriptor
        param._runtime_param = PlainValue(descriptor.parameter_info, descriptor.annotation)
    return param


def reader(param: _TyperParameter) -> Callable[[str], Any]:
    """Return the function that reads a value of a parameter."""
    descriptor = param.type_descriptor
    if descriptor.choices:
        return one_of([str(choice) for choice in descriptor.choices])
    if descriptor.parameter_info.parser:
        return descriptor.parameter_info.parser
    plain: Any = descriptor.annotation
    return cast("Callable[[str], Any]", plain.__args__[0] if descriptor.is_list else plain)


def one_of(possible: Sequence[str]) -> Callable[[str], str]:
    """Return the function that takes one of these words and no other."""

    def read(text: str) -> str:
        if text in possible:
            return text
        listed = ", ".join(possible)
        raise ValueError(
            words(f"«{text}» не подходит; можно: {listed}", f"“{text}” is not possible; it may be {listed}")
        )

    return read
