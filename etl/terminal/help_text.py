"""Help in the reader's language: how a command is written, what it takes, and what stands for a value."""

from collections.abc import Sequence

from typer._click.core import Command as ClickCommand
from typer._click.core import Context, Parameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperOption, _TyperParameter

from etl.terminal.printing import language, words
from etl.words import Text

HELP = "--help"
BETWEEN = "\f"  # typer keeps one string of help: the English and the Russian words stand on the sides of this mark


def both(ru: str, en: str) -> str:
    """Return help in both languages, as typer keeps it."""
    return f"{en}{BETWEEN}{ru}"


def of_language(text: str) -> str:
    """Return the side of a help text that is in the reader's language."""
    en, _, ru = text.partition(BETWEEN)
    return en if language() == "en" else ru


def write_purpose(formatter: HelpFormatter, purpose: Text) -> None:
    """Write what a command does as a paragraph of its own."""
    text = purpose.of(language())
    formatter.write_paragraph()
    formatter.write_text(f"{text[0].upper()}{text[1:].rstrip('.')}.")


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
    return [
        (metavar(parameter), described(parameter))
        for parameter in command.params
        if isinstance(parameter, TyperArgument)
    ]


def option_rows(command: ClickCommand) -> list[tuple[str, str]]:
    """Return the options of a command and what is said of them."""
    options = [option for option in command.params if isinstance(option, TyperOption)]
    return [*((written(option), described(option)) for option in options), help_row()]


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
