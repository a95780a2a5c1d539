"""What both command lines share: typer's commands imported on demand, help in the reader's language, one sentence for a misuse.

What depends on typer's internals is here and in `help_text`, `misuse` and `plain_values`; no command imports them.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any, cast

import typer
from typer._click.core import Command as ClickCommand
from typer._click.core import Context
from typer._click.exceptions import UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from etl.problems import Refused
from etl.terminal.help_text import (
    HELP,
    argument_rows,
    help_of,
    help_row,
    option_rows,
    usage,
    usage_pieces,
    write_purpose,
    write_rows,
)
from etl.terminal.misuse import usage_refusal
from etl.terminal.plain_values import read_plainly
from etl.terminal.printing import file_refusal, language, say_failure, say_refusal, speaking, words
from etl.words import Text

INTERRUPTED = 130
PAGE_WIDTH = 100
SETTINGS = {"max_content_width": 110}
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
    os.umask(0o077)  # registers, warehouses and decks are for whoever runs the command
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
    from etl.warehouse.failures import warehouse_refusal  # brings SQLAlchemy, which a misuse need not wait for

    if refusal := warehouse_refusal(error):
        return refusal
    if isinstance(error, OSError):
        return file_refusal(error, error.filename)
    raise error
