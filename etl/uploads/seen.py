"""What a page shows of a file that was understood: numbers, the first faults and the first rows, whatever its size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from etl.datasets.coverage import Coverage
from etl.intake.checked import Checked
from etl.intake.headings.suggestions import Proposal
from etl.intake.hidden import NOTHING_HIDDEN, Wanted
from etl.loads.preview import Preview
from etl.problems import Problem, Remark
from etl.read.table import Dropped

SHOWN = 20  # faults, new words of a column, rows left out for one reason


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was understood, and what loading it would change; of its rows the first ones only.

    `dropped` are the first rows left out, by reason; `new_words` the first words that no vocabulary has, by column title.
    """

    file_name: str
    register: str
    source: str
    rows: int
    quarantined: int
    all_dropped: int
    dropped: Mapping[str, tuple[int, ...]]
    all_problems: int
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    unused_sheets: tuple[str, ...]
    new_words: Mapping[str, tuple[str, ...]]
    proposed_mapping: tuple[Proposal, ...]
    coverage: Coverage | None
    personal: bool
    invented: bool
    changes: Preview
    wanted: Wanted = NOTHING_HIDDEN
    remarks: tuple[Remark, ...] = ()


def seen(checked: Checked, changes: Preview) -> Seen:
    """Return what is shown of a checked file."""
    dropped, problems = checked.dropped, checked.problems
    return Seen(
        file_name=checked.file_name,
        register=checked.dataset.name,
        source=checked.source,
        rows=checked.rows,
        quarantined=checked.quarantined,
        all_dropped=len(dropped),
        dropped=first_dropped(dropped),
        all_problems=len(problems),
        problems=problems[:SHOWN],
        ignored=checked.ignored,
        unused_sheets=checked.unused_sheets,
        new_words={title: words[:SHOWN] for title, words in checked.proposals().items()},
        proposed_mapping=checked.proposed_mapping,
        coverage=checked.coverage,
        personal=checked.personal,
        invented=checked.invented,
        changes=replace(changes, dropped=()),
        wanted=checked.wanted,
        remarks=checked.remarks,
    )


def first_dropped(dropped: tuple[Dropped, ...]) -> dict[str, tuple[int, ...]]:
    """Return the first rows that are no data, by the reason."""
    by_reason: dict[str, tuple[int, ...]] = {}
    for drop in dropped:
        if len(rows := by_reason.get(drop.reason, ())) < SHOWN:
            by_reason[drop.reason] = (*rows, drop.row)
    return by_reason
