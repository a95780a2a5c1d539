"""The texts of the page «Методика», written from METRICS and DATASETS."""

from collections.abc import Iterator

import pandas as pd

from dashboard.exhibits.regions.peer_groups import FEWEST_KNOWN
from dashboard.exhibits.regions.similar_regions import FEATURES, NEAREST
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Kind
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.words import Text

BOUNDARY_NOTE = Text(
    "Перечень субъектов — по справочнику ассоциации. Границы схематичны, по Natural Earth (общественное достояние), "
    "и не выражают позиции о статусе какой-либо территории.",
    "The list of subjects follows the association's directory. Boundaries are schematic, from Natural Earth "
    "(public domain), and express no position on the status of any territory.",
)


def metric_lines(metric: Metric, language: str) -> str:
    """Return the definition of a metric as a short text with its formula and its caveat."""
    _ = translator(language)
    formula, base, caveat = _("Формула"), _("Знаменатель"), _("Оговорка")
    parts = [
        metric.definition.of(language),
        f"**{formula}:** {metric.formula.of(language)}.",
        f"**{base}:** {metric.base_title.of(language)}." if metric.base else "",
        f"**{caveat}:** {metric.caveat.of(language)}",
    ]
    return "  \n".join(part for part in parts if part)


def metrics_of(register: str) -> Iterator[Metric]:
    """Return the metrics of a register."""
    return (metric for metric in METRICS.values() if metric.register == register)


def dictionary(dataset: Dataset, language: str) -> Exhibit:
    """Return the columns of a register as a table: heading, meaning, whether required, possible values."""
    _ = translator(language)
    rows = [
        {
            "title": column.title.of(language),
            "meaning": column.meaning.of(language),
            "required": _("да") if column.required else "",
            "values": ", ".join(term.name.of(language) for term in column.vocabulary.terms)
            if column.vocabulary
            else "",
            "example": column.example,
        }
        for column in dataset.columns
    ]
    fields = (
        Field("title", _("Столбец")),
        Field("meaning", _("Значение")),
        Field("required", _("Обязателен")),
        Field("values", _("Возможные значения")),
        Field("example", _("Пример")),
    )
    title = _("Столбцы реестра «{register}»", register=dataset.title.of(language))
    grain = _("Строка реестра: {grain}", grain=dataset.grain.of(language))
    return Exhibit(
        f"dictionary.{dataset.name}", Kind.TABLE, title, grain, pd.DataFrame(rows), fields, language=language
    )


def registers() -> tuple[Dataset, ...]:
    """Return the registers, in their order."""
    return tuple(DATASETS.values())


def peer_rules(language: str) -> tuple[str, ...]:
    """Return the rules for comparable regions and their median, a sentence each."""
    _ = translator(language)
    return (
        _(
            "Похожие регионы — {number} ближайших по признакам: {features}. Евклидово расстояние, каждый признак приведён к среднему 0 и отклонению 1, размеры — в логарифмах, вес каждого задаёт читатель. Так ищут соседей британские CIPFA и служба статистики ONS. Рядом сказано, сколько соседей остаются, какой бы признак ни убрать.",
            number=NEAREST,
            features=", ".join(feature.title.of(language) for feature in FEATURES),
        ),
        _(
            "Трети по населению и по числу муниципалитетов делят список на три равные части; равные регионы не разводятся."
        ),
        _("Федеральный округ — по указу Президента; свою группу может сохранить каждый на странице «Регион»."),
        _(
            "Медиана группы никогда не включает сам регион и считается, когда известны хотя бы {number} значения; регион без опубликованного населения получает «нет базы».",
            number=FEWEST_KNOWN,
        ),
    )
