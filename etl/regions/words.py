"""A written region name taken apart: the words that name it and the words that say what kind of subject it is."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.regions.transliteration import skeleton
from etl.spelling import is_latin, one_alphabet, tidy

Kinds = frozenset[str]

SUPERSCRIPTS = re.compile(r"[¹²³⁰⁴-⁹*†‡]+\)?")
FOOTNOTE = re.compile(r"(?:[\s,;]*(?<!\d)\d{1,2}(?!\d)\)?)+\s*$")
GLUED = re.compile(r"(?<=[а-яёa-z])(?=[А-ЯЁA-Z][а-яёa-z]{2})")
HYPHEN_SPACES = re.compile(r"\s*-\s*")
PREFIX = re.compile(
    r"^(?:\d{1,2}[.) ] ?-? ?|[-:.,;•·] ?"
    r"|(?:в том числе|в т\. ?ч\.?|в тч|из них|из общего числа|including)\b[:;,. ]*(?:по )?)+"
)
SINCE = re.compile(r"\(?\b(?:с|по|до) (?:\d\d\.\d\d\.)?\d{4} ?(?:г\.?|год[а]?)?\)?$")
TOTAL = re.compile(r"[\s,-]+\(?всего\)?$")
INITIAL_R = re.compile(r"^р\. ?(?=[а-я]{3})")
SPACED_AO = re.compile(r"\b([аa])(?:\.|/|\. ?/) ?([оo])\b\.?")
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’‘`ʼ′ʹ][^\W\d_]+)*['’‘`ʼ′ʹ]?")

# «город Москва — столица Российской Федерации», «г. ф. з. Москва».
CAPITAL = re.compile(r"[ ,(-]*\b(?:столиц[аыеу]|столичн\w+) (?:российской федерации|россии|рф)\b[ ,)-]*")
FEDERAL_CITY = re.compile(r"\b(?:г\. ?ф\. ?з\.?|гфз)(?= ?[а-я])")
ADJECTIVE = re.compile(r"(?:ая|ой|ую|ий|ого|ому|им)$")
REGION = "регион"  # the English "region" says any kind but a city
NOTHING: Kinds = frozenset()


def _kinds(table: dict[str, str]) -> dict[str, Kinds]:
    return {word: frozenset(kinds.split("+")) for kinds, words in table.items() for word in words.split()}


CYRILLIC_KINDS = _kinds(
    {
        "область": "область области областью областях обл",
        "край": "край края краю крае краем кр",
        "республика": "республика республики республике республику республикой респ республ респуб",
        "округ": "округ округа округу округе окр",
        "автономный": "автономный автономного автономная автономной автономному авт автон автоном ао",
        "автономный+область": "аобл",
        "автономный+округ": "аокр аок автокруг",
        "город": "город города городу городе гор г",
        "народная": "народная народной народ нар",
        "асср": "асср",
    }
)
LATIN_KINDS = _kinds(
    {
        "область": "oblast oblasti oblastj obl gebiet",
        REGION: "region reg province",
        "край": "krai crai kray territory",
        "республика": "republic republika respublika republik republiek republique rep resp",
        "округ": "okrug okr ok area district kreis",
        "автономный": "autonomous autonomnyi avtonomnyi avtonomny avtonomnaya autonomnaya auton aut avt a ao jsc autonome autonomer autonomen",
        "автономный+округ": "aok aokr",
        "город": "city gorod g town stadt ville",
        "народная": "people peoples narodnaya",
        "асср": "assr",
    }
)
FOLDED_KINDS = {skeleton(word): kinds for word, kinds in LATIN_KINDS.items()}
SILENT = frozenset(("федерального", "значения", "рф", "россия", "российская", "федерация"))
SILENT_LATIN = frozenset(
    map(
        skeleton,
        (
            "of",
            "the",
            "de",
            "du",
            "la",
            "le",
            "des",
            "der",
            "die",
            "von",
            "federal",
            "federale",
            "föderale",
            "russia",
            "russian",
            "federation",
            "federalnogo",
            "znacheniya",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Name:
    """The naming words in alphabetical order and the kinds said.

    A noun said twice counts once («Адыгея (Адыгея)»); an adjective twice does not: «Волгоградская область -
    Волгоградская» is a branch of something, not the region.
    """

    roots: tuple[str, ...]
    kinds: Kinds


def key_of(text: str) -> str:
    """Return the text in small letters of one alphabet, without footnote marks, underlines and doubled spaces."""
    plain = one_alphabet(tidy(GLUED.sub(" ", SUPERSCRIPTS.sub(" ", text).replace("_", " "))))
    plain = FEDERAL_CITY.sub("город ", CAPITAL.sub(" ", plain)).strip()
    return HYPHEN_SPACES.sub("-", FOOTNOTE.sub("", plain)).strip(" -")


def without_frame(key: str) -> str:
    """Return a key without «в том числе», a row number before it, «с 1998 года» and «- всего» behind it."""
    return FOOTNOTE.sub("", TOTAL.sub("", SINCE.sub("", PREFIX.sub("", key)).strip(" -.,;:"))).strip(" -.,;:")


def name_of(key: str) -> Name:
    """Return the parts of a name; the order of its words, repeats and cases of the kind words do not matter."""
    words = TOKEN.findall(SPACED_AO.sub(r"\1\2", INITIAL_R.sub("республика ", key)))
    return _latin(words) if is_latin(key) else _cyrillic(words)


def _cyrillic(words: list[str]) -> Name:
    kinds = frozenset[str]().union(*(CYRILLIC_KINDS.get(word, NOTHING) for word in words))
    roots = [word for word in words if word not in CYRILLIC_KINDS and word not in SILENT]
    nouns = {word for word in roots if not ADJECTIVE.search(word)}
    return Name(tuple(sorted([*nouns, *(word for word in roots if word not in nouns)])), kinds)


def _latin(words: list[str]) -> Name:
    folded = [_skeleton(word) for word in words]
    kinds = frozenset[str]().union(*(FOLDED_KINDS.get(word, NOTHING) for word in folded))
    roots = {word for word in folded if word and word not in FOLDED_KINDS}
    return Name(tuple(sorted(roots - SILENT_LATIN)), kinds)


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    return skeleton(word)
