"""One sentence for a command that is written wrongly, with what is possible."""

from typer._click.core import Command as ClickCommand
from typer._click.core import Context
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError
from typer.core import TyperOption

from etl.problems import Refused
from etl.terminal.help_text import HELP, help_of, metavar, usage


def usage_refusal(error: UsageError, command: ClickCommand, ctx: Context) -> Refused:
    """Return the sentence on a misuse, with what is possible."""
    more = {"usage": usage(command, ctx), "help": help_of(ctx)}
    if isinstance(error, NoSuchOption):
        names = [name for param in command.params if isinstance(param, TyperOption) for name in param.opts]
        return Refused("usage_unknown_option", option=error.option_name, possible=", ".join([*names, HELP]), **more)
    if isinstance(error, BadOptionUsage):
        flag = is_flag(command, error.option_name)
        return Refused("usage_flag" if flag else "usage_value_missing", option=error.option_name, **more)
    if isinstance(error, BadParameter) and error.param is not None:
        name = error.param.opts[-1] if isinstance(error.param, TyperOption) else metavar(error.param)
        if isinstance(error, MissingParameter):
            return Refused("usage_missing", name=name, **more)
        return Refused("usage_value", name=name, reason=error.message, **more)
    return Refused("usage_wrong", reason=error.format_message(), **more)


def is_flag(command: ClickCommand, name: str) -> bool:
    """Return whether an option is one that takes no value."""
    return any(
        isinstance(parameter, TyperOption) and parameter.is_flag and name in parameter.opts
        for parameter in command.params
    )
