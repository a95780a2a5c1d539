"""The sources of an exhibit that rests on several registers."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit
from dashboard.queries.wording.view_words import loaded_on
from etl.datasets import DATASETS


def newest_load(registers: Iterable[str]) -> date | None:
    """Return the day of the newest load of these registers, None when none is loaded."""
    return max((day for register in registers if (day := loaded_on(register))), default=None)


def of_registers(exhibit: Exhibit, registers: Collection[str]) -> Exhibit:
    """Return the exhibit with the titles of several registers as its source and the day of their newest load."""
    titles = [DATASETS[register].title.of(exhibit.language) for register in registers]
    source = names(titles, exhibit.language, len(registers))
    return replace(exhibit, source=source, loaded=newest_load(registers))
