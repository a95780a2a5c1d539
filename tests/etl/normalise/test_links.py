"""A source is a page of the web or a document by its name, and nothing that a browser would run or open here."""

import pytest

from etl.normalise.columns import as_link

PAGES = ("https://example.org/a?b=c", "http://пример.рф/страница", "HTTPS://EXAMPLE.ORG")
DOCUMENTS = ("Протокол № 5, стр. 3", "Письмо: от 3 мая", "Doc: annex 2", "", "www.example.org/a")
OTHERS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "file:///C:/a.docx",
    "ftp://a/b",
)


@pytest.mark.parametrize("text", (*PAGES, *DOCUMENTS))
def test_a_page_and_the_name_of_a_document_are_kept(text: str) -> None:
    assert as_link(text) == ((text,), "", {}, False)


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_address_is_refused(text: str) -> None:
    assert as_link(text).problem == "address_not_web"
