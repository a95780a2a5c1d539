"""What a source covers of its register: all of it, what was found or sent, or published sums only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from etl.datasets.dataset import Column, Kind, Term, Vocabulary
from etl.regions import NATION, REGION_BY_CODE
from etl.words import Text

WORDS = Vocabulary(
    "coverage",
    (
        Term(Text("полный", "full"), ("полный список", "полностью", "полные данные", "полная")),
        Term(Text("выборочный", "selective"), ("выборка", "выборочно", "выборочные данные", "выборочная")),
        Term(Text("только итоги", "totals only"), ("только итог", "итог", "итоги", "только суммы", "totals")),
    ),
)
FULL_WORD, SELECTIVE_WORD, TOTALS_WORD = WORDS.names()


class How(StrEnum):
    """How much of a register a source covers, as the command line and the journal write it."""

    FULL = "full"
    SELECTIVE = "selective"
    TOTALS = "totals"


HOW_OF_WORD: Mapping[str, How] = dict(zip(WORDS.names(), How, strict=True))
UNSTATED_TITLE = Text("полнота не указана", "completeness not stated")

COVERAGE = Column(
    "coverage",
    Kind.VOCABULARY,
    Text("Полнота источника", "Completeness of the source"),
    Text(
        "Все ли записи здесь есть: полный, выборочный (что нашли или прислали), только итоги (суммы без частей)",
        "Whether all records are here: full, selective (what was found or sent), totals only (sums without their parts)",
    ),
    ("полнота среза", "полнота сведений", "полнота данных", "охват источника", "completeness of the source"),
    vocabulary=WORDS,
    example=FULL_WORD,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a source covers: how, from which day to which, which regions.

    Without days: the months of its rows. Without regions: those of its rows, all of them when it names more than half.
    """

    how: How
    since: date | None = None
    until: date | None = None
    regions: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return the word for how much is covered."""
        return how_title(self.how, language)

    def as_record(self) -> dict[str, Any]:
        """Return the coverage as the journal keeps it."""
        days = {name: day.isoformat() for name, day in (("since", self.since), ("until", self.until)) if day}
        return {"how": self.how.value, **days, **({"regions": list(self.regions)} if self.regions else {})}


def how_title(how: str, language: str) -> str:
    """Return the word for full, selective or totals; that nobody said which, for an empty one."""
    titles = dict(zip(map(str, How), (term.name for term in WORDS.terms), strict=True))
    return titles.get(how, UNSTATED_TITLE).of(language)


def coverage_of(record: Mapping[str, Any] | None) -> Coverage | None:
    """Return the coverage the journal keeps; None when there is none."""
    if not record:
        return None
    since, until = (date.fromisoformat(record[name]) if name in record else None for name in ("since", "until"))
    return Coverage(How(record["how"]), since, until, tuple(record.get("regions", ())))


def coverage_words(coverage: Coverage, language: str) -> str:
    """Return a coverage in words: «полный, 01.01.2025 – 31.12.2025, Пермский край»."""
    parts = [coverage.title(language)]
    if coverage.since or coverage.until:
        parts.append(" – ".join(f"{day:%d.%m.%Y}" if day else "…" for day in (coverage.since, coverage.until)))
    if NATION in coverage.regions:
        parts.append(Text("вся страна", "the whole country").of(language))
    elif coverage.regions:
        names = (REGION_BY_CODE[code] for code in coverage.regions)
        parts.append(", ".join(region.name_en if language == "en" else region.name for region in names))
    return ", ".join(parts)
