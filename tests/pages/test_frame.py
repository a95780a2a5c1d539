"""The frame around the pages: filters, the address, the language, a warehouse that goes away in the middle."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.model.filters import Comparison, Filters, Normalisation, Preset
from dashboard.screen.filters import freshness
from etl import service
from etl.datasets.coverage import Coverage, How
from etl.regions import REGION_BY_CODE
from tests.etl.registers import event, events
from tests.pages.reading import elements, opened, texts, visit
from tests.pages.warehouses import address, copy, point, record, shown


@pytest.fixture(autouse=True, scope="module")
def public_record() -> None:
    point(address(copy(record())))


def filters(app: AppTest) -> Filters:
    chosen: Filters = app.session_state[session_keys.FILTERS]
    return chosen


def query(app: AppTest) -> dict[str, str]:
    """Return the address of the page, each parameter as one text."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def widget(app: AppTest, key: str) -> Any:
    return next(element for element in elements(app._tree) if getattr(element, "key", None) == key)


def said(app: AppTest) -> str:
    return " ".join(texts(app))


def test_an_address_opens_the_page_with_its_filters() -> None:
    wanted = {"period": "custom", "from": "2024-01-15", "to": "2024-03-20", "compare": "previous"}
    app = opened(**wanted, show="per-100k", region="59,16", district="ПФО")
    assert filters(app) == Filters(
        Preset.CUSTOM,
        date(2024, 1, 15),
        date(2024, 3, 20),
        Comparison.PREVIOUS,
        "ПФО",
        ("59", "16"),
        Normalisation.PER_POPULATION,
    )
    assert widget(app, "filter_regions").value == ["59", "16"]
    assert widget(app, "filter_days").value == (date(2024, 1, 15), date(2024, 3, 20))
    assert "15.01–20.03.2024" in said(app) and "Пермский край, Татарстан" in said(app)


def test_an_address_of_nonsense_opens_the_page_with_the_usual_filters() -> None:
    app = opened(period="decade", region="xx,00", district="?", compare="me", show="all")
    assert not app.exception
    assert filters(app) == Filters()


@pytest.mark.parametrize("days", [("0001-01-01", "2025-01-01"), ("2025-02-30", "x"), ("2026-01-01", "2025-01-01")])
def test_days_that_cannot_be_open_the_page_all_the_same(days: tuple[str, str]) -> None:
    app = opened(period="custom", **{"from": days[0], "to": days[1]})
    assert not app.exception
    assert filters(app).preset is not Preset.CUSTOM


def test_what_is_chosen_goes_into_the_address_and_to_the_other_pages() -> None:
    app = opened()
    widget(app, "filter_preset").set_value(Preset.LAST_YEAR).run()
    widget(app, "filter_comparison").set_value(Comparison.PREVIOUS).run()
    widget(app, "filter_district").set_value("ПФО").run()
    widget(app, "filter_regions").set_value(["59"]).run()
    assert not app.exception
    assert query(app) | {"period": "last-year", "compare": "previous", "district": "ПФО", "region": "59"} == query(app)
    before = filters(app)
    for page in ("events", "data", "competitions"):
        visit(app, page)
        assert not app.exception
    assert filters(app) == before
    assert widget(app, "filter_district").value == "ПФО"
    assert "Пермский край" in said(app)


def test_a_period_of_own_days_starts_from_the_one_before_and_follows_the_calendar() -> None:
    app = opened(period="last-year")
    widget(app, "filter_preset").set_value(Preset.CUSTOM).run()
    year = filters(app).since.year
    assert (filters(app).since, filters(app).until) == (date(year, 1, 1), date(year, 12, 31))
    widget(app, "filter_days").set_value((date(2024, 2, 29), date(2024, 3, 1))).run()
    assert not app.exception
    assert (query(app)["from"], query(app)["to"]) == ("2024-02-29", "2024-03-01")
    widget(app, "filter_days").set_value((date(2024, 5, 1),)).run()
    assert not app.exception, "a choice half made changes nothing"
    assert filters(app).since == date(2024, 2, 29)


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("comparison", Comparison)
def test_every_period_and_comparison_opens(preset: Preset, comparison: Comparison) -> None:
    app = opened(period=preset.value, compare=comparison.value, **{"from": "2021-03-03", "to": "2021-03-04"})
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("show", Normalisation)
@pytest.mark.parametrize("region", ["", "59", "95", "59,95"])
def test_every_normalisation_opens_for_regions_with_and_without_a_base(show: Normalisation, region: str) -> None:
    app = opened(period="last-year", show=show.value, region=region)
    assert not app.exception
    visit(app, "region")
    assert not app.exception


def test_a_region_and_the_country_are_different_numbers_and_zero_is_no_absence() -> None:
    app = opened(period="all", region="95")
    cards = next(text for text in texts(app) if "Охват регионов" in text)
    assert "из 1" in cards
    visit(app, "region")
    assert REGION_BY_CODE["95"].short_name in said(app)
    assert "нет базы: население и число муниципалитетов региона не опубликованы" in said(app)


def test_the_language_is_switched_and_stays() -> None:
    app = opened()
    app.sidebar.button[0].click().run()
    assert query(app)["lang"] == "en"
    assert "Overview" in said(app) or "Period" in said(app)
    visit(app, "events")
    assert "Period" in said(app) and "Период" not in said(app)
    app.sidebar.button[0].click().run()
    assert "Период" in said(app) and "lang" not in {name for name, value in query(app).items() if value == "en"}


def test_the_strip_says_how_far_the_data_reach_who_reported_and_what_waits() -> None:
    whole_year = Coverage(How.FULL, date(2021, 1, 1), date(2021, 12, 31), ("59",))
    shown(whole_year, events=events(event("Пермский край", day="30.12.2021"), event("Атлантида", day="01.12.2021")))
    app = opened(period="custom", **{"from": "2021-01-01", "to": "2021-12-31"})
    strip = next(one.value for one in app.markdown if "последние данные" in one.value)
    assert "последние данные — **31.12.2021**" in strip
    assert "отчитались **1 из 85**" in strip, "in 2021 there were 85 subjects"
    assert "в карантине 1 строка" in strip
    point(address(copy(record())))


def test_a_warehouse_that_goes_away_in_the_middle_is_said_in_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("select", {}, Exception("server closed the connection"))

    app = opened()
    monkeypatch.setattr(freshness, "complete_regions", gone)
    app.run()
    assert not app.exception
    assert [box.value[:23] for box in app.error] == ["База данных не отвечает"]
    assert [button.label for button in app.main.button] == ["Повторить"]
    monkeypatch.undo()
    app.main.button[0].click().run()
    assert not app.error and len(app.get("plotly_chart")) > 0


def test_a_warehouse_loaded_while_the_page_is_open_is_shown_at_the_next_look() -> None:
    engine = shown(events=events(event("Пермский край", "5")))
    app = opened(period="all")
    assert "5 участников" in said(app)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "71"))))
    app.run()
    assert "71 участник" in said(app)
    point(address(copy(record())))
