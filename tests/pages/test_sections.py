"""Every section of every page that is cut into sections: opens without a fault and speaks one language, on sparse and full data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.reading import LATIN, latin_words, opened, russian_words, texts, visit
from tests.pages.test_pages import OURS, words_of_the_data
from tests.pages.warehouses import ROOT, address, copy, demo, point, record

# The codes stand where the pages declare them: `choose("section", {…})` or `SECTIONS = {…}`.
DECLARED = re.compile(r'(?:SECTIONS = |"section",\s*)\{(.*?)\}', re.DOTALL)


def sections(page: str) -> list[str]:
    """Return the codes of the sections that a page declares."""
    found = DECLARED.search((ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8"))
    return re.findall(r'"(\w+)": _\(', found.group(1)) if found else []


WALKED = [(path.stem, code) for path in sorted(Path(ROOT / "pages").glob("*.py")) for code in sections(path.stem)[1:]]


def test_the_sections_are_found() -> None:
    assert {page for page, _ in WALKED} >= {"overview", "events", "associations", "competitions", "region", "silent"}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("filled", [demo, record], ids=["demo", "record"])
@pytest.mark.parametrize(("page", "section"), WALKED)
def test_a_section_opens_and_speaks_one_language(
    page: str, section: str, filled: Callable[[], Path], language: str
) -> None:
    point(address(copy(filled())))
    app = opened(language, **({"region": "59"} if page == "region" else {}))
    app.query_params["section"] = section
    visit(app, page)
    assert not app.exception
    assert app.query_params["section"] in (section, [section])
    said = list(texts(app))
    assert any("Источник" in text or "Source" in text for text in said), "every exhibit ends with its source"
    foreign = latin_words(app) - OURS if language == "ru" else russian_words(app)
    addresses = {
        word for text in said for address in re.findall(r"https?://\S+", text) for word in LATIN.findall(address)
    }
    assert foreign - words_of_the_data() - addresses - {"ЛМП"} == set()
