"""What can be wrong with a file or a cell, and how it is said to people.

Every problem has a code; SENTENCES holds its sentence in both languages, so a new problem is one entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.problems.data_sentences import DATA_SENTENCES
from etl.problems.deck_sentences import DECK_SENTENCES
from etl.problems.file_sentences import FILE_SENTENCES, WAITING
from etl.problems.number_sentences import NUMBER_SENTENCES
from etl.problems.people_sentences import PEOPLE_SENTENCES
from etl.problems.sentences import CELL_SENTENCES, COMMAND_SENTENCES
from etl.problems.warehouse_sentences import USAGE_SENTENCES, WAREHOUSE_SENTENCES
from etl.words import Text

REQUIRED_EMPTY = "required_empty"
MOST_EMPTY = 2  # of the three cells that every register requires
SENTENCES: dict[str, Text] = {
    "empty_file": Text("«{file}»: в файле нет ни одной строки.", "“{file}” has no rows."),
    "password_protected": Text(
        "«{file}» защищён паролем. Снимите пароль в Excel («Файл – Сведения – Защита книги») и пришлите снова.",
        "“{file}” is protected by a password. Remove it in Excel (File – Info – Protect Workbook) and send it again.",
    ),
    "damaged": Text(
        "«{file}» повреждён или передан не целиком. Откройте его в Excel, сохраните заново и пришлите снова.",
        "“{file}” is damaged or was not transferred whole. Open it in Excel, save it anew and send it again.",
    ),
    "zip_bomb": Text(
        "«{file}» после распаковки больше {limit} МБ. Разделите таблицу на несколько файлов или пришлите .csv.",
        "“{file}” is larger than {limit} MB when unpacked. Split the table into several files or send a .csv.",
    ),
    "xml_entities": Text(
        "«{file}» содержит объявления XML, которых в таблицах не бывает. Откройте его в Excel и сохраните заново.",
        "“{file}” holds XML declarations no spreadsheet has. Open it in Excel and save it anew.",
    ),
    "cell_too_large": Text(
        "«{file}», лист «{sheet}», строка {row}: в ячейке больше {limit} знаков.",
        "“{file}”, sheet “{sheet}”, row {row}: a cell holds more than {limit} characters.",
    ),
    "too_many_rows": Text(
        "«{file}», лист «{sheet}»: заполненных строк больше {limit}. Разделите таблицу на несколько файлов.",
        "“{file}”, sheet “{sheet}”: more than {limit} rows are filled. Split the table into several files.",
    ),
    "too_many_columns": Text(
        "«{file}», лист «{sheet}»: столбцов больше {limit}. Оставьте столбцы реестра и пришлите снова.",
        "“{file}”, sheet “{sheet}”: more than {limit} columns. Keep the columns of the register and send it again.",
    ),
    "too_large_to_read": Text(
        "«{file}» слишком велик, чтобы его прочитать. Удалите пустые строки и столбцы после таблицы "
        "(Ctrl+End показывает, где кончается лист), разделите таблицу на несколько файлов или пришлите .csv.",
        "“{file}” is too large to be read. Delete the empty rows and columns after the table "
        "(Ctrl+End shows where the sheet ends), split the table into several files or send a .csv.",
    ),
    "broke_off": Text(
        "«{file}»: работа с файлом прервалась, ничего из него не взято. Повторите; если прервётся снова, разделите его на несколько.",
        "“{file}”: the work on the file broke off, nothing of it was taken. Try again; if it breaks off again, split it into several.",
    ),
    "undecodable": Text(
        "«{file}»: часть знаков не читается ни в одной русской кодировке. Сохраните файл как «CSV UTF-8».",
        "“{file}”: some characters are readable in no Russian encoding. Save the file as “CSV UTF-8”.",
    ),
    "unclosed_quote": Text(
        "«{file}», строка {row}: кавычка открыта и не закрыта, поэтому неясно, где кончается ячейка.",
        "“{file}”, row {row}: a quotation mark is opened and never closed, so the cell has no end.",
    ),
    **FILE_SENTENCES,
    **CELL_SENTENCES,
    **NUMBER_SENTENCES,
    **COMMAND_SENTENCES,
    **DECK_SENTENCES,
    **WAREHOUSE_SENTENCES,
    **USAGE_SENTENCES,
    **DATA_SENTENCES,
    **PEOPLE_SENTENCES,
}


def sentence(code: str, details: dict[str, object], language: str = "ru") -> str:
    """Return the sentence of a problem with its details filled in."""
    said = {name: value.of(language) if isinstance(value, Text) else value for name, value in details.items()}
    return SENTENCES[code].of(language).format_map(said)


class Refused(Exception):
    """The whole file, or the whole command, is refused; nothing in the warehouse changed."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def sentence(self, language: str = "ru") -> str:
        """Return what is wrong and what is possible, in the reader's language."""
        return sentence(self.code, self.details, language)

    def __str__(self) -> str:
        return self.sentence()


def is_held(codes: Sequence[str]) -> bool:
    """Return whether a row with these problems may be no row of the register at all: it counts in nothing until somebody says so.

    A sheet hides it, part of it is struck out, or most of what every row must say is empty.
    """
    return any(code in WAITING for code in codes) or codes.count(REQUIRED_EMPTY) >= MOST_EMPTY


@dataclass(frozen=True, slots=True)
class Remark:
    """What whoever sends a file should know of it, though nothing is wrong with its rows."""

    code: str
    details: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "ru") -> str:
        """Return what is said, in the reader's language."""
        return sentence(self.code, self.details, language)


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that could not be understood: its place, its value, and why; `column` is the register's name of its column."""

    sheet: str
    row: int
    heading: str
    value: str
    code: str
    details: dict[str, object] = field(default_factory=dict)
    column: str = ""

    def sentence(self, language: str = "ru") -> str:
        """Return the place, the value and what is wrong with it as one sentence."""
        place = Text("Строка {row}, «{heading}»: ", "Row {row}, “{heading}”: ").of(language)
        return place.format(row=self.row, heading=self.heading) + sentence(
            self.code, {"value": self.value, **self.details}, language
        )
