"""One contest at a time, season against season at the same day of the campaign, also over New Year."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.exhibits import catalogue
from dashboard.exhibits.competitions import nominations, one_contest, prizes, season_sums
from dashboard.model.exhibit import Exhibit, State
from dashboard.model.filters import Comparison, Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.observations.watch import observations
from dashboard.queries import metric_values
from dashboard.queries.time import seasons
from dashboard.queries.view import View, view
from tests.etl.registers import as_csv
from tests.pages.warehouses import FULL, shown

LMP, PRIZE = "Лучшая муниципальная практика", "Премия"
HEADINGS = ("Конкурс", "Сезон", "Регион", "Стадия", "Дата подачи", "Номинация")
PERM, OMSK, WINNER = "Пермский край", "Омская область", "победитель"


def entries(contest: str, season: int, day: str, count: int, region: str = PERM, stage: str = "") -> list[list[str]]:
    return [[contest, str(season), region, stage, day, "Город"]] * count


# The campaign of the prize moves over New Year: on its fourth day the season of 2025 has 20 entries, that of 2026 has 30.
ROWS = [
    *entries(PRIZE, 2025, "17.12.2024", 12),
    *entries(PRIZE, 2025, "20.12.2024", 8, OMSK),
    *entries(PRIZE, 2025, "05.02.2025", 18),
    *entries(PRIZE, 2025, "05.02.2025", 2, OMSK, WINNER),
    *entries(PRIZE, 2026, "22.10.2025", 16),
    *entries(PRIZE, 2026, "25.10.2025", 14, OMSK),
    *entries(LMP, 2024, "12.02.2024", 40, stage=WINNER),
    *entries(LMP, 2025, "10.02.2025", 48),
    *entries(LMP, 2025, "10.03.2025", 2, OMSK, WINNER),
]
YEAR = {"preset": Preset.CUSTOM, "since": date(2025, 1, 1), "until": date(2025, 12, 31)}


@pytest.fixture(autouse=True, scope="module")
def competitions_counted_by_hand() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(FULL, Конкурсы=as_csv(HEADINGS, ROWS))
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def seen(contest: str = "", **chosen: object) -> View:
    code = seasons.code_of(contest) if contest else ""
    return view(Filters(**(YEAR | {"contest": code} | chosen)), "ru")  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def card(name: str, page: View) -> Exhibit:
    return catalogue.build(f"card.{name}", page)


def values(exhibit: Exhibit) -> tuple[float, float]:
    return float(exhibit.frame["value"].iloc[0]), float(exhibit.frame["previous"].iloc[0])


def test_without_a_choice_a_card_is_of_the_contest_with_most_entries_of_regions_and_says_so() -> None:
    exhibit = card("entries", seen())
    assert values(exhibit) == (50, 40), "the other contest is not added"
    assert f"{LMP}, сезон 2025" in exhibit.subtitle
    assert exhibit.context == f"{LMP}, сезон 2025 к сезону 2024"
    assert values(card("entries", seen("нет такого"))) == (50, 40)


def test_a_season_that_runs_is_compared_with_the_same_day_of_the_campaign_before() -> None:
    exhibit = card("entries", seen(PRIZE))
    assert values(exhibit) == (30, 20), "by the calendar it would be 50 against 20"
    assert exhibit.change is not None and plain(exhibit.change.text) == "+50,0 %"
    assert exhibit.context == f"{PRIZE}, сезон 2026, итогов ещё нет к сезону 2025 на тот же, 4-й день"


def test_ranking_map_trend_and_observations_follow_the_same_seasons() -> None:
    ranking = catalogue.build("ranking.entries", seen(PRIZE)).frame.set_index("key")
    assert ranking.loc[["59", "55"], ["value", "previous"]].to_numpy().tolist() == [[16, 12], [14, 8]]
    assert catalogue.build("map.entries", seen(PRIZE)).frame["value"].sum() == 30
    trend = catalogue.build("trend.entries", seen(PRIZE))
    assert plain(trend.title) == "На 4-й день кампании 2026 — 30, в сезоне 2025 к этому дню — 20 (+50 %)"
    sentences = [plain(one.numbers) for one in observations(("entries",), seen(PRIZE), 9)]
    assert not any("50 заявок" in numbers for numbers in sentences)


def test_a_season_with_results_is_compared_whole_also_over_new_year() -> None:
    spring = seen(PRIZE, until=date(2025, 6, 30))
    assert values(card("entries", spring))[0] == 40, "entries of December 2024 are of the season of 2025"
    assert "сезон 2025" in card("entries", spring).subtitle and "итогов" not in card("entries", spring).subtitle
    assert values(card("entries", seen(LMP))) == (50, 40)


def test_results_of_a_season_that_runs_are_unknown_and_not_zero() -> None:
    for name in ("places", "success_share"):
        exhibit = card(name, seen(PRIZE))
        assert exhibit.frame["value"].isna().all() and exhibit.frame["previous"].isna().all(), name
        assert exhibit.context == f"{PRIZE}, сезон 2026, итогов ещё нет", name
        assert exhibit.change is None
    perm = metric_values.by_region(METRICS["places"], Filters(), seen(PRIZE).at(seasons.REGISTER).period)
    assert set(perm["state"]) == {State.NO_DATA}


def test_day_one_is_the_opening_of_the_campaign_for_every_region() -> None:
    lines = catalogue.build("trend.entries", seen(PRIZE, regions=("55",)))
    assert lines.frame[["series", "step", "value"]].to_numpy().tolist() == [
        ["2025", 4, 8],
        ["2025", 51, 10],
        ["2026", 4, 14],
    ]
    assert plain(lines.title).startswith("На 4-й день кампании 2026 — 14, в сезоне 2025 к этому дню — 8")
    perm = catalogue.build("trend.entries", seen(PRIZE, regions=("59",)))
    assert plain(perm.title) == "На 4-й день кампании 2026 — 16, в сезоне 2025 к этому дню — 12 (+33 %)", (
        "its last entry came on the first day, the data go on to the fourth"
    )


@pytest.mark.parametrize("period", [YEAR, {"preset": Preset.ALL}, YEAR | {"until": date(2025, 6, 30)}])
def test_the_last_season_is_the_same_one_everywhere(period: dict[str, object]) -> None:
    page = seen(PRIZE, **period)
    contest = season_sums.contest(seasons.code_of(PRIZE))
    season = page.at(seasons.REGISTER).period.season
    assert season is not None
    table = prizes.contest_table(page).frame.set_index("contest")
    assert str(table["season"][PRIZE]).startswith(str(season.year))
    assert one_contest.season_entries(contest, page).frame["key"].iloc[-1] == str(season.year)
    assert nominations.nominations(contest, page).frame["column"].max() == str(season.year)
    assert f"сезон {season.year}" in card("entries", page).subtitle
    assert ("итогов ещё нет" in card("entries", page).subtitle) == (season.year == 2026)


def test_before_the_first_season_there_is_no_data() -> None:
    page = seen(LMP, since=date(2022, 1, 1), until=date(2022, 12, 31))
    assert card("entries", page).frame["value"].isna().all()
    assert "сезон 2022" in card("entries", page).subtitle


def test_nothing_is_compared_when_nobody_asks() -> None:
    assert card("entries", seen(PRIZE, comparison=Comparison.NONE)).change is None


def test_seasons_without_days_are_not_compared_while_one_of_them_runs() -> None:
    before = os.environ["DATABASE_URL"]
    undated = [*entries(PRIZE, 2025, "", 40), *entries(PRIZE, 2025, "", 2, stage=WINNER), *entries(PRIZE, 2026, "", 30)]
    shown(FULL, Конкурсы=as_csv(HEADINGS, undated))
    exhibit = card("entries", seen(PRIZE, until=date(2026, 12, 31)))
    assert values(exhibit)[0] == 30 and exhibit.frame["previous"].isna().all()
    assert exhibit.change is not None and exhibit.change.text == "рано сравнивать с сезоном 2025"
    assert catalogue.build("multiples.entries", seen(PRIZE, until=date(2026, 12, 31))).frame.empty, (
        "no line without days"
    )
    os.environ["DATABASE_URL"] = before
    shown(FULL, Конкурсы=as_csv(HEADINGS, ROWS))


def test_published_days_of_a_campaign_go_before_those_of_its_entries() -> None:
    own = {"competition": "Всероссийская муниципальная премия «Служение»", "season": 2026, "season_located": 0}
    sums = {"season_entries": 10, "season_dated": 10, "season_decided": False}
    days = {"season_opened": date(2025, 11, 1), "season_closed": date(2025, 11, 2)}
    one = seasons.campaign(own | sums | days)
    assert (one.opened, one.closing) == (date(2025, 10, 22), date(2025, 11, 21))
