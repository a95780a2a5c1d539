"""The names that nobody has recognised, as a list: a clerk sees what to write otherwise."""

import pandas as pd

from dashboard.engine import cache
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Shape
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.data_page.lists import table
from etl import service


def waiting_list(language: str) -> Exhibit:
    """Return the names of regions and municipalities in a person's rows that are not understood."""
    _ = translator(language)
    regions = service.unmatched_regions(cache.engine(), cache.principal())
    units = service.waiting_municipalities(cache.engine(), cache.principal())
    rows = [(one.name, _("регион"), one.rows) for one in regions]
    rows += [
        (one.name, _("муниципалитет, {region}", region=region_name(one.region, language)), one.rows) for one in units
    ]
    fields = (Field("name", _("Название")), Field("what", _("Чего")), Field("rows", _("Строк"), Shape.NUMBER))
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    title = _.many("Не распознано {number} название", "Не распознано {number} названий", len(rows))
    subtitle = _("Объяснить их можно на странице «Данные»")
    return table("data.names", title if rows else _("Все названия распознаны"), subtitle, frame, fields, language)
