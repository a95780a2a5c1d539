"""What a title may say, checked against what stands under it: its numbers, its leaders, its growth, its tone."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from dashboard.language.formats import rounded
from dashboard.model.exhibit import Exhibit, Kind, State
from etl.regions import REGIONS

SPACES = "\u00a0\u202f"
QUOTED = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^”]*”")
# A day, a span, a quarter, a half-year or a year names a period; what stands in brackets beside it names one too.
PERIOD = re.compile(
    r"\d+-й день|day \d+|на 100 |per 100,?0* ?|\d\d?[.–-]?\d*\.\d\d\.\d{4}|\d\d\.\d{4}|\b(?:19|20)\d\d\b|\bQ\d\b|\bH\d\b|\b\d{1,2}(?= (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
NUMBER = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{SPACES},]\d{{3}})+(?:[.,]\d+)?|(?<![\w])\d+(?:[.,]\d+)?")
ORDERS = ("загрузите", "скачайте", "заполните", "upload", "download", "fill in")
# What is said of all, of the first or of none: sources must be full for it.
CLAIMS = re.compile(
    r"^(?:больше всего|выше всего|чаще всего|шире всего|только|впереди|поровну|каждый|были повторно|сильнее всего)\b"
    r"|; чаще всего|чаще всех|(?:регион|опрос)\w* впереди|больше не было|ни разу|наибольшим|(?:рост|снижение)[,:]"
    r"|^(?:(?:the )?most|(?:the )?highest|widest|only|equal|all \d+ are equal|every)\b|; most often|\btied\b(?! to)|\bleads?\b",
    re.IGNORECASE,
)
CLUMSY = re.compile(r"\b(?:у|в|нет) 0\b|\b(\d+) из \1\b: по|: —$|^[а-яё]")
KNOWN = re.compile(r"(?:известно для|known for) ([\d,]+) (?:из|of) ([\d,]+)")
HALF, SMALL_BASE = 0.5, 10
LEADS = re.compile(
    r"^(?:(?:Больше всего|Выше всего|Highest) —|Чаще всего) (?P<name>[^:;—]+): |^Most(?: common)?: (?P<english>[^,;—]+), "
)
GROWTH = re.compile(r"(?:рост|снижение|growth|decline|up|down), (?P<now>[^;]+) (?:против|against) (?P<before>[^;]+)")
BRACKETS = re.compile(r"\([^)]*\)")
RANKING = re.compile(
    r"^(?:больше всего|выше всего|чаще всего|шире всего|впереди|(?:the )?(?:most|highest)|widest)\b", re.IGNORECASE
)
NAMED, GROUPS = 3, 12
NAMES = {name for region in REGIONS for name in (region.short_name, region.short_name_en)}


def faults(exhibit: Exhibit, also: frozenset[float] = frozenset(), full: bool = True) -> list[str]:
    """Return what is wrong with a title.

    `also` are numbers that stand in the exhibit without standing in its frame; `full` says whether its sources are full.
    """
    title = exhibit.title
    bare = QUOTED.sub("«»", title)
    checks = (
        orders(title),
        strange_numbers(bare, exhibit, also),
        strange_regions(bare, exhibit),
        false_leaders(exhibit),
        not_on_top(exhibit),
        claims_of_found(bare, full),
        clumsy(title),
        thin_shares(exhibit),
        numbers_twice(exhibit),
    )
    return [f"{exhibit.name}: «{title}»: {fault}" for check in (*checks, false_growth(title)) for fault in check]


def orders(title: str) -> Iterator[str]:
    """Yield the orders a title gives to whoever reads it."""
    yield from (f"orders: {word}" for word in ORDERS if word in title.casefold())


def claims_of_found(title: str, full: bool) -> Iterator[str]:
    """Yield what a title claims of all, of the first or of none although its sources are not full."""
    claim = CLAIMS.search(title)
    if claim and not full:
        yield f"«{claim[0]}» is said of what was only found"


def clumsy(title: str) -> Iterator[str]:
    """Yield what nobody would say: «у 0 регионов», «у 30 из 30», a dash in place of a number, a small first letter."""
    yield from (f"clumsy: {match[0]}" for match in CLUMSY.finditer(title))


def thin_shares(exhibit: Exhibit) -> Iterator[str]:
    """Yield shares of small rows, and a share of a total that is known for less than half of it."""
    frame = exhibit.full if exhibit.full is not None else exhibit.frame
    if exhibit.as_share and frame.groupby("row")["value"].sum().min() < SMALL_BASE:
        yield "shares of a row under ten"
    if exhibit.kind is Kind.BAR and "member" in frame and "%" in exhibit.title and "указан" in exhibit.title:
        stated = frame[[bool(member) and not member.endswith(" · ") for member in frame["member"].map(str)]]
        if stated["value"].sum() < HALF * frame["value"].sum():
            yield "a share of what is known for less than half"


def numbers_twice(exhibit: Exhibit) -> Iterator[str]:
    """Yield the panels whose name repeats the number that stands beside it."""
    if exhibit.kind is Kind.MULTIPLES:
        yield from (f"{panel} has its number twice" for panel in set(exhibit.frame["panel"]) if re.search(r"\d", panel))


def numbers(title: str, russian: bool = True) -> Iterator[Decimal]:
    """Yield the numbers of a title, the periods it names left out; they are written as its language does."""
    for match in NUMBER.findall(PERIOD.sub("", title)):
        plain = re.sub(f"[{SPACES}]", "", match)
        yield Decimal(plain.replace(",", ".") if russian and plain.count(",") < 2 else plain.replace(",", ""))


def strange_numbers(title: str, exhibit: Exhibit, also: frozenset[float]) -> Iterator[str]:
    """Yield the numbers of a title that neither stand in the exhibit nor count or add up what stands there."""
    there = [*numbers_there(exhibit), *also]
    for stated in numbers(title, exhibit.language == "ru"):
        places = max(0, -int(stated.as_tuple().exponent))
        if not any(rounded(value, places) == stated for value in there):
            yield f"{stated} is nowhere"


def numbers_there(exhibit: Exhibit) -> Iterator[float]:
    """Yield what stands in an exhibit, its sums and shares by row, and how many rows are of a kind."""
    if exhibit.frame.empty:
        yield 0.0
        yield from known_in_notes(exhibit)
    for frame in (exhibit.frame, exhibit.full):
        if frame is not None and len(frame):
            yield from numbers_of(frame)
    if exhibit.identity:
        yield from (exhibit.identity.total, exhibit.identity.mapped, exhibit.identity.without_region)


def known_in_notes(exhibit: Exhibit) -> Iterator[float]:
    """Yield of how much rows that are not shown are known, and their wholes, both added up."""
    known = [found for note in exhibit.notes for found in KNOWN.findall(re.sub(f"[{SPACES}]", "", note))]
    yield from (float(sum(int(pair[side].replace(",", "")) for pair in known)) for side in (0, 1))


def numbers_of(frame: pd.DataFrame) -> Iterator[float]:
    """Yield the numbers of a frame, what they add up to and what they count."""
    yield float(len(frame))
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    amounts = [name for name in frame if name not in texts]
    if {"key", "group"} <= set(frame):
        yield from map(float, frame.groupby("group")["key"].nunique())
    for name in texts:
        sizes = frame[name].map(str).value_counts()
        yield from (float(len(sizes)), *map(float, sizes))
        yield from (float(size - NAMED) for size in sizes)  # «А, Б, В и ещё 5»
        written = [number for text in frame[name].map(str) for number in numbers(text, russian=True)]
        yield from (*map(float, written), float(sum(written)))
    for name in amounts:
        column = frame[name].astype(float)
        yield from map(float, column.value_counts())  # of equals
        yield from column.dropna().abs()
        yield from (column.sum(), float((column > 0).sum()), float((column == 0).sum()), float(column.notna().sum()))
        at_least = list(column[::-1].cumsum())[:GROUPS]  # «2 раза и больше», and these of those who came at all
        yield from (*at_least, *(100 * part / whole for part in at_least for whole in at_least if whole))
        yield from shares(column)
        for is_stated in stated_rows(frame):
            yield float(column[is_stated].sum())
            yield from shares(column[is_stated])
        if {"panel", "role"} <= set(texts):
            yield from column.groupby([frame["panel"], frame["role"]]).sum()
        for text in texts:
            sums = column.groupby(frame[text].map(str)).sum()
            yield from sums
            yield from (100 * column / column.groupby(frame[text].map(str)).transform("sum")).dropna()
            yield from (float((sums > 0).sum()), float((sums == 0).sum()))


def shares(column: pd.Series) -> Iterator[float]:
    """Yield the numbers of a column as shares of their sum, in per cent."""
    if column.sum():
        yield from (100 * column / column.sum()).dropna()


def stated_rows(frame: pd.DataFrame) -> Iterator[pd.Series]:
    """Yield which rows state something, in ways exhibits mark those that do not; of stacked bars for each bar by itself."""
    if "member" in frame and "quiet" not in frame:
        yield ~frame["member"].map(str).map(lambda member: not member or member.endswith(" · "))
    for row in dict.fromkeys(frame["row"]) if "row" in frame else ():
        own = frame["row"] == row
        yield own
        if "quiet" in frame:
            yield own & ~frame["quiet"].astype(bool)


def strange_regions(title: str, exhibit: Exhibit) -> Iterator[str]:
    """Yield the regions a title names that do not stand under it."""
    if exhibit.frame.empty:
        return
    frame = exhibit.frame
    own = dict(exhibit.parameters).values() if exhibit.kind is Kind.INDICATORS else ()  # a passport is of its region
    written = " ".join((exhibit.subtitle, *own, *(text for name in frame for text in frame[name].map(str))))
    for name in NAMES:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) and name not in written:
            yield f"{name} does not stand there"


def false_leaders(exhibit: Exhibit) -> Iterator[str]:
    """Yield the leader a title names where it is not the largest alone."""
    frame = exhibit.full if exhibit.full is not None else exhibit.frame
    match, column = (
        LEADS.match(exhibit.title),
        next((name for name in ("name", "member", "panel") if name in frame), ""),
    )
    if not match or not column or "value" not in frame:
        return
    values = frame[frame["state"] != State.NO_DATA] if "state" in frame else frame
    if "member" in values:
        values = values[[bool(member) and not member.endswith(" · ") for member in values["member"].map(str)]]
    written = [rounded(value, exhibit.decimals) for value in values["value"].dropna()]
    leader = (match["name"] or match["english"]).strip("«»“”")
    own = values.loc[values[column].map(str) == leader, "value"]
    if exhibit.kind in ("line", "multiples", "stacked"):
        return
    if own.empty or rounded(own.iloc[0], exhibit.decimals) != max(written) or written.count(max(written)) > 1:
        yield f"{leader} does not lead alone"


def not_on_top(exhibit: Exhibit) -> Iterator[str]:
    """Yield the names a ranking title gives that are not the first rows under it: readers look there for them."""
    if not RANKING.match(exhibit.title) or exhibit.kind not in (Kind.BAR, Kind.TABLE, Kind.STACKED):
        return
    column = next((name for name in ("name", "row", "event", "organisation", "survey") if name in exhibit.frame), "")
    rows = list(dict.fromkeys(exhibit.frame[column].map(str))) if column else []
    bare = BRACKETS.sub("", exhibit.title.split(";")[0])  # what stands in brackets is a period
    named = {row for row in rows if re.search(rf"(?<!\w){re.escape(row)}(?!\w)", bare)}
    if named and named != set(rows[: len(named)]):
        yield f"{', '.join(sorted(named - set(rows[: len(named)])))} stands further down"


def false_growth(title: str) -> Iterator[str]:
    """Yield a growth between two numbers that are written alike."""
    match = GROWTH.search(title)
    if match and [*numbers(match["now"])][:1] == [*numbers(match["before"])][:1]:
        yield "what is equal did not change"
