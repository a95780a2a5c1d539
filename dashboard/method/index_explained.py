"""The activity index on «Методика»: its rules, and one rating small enough to compute by hand."""

from math import nan

import pandas as pd

from dashboard.exhibits.rating.index import COMPONENTS, ENOUGH, INDEX, KNOWN_FOR, TAILS, Weights
from dashboard.exhibits.rating.place_intervals import DRAWS, SHIFT, rate
from dashboard.language.formats import number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metrics import METRICS
from dashboard.truth.intervals import RANGE

# Five invented regions, three components; the third region lacks one of them, the fourth lacks two.
VALUES = pd.DataFrame(
    {
        "events": [40.0, 25.0, 25.0, 10.0, 5.0],
        "entering_share": [10.0, 30.0, 20.0, nan, 40.0],
        "agreements": [3.0, 3.0, nan, nan, 1.0],
    }
)
WEIGHTS: Weights = {"events": 2.0, "entering_share": 1.0, "agreements": 1.0}
LETTERS = {"ru": "АБВГД", "en": "ABCDE"}


def rules(language: str) -> tuple[str, ...]:
    """Return how the index is computed, a sentence for each step, from the components to the range of a place."""
    _ = translator(language)
    components = ", ".join(METRICS[part.metric].title.of(language) for part in COMPONENTS)
    tail, sure = round(100 * TAILS[0]), round(100 * (RANGE[1] - RANGE[0]))
    enough, shift = round(100 * ENOUGH), round(100 * SHIFT)
    return (
        _("Составляющие: {components}. Соглашения берутся на 100 муниципалитетов.", components=components),
        _(
            "Крайние {tail} % значений с каждой стороны подтягиваются к границе: один рекорд не сжимает шкалу.",
            tail=tail,
        ),
        _("Балл = (регионы с меньшим значением + половина равных, считая сам регион) ÷ все регионы с данными × 100."),
        _("Индекс = сумма (балл × вес) ÷ сумма весов известных составляющих. Веса равные, пока их не изменят."),
        _(
            "Нет данных — составляющая выпадает, её вес делят остальные. Известно меньше {share} % — места нет.",
            share=enough,
        ),
        _(
            "Составляющая, известная меньше чем для {share} % регионов, в индекс не входит, пока её вес не задан.",
            share=round(100 * KNOWN_FOR),
        ),
        _(
            "Место — интервал: {sure} % из {draws} розыгрышей. В каждом розыгрыше вес сдвинут не больше чем на {shift} %, убрана одна из составляющих "
            "или ни одной, шкала — место, стандартное отклонение или размах, а числа взяты такими, какими они могли выйти случайно.",
            sure=sure,
            draws=DRAWS,
            shift=shift,
        ),
        _(
            "Случайность: количества — по Пуассону, доли — биномиально, и те и другие с избыточным разбросом месяцев за два года; "
            "истинные уровни регионов берутся из общего распределения (эмпирический Байес, Голдстейн и Шпигельхальтер, 1996)."
        ),
        _(
            "Интервал не уже, чем даёт каждая причина в отдельности. Два места различимы, если их интервалы не пересекаются; "
            "так же решается, сдвинулось ли место с прошлого периода."
        ),
        _("Верхняя группа — интервал целиком выше середины списка, нижняя — целиком ниже, остальные — средняя."),
        _("Шаги — по Руководству ОЭСР и Объединённого исследовательского центра ЕС о составных показателях (2008)."),
    )


def example(language: str) -> Exhibit:
    """Return the worked example as a table: values, scores, known weight, index and place of every region."""
    _ = translator(language)
    rated = rate(VALUES, WEIGHTS)
    values = VALUES.add_prefix("value_")
    scores = rated.scores.add_prefix("score_")
    frame = values.join(scores).join(rated.places).assign(name=list(LETTERS[language]))
    frame["weight_known"] *= 100
    fields = [Field("name", _("Регион"))]
    for metric in VALUES:
        title = METRICS[str(metric)].title.of(language)
        fields += [
            Field(f"value_{metric}", title, Shape.NUMBER),
            Field(f"score_{metric}", _("Балл: {title}", title=title), Shape.NUMBER, 1),
        ]
    fields += [
        Field("weight_known", _("Известно весов"), Shape.PERCENT),
        Field("index", INDEX.title.of(language), Shape.NUMBER, INDEX.decimals),
        Field("rank", _("Место"), Shape.NUMBER),
    ]
    return Exhibit(
        "index_example",
        Kind.TABLE,
        _("Пример: пять регионов, три составляющие, вес мероприятий — 2, остальных — по 1"),
        _("Регион {fourth} остался без места: известна половина весов", fourth=LETTERS[language][3]),
        frame,
        tuple(fields),
        language=language,
    )


def steps(language: str) -> str:
    """Return the arithmetic of one line of the example, worked by hand."""
    _ = translator(language)
    rated, letters = rate(VALUES, WEIGHTS), LETTERS[language]
    third = rated.scores.to_dict("records")[2]
    return _(
        "Регион {letter}: мероприятий 25, столько же у региона {other}; меньше — у двух, поэтому балл (2 + 2 × ½) ÷ 5 × 100 = {events}. "
        "Соглашений не указано: индекс = ({events} × 2 + {entering} × 1) ÷ (2 + 1) = {index}.",
        letter=letters[2],
        other=letters[1],
        events=number(third["events"], language),
        entering=number(third["entering_share"], language, 1),
        index=number(rated.places["index"].iloc[2], language, 1),
    )
