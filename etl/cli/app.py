"""The command line of the registers: python -m etl load | check | status | undo | rebuild | alias | duplicates | ..."""

from collections.abc import Sequence

from etl.terminal.command_line import Commands, Place, run
from etl.words import Text

COMMANDS = Commands(
    "python -m etl",
    Text(
        "реестры ВАРМСУ: в хранилище (DATABASE_URL, иначе var/warehouse.db) и обратно; "
        "DASHBOARD_LANGUAGE=en — ответы по-английски",
        "the registers of ВАРМСУ, into the warehouse (DATABASE_URL, else var/warehouse.db) and back; "
        "answers are in Russian, with DASHBOARD_LANGUAGE=en in English",
    ),
    {
        "load": Place(
            "etl.cli.files:load_files",
            Text(
                "загрузить файлы; реестр узнаётся по заголовкам",
                "load files; the register is recognised from the headings",
            ),
            (
                "Участие.xlsx --by Иванова",
                "data/record/* --new-only",
                'Участие.xlsx --map "Откуда=region" --by Иванова',
            ),
            {
                0: Text("загружено; строки с ошибками ждут в карантине", "loaded; faulty rows wait in quarantine"),
                2: Text(
                    "хотя бы один файл отклонён, остальные загружены",
                    "a file or more were refused, the others are loaded",
                ),
            },
        ),
        "check": Place(
            "etl.cli.files:check_files",
            Text(
                "сказать, как поняты файлы; ничего не записывается", "say how files are understood; nothing is written"
            ),
            ("Участие.xlsx", "Участие.xlsx --report Ответ.xlsx"),
            {
                0: Text("все строки понятны", "all rows are clear"),
                1: Text("часть строк уйдёт в карантин", "some rows would go to quarantine"),
                2: Text("хотя бы один файл отклонён", "a file or more were refused"),
            },
        ),
        "status": Place(
            "etl.cli.warehouse:show_status",
            Text("перечислить источники хранилища", "list the sources of the warehouse"),
            ("",),
        ),
        "undo": Place(
            "etl.cli.warehouse:undo_source",
            Text(
                "отменить текущую версию источника; вернётся предыдущая",
                "withdraw the current version of a source; the one before comes back",
            ),
            ("Участие --by Иванова",),
        ),
        "redo": Place(
            "etl.cli.warehouse:redo_source",
            Text(
                "вернуть версию источника, отменённую последней",
                "put back the version of a source that was withdrawn last",
            ),
            ("Участие --by Иванова",),
        ),
        "rebuild": Place(
            "etl.cli.warehouse:rebuild",
            Text("собрать все таблицы заново по журналу", "derive all tables anew from the journal"),
            ("--by Иванова", "--outdated --by Иванова"),
        ),
        "backup": Place(
            "etl.cli.backup:back_up",
            Text(
                "записать копию хранилища, восстановить её на пробу и сравнить",
                "write a copy of the warehouse, restore it on trial and compare",
            ),
            ("/var/backups/varmsu", "/var/backups/varmsu --keep 30"),
            {
                0: Text(
                    "копия на месте и совпадает с хранилищем", "the copy is in place and the same as the warehouse"
                ),
                2: Text("копии нет, прежние на месте", "there is no copy; earlier ones are in place"),
            },
        ),
        "alias": Place(
            "etl.cli.decisions:say_alias",
            Text(
                "сказать, какой регион означает написанное название; его строки сразу выйдут из карантина",
                "say which region a written name means; its rows leave quarantine at once",
            ),
            ("--list", "Калинингадская 39 --by Иванова", "--withdraw Калинингадская --by Иванова"),
        ),
        "municipality": Place(
            "etl.cli.municipalities:say_municipality",
            Text(
                "сказать, какой муниципалитет справочника означает написанное название",
                "say which municipality of the directory a written name means",
            ),
            (
                "--list",
                "Прикамск 59 59-044 --by Иванова",
                "Култаево 59 --none --by Иванова",
                "Култаево 59 --withdraw --by Иванова",
            ),
        ),
        "duplicates": Place(
            "etl.cli.decisions:say_duplicates",
            Text(
                "перечислить возможные повторы или решить о паре", "list what may be told twice, or decide about a pair"
            ),
            ("", "--same 3f2a --by Иванова"),
        ),
        "covers": Place(
            "etl.cli.warehouse:say_coverage",
            Text(
                "сказать, что покрывает источник: всё, выборку или только итоги; без слова — забыть сказанное",
                "say what a source covers: all, a selection or totals only; without the word, forget what was said",
            ),
            (
                "Участие full --covers-from 2025-01-01 --covers-to 2025-12-31 --by Иванова",
                "Участие --by Иванова",
            ),
        ),
        "people": Place(
            "etl.cli.people:say_people",
            Text(
                "сказать, кому и как открыт дашборд; здесь назначают первого администратора",
                "say who may open the dashboard, as what; the first administrator is made here",
            ),
            (
                "",
                'add 7d1f --name "Иванова А." --role administrator',
                "add 9c20 --role region --regions 59,66 --by Иванова",
                "remove 9c20 --by Иванова",
            ),
        ),
        "template": Place(
            "etl.cli.forms:write_template",
            Text("записать пустой бланк реестра", "write the blank form of a register"),
            ("events --out Участие.xlsx",),
        ),
        "values": Place(
            "etl.cli.values:explain_values",
            Text(
                "объяснить столбец значение за значением, в виде CSV на стандартный вывод",
                "explain a column value by value, as CSV on the standard output",
            ),
            (
                "Участие.xlsx --column Регион --kind region",
                "Участие.xlsx --column Муниципалитет --region-column Регион --kind municipality",
            ),
        ),
        "demo": Place(
            "etl.cli.forms:make_demo",
            Text("записать придуманные реестры", "write invented registers"),
            ("--out var/demo --rows 20000",),
        ),
    },
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    return run(COMMANDS, argv)
