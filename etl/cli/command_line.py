"""What both command lines share: typer's commands imported on demand, help in the reader's language, one sentence for a misuse.

Typer reads every value through pydantic, which takes longer to import than a small file takes to check; `PlainValue` reads
them without it. Everything that leans on typer's insides is in this module.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any, TypeVar, cast

import typer
from typer._click.core import Command as ClickCommand
from typer._click.core import Context, Parameter
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer._coercion import RuntimeParam
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption, _TyperParameter
from typer.main import get_command

from etl.cli.terminal import file_refusal, language, say_failure, say_refusal, speaking, words
from etl.problems import Refused
from etl.words import Text

AnyParameter = TypeVar("AnyParameter")
INTERRUPTED = 130
PAGE_WIDTH = 100
SETTINGS = {"max_content_width": 110}
HELP = "--help"
BETWEEN = "\f"  # typer keeps one string of help: the English and the Russian words stand on the sides of this mark
EVERY_EXIT = {
    0: Text("сделано", "done"),
    2: Text(
        "отказано, причина названа одной фразой в потоке ошибок",
        "refused; one sentence on the error stream says why",
    ),
    INTERRUPTED: Text("прервано (Ctrl+C)", "interrupted (Ctrl+C)"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the function of a command is, what the command does, how it is written, and what its exit codes mean."""

    function: str
    purpose: Text
    examples: tuple[str, ...] = ()
    exits: Mapping[int, Text] = field(default_factory=dict)


def both(ru: str, en: str) -> str:
    """Return help in both languages, as typer keeps it."""
    return f"{en}{BETWEEN}{ru}"


def of_language(text: str) -> str:
    """Return the side of a help text that is in the reader's language."""
    en, _, ru = text.partition(BETWEEN)
    return en if language() == "en" else ru


class PlainValue(RuntimeParam):
    """How the value of a parameter is read: by its own parser, among its choices, or as the plain type it has."""

    def _coerce_value(self, value: Any, param: _TyperParameter, ctx: Context) -> Any:
        if isinstance(value, (list, tuple)):
            return [self._read(one, param, ctx) for one in value]
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


class Command(TyperCommand):
    """One command: it reads its values plainly, and says in a sentence how it was misused."""

    allow_extra_args = True  # they are refused below, in our words
    place: Place

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        for param in self.params:
            read_plainly(param)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that prints the help."""
        return read_plainly(super().get_help_option(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return nothing that is left over; Refused when the arguments cannot be understood."""
        try:
            rest = super().parse_args(ctx, args)
        except UsageError as error:
            raise usage_refusal(error, self, ctx) from None
        if rest:
            raise Refused("usage_extra", extra=" ".join(rest), usage=usage(self, ctx), help=help_of(ctx))
        return rest

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole help of the command."""
        formatter.write_usage(ctx.command_path, usage_pieces(self), words("Вызов: ", "Usage: "))
        write_purpose(formatter, self.place.purpose)
        write_rows(formatter, words("Аргументы", "Arguments"), argument_rows(self))
        write_rows(formatter, words("Параметры", "Options"), option_rows(self))
        exits = sorted((EVERY_EXIT | dict(self.place.exits)).items())
        write_rows(formatter, words("Коды завершения", "Exit codes"), [(str(n), t.of(language())) for n, t in exits])
        if self.place.examples:
            with formatter.section(words("Примеры", "Examples")):
                for example in self.place.examples:
                    formatter.write(f"  {ctx.command_path} {example}".rstrip() + "\n")


class Commands(TyperGroup):
    """A command line: its commands by name, each imported when it is asked for."""

    def __init__(self, program: str, purpose: Text, places: Mapping[str, Place]) -> None:
        super().__init__(name=program, context_settings=dict(SETTINGS), rich_markup_mode=None)
        self.program = program
        self.purpose = purpose
        self.places = places

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that prints the help."""
        return read_plainly(super().get_help_option(ctx))

    def get_command(self, ctx: Context, cmd_name: str) -> ClickCommand | None:
        """Return the command of that name, None when there is none."""
        return self.command(cmd_name) if cmd_name in self.places else None

    def command(self, name: str) -> Command:
        """Return a command, with its module imported."""
        place = self.places[name]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(name, cls=Command, context_settings=dict(SETTINGS))(resolve_name(place.function))
        command = cast("Command", get_command(alone))
        command.place = place
        return command

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.places)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return what stands after the name of the command; Refused when no command is named."""
        if not args:
            raise Refused("usage_no_command", possible=", ".join(self.places), help=help_of(ctx))
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise usage_refusal(error, self, ctx) from None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, ClickCommand | None, list[str]]:
        """Return the command that is named and its arguments; Refused when there is no such command."""
        if args[0] not in self.places:
            raise Refused("usage_unknown_command", name=args[0], possible=", ".join(self.places), help=help_of(ctx))
        return args[0], self.command(args[0]), args[1:]

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the command line is for and what its commands are."""
        pieces = words("КОМАНДА [ПАРАМЕТРЫ]", "COMMAND [OPTIONS]")
        formatter.write_usage(ctx.command_path, pieces, words("Вызов: ", "Usage: "))
        write_purpose(formatter, self.purpose)
        rows = [(name, place.purpose.of(language())) for name, place in self.places.items()]
        write_rows(formatter, words("Команды", "Commands"), rows)
        write_rows(formatter, words("Параметры", "Options"), [help_row()])
        formatter.write_paragraph()
        formatter.write_text(
            words(f"О команде подробно: {ctx.command_path} КОМАНДА {HELP}", f"More: {ctx.command_path} COMMAND {HELP}")
        )


def write_purpose(formatter: HelpFormatter, purpose: Text) -> None:
    """Write what a command does as a paragraph of its own."""
    said = purpose.of(language())
    formatter.write_paragraph()
    formatter.write_text(f"{said[0].upper()}{said[1:].rstrip('.')}.")


def write_rows(formatter: HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write a section of names and their meanings, nothing when there are none."""
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def usage_pieces(command: ClickCommand) -> str:
    """Return how the arguments of a command are written."""
    written = [words("[ПАРАМЕТРЫ]", "[OPTIONS]")]
    for argument in command.params:
        if isinstance(argument, TyperArgument):
            name = metavar(argument) + ("..." if argument.nargs == -1 else "")
            written.append(name if argument.required else f"[{name}]")
    return " ".join(written)


def usage(command: ClickCommand, ctx: Context) -> str:
    """Return how a command is written, program and all."""
    return f"{ctx.command_path} {usage_pieces(command)}"


def help_of(ctx: Context) -> str:
    """Return the command that prints the help."""
    return f"{ctx.command_path} {HELP}"


def metavar(param: Parameter) -> str:
    """Return the word that stands for a value of a parameter: its possible values, or what the declaration says."""
    choices = param.type_descriptor.choices if isinstance(param, _TyperParameter) else None
    return "|".join(map(str, choices)) if choices else param.metavar or str(param.name).upper()


def argument_rows(command: ClickCommand) -> list[tuple[str, str]]:
    """Return the arguments of a command and what is said of them."""
    return [(metavar(one), described(one)) for one in command.params if isinstance(one, TyperArgument)]


def option_rows(command: ClickCommand) -> list[tuple[str, str]]:
    """Return the options of a command and what is said of them."""
    options = [one for one in command.params if isinstance(one, TyperOption)]
    return [*((written(one), described(one)) for one in options), help_row()]


def help_row() -> tuple[str, str]:
    """Return the row of the option that every command has."""
    return HELP, words("эта справка", "this help")


def written(option: TyperOption) -> str:
    """Return how an option is written, with the word that stands for its value."""
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {metavar(option)}"


def described(param: TyperArgument | TyperOption) -> str:
    """Return the help of a parameter, with its default and whether it must be given."""
    notes = [of_language(param.help or "")]
    if param.required:
        notes.append(words("[обязательно]", "[required]"))
    elif param.default not in (None, "", False, [], ()):
        notes.append(words(f"[по умолчанию: {param.default}]", f"[default: {param.default}]"))
    if isinstance(param, TyperOption) and param.multiple:
        notes.append(words("[можно повторять]", "[may be repeated]"))
    return " ".join(notes)


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
    return any(isinstance(one, TyperOption) and one.is_flag and name in one.opts for one in command.params)


def helped(commands: Commands, name: str, spoken: str) -> str:
    """Return the help of a command, of the whole command line without a name, as wide on every terminal."""
    top = Context(commands, info_name=commands.program, terminal_width=PAGE_WIDTH)
    with speaking(spoken):
        if not name:
            return commands.get_help(top)
        command = commands.command(name)
        return command.get_help(Context(command, info_name=name, parent=top, terminal_width=PAGE_WIDTH))


def run(commands: Commands, argv: Sequence[str] | None = None, spoken: str = "") -> int:
    """Run a command and return its exit code; a refusal is one sentence on the error stream and code 2."""
    with speaking(spoken):
        try:
            code = called(commands, sys.argv[1:] if argv is None else list(argv))
            sys.stdout.flush()  # a reader that left is met here, not when Python ends
            return code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except KeyboardInterrupt:
            say_failure(words("Прервано.", "Interrupted."))
            return INTERRUPTED
        except Exception as error:
            say_refusal(refusal_of(error))
            return 2


def called(commands: Commands, arguments: list[str]) -> int:
    """Return the exit code of the command that the arguments name."""
    try:
        with commands.make_context(commands.program, arguments) as context:
            return int(commands.invoke(context))
    except typer.Exit as end:  # help was printed
        return end.exit_code


def refusal_of(error: Exception) -> Refused:
    """Return what is said of a failure; one that is a fault of the program is raised again."""
    if isinstance(error, Refused):
        return error
    from etl.warehouse_errors import warehouse_refusal  # brings SQLAlchemy, which a misuse need not wait for

    if refusal := warehouse_refusal(error):
        return refusal
    if isinstance(error, OSError):
        return file_refusal(error, error.filename)
    raise error
