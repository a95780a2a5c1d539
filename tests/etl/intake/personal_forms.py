"""Invented people in every form that a file may name them in, each with words that stand nowhere else."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as parquet
import sqlalchemy as sa
from sqlalchemy.engine import Engine

# Each form: how it is written, and what of it may stand nowhere. {s} is a surname of the place, {n} seven figures of it.
NAMES = {
    "full": ("{s}ов Порфирий Ильич", "{s}ов"),
    "dative": ("{s}ову Порфирию Ильичу", "{s}ов"),
    "instrumental": ("с {s}овой Аграфеной Прокофьевной", "{s}ов"),
    "capitals": ("{S}ОВ ПОРФИРИЙ ИЛЬИЧ", "{S}ОВ"),
    "initials": ("{s}ов П.И.", "{s}ов"),
    "initials of a place": ("{s}ова С. П.", "{s}ов"),
    "initials first": ("глава В.О. {s}ов", "{s}ов"),
    "odd surname": ("отв. {s}ай М.Р., депутат", "{s}ай"),
    "without a dot": ("{s}ова А.П", "{s}ов"),
    "small letters": ("{l}ов иван порфирьевич", "{l}ов"),
    "without a space": ("{s}овП.И.", "{s}ов"),
    "double first name": ("{s}ов М.-Р. А.", "{s}ов"),
    "one initial": ("отв. {s}ов П.", "{s}ов"),
    "without a patronymic": ("выступил {s}ов Пётр", "{s}ов"),
    "first name first": ("вела Мария {s}ова, депутат", "{s}ов"),
    "oglu": ("{s}ов Али Гасан оглы", "{s}ов"),
}
CONTACTS = {
    "phone": ("+7 912 {n3}-{n2}-{n1}", "{n3}-{n2}-{n1}"),
    "phone with brackets": ("8 (34241) {n5} доб. 1", "{n5}"),
    "bare phone": ("звонить 912{n}", "912{n}"),
    "phone of eleven": ("8912{n}", "8912{n}"),
    "dotted phone": ("8.912.{n3}.{n2}.{n1}", "{n3}.{n2}.{n1}"),
    "phone with long dashes": ("+7\u00a0912\u00a0{n3}\u2011{n2}\u2011{n1}", "{n3}\u2011{n2}\u2011{n1}"),
    "e-mail": ("q{n}@mail.ru", "q{n}"),
    "handle": ("пишите @q{n}_s", "q{n}_s"),
    "telegram": ("t.me/q{n}", "q{n}"),
    "profile": ("https://vk.com/id{n}", "id{n}"),
    "messenger": ("tg: q{n}", "q{n}"),
}
DOCUMENTS = {
    "snils": ("СНИЛС {snils_dashed}", "{snils_dashed}"),
    "bare snils": ("{snils}", "{snils}"),
    "passport": ("паспорт 4510 {n6}", "{n6}"),
    "passport without a word": ("45 10 {n6}", "{n6}"),
    "series": ("серия 4510 номер {n6}", "{n6}"),
    "inn": ("{inn}", "{inn}"),
    "card": ("4276 1234 {n4} {m4}", "{n4} {m4}"),
    "flat": ("г. Пермь, ул. {s}овая, д. 5, кв. 7", "{s}овая"),
    "post code": ("614000, г. Пермь, ул. {s}овая, д. 5", "{s}овая"),
    "birth": ("14.02.1961 г.р. {s}", "14.02.1961"),
    "short birth": ("14.02.61 г.р. {s}", "14.02.61"),
    "birth after a word": ("д.р. 14.02.1961 {s}", "14.02.1961"),
    "account": ("счёт 40817810{n}{n4}0", "{n}{n4}"),
    "birth in words": ("родилась 14 февраля 1961 года", "14 февраля 1961"),
}
FORMS = NAMES | CONTACTS | DOCUMENTS
CONSONANTS, VOWELS = "бвгдзклмнпрст", "аеиоу"


def planted(name: str, number: int) -> tuple[str, tuple[str, ...]]:
    """Return a form as it is written at the place of that number, and the words of it that may stand nowhere."""
    text, *marks = FORMS[name]
    parts = words_of(number * len(FORMS) + list(FORMS).index(name))
    return text.format_map(parts), tuple(mark.format_map(parts) for mark in marks)


def words_of(number: int) -> dict[str, str]:
    """Return the surname and the figures that stand for a number."""
    letters, rest = "", number
    for sounds in (CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS):
        rest, place = divmod(rest, len(sounds))
        letters += sounds[place]
    surname = f"Жух{letters}"
    figures = f"{3_000_000 + 7919 * number % 6_000_000:07}"
    snils = snils_of(f"{100_000_000 + 7919 * number}")
    return {
        "s": surname,
        "S": surname.upper(),
        "l": surname.lower(),
        "n": figures,
        "n1": figures[5:],
        "n2": figures[3:5],
        "n3": figures[:3],
        "n4": figures[:4],
        "m4": figures[3:],
        "n5": f"{figures[:1]}-{figures[1:3]}-{figures[3:5]}",
        "n6": figures[1:],
        "snils": snils,
        "snils_dashed": f"{snils[:3]}-{snils[3:6]}-{snils[6:9]} {snils[9:]}",
        "inn": inn_of(f"59{(20_000_000 + 7919 * number) % 100_000_000:08}"),
    }


def snils_of(nine: str) -> str:
    """Return nine figures with their check figures."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True)) % 101 % 100
    return f"{nine}{total:02}"


def inn_of(ten: str) -> str:
    """Return ten figures with the check figures of a person's ИНН."""
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        ten += str(sum(int(digit) * weight for digit, weight in zip(ten, weights, strict=True)) % 11 % 10)
    return ten


def everything(engine: Engine, *folders: Path) -> str:
    """Return as text all that a warehouse holds, value by value and byte by byte, and all that stands in these folders."""
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = [row for table in tables.sorted_tables for row in connection.execute(sa.select(table))]
    values = [text for row in rows for value in row for text in texts_of(value)]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return "\n".join([*values, *(text for file in files for text in texts_of(file.read_bytes()))])


def texts_of(value: object) -> Iterator[str]:
    """Yield a value as text; of bytes all that they may stand for, unpacked."""
    if not isinstance(value, bytes):
        yield str(value)
        return
    for encoding in ("utf-8", "cp1251", "utf-16-le"):
        yield value.decode(encoding, "ignore")
    yield from unpacked(value)


def unpacked(content: bytes) -> Iterator[str]:
    """Yield the texts inside packed bytes: deflated, a Parquet file, an archive."""
    if content.startswith(b"PAR1"):
        yield str(parquet.read_table(io.BytesIO(content)).to_pydict())
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_of(archive.read(name))
    else:
        for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS, 31):
            try:
                inner = zlib.decompressobj(window).decompress(content)
            except zlib.error:
                continue
            yield inner.decode("utf-8", "ignore")


def found(marks: dict[str, tuple[str, ...]], text: str) -> list[str]:
    """Return the forms of which anything stands in a text; figures are looked for with and without what parts them."""
    plain = re.sub(r"[\s\u2011.()-]", "", text)
    return sorted(
        f"{name}: {mark}"
        for name, words in marks.items()
        for mark in words
        if mark in text or (sum(map(str.isdigit, mark)) >= 6 and re.sub(r"[\s\u2011.()-]", "", mark) in plain)
    )
