"""Undeclared headings: which column each may mean, proposed by its words and its cells, confirmed by a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from etl.datasets.dataset import Column, Dataset, Kind
from etl.intake.headings.columns import Explained, column_named, match_headings, missing_columns
from etl.intake.headings.near_headings import nearest
from etl.intake.people.personal_data import is_personal
from etl.normalise.columns import as_year, vocabulary_words
from etl.normalise.counts import read_count, read_number
from etl.normalise.dates import read_date
from etl.normalise.flags import read_flag
from etl.problems import Refused
from etl.read.table import Table, heading_text
from etl.regions import match_region

MOST = 0.6  # a column of dates has at least this share of them
BY_CELLS = 0.8  # without a likeness of words the cells must speak plainer
SAMPLE = 200
FIRST = 20  # when none of so many texts fits a column, none of the others is asked
MOST_ASKED = 200  # unknown headings: a table with more of them is no register


@dataclass(frozen=True, slots=True)
class Proposal:
    """A heading and the column it may mean; `score` is the likeness of their words, 0 when only the cells say so."""

    heading: str
    column: str
    score: int


def mapping_needed(
    file: str, table: Table, dataset: Dataset, missing: Sequence[str], proposals: Sequence[Proposal]
) -> Refused:
    """Return the refusal of a file that would be a register if its headings meant what is proposed: a person must confirm it."""
    titles = {column.name: column.title.ru for column in dataset.columns}
    return Refused(
        "mapping_needed",
        file=file,
        sheet=table.sheet,
        register=dataset.title.ru,
        missing=", ".join(f"«{title}»" for title in missing),
        proposed=", ".join(f"«{proposal.heading}» — «{titles[proposal.column]}»" for proposal in proposals),
        options=" ".join(f'--map "{proposal.heading}={proposal.column}"' for proposal in proposals),
        name=dataset.name,
        proposals=tuple(proposals),
    )


def proposed_by(refusal: Refused) -> tuple[str, tuple[Proposal, ...]]:
    """Return the register and the proposals of a refusal that asks for a mapping; "" and none of any other."""
    proposals = refusal.details.get("proposals")
    return str(refusal.details.get("name", "")), proposals if isinstance(proposals, tuple) else ()


def explained_by(
    datasets: Iterable[Dataset], mapping: Mapping[str, str], remembered: Mapping[str, Mapping[str, str]]
) -> Explained:
    """Return the meanings of headings by register: those that people give now override the remembered ones."""
    by_register = {}
    for dataset in datasets:
        meanings = {**remembered.get(dataset.name, {}), **mapping}
        columns = {heading_text(heading): (column_named(dataset, words), words) for heading, words in meanings.items()}
        by_register[dataset.name] = {text: column for text, (column, words) in columns.items() if column or not words}
    return MappingProxyType(by_register)


def check_mapping(file: str, dataset: Dataset, mapping: Mapping[str, str], tables: Sequence[Table]) -> None:
    """Refuse a mapping that names a heading the file lacks, or a column the register lacks."""
    headings = [heading for table in tables for heading in table.headings if heading.strip()]
    normal_forms = {heading_text(heading) for heading in headings}
    for heading, words in mapping.items():
        if heading_text(heading) not in normal_forms:
            raise Refused("no_heading", file=file, heading=heading, possible=_listed(headings))
        check_column(dataset, words)


def check_column(dataset: Dataset, words: str) -> None:
    """Refuse words that name no column of the register; without words a heading is ignored."""
    if words and not column_named(dataset, words):
        possible = ", ".join(column.name for column in dataset.columns)
        raise Refused("no_such_column", column=words, register=dataset.title.ru, possible=possible)


def _listed(headings: Iterable[str]) -> str:
    return ", ".join(f"«{heading}»" for heading in dict.fromkeys(headings))


def applied(dataset: Dataset, tables: Sequence[Table], explained: Explained) -> dict[str, str]:
    """Return the explained headings of these tables, so that they can be understood the same way again."""
    meanings = explained.get(dataset.name, {})
    headings = dict.fromkeys(heading for table in tables for heading in table.headings)
    return {heading: meanings[heading_text(heading)] for heading in headings if heading_text(heading) in meanings}


def propose(dataset: Dataset, table: Table, explained: Explained) -> tuple[Proposal, ...]:
    """Return what the unknown headings of a table may mean: each column once, the likeliest first; nothing is applied."""
    matched = match_headings(dataset, table.headings, explained)
    meanings = explained.get(dataset.name, {})
    free = [column for column in dataset.columns if column.name not in matched.values()]
    strange = (
        (heading, table.columns[place])
        for place, heading in enumerate(table.headings)
        if place not in matched
        and heading.strip()
        and heading_text(heading) not in meanings
        and not is_personal(heading)
    )
    undeclared = list(islice(strange, MOST_ASKED))
    alike = sorted(_alike(dataset, free, undeclared), key=lambda proposal: -proposal.score)
    by_words = _each_once(alike)
    columns, headings = ({getattr(proposal, what) for proposal in by_words} for what in ("column", "heading"))
    still_free = [column for column in free if column.required and column.name not in columns]
    still_unknown = [(heading, texts) for heading, texts in undeclared if heading not in headings]
    return (*by_words, *_each_once(_by_cells(still_free, still_unknown)))


def _alike(
    dataset: Dataset, free: Sequence[Column], unknown: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[Proposal]:
    """Yield the columns whose headings are spelt nearly like an unknown one, and whose cells are of their kind."""
    columns = {column.name: column for column in free}
    for heading, texts in unknown:
        for name, score in nearest(dataset.name, heading_text(heading)):
            if name in columns and share(columns[name], texts) >= MOST:
                yield Proposal(heading, name, score)


def _by_cells(required: Sequence[Column], unknown: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Proposal]:
    """Yield the only column whose cells are plainly of the kind that a required column lacks."""
    for column in required:
        fitting = [heading for heading, texts in unknown if tells(column) and share(column, texts) >= BY_CELLS]
        if len(fitting) == 1:
            yield Proposal(fitting[0], column.name, 0)


def _each_once(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposals whose heading and column none before them took."""
    chosen: list[Proposal] = []
    for proposal in proposals:
        if all(proposal.heading != earlier.heading and proposal.column != earlier.column for earlier in chosen):
            chosen.append(proposal)
    return chosen


def tells(column: Column) -> bool:
    """Return whether the cells of a column show what it is: any text may be a title."""
    return column.kind in (Kind.DATE, Kind.REGION, Kind.YEAR) or column.vocabulary is not None


def share(column: Column, texts: Iterable[str]) -> float:
    """Return the share of the different texts that a column of that kind could hold; 0 when there is no text."""
    sample = [text.strip() for text in islice(filter(str.strip, dict.fromkeys(texts)), SAMPLE)]
    fits = _fits(column)
    if len(sample) > FIRST and not any(map(fits, sample[:FIRST])):
        return 0.0
    return sum(map(fits, sample)) / len(sample) if sample else 0.0


def _fits(column: Column) -> Callable[[str], bool]:
    words = vocabulary_words(column.vocabulary) if column.vocabulary else {}
    if words:
        return lambda text: heading_text(text) in words
    tests: dict[Kind, Callable[[str], bool]] = {
        Kind.DATE: is_date,
        Kind.YEAR: lambda text: not as_year(text).problem,
        Kind.COUNT: lambda text: read_count(text).status != "refused",
        Kind.NUMBER: lambda text: read_number(text).status != "refused",
        Kind.FLAG: lambda text: read_flag(text).status != "refused",
        Kind.REGION: lambda text: match_region(text).status not in ("unknown", "empty"),
        Kind.URL: lambda text: "." in text,
    }
    return tests.get(column.kind, _is_words)


def _is_words(text: str) -> bool:
    return any(map(str.isalpha, text)) and not is_date(text)


@lru_cache(maxsize=16_384)
def is_date(text: str) -> bool:
    """Return whether a text is a date, however exact, or says that there is none."""
    return read_date(text).status != "refused"


def needed(file: str, tables: Sequence[Table], datasets: Iterable[Dataset], explained: Explained) -> Refused | None:
    """Return what a person has to confirm for one of the tables to be a register; None when no table comes near."""
    refusals: list[tuple[int, Refused]] = []
    for dataset in datasets:
        for table in tables:
            if not (missing := missing_columns(dataset, table.headings, explained)):
                continue
            proposals = propose(dataset, table, explained)
            proposed = {dataset.column(proposal.column).title.ru for proposal in proposals}
            if proposed.issuperset(missing):
                understood = len(match_headings(dataset, table.headings, explained)) + len(proposals)
                refusals.append((understood, mapping_needed(file, table, dataset, missing, proposals)))
    return max(refusals, key=lambda refusal: refusal[0])[1] if refusals else None
