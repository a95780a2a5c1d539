"""Where an exhibit comes from, as every renderer writes it: the parts of its total, its source, the day of its load."""

from dashboard.language.formats import day, number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind

WITH_BORDERS = (Kind.MAP, Kind.TIES)


def footer(exhibit: Exhibit) -> str:
    """Return the parts of the total, the source, the day of its load, and on maps the source of the borders."""
    return " · ".join(filter(None, (identity(exhibit), *origin(exhibit))))


def origin(exhibit: Exhibit) -> list[str]:
    """Return the source with the day of its load, and on maps the source of the borders."""
    _ = translator(exhibit.language)
    loaded = _("загружено {day}", day=day(exhibit.loaded, exhibit.language)) if exhibit.loaded else ""
    source = _("Источник: {source}", source=exhibit.source) if exhibit.source else ""
    borders = _("границы схематичны: Natural Earth") if exhibit.kind in WITH_BORDERS else ""
    return [", ".join(filter(None, (source, loaded))), borders]


def identity(exhibit: Exhibit) -> str:
    """Return the parts of the total, «На карте 1 002 + без региона 12 + в карантине 14 = 1 028»."""
    parts = exhibit.identity
    if parts is None:
        return ""
    _ = translator(exhibit.language)
    values = {"mapped": parts.mapped, "without": parts.without_region, "held": parts.quarantined, "total": parts.total}
    texts = {name: number(value, exhibit.language, exhibit.decimals) for name, value in values.items()}
    if exhibit.kind is Kind.MAP:
        return _("На карте {mapped} + без региона {without} + в карантине {held} = {total}", **texts)
    return _("По регионам {mapped} + без региона {without} + в карантине {held} = {total}", **texts)
