"""What every source covers, as «Методика» lists it."""

from collections.abc import Iterator

import pandas as pd

from dashboard.engine import cache
from dashboard.language.formats import days_words
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Kind
from dashboard.queries import completeness, data_state
from dashboard.queries.completeness import Claim
from dashboard.queries.wording.view_words import region_name
from etl.datasets import ACTIVITIES
from etl.datasets.coverage import how_title
from etl.regions import REGION_BY_CODE


def source_coverage(language: str) -> Exhibit:
    """Return what the sources of every register cover, a line for each statement about a source or its rows."""
    _ = translator(language)
    columns = {"register": _("Реестр"), "how": _("Полнота"), "days": _("Сведения за"), "regions": _("Регионы")}
    frame = pd.DataFrame(list(lines(language)), columns=list(columns))
    title = _("Что покрывают источники") if len(frame) else _("Источников ещё нет")
    subtitle = _("Ноль, рост, «молчит» и место в рейтинге говорятся только там, где источник полон")
    fields = tuple(Field(name, heading) for name, heading in columns.items())
    return Exhibit("method.coverage", Kind.TABLE, title, subtitle, frame, fields, language=language)


def lines(language: str) -> Iterator[dict[str, str]]:
    """Yield what each source says, in words."""
    for name, dataset in ACTIVITIES.items():
        for claim in claims_to_tell(name):
            yield {
                "register": ": ".join(filter(None, (dataset.title.of(language), claim.whole))),
                "how": how_title(claim.how or "", language),
                "days": days_words(claim.days, language),
                "regions": region_words(claim, language),
            }


def claims_to_tell(register: str) -> list[Claim]:
    """Return what sources say they cover; to a clerk, what is said of the whole country and of own regions alone."""
    every, reader = completeness.claims(register) if data_state.sources() else (), cache.reader()
    own = set(reader.regions)
    return [claim for claim in every if reader.sees_all or claim.regions is None or claim.regions <= own]


def region_words(claim: Claim, language: str) -> str:
    """Return the regions a statement is about: their names, or how many there are."""
    _ = translator(language)
    if claim.regions is None:
        return _("вся страна")
    named = sorted(claim.regions & REGION_BY_CODE.keys())
    if len(named) > 3:
        return _("регионов: {number}", number=len(named))
    return ", ".join(region_name(code, language) for code in named) or _("без региона")
