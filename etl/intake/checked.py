"""From the bytes of a file to judged rows: read, find the table, recognise the register, normalise, validate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from types import MappingProxyType

from etl.datasets import DATASETS
from etl.datasets.coverage import Coverage
from etl.datasets.dataset import Dataset
from etl.intake.about_file import about_sheet, stated_coverage
from etl.intake.headings.columns import NOTHING as NOTHING_SAID
from etl.intake.headings.columns import Explained, match_headings
from etl.intake.headings.register import choose, named_register
from etl.intake.headings.suggestions import Proposal, applied, check_mapping, explained_by, propose
from etl.intake.hidden import NOTHING_HIDDEN, Wanted, seen_sheets, unused, with_addresses, with_wanted_rows
from etl.intake.invented import says_invented
from etl.intake.judged import aliases_used, judged
from etl.intake.original import Original, deflated, original
from etl.intake.people.removed import (
    Piece,
    is_all_register,
    look,
    named_without_people,
    names_people,
    refusing_without_people,
    without_people,
    without_people_in,
)
from etl.intake.plans import with_plans
from etl.intake.reduced_copy import of_register, read_kept, write_kept
from etl.intake.remarks import remarks_of
from etl.intake.source_names import own_name, source_of
from etl.normalise.validate import Batch
from etl.problems import Problem, Refused, Remark
from etl.read import Sheet, beginning, is_long, read_sheets
from etl.read.table import Dropped, Table

NOTHING: Mapping[str, str] = MappingProxyType({})
MAX_FILE_MB = 100  # a register of a year has one or two


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What people confirmed so far: the code each written name means, by the name's key; what the headings of a register's source mean."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def remembered(self, source: str) -> dict[str, Mapping[str, str]]:
        """Return the confirmed mappings of the sources of that name, by register."""
        return {register: mapping for (register, name), mapping in self.mappings.items() if name == source}


NOTHING_CONFIRMED = Confirmed()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose sheets are read but not yet understood: the only step that does not need what people confirmed.

    `source` is the one its name stands for. A long text is not read yet: it may turn out by its beginning to be no register.
    """

    file_name: str
    content: bytes
    sheets: Sequence[Sheet]
    source: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A file understood: its register and source, its judged rows, what was dropped, which columns and sheets are unused.

    `aliases` are the keys of the confirmed names its rows depend on, `mapping` the headings a person explained,
    `proposed_mapping` what others may mean. Of a `personal` file only what may be kept is here.
    `all_register` is a text that holds nothing else. `coverage` is what somebody says the source covers: the sheet «О файле», or who loads it;
    `invented` what the file says of itself; `wanted` is what of the hidden a person wants, `remarks` what they should know.
    """

    file_name: str
    original: Original
    dataset: Dataset
    source: str
    batches: tuple[Batch, ...]
    ignored: tuple[str, ...]
    personal: bool
    unused_sheets: tuple[str, ...] = ()
    aliases: frozenset[str] = frozenset()
    mapping: Mapping[str, str] = field(default_factory=dict)
    proposed_mapping: tuple[Proposal, ...] = ()
    coverage: Coverage | None = None
    all_register: bool = False
    invented: bool = False
    wanted: Wanted = NOTHING_HIDDEN
    remarks: tuple[Remark, ...] = ()

    @property
    def rows(self) -> int:
        """Return the number of the file's data rows, good and bad."""
        return sum(batch.file_rows for batch in self.batches)

    @property
    def quarantined(self) -> int:
        """Return the number of the file's rows that cannot be understood."""
        return sum(batch.file_rows_quarantined for batch in self.batches)

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """Return the rows that are certainly not data, with the reason."""
        return tuple(row for batch in self.batches for row in batch.table.dropped)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong, in the order of the rows."""
        return tuple(problem for batch in self.batches for problem in batch.problems)

    def proposals(self) -> dict[str, tuple[str, ...]]:
        """Return the words no vocabulary knows, by column title."""
        by_title: dict[str, set[str]] = {}
        for batch in self.batches:
            for title, words in batch.proposals().items():
                by_title.setdefault(title, set()).update(words)
        return {title: tuple(sorted(words)) for title, words in by_title.items()}


def opened(file_name: str, content: bytes) -> Opened:
    """Return a file with those of its sheets that hold any text; Refused when the file is too large."""
    name = own_name(file_name)
    if len(content) > MAX_FILE_MB * 1_000_000:
        raise Refused("too_large", file=name, size=len(content) // 1_000_000, limit=MAX_FILE_MB)
    with refusing_without_people():
        sheets = () if is_long(content) else sheets_with_rows(name, content)
    return Opened(name, content, sheets, source_of(file_name))


def sheets_with_rows(name: str, content: bytes) -> Sequence[Sheet]:
    """Return the sheets of a file that hold any text."""
    return named_without_people([sheet for sheet in read_sheets(name, content) if sheet.rows])


def sheets_of(file: Opened, register: str, explained: Explained) -> Sequence[Sheet]:
    """Return the sheets of a file; Refused by the beginning of a long text when that is no register."""
    if file.sheets:
        return file.sheets
    if first := beginning(file.file_name, file.content):
        choose(file.file_name, first, register, explained)
    return sheets_with_rows(file.file_name, file.content)


def check(
    file_name: str,
    content: bytes,
    register: str = "",
    source: str = "",
    mapping: Mapping[str, str] = NOTHING,
    confirmed: Confirmed = NOTHING_CONFIRMED,
    wanted: Wanted = NOTHING_HIDDEN,
) -> Checked:
    """Return a file understood and judged; Refused when it is not a register. Nothing is written anywhere.

    `mapping` is what a person says now that the file's headings mean, `wanted` what of the hidden is meant too.
    """
    return understand(opened(file_name, content), register, source, mapping, confirmed, wanted)


def understand(
    file: Opened,
    register: str = "",
    source: str = "",
    mapping: Mapping[str, str] = NOTHING,
    confirmed: Confirmed = NOTHING_CONFIRMED,
    wanted: Wanted = NOTHING_HIDDEN,
) -> Checked:
    """Return a file whose sheets are read, understood and judged.

    Headings that nearly fit are refused with what they may mean.
    """
    with refusing_without_people():
        return understood(file, register, source, without_people_in(mapping), confirmed, wanted)


def understood(
    file: Opened, register: str, source: str, mapping: Mapping[str, str], confirmed: Confirmed, wanted: Wanted
) -> Checked:
    """Return a file understood and judged, as `understand` does; a refusal may still name somebody."""
    name, aliases = file.file_name, confirmed.aliases
    own_source = source_of(name, source) if source.strip() else file.source
    explained = explained_by(DATASETS.values(), mapping, confirmed.remembered(own_source))
    every = sheets_of(file, register, explained)
    about = about_sheet(every)
    sheets = [sheet for sheet in every if sheet is not about]
    dataset, tables = choose(name, seen_sheets(sheets, wanted), register, explained, wanted)
    check_mapping(name, dataset, mapping, tables)
    looks = [look(as_meant(table, dataset, explained, wanted), dataset, explained) for table in tables]
    personal = names_people(looks, sheets, dataset)
    pieces = [without_people(seen, dataset) if personal else Piece(seen.table) for seen in looks]
    batches = tuple(judged(piece, dataset, explained, aliases) for piece in pieces)
    if not any(batch.rows for batch in batches):
        raise Refused("no_rows", file=name)
    sent = original(write_kept(batches) if personal else file.content)
    return Checked(
        file_name=name,
        original=sent,
        all_register=not sent.is_workbook and is_all_register(looks, sheets),
        dataset=dataset,
        source=own_source,
        batches=batches,
        ignored=tuple(dict.fromkeys(heading for seen in looks for heading in seen.ignored)),
        personal=personal,
        unused_sheets=unused(sheets, {table.sheet for table in tables}),
        aliases=aliases_used(batches, aliases),
        mapping=applied(dataset, tables, explained),
        proposed_mapping=tuple(chain.from_iterable(propose(dataset, table, explained) for table in tables)),
        coverage=stated_coverage(name, about) if about else None,
        invented=says_invented(every),
        wanted=wanted,
        remarks=remarks_of(sheets, tables, batches, wanted),
    )


def as_meant(table: Table, dataset: Dataset, explained: Explained, wanted: Wanted) -> Table:
    """Return a table with the addresses behind its links, its plans told from what was held, its hidden rows when they are wanted."""
    matched = match_headings(dataset, table.headings, explained)
    linked = with_addresses(table, dataset, matched)
    return with_wanted_rows(with_plans(linked, dataset, matched, date.today()), wanted)


def check_kept(
    file_name: str,
    content: bytes,
    register: str,
    source: str,
    mapping: Mapping[str, str],
    confirmed: Confirmed,
    wanted: Wanted = NOTHING_HIDDEN,
) -> Checked:
    """Return a file that named people, understood from the copy the journal keeps."""
    dataset, aliases = named_register(register), confirmed.aliases
    explained = explained_by([dataset], mapping, NOTHING_SAID)
    batches = tuple(judged(piece, dataset, explained, aliases) for piece in read_kept(content))
    used = aliases_used(batches, aliases)
    copy = original(content)
    return Checked(
        file_name, copy, dataset, source, batches, (), True, aliases=used, mapping=dict(mapping), wanted=wanted
    )


def kept_copy(checked: Checked) -> Original:
    """Return what the journal keeps of a file."""
    if checked.personal or checked.all_register:
        return deflated(checked.original)
    return deflated(original(write_kept(replace(batch, table=of_register(batch)) for batch in checked.batches)))
