"""The two languages of the interface: phrases by gettext with Russian msgids, units by the forms they declare.

`python -m dashboard.language.phrases` gathers the phrases of the code into the catalogues; new ones wait there untranslated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from etl.words import Unit

LANGUAGES = ("ru", "en")
LOCALE = Path(__file__).parents[1] / "locale"
ROOT = Path(__file__).parents[2]
SPOKEN = ("dashboard", "pages")
KEYWORDS = {"_": None, "words": None, "many": (1, 2)}

# A Russian fraction takes the genitive singular, the form of 2: «1,5 участника».
FORMS = {"ru": {"one": 0, "few": 1, "many": 2, "other": 1}, "en": {"one": 0, "other": 1}}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: call it with a Russian phrase, `_("Как посчитано")`."""

    language: str

    def __call__(self, text: str, **values: object) -> str:
        """Return the phrase in this language, with its {names} filled in."""
        return fill(catalogue(self.language).get(text, text), values)

    def many(self, one: str, more: str, number: float, **values: object) -> str:
        """Return the phrase whose form fits the number: `_.many("{number} регион", "{number} регионов", 3)`."""
        forms = plurals(self.language).get(one) or (one, more)
        return fill(forms[min(form(self.language, number), len(forms) - 1)], {"number": number} | values)

    def plural(self, number: float, unit: Unit) -> str:
        """Return the words of a unit after the number, without the number."""
        return (unit.en if self.language == "en" else unit.ru)[form(self.language, number)]


def fill(text: str, values: dict[str, object]) -> str:
    """Return the phrase with its names filled in; a phrase without names may hold braces."""
    return text.format(**values) if values else text


@lru_cache(maxsize=8192)
def form(language: str, number: float) -> int:
    """Return which plural form follows the number."""
    size = abs(number)
    return FORMS[language][Locale(language).plural_form(int(size) if float(size).is_integer() else size)]


@cache
def translator(language: str) -> Words:
    """Return the words of a language; of Russian when the language is not known."""
    return Words(language if language in LANGUAGES else LANGUAGES[0])


def catalogue_file(language: str) -> Path:
    """Return the file of a language's phrases."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """Return the phrases in the file of a language."""
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the translated phrases; a Russian phrase is its own translation."""
    return {key: forms[0] for key, forms in entries(read_catalogue(language)) if len(forms) == 1 and forms[0]}


@cache
def plurals(language: str) -> dict[str, tuple[str, ...]]:
    """Return the forms of phrases that follow a number, by their first form."""
    return {key: forms for key, forms in entries(read_catalogue(language)) if len(forms) > 1 and all(forms)}


def entries(phrases: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every phrase with its translation in one form or, where a number leads it, in several."""
    for message in phrases:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        if key:
            yield key, ("",) * len(forms) if message.fuzzy else forms


def phrases() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Yield every phrase of the code with its file."""
    for folder in SPOKEN:
        for file, _line, phrase, *_ in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            yield phrase, f"{folder}/{file}"


def gathered(language: str) -> Catalog:
    """Return a catalogue of all phrases of the code; Russian needs only those that follow a number."""
    phrases_of_code = Catalog(locale=language)
    for phrase, file in phrases():
        if language != "ru" or isinstance(phrase, tuple):
            phrases_of_code.add(phrase, locations=[(file, 0)])
    return phrases_of_code


def update(language: str) -> int:
    """Bring the file of a language up to the code; return how many phrases wait for a translation."""
    catalog = read_catalogue(language)
    catalog.update(gathered(language), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with catalogue_file(language).open("wb") as file:
        write_po(
            file, catalog, width=120, sort_output=True, omit_header=True, include_lineno=False, ignore_obsolete=True
        )
    return len(untranslated(catalog))


def untranslated(phrases: Catalog) -> list[str]:
    """Return the phrases without a translation or with a doubtful one."""
    return [key for key, forms in entries(phrases) if not all(forms)]


if __name__ == "__main__":
    for name in LANGUAGES:
        print(f"{catalogue_file(name).relative_to(ROOT)}: {update(name)} phrases without a translation")
