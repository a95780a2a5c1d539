"""What sources cover, as «Методика» lists it: each statement says what it is about."""

from dashboard.method.source_coverage import source_coverage
from etl.datasets.coverage import Coverage, How
from tests.etl.registers import competitions
from tests.pages.warehouses import shown


def test_statements_about_seasons_of_contests_name_them() -> None:
    rows = (("Служение", season, "Пермский край", "город Пермь", "подана", "", "", "1") for season in ("2024", "2025"))
    engine = shown(Coverage(How.FULL), competitions=competitions(*rows))
    listed = source_coverage("ru").frame
    assert list(listed["register"]) == ["Конкурсные заявки: Служение · 2024", "Конкурсные заявки: Служение · 2025"]
    engine.dispose()
