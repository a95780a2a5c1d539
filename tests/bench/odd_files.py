"""How quickly files that are no register are understood or refused, and that no row of a register among odd files vanishes."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import xlsxwriter

from etl.intake.checked import Checked, check
from etl.problems import Refused
from etl.read import read_sheets
from etl.regions import REGIONS
from tests.bench import files
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes

LONGEST = 5.0  # seconds for a file under 20 MB
CASES = Path(__file__).parents[1] / "etl" / "intake" / "files"
METHOD = """Each file is made by the bench and checked in this process (workbooks are read in a child of it): statistics of thirty sheets, tables
of 16,384 and 200,000 columns, a million empty rows with borders, tables without headings, long junk; median of three. Then every small file of
`tests/etl/intake/files`: the rows with a text under its headings against those that load, are held back or are dropped with a reason."""
SUBJECTS = (
    "Численность населения",
    "Объём инвестиций",
    "Число предприятий",
    "Доля семей",
    "Оборот торговли",
    "Ввод жилья",
    "Заработная плата",
)
SAID_OF = ("на начало года", "в процентах", "по видам деятельности", "по субъектам", "тысяч человек", "млн рублей")


def words(rng: random.Random) -> str:
    """Return what a heading of statistics says."""
    return f"{rng.choice(SUBJECTS)} {rng.choice(SAID_OF)} {rng.randint(1, 9_999)}"


def statistics(path: Path, rng: random.Random) -> None:
    """Write thirty sheets of statistics by region, with headings that no register knows."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    for number in range(30):
        sheet = book.add_worksheet(f"{number + 1}.")
        sheet.write(0, 0, f"{number + 1}. {words(rng)}")
        sheet.write_row(2, 0, ["Субъект", *(words(rng) for _ in range(24))])
        for row in range(3, 1_000):
            figures = [words(rng) if column % 4 == 0 else rng.random() * 1e5 for column in range(24)]
            sheet.write_row(row, 0, [rng.choice(REGIONS).name, *figures])
    book.close()


def without_headings(path: Path, rng: random.Random) -> None:
    """Write five sheets of words and figures under no heading."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    for _ in range(5):
        sheet = book.add_worksheet()
        for row in range(3_000):
            sheet.write_row(row, 0, [words(rng) if column % 2 else rng.random() for column in range(40)])
    book.close()


def widest_workbook(path: Path, _: random.Random) -> None:
    """Write a sheet of as many columns as Excel has."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(80):
        sheet.write_row(row, 0, [f"показатель {row} {column % 97}" for column in range(16_384)])
    book.close()


def empty_rows(path: Path, _: random.Random) -> None:
    """Write a million rows that have a border and nothing else."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, look = book.add_worksheet(), book.add_format({"border": 1})
    sheet.write(0, 0, "Что-то")
    for row in range(1, 1_000_000):
        sheet.set_row(row, 15, look)
    book.close()


def widest_text(path: Path, _: random.Random) -> None:
    """Write a text of 200,000 columns."""
    lines = ["столбец {}", "{}", "{}"]
    path.write_text("\n".join(";".join(line.format(column) for column in range(200_000)) for line in lines))


def junk(path: Path, rng: random.Random) -> None:
    """Write a long text that is no table."""
    path.write_text("\n".join(f"{words(rng)}, {words(rng)}" for _ in range(120_000)))


def wide_junk(path: Path, rng: random.Random) -> None:
    """Write a long table of words that no register knows."""
    path.write_text("\n".join(";".join(words(rng) for _ in range(12)) for _ in range(15_000)))


MADE: dict[str, Callable[[Path, random.Random], None]] = {
    "statistics of 30 sheets.xlsx": statistics,
    "no headings.xlsx": without_headings,
    "16,384 columns.xlsx": widest_workbook,
    "a million empty rows.xlsx": empty_rows,
    "200,000 columns.csv": widest_text,
    "long junk.csv": junk,
    "wide junk.csv": wide_junk,
}


def refusing(_: Sizes) -> Section:
    """Measure how long odd files take, and count the rows of the small ones."""
    return Section("Odd files", METHOD, [*map(timed, MADE), *rows_of_small_files()])


def odd_file(name: str) -> Path:
    """Return an odd file, made when it is not there."""
    folder = files.FOLDER / "odd"
    folder.mkdir(parents=True, exist_ok=True)
    if not (path := folder / name).exists():
        MADE[name](path, random.Random(name))  # noqa: S311 (invented figures)
    return path


def timed(name: str) -> Figure:
    """Return how long a file takes to be understood or refused."""
    content = odd_file(name).read_bytes()
    took = []
    for _ in range(3):
        begun = perf_counter()
        understood(name, content)
        took.append(perf_counter() - begun)
    return Figure(f"{name}, {len(content) / 1e6:.1f} MB", sorted(took)[1], "s", LONGEST)


def understood(name: str, content: bytes) -> Checked | None:
    """Return a file as it is understood; None when it is refused."""
    try:
        return check(name, content)
    except Refused:
        return None


def rows_of_small_files() -> Iterator[Figure]:
    """Yield how many rows the small files have, and how many of them are loaded, held back, dropped, or nowhere."""
    there = loaded = held = dropped = 0
    for path in sorted(CASES.iterdir()):
        content = path.read_bytes()
        if checked := understood(path.name, content):
            there += rows_under_headings(path.name, content, checked)
            loaded += checked.rows - checked.quarantined
            held += checked.quarantined
            dropped += len(checked.dropped)
    yield Figure("rows of the small files", there, "rows")
    yield Figure("of these loaded", loaded, "rows")
    yield Figure("of these held back", held, "rows")
    yield Figure("of these dropped with a reason", dropped, "rows")
    yield Figure("all of these together", (loaded + held + dropped) / there, "of the rows", 1.0, at_least=True)


def rows_under_headings(name: str, content: bytes, checked: Checked) -> int:
    """Return how many rows of the sheets that are read hold a text of their own under the headings."""
    headers = {batch.table.sheet: batch.table.header_row for batch in checked.batches}
    return sum(
        number > headers[sheet.name]
        and any(
            text.strip() and (number, sheet.first_column + place) not in sheet.filled for place, text in enumerate(row)
        )
        for sheet in read_sheets(name, content)
        if sheet.name in headers
        for number, row in enumerate(sheet.rows, start=sheet.first_row)
    )
