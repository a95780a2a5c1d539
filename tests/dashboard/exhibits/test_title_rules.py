"""The rules of titles catch a maker that breaks them: each is shown a wrong title, and the right one beside it."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.model.exhibit import Exhibit, Kind
from tests.dashboard.exhibits.title_rules import faults
from tests.dashboard.sample_exhibits import bar_exhibit, exhibit, line_exhibit, multiples_exhibit, stacked_exhibit

TIE = pd.DataFrame(
    [("59", "Пермский край", 96.0, "value"), ("16", "Татарстан", 96.0, "value"), ("01", "Адыгея", 1.0, "value")],
    columns=["key", "name", "value", "state"],
)
REVERSED = bar_exhibit().frame.iloc[::-1].reset_index(drop=True)
THIN = pd.DataFrame({"row": ["2025", "2025"], "member": ["очно", "онлайн"], "value": [3.0, 4.0]})
UNSTATED = pd.DataFrame(
    {"key": ["a", ""], "member": ["очно", ""], "name": ["очно", "не указано"], "value": [20.0, 80.0]}
)
BAR = bar_exhibit()

WRONG = {
    "a number that is nowhere": replace(BAR, title="Больше всего — Пермский край: 97 заявок"),
    "an order to the clerk": replace(BAR, title="Данных нет: загрузите реестр"),
    "a region that is not there": replace(BAR, title="Впереди Пермский край и Коми: 96 и 88"),
    "another leader": replace(BAR, title="Больше всего — Татарстан: 88 заявок"),
    "one leader of a tie": replace(BAR, frame=TIE, title="Больше всего — Пермский край: 96 заявок"),
    "another order of rows": replace(BAR, frame=REVERSED, title="Впереди Пермский край, Татарстан"),
    "nobody": replace(BAR, title="Нет заявок у 0 регионов"),
    "all of all": replace(BAR, title="Поровну у 5 из 5: по 96"),
    "shares of a few": exhibit(Kind.STACKED, THIN, title="Больше всего — «онлайн»", as_share=True),
    "a share of what is unknown": exhibit(Kind.BAR, UNSTATED, title="Чаще всего «очно»: 20 — 100 % от указанных"),
    "growth of equals": line_exhibit(title="Заявки: рост, 90 против 90"),
    "a number twice": replace(
        multiples_exhibit(), frame=multiples_exhibit().frame.assign(panel="Уральский: 24"), title="По округам"
    ),
}
RIGHT = (
    replace(BAR, title="Больше всего — Пермский край: 96 заявок"),
    replace(BAR, title="Впереди Пермский край, Татарстан"),
    replace(BAR, frame=TIE, title="Впереди Пермский край, Татарстан: по 96"),
    stacked_exhibit(title="Больше всего — «часть 6»: 7"),
)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_title_is_caught(wrong: Exhibit) -> None:
    assert faults(wrong)


@pytest.mark.parametrize(
    "claim", ["Впереди Пермский край, Татарстан", "Только Пермский край: 96", "Каждый регион подал заявки"]
)
def test_nothing_is_claimed_of_what_was_only_found(claim: str) -> None:
    assert faults(replace(BAR, title=claim), full=False)


@pytest.mark.parametrize("right", RIGHT, ids=lambda shown: shown.title)
def test_a_right_title_passes(right: Exhibit) -> None:
    assert faults(right) == []
