"""What practices state, and answers by when they came, on a register small enough to count by hand."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.exhibits.associations import cooperation, stated_parts
from dashboard.exhibits.associations.part_themes import PRACTICE_THEMES, THEMES
from dashboard.figures import legend
from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.kinds.stacked import divided as divided_bars
from dashboard.figures.kinds.stacked import labels
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.filters import Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.view import View, view
from tests.etl.registers import as_csv
from tests.pages.warehouses import FULL, shown

HEADINGS = (
    *("Регион", "Дата", "Вид активности", "Название", "Количество", "Нацпроект", "Межмуниципальное сотрудничество"),
    *("Концессия", "Регион-партнёр", "Срок ответа", "Дата ответа"),
)
PERM, OMSK, TATARSTAN = "Пермский край", "Омская область", "Республика Татарстан"


def act(
    region: str,
    kind: str,
    number: str = "",
    *,
    day: str = "12.03.2025",
    title: str = "",
    project: str = "",
    together: str = "",
    concession: str = "",
    partner: str = "",
    due: str = "",
    answered: str = "",
) -> tuple[str, ...]:
    return (region, day, kind, title, number, project, together, concession, partner, due, answered)


ROWS = [
    act(PERM, "практика", "7", project="Жильё и городская среда", together="да"),
    act(PERM, "практика", "5", project="нет", together="нет", concession="да"),
    act(PERM, "практика", "8"),
    act(OMSK, "практика", "4", day="20.06.2025", project="Жильё и городская среда"),
    act("без региона", "практика", "2"),
    act("Атлантида", "практика", "1", project="нет"),
    act(PERM, "соглашение", "3", partner=OMSK),
    act(OMSK, "соглашение", partner=PERM),
    act(TATARSTAN, "соглашение", partner=PERM),
    act(PERM, "соглашение", partner=PERM),
    act(PERM, "соглашение", "2"),
    act(PERM, "ответ на запрос", due="15.03.2025", answered="15.03.2025"),
    act(PERM, "ответ на запрос", due="15.03.2025", answered="16.03.2025"),
    act(PERM, "ответ на запрос", due="30.06.2025"),
    act(OMSK, "ответ на запрос", due="01.07.2025"),
    act(OMSK, "ответ на запрос", day="30.06.2025", answered="30.06.2025"),
    act(PERM, "опрос", "120", title="Символика ВАРМСУ"),
    act(OMSK, "опрос", "80", title="Символика ВАРМСУ"),
    act(PERM, "опрос", "500", title="Кадры"),
    act("без региона", "опрос", "9", title="Кадры"),
]


@pytest.fixture(autouse=True, scope="module")
def acts_counted_by_hand() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(replace(FULL, since=date(2025, 1, 1)), Активность=as_csv(HEADINGS, ROWS))
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def seen(language: str = "ru", **chosen: object) -> View:
    first_half = {"preset": Preset.CUSTOM, "since": date(2025, 1, 1), "until": date(2025, 6, 30)}
    return view(Filters(**(first_half | chosen)), language)  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def divided(exhibit: Exhibit, key: str) -> dict[str, float]:
    """Return the parts of one row of stacked bars that are not empty."""
    own = exhibit.frame[(exhibit.frame["key"] == key) & (exhibit.frame["value"] > 0)]
    return dict(zip(own["member"], own["value"], strict=True))


def every_part(code: str, chosen: View) -> float:
    """Return what all the parts of a theme add up to over the selection."""
    sums = stated_parts.selection(THEMES[code], chosen.period, chosen)
    return float(sum(part.amount(sums) for part in THEMES[code].parts))


def test_tied_explicitly_not_and_not_stated_are_all_practices() -> None:
    exhibit = stated_parts.parts_themes(seen())
    assert divided(exhibit, "project") == {"есть связь": 11, "прямо «нет»": 6, "не указано": 10}
    assert divided(exhibit, "intermunicipal") == {"есть связь": 7, "прямо «нет»": 5, "не указано": 15}
    assert divided(exhibit, "concession") == {"есть связь": 5, "не указано": 22}
    practices = metric_values.total(METRICS["practices"], seen().filters, seen().period).value
    assert set(exhibit.frame.groupby("key")["value"].sum()) == {practices}


@pytest.mark.parametrize("selection", [{}, {"regions": ("59",)}, {"regions": ("59", "55")}, {"district": "ПФО"}])
@pytest.mark.parametrize("code", PRACTICE_THEMES)
def test_the_parts_are_the_whole_in_every_selection(code: str, selection: dict[str, Any]) -> None:
    chosen = seen(**selection)
    practices = metric_values.total(METRICS["practices"], chosen.filters, chosen.period).value
    assert every_part(code, chosen) == practices > 0


def test_the_title_gives_shares_of_a_whole_and_numbers_of_a_small_one() -> None:
    assert (
        plain(stated_parts.parts_themes(seen()).title)
        == "Нацпроект: есть связь — 41 %, прямо «нет» — 22 %, не указано — 37 %"
    )
    few = stated_parts.parts_themes(seen(regions=("55",)))
    assert few.title == "Нацпроект: есть связь — 4"
    assert few.as_share is False and few.subtitle.startswith("Число практик")


def test_a_share_is_drawn_only_where_every_row_is_large_enough_for_it() -> None:
    assert stated_parts.parts_themes(seen()).as_share is True
    exhibit = stated_parts.parts_regions("project", seen())
    assert exhibit.frame.groupby("key")["value"].sum().to_dict() == {"59": 20, "55": 4}
    assert exhibit.as_share is False


def test_an_empty_cell_is_not_a_no() -> None:
    exhibit = stated_parts.parts_regions("project", seen())
    assert divided(exhibit, "59") == {"есть связь": 7, "прямо «нет»": 5, "не указано": 8}
    assert plain(exhibit.title) == "Больше всего практик — Пермский край: 20", "the bars stand by their wholes"
    assert any("Пустая ячейка — не «нет»" in note for note in exhibit.notes)


def test_the_picked_region_stays_among_the_largest() -> None:
    exhibit = stated_parts.parts_regions("project", seen(regions=("55",)))
    assert exhibit.selected == ("55",) and list(dict.fromkeys(exhibit.frame["key"])) == ["59", "55"]
    assert "вся страна" in exhibit.subtitle


def test_a_request_without_an_answer_is_overdue_only_when_it_is_due_by_the_last_day_of_the_data() -> None:
    assert seen().as_of == date(2025, 6, 30)
    exhibit = stated_parts.parts_regions("answers", seen())
    assert divided(exhibit, "59") == {"в срок": 1, "с опозданием": 1, "нет ответа, срок прошёл": 1}
    assert divided(exhibit, "55") == {"срок ещё не наступил": 1}, "the answer without a due date is left out"
    sums = stated_parts.selection(THEMES["answers"], seen().period, seen())
    assert (every_part("answers", seen()), sums["answers_due"]) == (4, 3)


def test_quarters_are_divided_each_by_itself() -> None:
    exhibit = stated_parts.parts_periods("project", seen())
    assert exhibit.frame.groupby("row", sort=False)["value"].sum().to_dict() == {"I кв. 2025": 13}
    assert exhibit.as_share is True, "the second quarter has four practices and stands in a note"
    assert plain(exhibit.title) == "Нацпроект: есть связь — 54 %, прямо «нет» — 46 % (I кв. 2025)"
    assert "Мало для долей: II кв. 2025 — известно для 4 из 4" in [plain(note) for note in exhibit.notes]


def test_a_period_without_practices_says_so() -> None:
    exhibit = stated_parts.parts_themes(seen(since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert exhibit.frame.empty and exhibit.title == "Нацпроект: за этот период данных нет"


def test_only_named_national_projects_are_shown() -> None:
    exhibit = stated_parts.tied_projects(seen())
    assert exhibit.frame.set_index("key")["value"].to_dict() == {"Жильё и городская среда": 11}
    assert stated_parts.tied_projects(seen(regions=("16",))).title == "Нацпроекты не названы"


def test_what_says_nothing_is_drawn_grey() -> None:
    shown = dict(legend(stated_parts.parts_themes(seen()), dark=False))
    assert shown["не указано"] == LIGHT.rest != shown["прямо «нет»"]


def tied(exhibit: Exhibit) -> set[tuple[str, str, float]]:
    frame: pd.DataFrame = exhibit.frame
    return set(zip(frame["code"], frame["other"], frame["value"], strict=True))


def test_a_tie_runs_from_the_region_that_reported_it() -> None:
    exhibit = cooperation.agreement_ties(seen())
    assert exhibit.kind is Kind.TIES and exhibit.directed
    assert tied(exhibit) == {("59", "55", 3), ("55", "59", 1), ("16", "59", 1)}
    assert plain(exhibit.title) == "5 соглашений между регионами, 2 пары; чаще всего Пермский край → Омская область"


def test_agreements_that_tie_no_two_regions_are_counted_beside_the_ties() -> None:
    notes = [plain(note) for note in cooperation.agreement_ties(seen()).notes]
    assert any(
        note.startswith("Всего соглашений 8: с другим регионом 5, внутри региона, с организацией")
        and note.endswith("3")
        for note in notes
    )


def test_picked_regions_keep_the_ties_that_others_reported_with_them() -> None:
    assert tied(cooperation.agreement_ties(seen(regions=("55",)))) == {("59", "55", 3), ("55", "59", 1)}
    assert (
        cooperation.agreement_ties(seen(regions=("77",))).title == "Записей о соглашениях между регионами за период нет"
    )


def test_cooperation_is_a_rate_per_hundred_municipalities_beside_its_counts() -> None:
    exhibit = cooperation.cooperation_rate(seen())
    own = exhibit.frame.set_index("key").loc["59"]
    assert (own["agreements"], own["intermunicipal_practices"], own["part"]) == (6, 7, 13)
    assert own["value"] == pytest.approx(13 / own["base"])
    assert "на 100 муниципалитетов" in exhibit.subtitle


def test_a_survey_is_answered_by_regions_out_of_those_asked() -> None:
    exhibit = cooperation.survey_list(seen())
    surveys = exhibit.frame.set_index("survey")
    assert surveys["regions"].to_dict() == {"Символика ВАРМСУ": 2, "Кадры": 1}
    assert surveys["ballots"].to_dict() == {"Символика ВАРМСУ": 200, "Кадры": 500}
    assert set(surveys["asked"]) == {89}
    assert plain(exhibit.title) == "Больше всего ответов — «Символика ВАРМСУ»: 2 из 89 (2 %)"


def test_a_survey_of_few_regions_has_no_rate() -> None:
    exhibit = cooperation.survey_list(seen(regions=("59", "55")))
    assert exhibit.frame["response"].isna().all()
    assert exhibit.title.endswith("2 из 2")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_exhibit_of_the_associations_speaks_the_language_of_its_reader(language: str) -> None:
    chosen = seen(language)
    for exhibit in (
        stated_parts.parts_themes(chosen),
        stated_parts.parts_regions("answers", chosen),
        stated_parts.parts_periods("project", chosen),
        cooperation.agreement_ties(chosen),
        cooperation.cooperation_rate(chosen),
    ):
        text = " ".join((exhibit.title, exhibit.subtitle, *exhibit.notes, *(field.title for field in exhibit.fields)))
        assert any("а" <= letter <= "я" for letter in text.casefold()) is (language == "ru"), text


def test_a_row_of_shares_says_its_whole_once() -> None:
    acts = [act(region, "практика в доклад", "12", project="Кадры") for region in (PERM, OMSK)]
    shown(FULL, activity=as_csv(HEADINGS, acts))
    exhibit = stated_parts.parts_regions("project", view(Filters(preset=Preset.ALL), "ru"))
    assert exhibit.as_share
    names = [name.replace("\u00a0", " ") for name in labels(exhibit, divided_bars(exhibit)).values()]
    assert sorted(names) == ["Омская область · 12", "Пермский край · 12"]
