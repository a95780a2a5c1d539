"""A region that stands not in each row but above them: in rows of sections, in a title, in the name of a sheet or a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from etl.datasets import DATASETS
from etl.intake.headings.columns import declared_column, is_known
from etl.intake.hidden import Wanted
from etl.problems import Refused, Remark
from etl.read import Sheet
from etl.read.table import Table, heading_text
from etl.regions import REGION_BY_CODE, match_region
from etl.regions.match import region_status

HEADING = "Регион"
SAMPLE, MOST_COLUMNS = 8, 200
TITLE_ROWS = 12
LONGEST_TITLE = 200
SURE = ("matched", "suggested", "locality")


def with_said_region(table: Table, wanted: Wanted) -> Table:
    """Return a table whose empty cells of regions are filled as a person said: from the sections, or all with one region."""
    if not wanted.sections and not wanted.region:
        return table
    own = region_place(table)
    cells = table.columns[own] if own is not None else [""] * len(table.row_numbers)
    said = list(said_regions(table, wanted))
    filled = [cell if cell.strip() else text for cell, text in zip(cells, said, strict=True)]
    if own is not None:
        return replace(
            table, columns=[filled if place == own else column for place, column in enumerate(table.columns)]
        )
    number = max(table.column_numbers, default=0) + 1
    return replace(
        table,
        headings=[*table.headings, HEADING],
        columns=[*table.columns, filled],
        column_numbers=[*table.column_numbers, number],
    )


def said_regions(table: Table, wanted: Wanted) -> Iterator[str]:
    """Yield for each row the region that a person said it has: the one of its section comes first."""
    constant = REGION_BY_CODE[wanted.region].name if wanted.region else ""
    sections = iter(sorted(region_sections(table).items())) if wanted.sections else iter(())
    following, current = next(sections, None), ""
    for row in table.row_numbers:
        while following and following[0] < row:
            current, following = following[1], next(sections, None)
        yield current or constant


def region_sections(table: Table) -> dict[int, str]:
    """Return the rows of sections that name one region each."""
    return {row: text for row, text in table.sections.items() if region_status(text) == "matched"}


def region_place(table: Table) -> int | None:
    """Return the place of the heading that means the region of a row in any register."""
    for place, heading in enumerate(table.headings):
        if not is_known(heading):
            continue
        words = heading_text(heading)
        if any(declared_column(name, words) == dataset.region for name, dataset in DATASETS.items()):
            return place
    return None


def lacks_regions(table: Table) -> bool:
    """Return whether no row of a table says its region."""
    place = region_place(table)
    return place is None or not any(map(str.strip, table.columns[place]))


def may_be_regions(texts: Sequence[str]) -> bool:
    """Return whether most of the first texts of a column are regions."""
    sample = list(islice(filter(str.strip, dict.fromkeys(texts)), SAMPLE))
    return bool(sample) and 2 * sum(region_status(text) == "matched" for text in sample) > len(sample)


def remarks_on_region(sheet: Sheet, table: Table, wanted: Wanted) -> Iterator[Remark]:
    """Yield what may be said of regions that stand above the rows."""
    if sections := dict.fromkeys(region_sections(table).values()):
        code = "region_sections_used" if wanted.sections else "region_sections"
        yield Remark(code, {"sheet": sheet.name, "regions": listed(sections)})


def refuse_said_region(file: str, sheets: Sequence[Sheet], tables: Sequence[Table], wanted: Wanted) -> None:
    """Refuse a file whose rows say no region while its sections, its title or its name do: a person confirms it."""
    if wanted.sections or wanted.region or not tables or not all(map(lacks_regions, tables)):
        return
    columns = islice(chain.from_iterable(table.columns for table in tables), MOST_COLUMNS)
    if any(map(may_be_regions, columns)):
        return  # a column says them under a heading that nobody knows
    sections = dict.fromkeys(chain.from_iterable(region_sections(table).values() for table in tables))
    if sections:
        raise Refused("region_in_sections", file=file, regions=listed(sections))
    if len(codes := set(named_regions(file, sheets))) == 1:
        code = codes.pop()
        raise Refused("region_in_title", file=file, region=REGION_BY_CODE[code].name, region_code=code)


def named_regions(file: str, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield the code of each region that the name of the file, of a sheet, or the texts at the top of a sheet name."""
    titles = (text for sheet in sheets for row in filter(_is_title, sheet.rows[:TITLE_ROWS]) for text in row)
    for text in dict.fromkeys((file.rpartition(".")[0], *(sheet.name for sheet in sheets), *titles)):
        reading = match_region(text.replace("_", " ")) if 0 < len(text) <= LONGEST_TITLE else None
        if reading and reading.status == "matched":
            yield reading.code
        elif reading and reading.status in SURE and len(reading.candidates) == 1:
            yield reading.candidates[0]


def _is_title(row: Sequence[str]) -> bool:
    return sum(1 for text in row if text.strip()) == 1


def listed(names: Iterable[str]) -> str:
    """Return names in quotes with commas, the first ones when they are many."""
    every = list(names)
    return ", ".join(f"«{name}»" for name in every[:5]) + (" …" if len(every) > 5 else "")
