"""What can be wrong with a file or a cell, and how it is said to people.

Every problem has a code; SENTENCES holds its sentence in both languages, so a new problem is one entry.
"""

from dataclasses import dataclass, field

from etl.words import Text

SENTENCES: dict[str, Text] = {
    "not_a_spreadsheet": Text(
        "«{file}»: это не таблица. Подходят файлы .xlsx, .xls, .ods и .csv.",
        "“{file}” is not a spreadsheet. Files .xlsx, .xls, .ods and .csv are accepted.",
    ),
    "empty_file": Text("«{file}»: в файле нет ни одной строки.", "“{file}” has no rows."),
}


def sentence(code: str, details: dict[str, object], language: str = "ru") -> str:
    """Return the sentence of a problem with its details filled in."""
    return SENTENCES[code].of(language).format_map(details)


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that could not be understood: its place, its value, and why."""

    sheet: str
    row: int
    heading: str
    value: str
    code: str
    details: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "ru") -> str:
        """Return the place, the value and what is wrong with it as one sentence."""
        place = Text("Строка {row}, «{heading}»: ", "Row {row}, “{heading}”: ").of(language)
        return place.format(row=self.row, heading=self.heading) + sentence(
            self.code, {"value": self.value, **self.details}, language
        )
