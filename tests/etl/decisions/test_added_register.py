"""A register that somebody adds has possible duplicates from its declaration alone, without a further word."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]

GRANTS = '''
from etl.datasets.dataset import Column, Dataset, Kind, Measure
from etl.datasets.shared import MUNICIPALITY, REGION, SOURCE_URL
from etl.words import Text

GRANTS = Dataset(
    "grants",
    Text("Гранты", "Grants"),
    Text("один грант", "one grant"),
    (
        REGION,
        Column("granted_on", Kind.DATE, Text("Дата гранта", "Granted on"), Text("День решения", "The day"), required=True),
        Column("project", Kind.TEXT, Text("Проект", "Project"), Text("На что", "What for"), required=True),
        MUNICIPALITY,
        Column("sum_mln", Kind.NUMBER, Text("Сумма, млн руб.", "Sum"), Text("Сколько", "How much")),
        SOURCE_URL,
    ),
    date=("granted_on",),
    region="region",
)
'''  # fmt: skip

# Answers what is in the warehouse before and after every possible pair is said to be one and the same.
ASK = """
import json, sys
import sqlalchemy as sa
from etl import service
from etl.warehouse.database import create_engine
from etl.warehouse.tables import FACTS
from etl.datasets import DATASETS
from etl.rows.states import COUNTED

engine, grants = create_engine(sys.argv[1]), FACTS["grants"]
for name, content in json.loads(sys.argv[2]).items():
    service.load(engine, service.check(name, content.encode()), by="Иванова")

def rows():
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).where(grants.c.quarantined == COUNTED))

before, pairs = rows(), service.possible_duplicates(engine)
for pair in pairs:
    service.decide_duplicate(engine, pair, True, by="Иванова")
sides = sorted([pair.first.title, pair.second.title, pair.second.source, pair.score] for pair in pairs)
words = [column.name for column in DATASETS["grants"].identifying()]
print(json.dumps({"before": before, "pairs": sides, "after": rows(), "identifying": words}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the registers with one more, added as the how-to says."""
    folder = tmp_path_factory.mktemp("added")
    shutil.copytree(ROOT / "etl", folder / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "data").symlink_to(ROOT / "data")
    (folder / "etl/datasets/grants.py").write_text(GRANTS, encoding="utf-8")
    registry = folder / "etl/datasets/__init__.py"
    declared = registry.read_text(encoding="utf-8").replace("        TARGETS,\n", "        TARGETS,\n        GRANTS,\n")
    declared = declared.replace(
        "from etl.datasets.events", "from etl.datasets.grants import GRANTS\nfrom etl.datasets.events"
    )
    registry.write_text(declared, encoding="utf-8")
    return folder


def answer_of(folder: Path, tmp_path: Path, **files: list[str]) -> dict[str, Any]:
    heading = "Регион;Дата гранта;Проект;Муниципальное образование;Сумма, млн руб."
    contents = {f"{name}.csv": "\n".join([heading, *lines]) for name, lines in files.items()}
    address = f"sqlite:///{tmp_path / 'warehouse.sqlite'}"
    done = subprocess.run(
        [sys.executable, "-c", ASK, address, json.dumps(contents)],
        cwd=folder, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(folder)},
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


THREE = [
    "Пермский край;12.03.2025;Мост через Каму;Пермь;1,5",
    "Пермский край;12.03.2025;Школа в Кунгуре;Кунгур;2",
    "Томская область;04.04.2025;Сквер;;0,5",
]


def test_the_same_three_grants_under_two_names_are_three_pairs_and_three_grants(folder: Path, tmp_path: Path) -> None:
    titles = ("Мост через Каму", "Сквер", "Школа в Кунгуре")
    assert answer_of(folder, tmp_path, А=THREE, Б=THREE) == {
        "before": 6,
        "pairs": [[title, title, "Б", 100] for title in titles],
        "after": 3,
        "identifying": ["region", "granted_on", "project", "municipality"],
    }


def test_another_day_title_or_municipality_is_another_grant(folder: Path, tmp_path: Path) -> None:
    others = [
        "Пермский край;13.03.2025;Мост через Каму;Пермь;1,5",
        "Пермский край;12.03.2025;Больница;Кунгур;2",
        "Пермский край;12.03.2025;Школа в Кунгуре;Лысьва;2",
        "Томская область;04.04.2025;Сквер.;Томск;",
    ]
    answer = answer_of(folder, tmp_path, А=THREE, Б=others)
    assert (answer["pairs"], answer["after"]) == ([["Сквер", "Сквер.", "Б", 100]], 6)
