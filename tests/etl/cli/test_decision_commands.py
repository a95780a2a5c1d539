"""What people decide can be said in the terminal too: alias, duplicates, --map."""

from pathlib import Path

import pytest

from etl import service
from etl.cli.app import main
from etl.warehouse.database import create_engine
from tests.etl.registers import EVENTS, as_csv, event, events

STRANGE = ("Мероприятие", "Дата начала", *EVENTS[2:6], "Откуда", *EVENTS[7:])


@pytest.fixture
def folder(tmp_path: Path, sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, with a warehouse that does not exist yet."""
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    return tmp_path


def write(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_a_name_is_confirmed_listed_and_withdrawn(
    folder: Path, sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(folder, "Пермь.csv", events(event("Атлантида"), event("Томск")))
    assert main(["load", file]) == 0
    capsys.readouterr()
    assert main(["alias", "--list"]) == 0
    printed = capsys.readouterr().out
    assert "Атлантида ? строк 1; возможно: —; источники: Пермь" in printed and "возможно: 70 Томская область" in printed
    assert main(["alias", "Атлантида", "59", "--by", "Иванова"]) == 0
    assert "Вышло из карантина строк: 1" in capsys.readouterr().out
    main(["alias"])
    assert "Атлантида = 59 Пермский край (Иванова" in capsys.readouterr().out
    main(["values", file, "--column", "Регион-участник", "--kind", "region"])
    assert "Атлантида,matched,59,Пермский край," in capsys.readouterr().out
    assert main(["check", file]) == 1
    assert "в карантин 1" in capsys.readouterr().out
    assert main(["alias", "--withdraw", "Атлантида", "--by", "Иванова"]) == 0
    assert "Вернулось в карантин строк: 1" in capsys.readouterr().out
    assert service.aliases(create_engine(sqlite)) == []


def test_a_municipality_is_explained_listed_and_withdrawn(
    folder: Path, sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(folder, "Пермь.csv", events(event("Пермский край", municipality="Слкмск")))
    main(["load", file])
    capsys.readouterr()
    assert main(["municipality"]) == 0
    printed = capsys.readouterr().out
    assert "59 Пермский край: Слкмск ? строк 1; возможно: 59-052" in printed and "источники: Пермь" in printed
    assert main(["municipality", "Слкмск", "Пермский край", "59-052", "--by", "Иванова"]) == 0
    assert "Изменилось строк: 1" in capsys.readouterr().out
    main(["municipality", "--list"])
    assert "Слкмск = 59-052 Соликамский муниципальный округ (Иванова" in capsys.readouterr().out
    values = ["values", file, "--column", "Муниципалитет", "--region-column", "Регион-участник", "--kind"]
    main([*values, "municipality"])
    assert "Слкмск,matched,59-052," in capsys.readouterr().out
    assert main(["municipality", "Слкмск", "59", "--withdraw", "--by", "Иванова"]) == 0
    assert main(["municipality", "Слкмск", "59", "--none", "--by", "Иванова"]) == 0
    main([*values, "municipality"])
    assert "Слкмск,none,,," in capsys.readouterr().out
    assert service.waiting_municipalities(create_engine(sqlite)) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["alias", "Атлантида", "59"], "--by"),
        (["alias", "Атлантида", "--by", "Иванова"], "нет субъекта с таким кодом"),
        (["alias", "--withdraw", "Атлантида", "--by", "Иванова"], "Атлантида"),
        (["municipality", "Кама", "59", "59-052"], "--by"),
        (["municipality", "Кама", "59", "70-001", "--by", "Иванова"], "«70-001»"),
        (["municipality", "Кама", "59", "--withdraw", "--by", "Иванова"], "«Кама»"),
        (["duplicates", "--same", "abc", "--by", "Иванова"], "«abc»"),
        (["duplicates", "--withdraw", "abc", "--by", "Иванова"], "«abc»"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_decision_that_means_nothing_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr().err
    assert said in printed and "Traceback" not in printed


def test_values_make_no_warehouse(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(folder, "Пермь.csv", events(event("Атлантида")))
    assert main(["values", file, "--column", "Регион-участник", "--kind", "region"]) == 0
    assert main(["check", file]) == 1
    assert "unknown" in capsys.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["Пермь.csv"]


def test_a_heading_is_explained_once_and_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(folder, "Пермь.csv", as_csv(STRANGE, [event("Пермский край")]))
    assert main(["check", file]) == 2
    assert '--map "Откуда=region"' in capsys.readouterr().err
    assert main(["check", file, "--map", "Откуда=region"]) == 0
    assert main(["load", file, "--map", "Откуда=region"]) == 2
    assert "--by" in capsys.readouterr().err
    assert main(["load", file, "--map", "Откуда=region", "--by", "Иванова"]) == 0
    newer = write(folder, "Пермь v2.csv", as_csv(STRANGE, [event("Томская область")]))
    assert main(["check", newer]) == 0
    assert main(["check", newer, "--source", "Томск"]) == 2


def test_an_optional_heading_is_proposed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", write(folder, "Пермь.csv", as_csv((*EVENTS[:-1], "Учасники"), [event("Пермский край", "5")]))])
    assert 'возможно: «Учасники» — «Участники» (--map "Учасники=participants")' in capsys.readouterr().out


@pytest.mark.parametrize("text", ["Откуда", "=region"])
def test_a_mapping_needs_both_sides(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder / "а.csv"), "--map", text]) == 2
    assert "ЗАГОЛОВОК=СТОЛБЕЦ" in capsys.readouterr().err


def test_a_pair_is_listed_decided_and_asked_about_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("А.csv", "Б.csv"):
        main(["load", write(folder, name, events(event("Пермский край")))])
    capsys.readouterr()
    main(["duplicates"])
    listed = capsys.readouterr().out
    key = listed.split()[0]
    assert "100 %" in listed and "59 Пермский край" in listed and "А:2" in listed and "Б:2" in listed
    for choice in ("--same", "--different"):
        assert main(["duplicates", choice, key, "--by", "Иванова"]) == 0
        assert capsys.readouterr().out == "Повторов, которые ждут решения, нет.\n"
        assert main(["duplicates", "--withdraw", key, "--by", "Иванова"]) == 0
        assert capsys.readouterr().out == listed


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("alias", "Каждое название узнано"),
        ("municipality", "Каждое название муниципалитета узнано"),
        ("duplicates", "Повторов, которые ждут решения, нет"),
    ],
)
def test_nothing_to_decide_is_said(folder: Path, command: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", write(folder, "А.csv", events(event("Пермский край")))])
    capsys.readouterr()
    assert main([command]) == 0
    assert capsys.readouterr().out.startswith(said)


def test_english_is_spoken_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["load", write(folder, "А.csv", events(event("Атлантида")))])
    monkeypatch.setenv("DASHBOARD_LANGUAGE", "en")
    capsys.readouterr()
    main(["alias"])
    main(["alias", "Атлантида", "59", "--by", "Иванова"])
    main(["alias"])
    printed = capsys.readouterr().out
    assert "rows 1; perhaps: —; sources: А" in printed and "Rows released: 1" in printed and "59 Perm Krai" in printed
