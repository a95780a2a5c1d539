"""Names of regions a clerk may not read, taken out of the words of an exhibit."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pandas as pd

from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from etl.regions import REGIONS

BETWEEN = re.compile(r"( · |; )")


@cache
def finder(own: tuple[str, ...]) -> Callable[[str], bool]:
    """Return the function that says whether a text names a region other than one's own; a longer name covers a shorter one."""
    called = {
        name: region.code in own
        for region in REGIONS
        for name in (region.name, region.short_name, region.name_en, region.short_name_en)
    }
    longest_first = sorted(called, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    return lambda text: any(not called[match[1]] for match in pattern.finditer(text.replace("\u00a0", " ")))


def without_foreign_names(exhibit: Exhibit, own: tuple[str, ...]) -> Exhibit:
    """Return an exhibit in which no other region is named: such notes and parts of lines go, such cells say «регион»."""
    names_foreign, _ = finder(own), translator(exhibit.language)

    def cut(text: str) -> str:
        kept = [part for part in BETWEEN.split(text)[::2] if not names_foreign(part)]
        return " · ".join(kept) if names_foreign(text) else text

    def cells(frame: pd.DataFrame) -> pd.DataFrame:
        changed = frame.copy()
        for name in frame.select_dtypes(["object", "str"]):
            texts = [_("регион") if isinstance(cell, str) and names_foreign(cell) else cell for cell in frame[name]]
            changed[name] = pd.Series(texts, frame.index, dtype=object)
        return changed

    fallback = exhibit.metric.title.of(exhibit.language) if exhibit.metric else cut(exhibit.subtitle)
    return replace(
        exhibit,
        title=cut(exhibit.title) or fallback,
        subtitle=cut(exhibit.subtitle),
        context=cut(exhibit.context),
        notes=tuple(note for note in exhibit.notes if not names_foreign(note)),
        parameters=tuple((name, cut(value)) for name, value in exhibit.parameters),
        source=cut(exhibit.source),
        frame=cells(exhibit.frame),
        full=None if exhibit.full is None else cells(exhibit.full),
    )
