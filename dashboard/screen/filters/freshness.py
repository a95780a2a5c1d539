"""The strip under the filter bar: how far the data reach, when they were loaded, who reported, what waits."""

from datetime import date

from dashboard.language.formats import day, days_words
from dashboard.queries import data_state
from dashboard.queries.completeness import complete_regions
from dashboard.queries.view import View, of_each
from dashboard.queries.wording.view_words import banner, common_start, period_words, reach_words
from etl.datasets import REPORTING
from etl.regions import regions_at


def freshness(view: View) -> str:
    """Return the words of the strip, with the marks of Markdown."""
    view = view.on_days()
    _, lang = view.words, view.language
    sources = data_state.sources()
    loaded = max(source.loaded_at for source in sources)[:10]
    waiting = sum(source.quarantined for source in sources)
    regions = regions_at(min(view.period.until, date.today()))
    reporting = len(reporting_regions(view) & {region.code for region in regions})
    reported = _("отчитались **{count} из {all}** ({period})") if reporting else _("полных сведений нет ({period})")
    parts = [
        _("Период **{days}**", days=days_shown(view)),
        _("последние данные — **{day}**", day=reach_words(view.at())),
        _("загружено {day}", day=day(date.fromisoformat(loaded), lang)),
        reported.format(period=period_words(view.at(*REPORTING)), count=reporting, all=len(regions)),
    ]
    parts = [f":gray[{part}]" for part in parts]
    if waiting:
        parts.append(":orange[" + _.many("в карантине {number} строка", "в карантине {number} строк", waiting) + "]")
    if demo := banner(lang):
        parts.insert(0, f":orange-badge[{demo}]")
    return " · ".join(parts)


def reporting_regions(view: View) -> set[str]:
    """Return the regions whose records of the period are full in any register that counts as activity.

    A mention in somebody else's file is no report.
    """
    reported = (complete_regions(register, view.at(register).period) for register in REPORTING)
    return set[str]().union(*reported)


def days_shown(view: View) -> str:
    """Return the first and the last day of the period: in the page's own register, or in each when it has none."""
    return common_start(view) or of_each(view, lambda own: days_words(own.period, own.language))
