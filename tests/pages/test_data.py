"""The page «Данные»: a file is dropped, understood, loaded and taken back; names are explained; the invented set comes and goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from streamlit.testing.v1 import AppTest

from dashboard.screen.data_page import lists
from etl import service
from etl.datasets import DATASETS
from etl.demo import write_demo
from etl.warehouse.tables import journal
from tests.etl.registers import as_csv, event, events
from tests.etl.uploads.test_begun import killed_in_a_load
from tests.pages.reading import cells, latin_words, opened, texts, visit
from tests.pages.test_pages import OURS, words_of_the_data
from tests.pages.warehouses import shown

GOOD = events(event("Пермский край", "5"), event("г. Москва", "7"))
FAULTY = events(event("Пермский край", "5"), event("Прикамье наше", "7"), event("Пермский край", day="32.03.2025"))


@pytest.fixture
def engine() -> Iterator[Engine]:
    created = shown(Свод=events(event("Пермский край", "3")))
    yield created
    created.dispose()


def data_page(language: str = "ru") -> AppTest:
    app = visit(opened(language), "data")
    assert not app.exception
    return app


def dropped(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(texts(app))


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.main.button if button.label == label)
    assert not button.disabled
    button.click().run()
    assert not app.exception
    return app


def entries(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(journal.c.kind, journal.c.source, journal.c.by).order_by(journal.c.id))
        return [(row.kind, row.source, row.by) for row in rows]


def test_a_perfect_file_is_loaded_with_one_press_and_signed(engine: Engine) -> None:
    app = dropped(data_page(), "Май.csv", GOOD)
    assert "Реестр «Участие в мероприятиях», источник «Май»** — новый источник" in said(app)
    assert {metric.label: metric.value for metric in app.metric} == {
        "Новых": "2",
        "Изменённых": "0",
        "Без изменений": "0",
        "Исчезнет": "0",
        "В карантин": "0",
        "Отброшено": "0",
    }
    press(app, "Загрузить")
    assert entries(engine)[-1] == ("load", "Май", "локально")
    assert {source.source for source in service.sources(engine)} == {"Свод", "Май"}
    assert "этот файл уже загружен, изменений нет" in said(app) and "2 источника в хранилище" in said(app)


def test_nothing_changes_until_the_button_is_pressed(engine: Engine) -> None:
    before = entries(engine)
    dropped(data_page(), "Май.csv", FAULTY)
    assert entries(engine) == before


def test_a_load_that_was_killed_is_said_to_have_broken_off_until_it_was_read(engine: Engine) -> None:
    killed_in_a_load(engine)
    app = data_page()
    assert "(Участие в мероприятиях), начатая" in said(app) and "прервалась: ничего из неё не взято" in said(app)
    press(app, "Понятно")
    assert "прервалась" not in said(app) and "прервалась" not in said(data_page())


def test_a_newer_version_says_what_it_changes(engine: Engine) -> None:
    app = dropped(data_page(), "Свод v2.csv", events(event("Пермский край", "4"), event("г. Москва")))
    assert "источник «Свод»** — новая версия" in said(app)
    metrics = {metric.label: metric.value for metric in app.metric}
    assert (metrics["Новых"], metrics["Изменённых"], metrics["Исчезнет"]) == ("1", "1", "0")
    press(app, "Загрузить")
    assert [source.loaded for source in service.sources(engine)] == [2]


def test_a_file_with_faults_shows_them_and_loads_the_good_rows(engine: Engine) -> None:
    app = dropped(data_page(), "Май.csv", FAULTY)
    faults = [text.value for text in app.text if "Строка" in text.value]
    assert len(faults) == 2
    assert "Строка 4, «Дата начала»: «32.03.2025» — такого дня нет в календаре." in faults
    press(app, "Загрузить")
    assert "В карантине 2 строки" in said(app) and "Показаны первые" not in said(app)  # both are shown
    assert any("такого дня нет в календаре" in cell for cell in cells(app))


def test_a_whole_file_or_nothing_cannot_be_pressed_when_rows_are_faulty(engine: Engine) -> None:
    app = dropped(data_page(), "Май.csv", FAULTY)
    app.radio(key="upload_whole").set_value(True).run()
    assert app.button(key="upload_load").disabled


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("а.pdf.csv", b"%PDF-1.7\n1 0 obj", "это документ PDF, а не таблица"),
        ("а.csv", b"", "нет ни одной строки"),
        ("а.csv", b"x;y\n1;2\n", "не найдена строка заголовков"),
        ("а.csv", as_csv(("Регион", "Нацпроект"), [("Пермский край", "Кадры")]), "непонятно, какой это реестр"),
        ("а.xlsx", b"PK\x03\x04 and no more", "повреждён"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_sentence(engine: Engine, name: str, content: bytes, sentence: str) -> None:
    before = entries(engine)
    app = dropped(data_page(), name, content)
    assert [sentence in box.value for box in app.error] == [True]
    assert not [button for button in app.main.button if button.label == "Загрузить"]
    assert entries(engine) == before


def test_a_name_of_a_region_is_explained_once_and_can_be_taken_back(engine: Engine) -> None:
    service.load(engine, service.check("Май.csv", FAULTY))
    app = data_page()
    assert "1 название региона непонятно" in said(app)
    chosen = next(box for box in app.selectbox if "Прикамье наше" in box.label)
    chosen.set_value("59").run()
    press(app, "Подтвердить")
    assert sum(source.quarantined for source in service.sources(engine)) == 1
    assert "Все названия регионов понятны" in said(app)
    press(app, "Отозвать")
    assert sum(source.quarantined for source in service.sources(engine)) == 2
    assert latin_words(app) - OURS - words_of_the_data() == set(), "the journal says in Russian what was done"
    assert not {cell for cell in cells(app) if cell in ("alias", "withdraw", "mapping", "load", "undo")}


def test_a_name_of_a_municipality_is_explained_and_taken_back(engine: Engine) -> None:
    service.load(engine, service.check("Май.csv", events(event("Пермский край", municipality="Слкмск"))))
    app = data_page()
    assert "1 название муниципалитета не распознано" in said(app)
    chosen = next(box for box in app.selectbox if "Слкмск" in box.label)
    chosen.set_value("59-052").run()
    press(app, "Подтвердить")
    assert service.waiting_municipalities(engine) == []
    assert "Все названия муниципалитетов распознаны" in said(app)
    press(app, "Отозвать")
    assert [name.name for name in service.waiting_municipalities(engine)] == ["Слкмск"]
    assert latin_words(app) - OURS - words_of_the_data() == set()


def test_a_load_is_taken_back_only_when_one_is_sure(engine: Engine) -> None:
    service.load(engine, service.check("Свод.csv", GOOD))
    app = data_page()
    undo = next(button for button in app.main.button if button.label == "Отменить загрузку")
    assert undo.disabled
    app.checkbox(key="undo_sure").check().run()
    press(app, "Отменить загрузку")
    assert entries(engine)[-1] == ("undo", "Свод", "локально")
    assert [source.loaded for source in service.sources(engine)] == [1]
    assert "отмена загрузки" in cells(app)


def test_the_last_source_taken_back_leaves_the_page_open(engine: Engine) -> None:
    app = data_page()
    app.checkbox(key="undo_sure").check().run()
    press(app, "Отменить загрузку")
    assert service.sources(engine) == []
    assert "Источников ещё нет" in said(app)
    visit(app, "overview")
    assert not app.exception and len(app.info) == 1


def test_the_invented_set_comes_with_a_banner_and_goes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "DEMO_ROWS", 300)
    app = press(data_page(), "Загрузить демонстрационные данные")
    assert {source.register for source in service.sources(engine) if source.invented} == DATASETS.keys()
    assert "Демонстрационные данные" in visit(app, "overview").markdown[0].value
    press(visit(app, "data"), "Убрать демонстрационные данные")
    assert [source.source for source in service.sources(engine)] == ["Свод"]
    assert "Демонстрационные данные" not in visit(app, "overview").markdown[0].value


def test_a_form_of_every_register_is_offered(engine: Engine) -> None:
    for language, title in (("ru", "Участие в мероприятиях"), ("en", "Event participation")):
        labels = {getattr(button, "label", "") for button in data_page(language).get("download_button")}
        assert title in labels


def test_markup_in_a_file_stays_text_wherever_the_page_repeats_it(engine: Engine) -> None:
    picture = "![x](https://example.org/x.png)"
    headings = ("Мероприятие", "Дата начала", "Регион-участник", "Категория", picture)
    rows = [("Форум", "12.03.2025", picture, picture, "1"), ("Форум", "12.03.2025", "Пермский край", "депутат", "1")]
    app = dropped(data_page(), f"{picture.replace('/', '-')}.csv", as_csv(headings, rows))
    press(app, "Загрузить")
    marked = [*app.markdown, *app.caption, *app.info, *app.error, *app.warning]
    repeated = [*(element.value for element in marked), *(box.label for box in app.selectbox)]
    assert any("example.org" in text for text in repeated)
    assert not [text for text in repeated if "![x](" in text]


def test_invented_data_are_loaded_only_by_whoever_says_yes(engine: Engine, tmp_path: Path) -> None:
    content = write_demo(100, 1, tmp_path)[0].read_bytes()
    app = dropped(data_page(), "Участие.xlsx", content)
    assert "Данные придуманы" in said(app) and app.button(key="upload_load").disabled
    app.checkbox(key="upload_invented").check().run()
    press(app, "Загрузить")
    assert {source.source: source.invented for source in service.sources(engine)} == {"Свод": False, "Участие": True}
    assert "Демонстрационные данные" in visit(app, "overview").markdown[0].value
