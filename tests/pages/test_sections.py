"""Every section of every page that is cut into sections: opens without a fault and speaks one language, on sparse and full data."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language.phrases import LANGUAGES
from dashboard.navigation import PAGES
from etl.principal import LOCAL
from tests.pages.reading import LATIN, latin_words, opened, russian_words, texts, visit
from tests.pages.test_pages import OURS, words_of_the_data
from tests.pages.warehouses import ROOT, address, copy, demo, point, record

# The codes stand where the pages declare them: `choose("section", {…})` or `SECTIONS = {…}`.
DECLARED = re.compile(r'(?:SECTIONS = |"section",\s*)\{(.*?)\}', re.DOTALL)


def sections(page: str) -> list[str]:
    """Return the codes of the sections that a page declares."""
    sections = DECLARED.search((ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8"))
    return re.findall(r'"(\w+)": _\(', sections.group(1)) if sections else []


OPEN = sorted(page.name for page in PAGES if page.is_open_to(LOCAL))
WALKED = [(name, code) for name in OPEN for code in sections(name)[1:]]


def test_the_sections_are_found() -> None:
    assert {page for page, _ in WALKED} >= {"overview", "events", "associations", "competitions", "region", "silent"}


@pytest.fixture(scope="module", params=[(d, lang) for d in ("record", "demo") for lang in LANGUAGES], ids="-".join)
def with_data(request: pytest.FixtureRequest) -> tuple[AppTest, str]:
    data, language = request.param
    point(address(copy({"record": record, "demo": demo}[data]())))
    return opened(language, region="59"), language


@pytest.mark.parametrize(("page", "section"), WALKED)
def test_a_section_opens_and_speaks_one_language(with_data: tuple[AppTest, str], page: str, section: str) -> None:
    app, language = with_data
    app.query_params["section"] = section
    visit(app, page)
    assert not app.exception
    assert app.query_params["section"] in (section, [section])
    said = list(texts(app))
    sources = [text for text in said if "Источник" in text or "Source" in text]
    assert sources or page == "presentation", "every exhibit ends with its source"
    foreign = latin_words(app) - OURS if language == "ru" else russian_words(app)
    links = {word for text in said for link in re.findall(r"https?://\S+", text) for word in LATIN.findall(link)}
    assert foreign - words_of_the_data() - links - {"ЛМП"} == set()
