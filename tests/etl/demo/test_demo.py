"""The invented registers: as many rows as asked, believable, readable as a clerk's file, the same for a seed."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from etl.datasets import DATASETS
from etl.datasets.activity import AGREEMENT, PRACTICE
from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Kind
from etl.datasets.figures import QUALIFIERS
from etl.datasets.shared import NO_PROJECT
from etl.demo import write_demo
from etl.demo.archive import ARCHIVES
from etl.demo.events import events_in_all
from etl.demo.world import make_world
from etl.intake.checked import check
from etl.normalise.counts import read_count
from etl.normalise.dates import read_date
from etl.normalise.flags import read_flag
from etl.read import read_sheets
from etl.regions import REGION_BY_CODE, REGIONS, match_region
from etl.regions.municipalities.match import match_municipality

ROWS, SEED = 6_000, 7
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = write_demo(ROWS, SEED, tmp_path_factory.mktemp("demo"))
    return dict(zip(("events", "activity", "competitions"), paths[:3], strict=True))


@pytest.fixture(scope="module")
def registers(files: dict[str, Path]) -> dict[str, Rows]:
    return {name: data_rows(name, path) for name, path in files.items()}


def lines(path: Path) -> list[list[str]]:
    return read_sheets(path.name, path.read_bytes())[0].rows


def data_rows(name: str, path: Path) -> Rows:
    columns = [column.name for column in DATASETS[name].columns]
    return [dict(zip(columns, row, strict=True)) for row in lines(path)[2:-2]]


def share(rows: Rows, column: str, value: str) -> float:
    return sum(row[column] == value for row in rows) / len(rows)


def within(rows: Rows, column: str, year: int) -> Rows:
    return [row for row in rows if (day := read_date(row[column]).start) and day.year == year]


def code(row: dict[str, str]) -> str:
    return match_region(row["region"]).code


def _any_text(text: str) -> str:
    return "ok"


def test_the_rows_are_shared_out_between_the_registers(registers: dict[str, Rows]) -> None:
    assert {name: len(rows) for name, rows in registers.items()} == {
        "events": 2400,
        "activity": 1500,
        "competitions": 2100,
    }


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_few_rows_are_written_too(rows: int, tmp_path: Path) -> None:
    assert sum(len(lines(path)) - 4 for path in write_demo(rows, SEED, tmp_path)[:3]) == rows


def test_the_names_mark_the_data_as_invented(files: dict[str, Path]) -> None:
    assert [path.name for path in files.values()] == [
        "demo_events.xlsx",
        "demo_activity.xlsx",
        "demo_competitions.xlsx",
    ]


def test_a_large_register_is_a_csv_and_replaces_the_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_demo(200, SEED, tmp_path)
    monkeypatch.setattr("etl.demo.files.MOST_ROWS_IN_EXCEL", 60)
    names = sorted(path.name for path in write_demo(200, SEED, tmp_path))
    registers = [
        *("demo_activity.xlsx", "demo_competitions.csv", "demo_events.csv", "demo_initiatives.xlsx"),
        *("demo_requests.xlsx", "demo_targets.xlsx", "demo_training.xlsx"),
    ]
    assert [name for name in names if "archive" not in name] == registers
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert len(lines(tmp_path / "demo_events.csv")) == 80 + 4


def test_the_headings_are_the_titles_of_the_columns(files: dict[str, Path]) -> None:
    for name, path in files.items():
        assert lines(path)[1] == [column.title.ru for column in DATASETS[name].columns]


def test_a_title_stands_above_and_a_total_and_a_footnote_below(files: dict[str, Path]) -> None:
    rows = lines(files["events"])
    assert [row[0][:8] for row in (rows[0], rows[-2], rows[-1])] == ["Реестр «", "Итого", "* По дан"]


def test_the_loader_drops_the_total_and_the_footnote_and_keeps_every_row(files: dict[str, Path]) -> None:
    for name, path in files.items():
        checked = check(path.name, path.read_bytes())
        assert checked.dataset == DATASETS[name]
        assert checked.rows == len(lines(path)) - 4
        assert [drop.reason for drop in checked.dropped] == ["total", "footnote"]
        assert checked.quarantined <= checked.rows * 0.006


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(files: dict[str, Path], tmp_path: Path) -> None:
    def digests(paths: list[Path]) -> list[str]:
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]

    assert digests(write_demo(ROWS, SEED, tmp_path / "same")[:3]) == digests(list(files.values()))
    assert not set(digests(write_demo(ROWS, SEED + 1, tmp_path / "other"))) & set(digests(list(files.values())))


def test_a_register_longer_than_a_chunk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.demo.world.CHUNK_ROWS", 100)
    registers = {path.stem: lines(path) for path in write_demo(2_000, SEED, tmp_path)[:3]}
    assert [len(rows) - 4 for rows in registers.values()] == [800, 500, 700]
    numbers = [row[2] for row in registers["demo_competitions"][2:-2]]
    assert len(set(numbers)) == len(numbers)


def test_every_value_but_the_few_bad_ones_is_understood(registers: dict[str, Rows]) -> None:
    readers: dict[Kind, Callable[[str], str]] = {
        Kind.DATE: lambda text: read_date(text).status,
        Kind.COUNT: lambda text: read_count(text).status,
        Kind.FLAG: lambda text: read_flag(text).status,
        Kind.REGION: lambda text: "empty" if not text else match_region(text).status,
    }
    bad = Counter[str]()
    for name, rows in registers.items():
        for column in DATASETS[name].columns:
            read = readers.get(column.kind, _any_text)
            for text, times in Counter(row[column.name] for row in rows).items():
                if read(text) not in ("ok", "empty", "matched"):
                    bad[text] += times
    assert set(bad) <= {"Атлантида", "31.02.2025"}
    assert 0 < sum(bad.values()) <= ROWS * 0.006


def test_the_vocabularies_are_the_registers_own(registers: dict[str, Rows]) -> None:
    for name, rows in registers.items():
        for column in DATASETS[name].columns:
            if column.vocabulary:
                assert {row[column.name] for row in rows} <= {"", *column.vocabulary.names()}, column.name


def test_required_cells_are_filled(registers: dict[str, Rows]) -> None:
    for name, rows in registers.items():
        for column in DATASETS[name].required():
            assert all(row[column.name] for row in rows)


def test_no_day_is_after_the_last_one_but_the_due_dates(tmp_path: Path) -> None:
    until = date(2024, 2, 29)
    for name, path in zip(
        ("events", "activity", "competitions"), write_demo(900, SEED, tmp_path, until)[:3], strict=True
    ):
        for row in data_rows(name, path):
            for column in {"date_start", "date", "submitted_on", "decided_on", "answered_on"} & row.keys():
                start = read_date(row[column]).start
                assert start is None or date(2021, 1, 1) <= start <= until, (column, row)


def test_the_registers_reach_the_last_day(registers: dict[str, Rows]) -> None:
    days = [row["date"] for row in registers["activity"]]
    assert max(day for day in days if read_date(day).precision == "day") == "2025-12-31"
    assert min(read_date(day).start or date.max for day in days) < date(2023, 2, 1)


def test_few_regions_never_report_and_the_others_unevenly(registers: dict[str, Rows]) -> None:
    counts = Counter(code(row) for rows in registers.values() for row in rows)
    counts.pop("", None)
    assert 82 <= len(counts) <= 86
    assert max(counts.values()) > 10 * sorted(counts.values())[len(counts) // 4]


def test_some_regions_fall_silent_for_months() -> None:
    world = make_world(SEED, date(2025, 12, 31))
    active = world.activity > 0
    reporting = active.any(axis=0)
    assert (~reporting).sum() == 3
    assert (reporting & ~active.all(axis=0)).sum() == 9
    assert (reporting & ~active[-180:].any(axis=0)).sum() >= 1


def test_a_region_has_no_acts_before_it_was_a_subject() -> None:
    world = make_world(SEED, date(2023, 12, 31))
    place = [region.code for region in REGIONS].index("93")
    assert not world.activity[: world.index(date(2022, 9, 30)), place].any()


def test_weekends_and_holidays_are_quiet(registers: dict[str, Rows]) -> None:
    days = [day for row in registers["activity"] if (day := read_date(row["date"])).precision == "day"]
    free = sum(day.start is not None and day.start.weekday() >= 5 for day in days)
    assert free / len(days) < 0.05
    assert not [day for day in days if day.start and (day.start.month, day.start.day) == (5, 9)]


def test_the_share_of_deputies_grows_in_the_last_year(registers: dict[str, Rows]) -> None:
    before, after = (
        share(within(registers["events"], "date_start", year), "category", "депутат") for year in (2024, 2025)
    )
    assert after > 1.5 * before


def test_municipalities_are_never_more_than_a_region_has(registers: dict[str, Rows]) -> None:
    seen: dict[str, set[str]] = {}
    for row in (row for rows in registers.values() for row in rows):
        if row["municipality"] and code(row):
            seen.setdefault(code(row), set()).add(row["municipality"])
    units = {region: [match_municipality(name, region).unit for name in names] for region, names in seen.items()}
    assert seen and all(map(all, units.values())), "every name is one of the directory"
    for region, own in units.items():
        assert len(set(own)) <= (REGION_BY_CODE[region].municipalities or 12), region
    assert any(len(set(own)) < len(own) for own in units.values()), "some municipality is spelled in two ways"


def test_the_municipalities_of_a_region_are_the_same_for_every_seed() -> None:
    until = date(2025, 12, 31)
    names = make_world(1, until).municipalities.names
    assert list(names) == list(make_world(2, until).municipalities.names)
    counts = make_world(1, until).municipalities
    for start, count in zip(counts.start, counts.count, strict=True):
        assert len(set(names[start : start + count])) == count


def test_every_spelling_means_its_own_region() -> None:
    world = make_world(SEED, date(2025, 12, 31))
    for region, usual, spellings in zip(REGIONS, world.names, world.spellings, strict=True):
        assert {match_region(text).code for text in (usual, *spellings)} == {region.code}
        assert usual not in spellings


def test_some_regions_are_spelled_another_way(registers: dict[str, Rows]) -> None:
    usual = set(make_world(SEED, date(2025, 12, 31)).names)
    odd = [row for rows in registers.values() for row in rows if row["region"] not in usual]
    assert 0.008 <= len(odd) / ROWS <= 0.025


def test_stages_form_a_funnel_and_places_are_few(registers: dict[str, Rows]) -> None:
    stages = [term.name.ru for term in DATASETS["competitions"].column("stage").vocabulary.terms]  # type: ignore[union-attr]
    counts = Counter(stages.index(row["stage"]) for row in registers["competitions"])
    reached = [sum(counts[place] for place in range(stage, len(stages))) for stage in range(len(stages))]
    assert all(more > fewer for more, fewer in pairwise(reached))
    winners = [row for row in registers["competitions"] if row["stage"] == stages[-1]]
    assert {row["place"] for row in winners} == {"1", "2", "3", "4", "5"}
    assert all(row["decided_on"] for row in winners)
    assert max(Counter((row["competition"], row["season"]) for row in winners).values()) <= 60
    assert any(row["prize_mln"] for row in winners)


def test_an_unfinished_campaign_has_no_winners(tmp_path: Path) -> None:
    path = write_demo(3_000, SEED, tmp_path, until=date(2025, 9, 30))[2]
    rows = [row for row in data_rows("competitions", path) if row["competition"] == "Лучшая муниципальная практика"]
    season = [row for row in rows if row["season"] == "2025"]
    assert len(season) > 100
    assert not [row for row in season if row["place"] or row["decided_on"]]
    assert [row for row in rows if row["season"] == "2024" and row["place"]]


def test_entries_come_within_their_campaign(registers: dict[str, Rows]) -> None:
    days = [
        read_date(row["submitted_on"]).start
        for row in registers["competitions"]
        if (row["competition"], row["season"]) == ("Служение", "2026")
    ]
    submitted = [day for day in days if day]
    assert date(2025, 10, 22) <= min(submitted) <= max(submitted) <= date(2025, 11, 21)


def test_an_earlier_year_is_incomplete_and_the_one_between_is_empty(tmp_path: Path) -> None:
    paths = {path.stem: path for path in write_demo(ROWS, SEED, tmp_path)}
    stated = {}
    for archive in ARCHIVES:
        rows = data_rows(archive.dataset.name, paths[f"demo_archive_{archive.dataset.name}"])
        days = [day for row in rows if (day := read_date(row[archive.dataset.date[0]]).start)]
        assert {day.year for day in days} == {2021} and len(days) >= len(rows) - 1
        stated[archive.dataset.name] = {row[COVERAGE.name] for row in rows}
    assert stated == {"events": {"выборочный"}, "activity": {"выборочный"}, "competitions": {"только итоги"}}


def test_a_contest_has_two_campaigns_in_one_year_and_a_season_over_new_year(registers: dict[str, Rows]) -> None:
    days: dict[str, set[date]] = {}
    for row in registers["competitions"]:
        if row["competition"] == "Служение" and (day := read_date(row["submitted_on"]).start):
            days.setdefault(row["season"], set()).add(day)
    assert {day.year for day in days["2024"]} == {2023, 2024} and {day.year for day in days["2025"]} == {2024, 2025}
    assert {season for season, own in days.items() if any(day.year == 2025 for day in own)} == {"2025", "2026"}


def test_some_requests_are_not_due_yet(registers: dict[str, Rows]) -> None:
    days = [read_date(row["due_date"]).start for row in registers["activity"] if row["due_date"]]
    assert any(day and day > date(2025, 12, 31) for day in days)


def test_agreements_have_another_side_and_answers_a_due_date(registers: dict[str, Rows]) -> None:
    rows = registers["activity"]
    agreements = [row for row in rows if row["kind"] == AGREEMENT]
    assert all(bool(row["partner_region"]) != bool(row["partner"]) for row in agreements)
    assert any(row["partner_region"] for row in agreements)
    answers = [row for row in rows if row["kind"] == "ответ на запрос"]
    assert all(row["due_date"] for row in answers)
    late = [row for row in answers if row["answered_on"] and row["answered_on"] > row["due_date"]]
    assert 0.05 < len(late) / len(answers) < 0.6
    assert any(not row["answered_on"] for row in answers)
    assert sum(row["answered_on"] == "2025-12-31" for row in answers) <= 1  # later answers have not come yet


def test_a_practice_is_tied_explicitly_not_tied_or_not_said(registers: dict[str, Rows]) -> None:
    practices = [row for row in registers["activity"] if row["kind"] == PRACTICE]
    assert share(practices, "national_project", NO_PROJECT) > 0.1
    assert share(practices, "national_project", "") > 0.1
    assert share(practices, "national_project", "Жильё и городская среда") > 0.02


def test_counts_carry_qualifiers_and_units(registers: dict[str, Rows]) -> None:
    readings = [read_count(row["participants"]) for row in registers["events"]]
    assert set(QUALIFIERS.names()) <= {reading.qualifier for reading in readings}
    assert {"чел.", "подключения"} <= {reading.unit for reading in readings}


def test_an_event_has_one_day_one_host_and_many_regions(registers: dict[str, Rows]) -> None:
    hosts: dict[tuple[str, str], set[str]] = {}
    regions: dict[tuple[str, str], set[str]] = {}
    for row in registers["events"]:
        event = row["event"], row["date_start"]
        hosts.setdefault(event, set()).add(row["host_region"])
        regions.setdefault(event, set()).add(code(row))
    assert all(len(names) == 1 for names in hosts.values())
    assert max(map(len, regions.values())) > 30


def test_the_number_of_events_grows_far_slower_than_the_rows() -> None:
    yearly = {rows: events_in_all(rows * 40 // 100) / 3 for rows in (20_000, 200_000, 2_000_000)}
    assert 60 <= yearly[20_000] <= 120
    assert 2 <= yearly[2_000_000] / yearly[20_000] <= 3


def test_there_is_no_personal_data(registers: dict[str, Rows]) -> None:
    texts = {text for rows in registers.values() for row in rows for text in row.values()}
    assert not [text for text in texts if "@" in text or "+7" in text]


def test_the_plans_are_of_the_last_year_for_the_country_and_most_regions_and_all_understood(tmp_path: Path) -> None:
    path = write_demo(3_000, SEED, tmp_path, until=date(2025, 9, 30))[3]
    checked = check(path.name, path.read_bytes())
    assert (checked.dataset, checked.quarantined) == (DATASETS["targets"], 0)
    columns = [column.name for column in DATASETS["targets"].columns]
    rows = [dict(zip(columns, row, strict=False)) for row in lines(path)[2:-1]]
    assert checked.rows == len(rows)
    assert {row["period"] for row in rows} == {"2025", "I квартал 2025", "II квартал 2025", "III квартал 2025"}
    year = [row for row in rows if row["period"] == "2025" and row["indicator"] == "Действия ассоциаций"]
    assert year[0]["region"] == "вся страна" and 70 < len(year) < len(REGIONS) + 1
