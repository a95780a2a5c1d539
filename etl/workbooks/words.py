"""What the error workbook says besides the sentences of the problems themselves."""

from etl.words import Text

TITLE = Text("Что исправить", "What to correct")
AUTHOR = Text("Проверка", "Check")
ROW = Text("Строка файла", "Row of the file")
HEADINGS = (
    Text("Что сделать", "What to do"),
    Text("Сколько строк", "How many rows"),
    Text("Строки", "Rows"),
    Text("Пример, как написать", "Example of writing it"),
)
HOW_TO = Text(
    "Исправьте закрашенные ячейки в этом же файле и пришлите его снова: лист и столбец «Что исправить» не загружаются.",
    "Correct the coloured cells in this very file and send it again: the sheet and column “What to correct” are not loaded.",
)
HOW_TO_PERSONAL = Text(
    "Исправьте эти строки в своём файле и пришлите его снова. Здесь только столбцы реестра: личные данные не вошли.",
    "Correct these rows in your file and send it again. Only the register's columns are here: personal data are left out.",
)
NOTHING = Text("Исправлять нечего: приняты все строки.", "There is nothing to correct: all rows are accepted.")
REBUILT = Text(
    "Ячейки перенесены как текст, без оформления; номера строк те же, что в вашем файле.",
    "The cells are carried over as text, without their looks; the row numbers are those of your file.",
)
COUNTS = (
    Text("Строк реестра", "Rows of the register"),
    Text("Принято", "Accepted"),
    Text("Ждут исправления", "Waiting for correction"),
    Text("Пропущено: это не строки реестра", "Passed over: not rows of the register"),
)
DROPPED = Text("Пропущено: {reason}", "Passed over: {reason}")
REASONS = {
    "total": Text("строка итогов", "a row of totals"),
    "repeated_header": Text("повтор заголовков", "the headings repeated"),
    "section": Text("подзаголовок раздела", "a caption of a section"),
    "second_table": Text("вторая таблица листа", "a second table of the sheet"),
    "numbering": Text("нумерация столбцов", "the columns numbered"),
    "footnote": Text("сноска или примечание", "a footnote or remark"),
}
IGNORED = Text("Столбцы, которых нет в реестре, не используются", "Columns that the register lacks are not used")
UNUSED = Text("Листы, на которых нет реестра, не используются", "Sheets without a register are not used")
PERSONAL = Text("Столбцы с личными данными не загружаются", "Columns with personal data are not loaded")
PROPOSED = Text(
    "Новые слова в столбце «{title}»: приняты, проверьте написание",
    "New words in the column “{title}”: accepted, check the spelling",
)
HEADED = Text("«{heading}»: {sentence}", "“{heading}”: {sentence}")
IN_SHEET = Text("лист «{sheet}»: {rows}", "sheet “{sheet}”: {rows}")
