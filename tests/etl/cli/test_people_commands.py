"""Who may open the dashboard is said in the terminal too: the first administrator is made there."""

from datetime import timedelta

import pytest

from etl import service
from etl.cli.app import main
from etl.principal import Principal, Role
from etl.service import Lifetime, SignedIn
from etl.warehouse.database import create_engine

LIFETIME = Lifetime(timedelta(hours=1), timedelta(hours=1))


@pytest.fixture(autouse=True)
def warehouse_address(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    return sqlite


def principals(address: str) -> list[Principal]:
    return [person.principal for person in service.people(create_engine(address))]


def test_the_first_administrator_is_made_before_anybody_can_sign_in(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACCESS", "oidc")
    assert main(["people"]) == 0
    assert "Ролей ещё ни у кого нет" in capsys.readouterr().out
    assert main(["people", "add", "7d1f", "--name", "Иванова А.", "--role", "administrator"]) == 0
    assert "7d1f  Иванова А. — администратор (командная строка" in capsys.readouterr().out
    assert principals(sqlite) == [Principal("7d1f", "Иванова А.", Role.ADMINISTRATOR)]


def test_who_waits_is_listed_and_called_as_they_signed_in(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    service.start_session(create_engine(sqlite), SignedIn("9c20", "Петров"), LIFETIME)
    main(["people", "list"])
    assert "9c20  Петров — ждёт роли" in capsys.readouterr().out
    assert main(["people", "add", "9c20", "--role", "region", "--regions", "59, Свердловская область"]) == 0
    assert principals(sqlite) == [Principal("9c20", "Петров", Role.REGION, ("59", "66"))]
    printed = capsys.readouterr().out
    assert "сотрудник региона: 59 Пермский край, 66 Свердловская область" in printed and "ждёт" not in printed


def test_a_role_is_changed_taken_and_put_back(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["people", "add", "7d1f", "--name", "Иванова", "--role", "administrator"])
    main(["people", "add", "9c20", "--name", "Петров", "--role", "region", "--regions", "59"])
    main(["people", "role", "9c20", "--role", "analyst", "--by", "Иванова"])
    main(["people", "role", "9c20", "--name", "Петров П."])
    assert principals(sqlite)[1] == Principal("9c20", "Петров П.", Role.ANALYST)
    main(["people", "remove", "9c20", "--by", "Иванова"])
    assert len(principals(sqlite)) == 1
    main(["people", "undo", "9c20", "--by", "Иванова"])
    assert principals(sqlite)[1] == Principal("9c20", "Петров П.", Role.ANALYST)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("remove", "7d1f"), "единственный администратор"),
        (("remove", "nobody"), "роль, нет. Есть: 7d1f"),
        (("add", "9c20", "--name", "Петров"), "Роли «» нет. Можно: leader, analyst, region, administrator"),
        (("add", "9c20", "--name", "Петров", "--role", "boss"), "Роли «boss» нет"),
        (("add", "9c20", "--role", "leader"), "Нужны знак"),
        (("add", "9c20", "--name", "Петров", "--role", "region"), "хотя бы один регион"),
        (("add", "9c20", "--name", "Петров", "--role", "region", "--regions", "Атлантида"), "нет субъекта"),
        (("forget", "7d1f"), "Действия «forget» нет"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    sqlite: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    main(["people", "add", "7d1f", "--name", "Иванова", "--role", "administrator"])
    assert main(["people", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert len(principals(sqlite)) == 1
