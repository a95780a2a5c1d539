from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.date_text import LONGEST
from etl.normalise.dates import DateReading, read_date

READ = {
    "26 августа 2020 г.": "2020-08-26 day",
    "12.03.2025": "2025-03-12 day",
    "12.03.25": "2025-03-12 day",
    "1.3.12": "2012-03-01 day",
    "12.03.95 г.": "1995-03-12 day",
    "2025-03-12": "2025-03-12 day",
    "2025-03-12 14:05:00": "2025-03-12 day",
    "2025-03-12T14:05:00Z": "2025-03-12 day",
    "2025/03/12": "2025-03-12 day",
    "25/12/2025": "2025-12-25 day",
    "04/04/2025": "2025-04-04 day",
    "45678": "2025-01-21 day",
    "45678.5": "2025-01-21 day",
    "14:09 23.10.2025": "2025-10-23 day",
    "20 Января, 2025 - 19:53": "2025-01-20 day",
    "27 декабря 2024, пятница": "2024-12-27 day",
    "пт, 27.12.2024 в 10:00": "2024-12-27 day",
    "« 27 » декабря 2011 г.": "2011-12-27 day",
    "12-го марта 2025 года": "2025-03-12 day",
    "12 MARCH 2025": "2025-03-12 day",
    "March 12, 2025": "2025-03-12 day",
    "5 ceнтября 2024": "2024-09-05 day",
    "29.02.2024": "2024-02-29 day",
    "№121-а от 14.06.2005": "2005-06-14 day",
    "9031200/  от 13.09.12": "2012-09-13 day",
    "26.08.2020 в 10.00": "2020-08-26 day",
    "26 августа 2020 г. № 15-п": "2020-08-26 day",
    "Приказ № 15 от 26.08.2020": "2020-08-26 day",
    "на 01.04.2012": "2012-04-01 day",
    "16–17 октября 2025": "2025-10-16 2025-10-17 range",
    "16-17.10.2025": "2025-10-16 2025-10-17 range",
    "16.10–17.10.2025": "2025-10-16 2025-10-17 range",
    "01.08.2019-03.08.2019": "2019-08-01 2019-08-03 range",
    "с 01.08.2019 по 03.08.2019 г.": "2019-08-01 2019-08-03 range",
    "2025-10-16/2025-10-17": "2025-10-16 2025-10-17 range",
    "29 и 30 января 2025": "2025-01-29 2025-01-30 range",
    "28, 29 и 30 января 2025 г.": "2025-01-28 2025-01-30 range",
    "С 21 по 23 апреля 2026 г.": "2026-04-21 2026-04-23 range",
    "30 сентября – 05 октября 2024 года": "2024-09-30 2024-10-05 range",
    "30 декабря – 2 января 2026": "2025-12-30 2026-01-02 range",
    "с 15 октября 2023 года по 20 мая 2024 года": "2023-10-15 2024-05-20 range",
    "за период с 01.01.2020 по 31.12.2020": "2020-01-01 2020-12-31 range",
    "26.08.2020; 27.08.2020": "2020-08-26 2020-08-27 range",
    "март 2025": "2025-03-01 2025-03-31 month",
    "Февраль, 2024 г.": "2024-02-01 2024-02-29 month",
    "в марте 2025 года": "2025-03-01 2025-03-31 month",
    "03.2025": "2025-03-01 2025-03-31 month",
    "2025-03": "2025-03-01 2025-03-31 month",
    "январь–ноябрь 2012": "2012-01-01 2012-11-30 range",
    "за январь - декабрь 2016 года": "2016-01-01 2016-12-31 range",
    "Состояние преступности - январь-май 2012 года": "2012-01-01 2012-05-31 range",
    "сентябрь 2024 – май 2025": "2024-09-01 2025-05-31 range",
    "9 месяцев 2025 года": "2025-01-01 2025-09-30 range",
    "III квартал 2025": "2025-07-01 2025-09-30 quarter",
    "4 кв. 2024 г.": "2024-10-01 2024-12-31 quarter",
    "2-й квартал 2025": "2025-04-01 2025-06-30 quarter",
    "первый квартал 2025 года": "2025-01-01 2025-03-31 quarter",
    "I-II кварталы 2025": "2025-01-01 2025-06-30 range",
    "Ⅱ квартал 2020": "2020-04-01 2020-06-30 quarter",
    "II полугодие 2023": "2023-07-01 2023-12-31 half",
    "1-е полугодие 2023": "2023-01-01 2023-06-30 half",
    "2025": "2025-01-01 2025-12-31 year",
    "2012г.": "2012-01-01 2012-12-31 year",
    "2010 год": "2010-01-01 2010-12-31 year",
    "2023-2024 гг.": "2023-01-01 2024-12-31 range",
}
REFUSED = {
    "31.02.2026": "no_such_day",
    "29.02.2025": "no_such_day",
    "12/25/2025": "month_first",
    "31 апреля 2025": "no_such_day",
    "13.2025": "no_such_month",
    "III полугодие 2023": "no_such_half",
    "03/04/2025": "day_or_month_first",
    "03-04-2025": "day_or_month_first",
    "12.03.45": "two_figure_year",
    "12.03.3025": "year_out_of_range",
    "29 и 30 января": "no_year",
    "11–13 сентября": "no_year",
    "на 1 апреля": "no_year",
    "с 1 апреля по 1 ноября": "no_year",
    "мар.25": "no_year",
    "II квартал": "no_year",
    "17–16 октября 2025": "end_before_start",
    "ноябрь–январь 2025": "end_before_start",
    "25 мая – 10 января 2026": "end_before_start",
    "2025-2023": "end_before_start",
    "5 и 12 марта 2025": "separate_days",
    "27 декабря 2024, четверг": "wrong_weekday",
    "до 01.09.2025": "open_ended",
    "с 29.07.2016": "open_ended",
    "Южный федеральный округ (с 29.07.2016)": "not_a_date",
    "123": "not_a_date",
    "12.03": "not_a_date",
    "весна 2025": "not_a_date",
    "не ранее - март 2025": "not_a_date",
    "12.03.2025 и ещё раз летом": "not_a_date",
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_is_read_with_its_precision(text: str, expected: str) -> None:
    *days, precision = expected.split()
    reading = read_date(text)

    assert (reading.status, reading.start, reading.end, reading.precision) == (
        "ok",
        date.fromisoformat(days[0]),
        date.fromisoformat(days[-1]) if precision in ("day", "range") or len(days) > 1 else None,
        precision,
    )


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_an_impossible_or_unclear_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert read_date(text) == DateReading("refused", reason=reason)


def test_a_cell_longer_than_a_date_can_be_is_a_text() -> None:
    assert read_date("12.03.2025".ljust(LONGEST)).status == "ok"
    assert read_date("12.03.2025".ljust(LONGEST + 1)) == DateReading("refused", reason="not_a_date")


@pytest.mark.parametrize("text", ["", " ", "-", "—", "…", "\u00a0"])
def test_a_blank_cell_is_empty(text: str) -> None:
    assert read_date(text) == DateReading("empty")


@pytest.mark.parametrize("text", ["дата неизвестна", "н/д", "Не указана.", "уточняется"])
def test_a_date_said_to_be_unknown_is_unknown(text: str) -> None:
    assert read_date(text) == DateReading("unknown")


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_every_form(day: date) -> None:
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
    forms = [f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year} г.", f"{day:%Y-%m-%d} 00:00:00"]
    forms += [f"{day.day} {months[day.month - 1]} {day.year} года", f"№ 7-п от {day:%d.%m.%Y}"]

    assert {read_date(form) for form in forms} == {DateReading("ok", day, day, "day")}


@given(st.dates(date(1990, 1, 1), date(2100, 10, 31)), st.integers(1, 60))
def test_every_range_is_read_back(start: date, days: int) -> None:
    end = start + timedelta(days=days)

    assert read_date(f"{start:%d.%m.%Y} – {end:%d.%m.%Y}") == DateReading("ok", start, end, "range")


@given(st.text(max_size=60) | st.text("0123456789 .-/–IVкварталгодмайпос:", max_size=25))
def test_no_text_breaks_the_reading(text: str) -> None:
    reading = read_date(text)

    assert (reading.status == "ok") == (reading.start is not None and reading.end is not None)
    assert (reading.status == "refused") == bool(reading.reason)
