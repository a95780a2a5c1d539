"""The rows of the registers' files, each read by itself: nothing here comes from what the product makes of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tests.oracle import lesser
from tests.oracle.cells import days_of, figure_of, is_yes, number_of, text_of, word_of
from tests.oracle.places import NOWHERE, UNKNOWN, municipality_of, region_of

EVENTS, ACTIVITY, COMPETITIONS = "events", "activity", "competitions"
# The heading by which a register is known.
KNOWN_BY = {"Мероприятие": EVENTS, "Вид активности": ACTIVITY, "Конкурс": COMPETITIONS}
FEWEST_HEADINGS = 5
TEXTS = {
    EVENTS: {"Мероприятие": "event", "Серия": "series", "Тема": "topic", "Город": "city"},
    ACTIVITY: {"Название": "title"},
    COMPETITIONS: {"Конкурс": "competition", "Номинация": "nomination"},
}
WORDS = {
    EVENTS: {"Формат": "format", "Режим": "mode", "Статус": "status", "Категория": "category"},
    ACTIVITY: {"Вид активности": "kind", "Нацпроект": "national_project"},
    COMPETITIONS: {"Категория": "entry_category", "Канал": "channel", "Стадия": "stage"},
}
WHEN_EMPTY = {"status": "проведено", "stage": "подана"}
FIGURES = {EVENTS: "Участники", ACTIVITY: "Количество", COMPETITIONS: "Количество заявок"}
DAYS = {EVENTS: "Дата начала", ACTIVITY: "Дата", COMPETITIONS: "Дата подачи"}
FLAGS = {"Межмуниципальное сотрудничество": "intermunicipal", "Концессия или МЧП": "concession"}
OTHER_DAYS = {"Срок ответа": "due", "Дата ответа": "answered", "Дата решения": "decided"}
NUMBERS = {"Полнота": "score", "Премия, млн руб.": "prize"}
REQUIRED = {EVENTS: ("event",), ACTIVITY: ("kind",), COMPETITIONS: ("competition", "season")}


def registers(files: Iterable[Path]) -> dict[str, pd.DataFrame]:
    """Return the rows of the registers in these files, in the order of the files."""
    rows: dict[str, list[pd.DataFrame]] = {name: [] for name in (EVENTS, ACTIVITY, COMPETITIONS, *lesser.DAY)}
    for file in files:
        for sheet in sheets(file):
            table = under_headings(sheet)
            known = {**KNOWN_BY, **lesser.KNOWN_BY}
            if name := next((name for heading, name in known.items() if heading in table), ""):
                read = lesser.understood if name in lesser.DAY else understood
                rows[name].append(read(name, table).assign(file=file.name))
    own = {
        name: lesser.finished(name, pd.concat(parts or [lesser.nothing(name)], ignore_index=True))
        for name, parts in rows.items()
        if name in lesser.DAY
    }
    return own | {
        name: finished(name, pd.concat(parts, ignore_index=True)) for name, parts in rows.items() if name not in own
    }


def sheets(file: Path) -> list[pd.DataFrame]:
    """Return the cells of each sheet of a file, as they stand."""
    if file.suffix == ".csv":
        # Excel's clerks separate by semicolons, the invented registers by what csv says.
        separator = ";" if ";" in file.read_text(encoding="utf-8-sig")[:200] else ","
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        names = range(max(line.count(separator) for line in lines[:10]) + 1)
        return [pd.read_csv(file, sep=separator, header=None, names=list(names), dtype=str, encoding="utf-8-sig")]
    return list(pd.read_excel(file, sheet_name=None, header=None, dtype=object, engine="openpyxl").values())


def under_headings(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the rows under the headings of a sheet, without its total and its footnotes; `row` is the number on the sheet."""
    heading = next(place for place in range(len(sheet)) if sheet.iloc[place].notna().sum() >= FEWEST_HEADINGS)
    rows = sheet.iloc[heading + 1 :].set_axis([text_of(cell) for cell in sheet.iloc[heading]], axis=1)
    first = rows.iloc[:, 0].map(text_of)
    return rows.assign(row=rows.index + 1)[~first.eq("Итого") & ~first.str.startswith("*")]


def understood(register: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return what the rows of a table say, and whether a row is held back because a cell of it says nothing clear."""
    region = "Регион-участник" if register == EVENTS else "Регион"
    days, figures = table[DAYS[register]].map(days_of), table[FIGURES[register]].map(figure_of)
    rows: dict[str, Any] = {
        "row": table["row"],
        "region": table[region].map(text_of).map(region_of),
        "first": days.map(lambda one: one.first),
        "last": days.map(lambda one: one.last),
        "exact": days.map(lambda one: one.first is not None and one.first == one.last),
        "day_readable": days.map(lambda one: one.readable),
        "number": figures.map(lambda one: one.number).astype(float),
        "how": figures.map(lambda one: one.how),
        "unit": figures.map(lambda one: one.unit),
        "municipality": table["Муниципалитет"].map(text_of),
        "coverage": table["Полнота источника"].map(text_of),
    }
    rows |= {name: table[heading].map(text_of) for heading, name in TEXTS[register].items()}
    rows |= {
        name: table[heading].map(lambda cell, name=name: word_of(cell, name, WHEN_EMPTY.get(name, "")))
        for heading, name in WORDS[register].items()
    }
    rows |= {name: table[heading].map(is_yes) for heading, name in FLAGS.items() if heading in table}
    rows |= {name: table[heading].map(number_of) for heading, name in NUMBERS.items() if heading in table}
    others = {name: table[heading].map(days_of) for heading, name in OTHER_DAYS.items() if heading in table}
    rows |= {name: cells.map(lambda one: one.first) for name, cells in others.items()}
    unclear = [cells.map(lambda one: not one.readable) for cells in (days, figures, *others.values())]
    if register == COMPETITIONS:
        rows["season"] = table["Сезон"].map(text_of).str.removesuffix(".0")
    if register == ACTIVITY:
        rows["partner_region"] = table["Регион-партнёр"].map(text_of).map(lambda text: region_of(text) if text else "")
    if register == EVENTS:
        ends = table["Дата окончания"].map(days_of).map(lambda one: one.last)
        rows["last"] = ends.where(ends.notna() & rows["first"].notna(), rows["last"])
    frame = pd.DataFrame(rows)
    names = zip(frame["municipality"], frame["region"], strict=True)
    frame["listed"] = [municipality_of(name, code) for name, code in names]
    frame["held_back"] = (frame["region"] == UNKNOWN) | pd.concat(unclear, axis=1).any(axis=1)
    for name in REQUIRED[register]:
        frame["held_back"] |= frame[name] == ""
    return frame


def finished(register: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their days as such, a season's entries without a day at its start, and what counts once."""
    for name in ("first", "last", *OTHER_DAYS.values()):
        if name in rows:
            rows[name] = pd.to_datetime(rows[name])
    if register == COMPETITIONS:
        rows["own_day"] = rows["first"].where(rows["exact"])
        undated = rows["first"].isna() & rows["day_readable"]
        rows.loc[undated, "first"] = pd.to_datetime(rows.loc[undated, "season"] + "-01-01")
        rows.loc[undated, "last"] = pd.to_datetime(rows.loc[undated, "season"] + "-12-31")
    if register == EVENTS:
        rows["thing"] = rows["event"].map(same_title) + rows["first"].dt.strftime(" %Y-%m-%d").fillna("")
        rows["waits"] = waiting(rows)
    rows["placed"] = ~rows["held_back"] & (rows["region"] != NOWHERE)
    return rows


def same_title(title: str) -> str:
    """Return the words and numbers of a title: quotes, dashes, dots, case and ё part nothing."""
    return " ".join(re.findall(r"[a-zа-я]+|\d+", title.casefold().replace("ё", "е")))


def waiting(rows: pd.DataFrame) -> pd.Series:
    """Return which rows are of an event whose day cannot be read and that has a twin with one."""
    undated = rows[rows["first"].isna() & ~rows["day_readable"]]
    dated = rows[rows["first"].notna()].drop_duplicates(["event", "city", "series"])
    titles = dated["event"].map(same_title)
    twins = {
        row.thing
        for row in undated.itertuples()
        if is_twin(dated[titles == same_title(str(row.event))], {"city": row.city, "series": row.series})
    }
    return rows["first"].isna() & rows["thing"].isin(list(twins))


def is_twin(dated: pd.DataFrame, details: Mapping[str, Any]) -> bool:
    """Return whether any event of the same title contradicts in none of the details: an empty one contradicts nothing."""
    alike = pd.Series(True, index=dated.index)
    for name, detail in details.items():
        alike &= (dated[name] == detail) | (dated[name] == "") | (detail == "")
    return bool(alike.any())
