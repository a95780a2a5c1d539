"""Seasons of competitions on registers small enough to count by hand: funnels, days of a campaign, nominations, places, prizes."""

import os
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from dashboard.exhibits.competitions import (
    campaign_days,
    nominations,
    one_contest,
    prizes,
    season_sums,
    stage_funnel,
    winners,
)
from dashboard.exhibits.competitions.season_sums import Contest
from dashboard.model.exhibit import Exhibit, Identity, State
from dashboard.model.filters import Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries.time import seasons
from dashboard.queries.view import View, view
from tests.etl.registers import as_csv
from tests.pages.warehouses import FULL, address, empty, point, shown

LMP, SERVICE = "Лучшая муниципальная практика", "Всероссийская муниципальная премия «Служение»"
COUNTRY = "Доброволец России"
HEADINGS = (
    *("Конкурс", "Сезон", "Регион", "Муниципалитет", "Номинация", "Категория", "Канал", "Стадия"),
    *("Премия, млн руб.", "Количество заявок", "Дата подачи"),
)


def entry(
    season: str,
    number: str,
    *,
    day: str = "",
    region: str = "Пермский край",
    municipality: str = "",
    nomination: str = "",
    stage: str = "подана",
    prize: str = "",
    channel: str = "",
    competition: str = LMP,
) -> tuple[str, ...]:
    return (competition, season, region, municipality, nomination, "", channel, stage, prize, number, day)


ROWS = [
    entry("2024", "40", day="10.03.2024", nomination="Старая"),
    entry("2024", "60", day="20.03.2024", nomination="Вечная"),
    entry("2025", "30", day="01.03.2025", nomination="Новая", channel="ассоциация"),
    entry("2025", "20", day="05.03.2025", nomination="Вечная", channel="прямая заявка"),
    entry("2025", "5", nomination="Новая", stage="направлена на федеральный этап"),
    entry("2025", "2", municipality="Пермь", stage="победитель", prize="30"),
    entry("2025", "1", municipality="Кунгур", stage="победитель", prize="10,5"),
    entry("2025", "1", region="Республика Татарстан", nomination="Вечная", stage="победитель", prize="5"),
    entry("2025", "7", region="без региона"),
    entry("2025", "3", region="Атлантида"),
    entry("2022", "4", stage="победитель", prize="900"),
    entry("2021", "2", municipality="Октябрьский район", stage="победитель", prize="900"),
    entry("2021", "2", region="Омская область", municipality="Октябрьский район", stage="победитель", prize="50"),
    entry("2026", "50", competition=SERVICE),
    entry("2025", "1000", competition=COUNTRY, region="без региона", stage="направлена на федеральный этап"),
    entry("2025", "10", competition=COUNTRY, stage="направлена на федеральный этап"),
    entry("2025", "40", competition=COUNTRY),
]


@pytest.fixture(autouse=True, scope="module")
def competitions_counted_by_hand() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(FULL, Конкурсы=as_csv(HEADINGS, ROWS))
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def seen(language: str = "ru", **chosen: object) -> View:
    return view(Filters(**({"preset": Preset.ALL} | chosen)), language)  # type: ignore[arg-type]


def lmp() -> Contest:
    return season_sums.contest(seasons.code_of(LMP))


def words(exhibit: Exhibit) -> str:
    return exhibit.title.replace("\u00a0", " ")


def test_the_competition_with_most_seasons_is_first_and_an_unknown_code_is_an_error() -> None:
    assert list(seasons.contests().values()) == [LMP, COUNTRY, SERVICE]
    assert season_sums.contest(seasons.FIRST).name == LMP
    with pytest.raises(KeyError):
        season_sums.contest("00000000")


def test_a_season_is_shown_by_the_end_of_the_period() -> None:
    assert lmp().season_shown(seen()) == 2025
    assert lmp().season_before(2024) == 2022, "a year without a season is stepped over"
    in_2022 = seen(preset=Preset.CUSTOM, since=date(2022, 1, 1), until=date(2022, 12, 31))
    assert lmp().season_shown(in_2022) == 2022


def test_a_funnel_of_a_season_stands_beside_the_season_before() -> None:
    exhibit = stage_funnel.season_funnel(lmp(), seen())
    frame = exhibit.frame.set_index("key")
    assert frame["value"].tolist() == [69, 9, 9, 4, 4]
    assert frame["previous"].tolist() == [100, 0, 0, 0, 0]
    assert frame["share"]["admitted"] == pytest.approx(100 * 9 / 69)
    assert words(exhibit) == "До федерального этапа дошли 9 из 69 (13 %)"
    assert "сезон 2025 к сезону 2024" in exhibit.subtitle and LMP in exhibit.subtitle
    assert exhibit.subtitle.endswith("рядом с числом — доля от предыдущей стадии")


def test_there_is_no_conversion_on_a_base_under_ten() -> None:
    frame = stage_funnel.season_funnel(lmp(), seen()).frame.set_index("key")
    assert frame["share"]["federal"] != frame["share"]["federal"], "nine were admitted"
    assert frame["text"]["federal"] == "9"
    assert frame["state"]["winners"] == State.VALUE


def test_totals_published_for_the_country_have_no_conversion() -> None:
    service = stage_funnel.season_funnel(season_sums.contest(seasons.code_of(SERVICE)), seen())
    assert words(service) == "Подано 50, о дальнейших стадиях записей нет"
    country = stage_funnel.season_funnel(season_sums.contest(seasons.code_of(COUNTRY)), seen())
    assert words(country) == "Опубликовано: подано 1 050, на федеральном этапе 1 010"
    assert "доля" not in country.subtitle
    assert country.frame["share"].isna().all() and any("опубликованные итоги" in note for note in country.notes)
    of_perm = stage_funnel.season_funnel(season_sums.contest(seasons.code_of(COUNTRY)), seen(regions=("59",)))
    assert words(of_perm) == "До федерального этапа дошли 10 из 50 (20 %)"


def test_a_card_has_no_share_of_totals_published_for_the_country() -> None:
    country = season_sums.contest(seasons.code_of(COUNTRY))
    share = METRICS["federal_share"]
    card, of_perm = (one_contest.season_card(share, country, chosen) for chosen in (seen(), seen(regions=("59",))))
    assert card.frame["value"].isna().all() and "опубликованные итоги: доли нет" in card.context
    assert of_perm.frame["value"].tolist() == [20]


def test_a_card_of_a_small_base_says_that_it_is_small() -> None:
    context = one_contest.season_card(METRICS["success_share"], lmp(), seen()).context
    assert context == "известно для 2 из 9", "published totals are no entries with an outcome"


def test_the_last_day_of_a_campaign_holds_every_entry_that_has_a_day() -> None:
    exhibit = campaign_days.campaign_days(lmp(), seen())
    last = exhibit.frame.groupby("series")["value"].last()
    assert last.to_dict() == {"2024": 100, "2025": 50}
    assert exhibit.frame.groupby("series")["step"].last().to_dict() == {"2024": 11, "2025": 5}
    assert any("Сезон 2025: без дня 19" in note.replace("\u00a0", " ") for note in exhibit.notes)


def test_seasons_are_compared_on_the_same_day_of_the_campaign() -> None:
    title = words(campaign_days.campaign_days(lmp(), seen()))
    assert title == "На 5-й день кампании 2025 — 50, в сезоне 2024 к этому дню — 40 (+25 %)"


def test_snapshots_of_a_campaign_are_points_and_are_never_added_up() -> None:
    exhibit = campaign_days.campaign_days(season_sums.contest(seasons.code_of(SERVICE)), seen(preset=Preset.ALL))
    assert exhibit.frame["value"].tolist() == [15_000, 48_000, 61_460]
    assert exhibit.frame["step"].tolist() == [17, 28, 31]
    assert words(exhibit) == "На 31-й день кампании 2026 — 61 460"
    assert sum("более" in note for note in exhibit.notes) == 2
    region = campaign_days.campaign_days(season_sums.contest(seasons.code_of(SERVICE)), seen(regions=("59",)))
    assert region.frame.empty, "what is published for the country says nothing about a region"


def test_nominations_that_were_replaced_break_the_series() -> None:
    exhibit = nominations.nominations(lmp(), seen())
    assert words(exhibit) == "С сезона 2025 другие номинации: убрано 1, добавлено 1"
    assert "вместо «Старая» — «Новая»" in exhibit.notes[0]
    groups = exhibit.frame.drop_duplicates("key").set_index("key")["group"]
    assert groups.to_dict() == {
        "Вечная": "Есть в сезоне 2025",
        "Новая": "Есть в сезоне 2025",
        "Старая": "Нет в сезоне 2025",
    }
    assert exhibit.never == "заявок нет"


@pytest.mark.parametrize(
    "named", [{2023: "А", 2024: "АБ"}, {2023: "АБ", 2024: "А"}, {2023: "АБ", 2024: "А", 2025: "АБ"}]
)
def test_a_nomination_that_only_joins_or_leaves_or_comes_back_is_no_break(named: dict[int, str]) -> None:
    rows = [(season, member, 1.0) for season, members in named.items() for member in members]
    sums = pd.DataFrame(rows, columns=["season", "member", "value"])
    assert nominations.find_replacements(sums, {2023, 2024, 2025}) == []


def test_what_was_only_found_says_of_no_nomination_that_it_is_gone() -> None:
    sums = pd.DataFrame([(2024, "А", 1.0), (2025, "Б", 1.0)], columns=["season", "member", "value"])
    assert [one.season for one in nominations.find_replacements(sums, {2024, 2025})] == [2025]
    assert nominations.find_replacements(sums, {2025}) == []
    found = nominations.cells(sums, sums, {2025}, seen()).set_index(["key", "column"])
    assert found["state"].to_dict() == {
        ("Б", "2024"): State.NO_DATA,
        ("Б", "2025"): State.VALUE,
        ("А", "2024"): State.VALUE,
        ("А", "2025"): State.ZERO,
    }
    assert nominations.nominations_title(sums, [], {2024}, seen()) == "Найдено: 1 номинация в сезоне 2025"


def test_a_season_that_names_no_nomination_has_no_column_and_breaks_nothing() -> None:
    exhibit = nominations.nominations(lmp(), seen())
    assert list(dict.fromkeys(exhibit.frame["column"])) == ["2024", "2025"]
    assert exhibit.notes[1:] == ("Ни одной номинации не указано в сезонах: 2021, 2022",)


def test_what_a_region_did_not_enter_is_no_break() -> None:
    exhibit = nominations.nominations(lmp(), seen(regions=("16",)))
    assert words(exhibit) == words(nominations.nominations(lmp(), seen()))
    assert exhibit.frame.set_index(["key", "column"])["value"].to_dict() == {
        ("Вечная", "2024"): 0,
        ("Вечная", "2025"): 1,
        ("Новая", "2024"): 0,
        ("Новая", "2025"): 0,
        ("Старая", "2024"): 0,
        ("Старая", "2025"): 0,
    }


def test_places_are_not_fewer_than_the_municipalities_that_took_them() -> None:
    exhibit = winners.season_places(lmp(), seen())
    own = exhibit.frame[exhibit.frame["row"] == "2025"].set_index("member")["value"].to_dict()
    assert own == {
        "муниципалитеты-победители": 2,
        "ещё места тех же муниципалитетов": 1,
        "муниципалитет не назван": 1,
    }
    assert words(exhibit) == "4 места в сезоне 2025, из них 3 — у 2 названных муниципалитетов"


def test_municipalities_of_two_regions_with_one_name_are_two() -> None:
    assert winners.season_winners(lmp(), seen())["municipalities"].to_dict() == {2021: 2, 2025: 2}
    assert winners.season_winners(lmp(), seen(regions=("59",)))["municipalities"].to_dict() == {2021: 1, 2025: 2}


def test_seasons_are_divided_in_shares_only_where_each_is_large_enough() -> None:
    exhibit = one_contest.season_parts("channel", lmp(), seen())
    assert exhibit.frame[["row", "member", "value"]].to_numpy().tolist() == [
        ["2025", "ассоциация", 30],
        ["2025", "прямая заявка", 20],
    ]
    assert exhibit.as_share and not one_contest.season_parts("channel", lmp(), seen(regions=("16",))).as_share


def test_places_by_nomination_and_the_list_are_those_of_the_competition_and_its_season() -> None:
    exhibit = winners.nomination_places(lmp(), seen())
    assert dict(zip(exhibit.frame["name"], exhibit.frame["value"], strict=True)) == {"Вечная": 1, "не указано": 3}
    assert exhibit.frame["name"].iloc[-1] == "не указано"
    listed = winners.season_winner_list(lmp(), seen()).frame
    assert listed["municipality"].tolist().count("Пермь") == 1 and len(listed) == 3
    assert len(winners.season_winner_list(season_sums.contest(seasons.code_of(SERVICE)), seen()).frame) == 0


def test_entries_of_every_season_stand_beside_each_other() -> None:
    exhibit = one_contest.season_entries(lmp(), seen())
    assert exhibit.frame.set_index("key")["value"].to_dict() == {"2021": 4, "2022": 4, "2024": 100, "2025": 69}
    assert words(exhibit) == "69 заявок в сезоне 2025" and exhibit.selected == ("2025",)


def test_a_season_whose_prizes_were_set_anew_is_marked() -> None:
    exhibit = prizes.season_prizes(lmp(), seen())
    assert dict(zip(exhibit.frame["key"], exhibit.frame["name"], strict=True)) == {
        "2021": "2021 · другая шкала",
        "2022": "2022 · другая шкала",
        "2025": "2025",
    }
    assert words(exhibit) == "Известны премии на 45,5 из 1 000 млн руб. фонда сезона 2025; шкала менялась: 2021, 2022"
    of_perm = prizes.season_prizes(lmp(), seen(regions=("59",)))
    assert words(of_perm).startswith("40,5 млн руб. в сезоне 2025"), "the fund is of the whole country"
    assert all("http" in note for note in exhibit.notes) and len(exhibit.notes) == 3


def test_on_the_map_without_a_region_and_in_quarantine_are_the_total_of_the_season() -> None:
    exhibit = one_contest.season_map(METRICS["entries"], lmp(), seen())
    assert exhibit.identity == Identity(59, 7, 3)
    assert exhibit.identity.total == one_contest.season_card(METRICS["entries"], lmp(), seen()).frame["value"].iloc[0]


def test_a_card_of_a_season_is_compared_with_the_season_before() -> None:
    exhibit = one_contest.season_card(METRICS["entries"], lmp(), seen())
    assert exhibit.change is not None and exhibit.change.text.replace("\u00a0", " ") == "−31,0 %"
    assert exhibit.context == f"{LMP}, сезон 2025 к сезону 2024"


def test_competitions_stand_side_by_side_each_in_its_own_last_season() -> None:
    frame = prizes.contest_table(seen()).frame.set_index("contest")
    assert frame["season"].to_dict() == {LMP: "2025", COUNTRY: "2025", SERVICE: "2026, итогов ещё нет"}
    assert frame["change"].str.replace("\u00a0", " ").to_dict() == {
        LMP: "−31 %",
        COUNTRY: "первый сезон",
        SERVICE: "первый сезон",
    }
    assert frame["municipalities"][LMP] == 2
    assert frame.loc[SERVICE, ["federal", "winners", "municipalities", "prizes"]].isna().all(), "no row says it"
    of_moscow = prizes.contest_table(seen(regions=("77",))).frame.set_index("contest")
    assert of_moscow["winners"][LMP] == 0, "the competition has winners, the region has none"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_without_a_competition_every_exhibit_says_so(language: str) -> None:
    before = os.environ["DATABASE_URL"]
    point(address(empty()))
    contest, chosen = season_sums.contest(seasons.FIRST), seen(language)
    for exhibit in (
        stage_funnel.season_funnel(contest, chosen),
        one_contest.season_card(METRICS["entries"], contest, chosen),
        one_contest.season_map(METRICS["entries"], contest, chosen),
        one_contest.season_parts("channel", contest, chosen),
        campaign_days.campaign_days(contest, chosen),
        nominations.nominations(contest, chosen),
        winners.season_places(contest, chosen),
        prizes.season_prizes(contest, chosen),
        prizes.contest_table(chosen),
    ):
        assert exhibit.title, exhibit.name
    point(before)
