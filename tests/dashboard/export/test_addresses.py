"""Every exhibit gives its data at its address: the same numbers as on the page, and a sentence where there are none."""

import csv
import io
import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pandas as pd
import pytest

from dashboard.engine import cache
from dashboard.exhibits import catalogue
from dashboard.exhibits.catalogue import BUILDERS
from dashboard.export import addresses
from dashboard.export.addresses import answer, read_address
from dashboard.export.app import main
from dashboard.export.data_csv import cell, data_csv
from dashboard.export.record import json_value
from dashboard.model.filters import Comparison, Filters, Normalisation, Preset
from dashboard.observations import watch
from dashboard.observations.observation import Observation
from dashboard.observations.watch import Findings
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.view import View, default_filters, view
from tests.dashboard.exhibits.test_catalogue import NAMES
from tests.e2e.serving import served
from tests.etl.registers import EVENTS, as_csv, event
from tests.pages.warehouses import address, copy, demo, empty, point, shown

YEAR = "/?period=custom&from=2025-01-01&to=2025-12-31&compare=year-ago"
FILTERS = Filters(Preset.CUSTOM, date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(autouse=True)
def warehouse() -> None:
    point(address(copy(demo())))


def error(text: str) -> str:
    reply = answer(text)
    assert reply.keys() == {"address", "error"} and reply["address"] == text
    return str(reply["error"])


def none_if_missing(value: Any) -> Any:
    """Return a value of a frame with what is not known as None."""
    return None if isinstance(value, float) and math.isnan(value) else value


def test_every_builder_of_the_catalogue_has_an_address_in_the_tests() -> None:
    assert {name.split(".")[0] for name in NAMES} == BUILDERS.keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_answers_with_the_words_fields_and_rows_it_is_made_of(name: str) -> None:
    reply, exhibit = answer(f"{YEAR}&exhibit={name}"), catalogue.build(name, view(FILTERS, "ru"))
    assert list(reply) == [
        "address",
        "exhibit",
        "title",
        "subtitle",
        "notes",
        "identity",
        "fields",
        "rows",
        "version",
    ]
    assert (reply["exhibit"], reply["title"], reply["subtitle"]) == (name, exhibit.title, exhibit.subtitle)
    assert reply["notes"] == list(exhibit.notes) and reply["version"].split("-")[1] == "4"
    frame = exhibit.frame if exhibit.full is None else exhibit.full
    assert len(reply["rows"]) == len(frame)
    assert [(field["name"], field["title"]) for field in reply["fields"]] == [(f.name, f.title) for f in exhibit.fields]
    assert all({field["name"] for field in reply["fields"]} <= row.keys() for row in reply["rows"])
    json.dumps(reply, allow_nan=False)


@pytest.mark.parametrize("name", ["card.events", "map.participants", "ranking.entries", "card.success_share"])
@pytest.mark.parametrize("more", ["", "&region=16,59&show=per-100k", "&district=ПФО&show=per-100-mo&compare=previous"])
def test_the_values_are_those_of_the_page(name: str, more: str) -> None:
    query = read_address(f"{YEAR}{more}&exhibit={name}").query
    filters = addresses.filters_of(query)
    assert filters.regions == (("16", "59") if "region" in query else ())
    exhibit = catalogue.build(name, view(filters, "ru"))
    frame = exhibit.frame if exhibit.full is None else exhibit.full
    rows = answer(f"{YEAR}{more}&exhibit={name}")["rows"]
    for column in frame:
        assert [row[column] for row in rows] == [none_if_missing(value) for value in frame[column]], column


def test_a_map_says_where_its_total_is_and_what_is_known_of_each_region() -> None:
    reply = answer(f"{YEAR}&exhibit=map.participants")
    parts = catalogue.build("map.participants", view(FILTERS, "ru")).identity
    assert parts and reply["identity"] == {
        "mapped": parts.mapped,
        "without_region": parts.without_region,
        "quarantined": parts.quarantined,
        "total": parts.total,
    }
    absent = [row for row in reply["rows"] if row["state"] == "no_data"]
    assert absent and all(row["value"] is None for row in absent)


def test_where_a_page_shows_the_largest_only_the_data_are_of_all() -> None:
    exhibit = catalogue.build("breakdown.category.3.participants", view(FILTERS, "ru"))
    assert exhibit.full is not None and len(exhibit.full) > len(exhibit.frame)
    assert len(answer(f"{YEAR}&exhibit=breakdown.category.3.participants")["rows"]) == len(exhibit.full)


def test_a_unit_stands_with_the_numbers_and_with_nothing_else() -> None:
    units = {field["name"]: field["unit"] for field in answer(f"{YEAR}&exhibit=ranking.events")["fields"]}
    assert (units["name"], units["value"]) == ("", "мероприятий")
    share = answer(f"{YEAR}&exhibit=card.success_share&lang=en")["fields"][0]
    assert (share["title"], share["unit"]) == ("Success at the federal stage", "%")


def test_values_are_what_json_can_hold() -> None:
    values = [float("nan"), math.inf, pd.NaT, date(2025, 3, 1), pd.Timestamp(2025, 3, 1), (1.5, float("nan")), True]
    assert json_value(values) == [None, None, None, "2025-03-01", "2025-03-01", [1.5, None], True]


def test_english_is_asked_for_as_on_a_page() -> None:
    assert answer(f"{YEAR}&lang=en&exhibit=card.events")["title"] == "Events"


def test_without_filters_the_address_means_what_a_page_shows_first() -> None:
    shown(events=as_csv(EVENTS, [event("Пермский край", day="12.02.2025")]))
    assert default_filters().preset is Preset.LAST_YEAR
    for more in ("", "&lang=ru"):
        assert answer(f"/?exhibit=card.events{more}")["subtitle"] == "Мероприятия · 2024 · вся страна"
    assert "2025" in answer("/?show=total&exhibit=card.events")["subtitle"]


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ("exhibit=passport&peers=district", "passport.district"),
        ("exhibit=passport", "passport.similar"),
        ("exhibit=places&weights=ev3&among=similar", "places.ev3.similar"),
        ("exhibit=places.equal&among=district", "places.equal.district"),
        ("exhibit=season_card.entries", "season_card.entries.first"),
        ("exhibit=event&event=12", "event.12"),
        ("exhibit=passport.own:А.Б", "passport.own:А.Б"),
    ],
)
def test_what_a_name_leaves_out_is_the_choice_of_the_page(choices: str, name: str) -> None:
    assert answer(f"{YEAR}&region=16&{choices}")["exhibit"] == name


@pytest.mark.parametrize("page", WATCHED_BY_PAGE)
def test_what_changed_is_told_as_on_the_page(page: str) -> None:
    seen, watched = view(FILTERS, "ru"), WATCHED_BY_PAGE[page]
    if page == "region":
        seen = view(Filters(Preset.CUSTOM, FILTERS.since, FILTERS.until, regions=("22",)), "ru")
    sentences = watch.observations(watched.metrics, seen, watched.most)
    reply = answer(f"{YEAR}&exhibit=observations&page={page}&region={','.join(seen.filters.regions)}")
    assert reply["rows"] == [
        {"point": one.point, "numbers": one.numbers, "rests_on": one.rests_on, "judgement": one.judgement}
        for one in sentences
    ]
    assert {field["name"] for field in reply["fields"]} == {"point", "numbers", "rests_on", "judgement"}


def test_what_changed_is_of_the_overview_unless_the_address_is_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def echo(metrics: tuple[str, ...], seen: View, most: int) -> Findings:
        return Findings((Observation(", ".join(metrics), "", ""),), 1)

    monkeypatch.setattr(watch, "findings", echo)
    overview, events = (answer(f"{YEAR}&exhibit=observations{page}")["rows"] for page in ("", "&page=events"))
    assert overview == answer(f"{YEAR}&exhibit=observations&page=overview")["rows"] != events
    assert answer(f"/events{YEAR.removeprefix('/')}&exhibit=observations")["rows"] == events


def test_the_notes_of_what_changed_say_that_nothing_did_or_that_nothing_was_compared() -> None:
    (quiet,) = answer("/?period=last-year&exhibit=observations&page=events")["notes"]
    (nothing,) = answer("/?period=all&exhibit=observations&lang=en")["notes"]
    assert quiet == "Изменений, отличимых от обычных колебаний, нет."
    assert nothing.startswith("Nothing was compared")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/?period=year", "exhibit=card.events"),
        ("card.events", "exhibit=card.events"),
        ("http://[x?exhibit=card.events", "Адрес не читается"),
        ("/?exhibit=nothing.events", "«nothing.events»: данных с таким именем нет. Возможно: "),
        ("/?exhibit=card.nothing", "Показателя «nothing» нет. Возможно: "),
        ("/?exhibit=card.nothing&lang=en", "There is no metric “nothing”. Possible: "),
        ("/?exhibit=card", "card.METRIC"),
        ("/?exhibit=card.events.5", "Показателя «events.5» нет"),
        ("/?exhibit=silent.5", "имя пишется так: silent."),
        ("/?exhibit=breakdown.category.participants", "breakdown.DIMENSION.MOST.METRIC"),
        ("/?exhibit=breakdown.category.many.participants", "«many»"),
        ("/?exhibit=breakdown.nomination.8.participants", "Возможно: format, mode, series, topic, category."),
        ("/?exhibit=breakdown.colour.8.entries", "«colour»"),
        ("/?exhibit=breakdown.format.8.returning_share", "«returning_share» здесь не подходит"),
        ("/?exhibit=season_map.entering_share.first", "«entering_share» здесь не подходит"),
        ("/?exhibit=funnel_plot.events", "«events» здесь не подходит"),
        ("/?exhibit=funnel.events", "«events» здесь не подходит"),
        ("/?exhibit=season_card.events.first", "«events» здесь не подходит"),
        ("/?exhibit=season_funnel.00000000", "Возможно: first, "),
        ("/?exhibit=tiles.trend.events", "Возможно: map, index_map"),
        ("/?exhibit=tiles.map.nothing", "Показателя «nothing» нет"),
        ("/?exhibit=event.forum", "«forum»"),
        ("/?exhibit=event", "event.EVENT"),
        ("/?exhibit=passport.friends&region=16", "similar, district"),
        ("/?exhibit=places.heavy.all", "«heavy»"),
        ("/?exhibit=passport&region=59&peers=similar:zz1", "similar, district"),
        ("/?exhibit=funnel_plot.municipalities_covered", "«municipalities_covered» здесь не подходит"),
        ("/?exhibit=parts_periods.nothing", "project, intermunicipal"),
        ("/?exhibit=observations&page=data", "overview, events"),
        ("/?period=custom&from=2025-02-30&to=2025-03-01&exhibit=card.events", "from=2025-02-30"),
        ("/?period=custom&from=2025-03-02&to=2025-03-01&exhibit=card.events", "from не позже to"),
        ("/?period=custom&exhibit=card.events", "from=, to="),
        ("/?period=decade&exhibit=card.events", "«period=decade»"),
        ("/?region=16,160&exhibit=card.events", "«region=160»"),
        ("/?district=xx&exhibit=card.events", "«district=xx»"),
    ],
)
def test_an_address_without_data_is_answered_with_a_sentence(text: str, part: str) -> None:
    sentence = error(text)
    assert part in sentence and sentence.endswith(".") and "\n" not in sentence and len(sentence) < 250


def test_a_fault_of_the_program_is_a_sentence_too_and_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(catalogue, "build", lambda name, page_view: 1 / 0)
    assert (
        error("/?exhibit=card.events")
        == "«card.events»: внутренняя ошибка, она записана в журнал. Другие адреса отвечают."
    )
    assert "ZeroDivisionError" in caplog.text


def test_one_run_asks_for_the_data_version_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with cache.pinned_version() as version:
        monkeypatch.setattr("etl.warehouse.tables.data_version", lambda engine: 1 / 0)
        assert answer(f"{YEAR}&exhibit=card.events")["version"] == version


def test_a_file_of_addresses_is_answered_line_by_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, out = tmp_path / "addresses", tmp_path / "out.jsonl"
    lines = (f"{YEAR}&exhibit=card.events".encode(), b"", b"\xd0\x3f?exhibit=card.events", b"/?exhibit=card.acts")
    file.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    assert main(["data", "--addresses", str(file), "-o", str(out)]) == 1
    first, broken, last = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert first["address"] == f"{YEAR}&exhibit=card.events" and last["exhibit"] == "card.acts"
    assert broken["error"] == "Адрес не читается: файл адресов должен быть в кодировке UTF-8."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["addresses", "out.jsonl"]
    assert main(["data", "--address", "/?exhibit=card.acts"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == last


def test_a_file_that_is_not_there_and_an_empty_warehouse_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "--addresses", str(tmp_path / "no")]) == 2
    assert "не читается" in " ".join(capsys.readouterr().err.split())
    point(address(copy(empty())))
    assert main(["data", "--address", "/?exhibit=card.acts"]) == 2
    assert "Хранилище пусто" in " ".join(capsys.readouterr().err.split())


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_has_titled_columns_iso_days_and_real_numbers() -> None:
    content = data_csv(answer(f"{YEAR}&exhibit=trend.events"), "ru")
    assert content.startswith(b"\xef\xbb\xbf")
    headings, *rows = table(content)
    reply = answer(f"{YEAR}&exhibit=trend.events")
    assert headings == [field["title"] for field in reply["fields"]]
    at = [field["name"] for field in reply["fields"]].index("date")
    assert [row[at] for row in rows] == [row["date"] for row in reply["rows"]] and "2025-01-01" in rows[-12]
    assert rows[0][at] == "2024-01-01", "the compared year has its own days"
    share = table(data_csv(answer(f"{YEAR}&exhibit=ranking.events&show=per-100k"), "ru"))
    assert float(share[1][1]) == answer(f"{YEAR}&exhibit=ranking.events&show=per-100k")["rows"][0]["value"]


def test_csv_says_why_a_cell_is_empty() -> None:
    headings, *rows = table(data_csv(answer(f"{YEAR}&show=per-100k&exhibit=map.events"), "ru"))
    assert headings[-1] == "Состояние"
    assert {row[-1] for row in rows if not row[1]} == {"нет базы"}
    assert table(data_csv(answer(f"{YEAR}&exhibit=map.events&lang=en"), "en"))[0][-1] == "State"


def test_csv_of_a_scatter_has_the_points_alone() -> None:
    reply = answer("/?period=custom&from=2023-01-01&to=2025-12-31&exhibit=funnel_plot.answers_in_time")
    points = [row for row in reply["rows"] if row["role"] == "point"]
    assert len(table(data_csv(reply, "ru"))) == 1 + len(points) < len(reply["rows"])


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1+2", "@SUM(A1)", "\tx", "\rx"])
def test_csv_holds_nothing_that_a_spreadsheet_would_run(text: str) -> None:
    assert cell(text) == "'" + text
    shown(events=as_csv(EVENTS, [event("Пермский край", title=text.strip())]))
    content = data_csv(answer(f"{YEAR}&exhibit=events"), "ru")
    assert all(not one.startswith(("=", "+", "-", "@", "\t", "\r")) for row in table(content) for one in row)
    assert text.strip() in content.decode()


def test_numbers_below_zero_stay_numbers_in_csv() -> None:
    assert (cell(-5.0), cell(-2.5), cell(None)) == (-5, -2.5, "")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("server") / "log"
    options = ("--server.headless", "true", "--server.baseUrlPath", "stat")
    with served(log, address(copy(demo())), ready="readyz", options=options) as running:
        yield running.address


def got(url: str) -> tuple[int, str, bytes]:
    try:
        with urlopen(url, timeout=60) as response:
            return response.status, response.headers["content-type"], response.read()
    except HTTPError as refused:
        return refused.code, refused.headers["content-type"], refused.read()


@pytest.mark.parametrize("prefix", ["", "stat/"])
def test_the_server_gives_the_data_of_an_exhibit_under_its_prefix_too(server: str, prefix: str) -> None:
    status, kind, content = got(f"{server}{prefix}data/map.events.json?{YEAR.removeprefix('/?')}")
    assert (status, kind) == (200, "application/json")
    assert json.loads(content) == answer(f"{YEAR}&exhibit=map.events")
    status, kind, content = got(f"{server}{prefix}data/map.events.csv?{YEAR.removeprefix('/?')}")
    assert (status, kind) == (200, "text/csv; charset=utf-8")
    assert content == data_csv(answer(f"{YEAR}&exhibit=map.events"), "ru")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing.json", 404),
        ("card.nothing.json", 404),
        ("card.json", 404),
        ("card.events.json?period=decade", 400),
        ("card.events.json?period=custom&from=x", 400),
        (f"passport.{quote('own:А/Б')}.json?region=16", 200),
    ],
)
def test_the_server_refuses_in_a_sentence(server: str, path: str, status: int) -> None:
    code, _kind, content = got(f"{server}data/{path}")
    assert code == status and ("error" in json.loads(content)) == (status != 200)
    code, kind, content = got(f"{server}data/{path.replace('.json', '.csv')}")
    assert code == status and (kind == "text/plain; charset=utf-8") == (status != 200)


def test_the_choices_of_the_bar_that_are_tested_are_all_there_are() -> None:
    for name, options in (("period", Preset), ("compare", Comparison), ("show", Normalisation)):
        for option in options:
            dates = "&from=2025-01-01&to=2025-02-01" if option is Preset.CUSTOM else ""
            assert "rows" in answer(f"/?{name}={option.value}{dates}&exhibit=card.events")


def test_the_weights_of_similar_regions_are_taken_from_the_address() -> None:
    own, equal = (
        answer(f"{YEAR}&exhibit=passport&region=59&peers={kind}") for kind in ("similar:po0-mu0-ar9", "similar")
    )
    assert own["exhibit"] == "passport.similar:po0-mu0-ar9"
    assert own["notes"] != equal["notes"]
