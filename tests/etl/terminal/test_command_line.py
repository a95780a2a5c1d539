"""Both command lines: help that leaves nothing out, and one sentence in the reader's language for every misuse."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperOption

from dashboard.export import app as export
from etl.cli import app as etl
from etl.terminal.command_line import Command, Commands, run
from etl.terminal.printing import err

ROOT = Path(__file__).resolve().parents[3]
LINES = {"etl": etl.COMMANDS, "dashboard.export": export.COMMANDS}
EVERY = [(line, name) for line in LINES.values() for name in line.places]
each = pytest.mark.parametrize(("line", "name"), EVERY, ids=[f"{line.program[10:]} {name}" for line, name in EVERY])


def helped(line: Commands, *arguments: str, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(line, [*arguments, "--help"], language) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def foreign(text: str) -> bool:
    """Return whether a text holds a Russian letter."""
    return any("а" <= letter <= "я" for letter in text.lower())


@each
@pytest.mark.parametrize(("language", "heading"), [("ru", "Вызов: "), ("en", "Usage: ")])
def test_help_names_every_argument_option_choice_and_exit_code(
    line: Commands, name: str, language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said, command = helped(line, name, language=language, capsys=capsys), line.command(name)
    assert said.startswith(f"{heading}{line.program} {name} ")
    for param in command.params:
        names = param.opts if isinstance(param, TyperOption) else [str(param.metavar)]
        assert [one for one in names if one not in said] == [], param.name
    assert all(re.search(rf"^  {code} +\S", said, re.MULTILINE) for code in (0, 2, 130, *line.places[name].exits))


@each
def test_everything_has_its_help_in_both_languages(line: Commands, name: str) -> None:
    command = line.command(name)
    for param in command.params:
        en, _, ru = str(getattr(param, "help", "")).partition("\f")
        assert en and foreign(ru), f"{name}: {param.name}"
    place = line.places[name]
    assert place.examples and foreign(place.purpose.ru) and not foreign(place.purpose.en)


@each
def test_every_example_is_understood(line: Commands, name: str) -> None:
    for example in line.places[name].examples:
        line.command(name).make_context(name, shlex.split(example))


@pytest.mark.parametrize("line", LINES.values(), ids=list(LINES))
def test_the_list_of_commands_has_them_all(line: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    said = helped(line, language="en", capsys=capsys)
    assert [name for name in line.places if f"\n  {name} " not in said] == []
    assert not foreign(said.replace("ВАРМСУ", ""))


MISUSES = {
    (): ("Назовите команду: load, check, ", "Name a command: load, check, "),
    ("fly",): ("Команды «fly» нет. Есть: load, ", "There is no command “fly”. Possible: load, "),
    ("--fly",): ("Параметра «--fly» нет. Есть: --help", "There is no option “--fly”. Possible: --help"),
    ("load",): (
        "Не указано: FILE. Пишется так: «python -m etl load ",
        "FILE is not given. It is written “python -m etl load ",
    ),
    ("undo",): ("Не указано: SOURCE.", "SOURCE is not given."),
    ("values", "а.csv", "--kind", "flag"): ("Не указано: --column.", "--column is not given."),
    ("values", "а.csv", "--column", "x", "--kind", "word"): (
        "--kind: «word» не подходит; можно: count, date, flag, municipality, region.",
        "--kind: “word” is not possible; it may be count, date, flag, municipality, region.",
    ),
    ("check", "а.csv", "--whole"): (
        "Параметра «--whole» нет. Есть: --register, --source, --map, --report, --hidden-rows, --hidden-sheets, --sections, --region, --help.",
        "There is no option “--whole”. Possible: --register, --source, --map, --report, --hidden-rows, --hidden-sheets, --sections, --region, --help.",
    ),
    ("check", "а.csv", "-x"): ("Параметра «-x» нет.", "There is no option “-x”."),
    ("check", "а.csv", "--report"): ("После «--report» нужно значение.", "“--report” needs a value after it."),
    ("load", "а.csv", "--whole=yes"): ("«--whole» пишется без значения.", "“--whole” takes no value."),
    ("status", "а"): ("Лишнее: «а».", "“а” is too much."),
    ("check", "а.csv", "--map", "x"): (
        "--map: нужно ЗАГОЛОВОК=СТОЛБЕЦ, а не «x».",
        "--map: HEADING=COLUMN is needed, ",
    ),
    ("demo", "--out", "x", "--until", "завтра"): (
        "--until: нужен день вида 2025-12-31",
        "--until: a day like 2025-12-31",
    ),
}


@pytest.mark.parametrize("arguments", MISUSES, ids=" ".join)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_misuse_is_one_sentence_of_one_language(
    arguments: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(etl.COMMANDS, arguments, language) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith(MISUSES[arguments][language == "en"])
    assert said.err.rstrip()[:-2].endswith("--help")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["deck"], "Не указано: --set."),
        (["deck", "--set", "year", "--lang", "de"], "--lang: «de» не подходит; можно: ru, en."),
        (["deck", "--lang", "en"], "--set is not given."),
        (["deck", "--lang=en"], "--set is not given."),
        (["deck", "--set", "year", "--from", "вчера"], "--from: нужен день вида 2025-12-31, а не «вчера»."),
        (["passports", "--a4", "--template", "t.pptx"], "«--a4» и «--template» вместе не указывают"),
        (["data"], "Не указано: --address | --addresses."),
        (["data", "--address", "/", "--addresses", "x"], "«--address» и «--addresses» вместе не указывают"),
    ],
)
def test_the_export_says_a_misuse_in_the_language_it_is_asked_to_speak(
    arguments: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    assert export.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence) and said.count("\n") == 1


def test_a_fault_of_the_program_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Commands, _name: str) -> Command:
        raise ZeroDivisionError

    monkeypatch.setattr(Commands, "command", broken)
    with pytest.raises(ZeroDivisionError):
        run(etl.COMMANDS, ["status"])


@pytest.mark.parametrize("module", LINES)
def test_the_list_of_commands_waits_for_no_heavy_library(module: str) -> None:
    heavy = {"numpy", "openpyxl", "pandas", "pptx", "pydantic", "rich", "sqlalchemy", "streamlit"}
    code = f"import sys; from {module.replace('etl', 'etl.cli')}.app import main; main(['--help']); "
    code += f"print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_names_of_files_are_text_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    err.cache_clear()
    err().print("отчёт :smile: [red]план[/red].xlsx")
    assert capsys.readouterr().err == "отчёт :smile: [red]план[/red].xlsx\n"


def test_what_a_command_writes_is_its_users_alone(tmp_path: Path) -> None:
    database = tmp_path / "new" / "warehouse.db"
    command = [sys.executable, "-m", "etl", "load", "data/record/Победители конкурсов.csv"]
    subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"}, check=True, umask=0o022
    )
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (database.parent, *database.parent.iterdir())}
    assert set(modes.values()) == {"0o700", "0o600"} and modes["warehouse.db"] == "0o600", modes
