"""The command line of files: python -m dashboard.export deck | workbook | passports | data, scheduled or by hand."""

import sys
from collections.abc import Sequence
from itertools import pairwise

from dashboard.model.asking import pinned_principal
from etl.principal import LOCAL
from etl.terminal.command_line import Commands, Place, run
from etl.words import Text

ORIGIN = Text(
    "хранилище — DATABASE_URL, иначе var/warehouse.db", "the warehouse is DATABASE_URL, else var/warehouse.db"
)
WRITTEN = {
    0: Text("файл записан целиком", "the file is whole and in its place"),
    2: Text(
        "отказано, причина названа одной фразой в потоке ошибок; прежний файл остаётся",
        "refused; one sentence on the error stream says why, and an earlier file stays",
    ),
}
COMMANDS = Commands(
    "python -m dashboard.export",
    Text(
        f"презентации, книги и данные без браузера; {ORIGIN.ru}",
        f"presentations, workbooks and data without a browser; {ORIGIN.en}",
    ),
    {
        "deck": Place(
            "dashboard.export.commands:deck",
            Text(
                "слайды набора: .pptx, а где есть LibreOffice — .pdf",
                "slides of a set: .pptx, or .pdf where LibreOffice is installed",
            ),
            (
                "--set board --from 2026-01-01 --to 2026-09-30 -o board.pptx",
                '--set "Итоги года" --district ПФО --template Шаблон.pptx -o pfo.pdf',
            ),
            WRITTEN,
        ),
        "workbook": Place(
            "dashboard.export.commands:workbook",
            Text("книга с показателями набора", "a workbook with the exhibits of a set"),
            ("--set year --regions 59,66 -o year.xlsx",),
            WRITTEN,
        ),
        "passports": Place(
            "dashboard.export.commands:passports_of_regions",
            Text(
                "паспорта регионов, каждый на слайде или на листе A4, одним архивом",
                "the passports of regions, a slide or an A4 sheet each, in one archive",
            ),
            ("--from 2026-01-01 --to 2026-09-30 -o passports.zip", "--a4 --regions 59,66"),
            WRITTEN,
        ),
        "data": Place(
            "dashboard.export.data_command:data",
            Text(
                "данные показателей по их адресам, на каждый адрес строка JSON",
                "the data of exhibits by their addresses, one line of JSON for each",
            ),
            ('--address "/?period=year&exhibit=card.events"', "--addresses addresses.txt -o answers.jsonl"),
            {
                0: Text("на каждый адрес есть данные", "every address has its data"),
                1: Text("хотя бы в одном ответе ошибка", "an answer or more is an error"),
            },
        ),
    },
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command for whoever sits at the machine and return its exit code; when it is refused, no file is written."""
    arguments = sys.argv[1:] if argv is None else argv
    with pinned_principal(LOCAL):
        return run(COMMANDS, arguments, spoken_language(arguments))


def spoken_language(arguments: Sequence[str]) -> str:
    """Return the language of --lang, empty without it; usage errors are reported in it too."""
    for before, argument in pairwise(("", *arguments)):
        name, _, value = argument.partition("=")
        if before == "--lang" or (name == "--lang" and value):
            return value or argument
    return ""
