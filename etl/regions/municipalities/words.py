"""A written municipality taken apart: the words that name it and the words that say what it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from etl.regions.names import squeeze
from etl.spelling import DASHES, INVISIBLE, QUOTES, TO_CYRILLIC, one_alphabet, tidy

# What a word says of a municipality; a frame says nothing, a part of one lies below the directory.
DISTRICT, OKRUG, URBAN, MUNICIPAL, TOWN, SETTLEMENT, CLOSED, GENERIC, FRAME, BELOW, SETTLED = (
    *("район", "округ", "городской", "муниципальный", "город", "посёлок", "зато", "образование", "рамка", "ниже"),
    "поселение",
)
KIND_WORDS: Mapping[str, str] = {
    DISTRICT: "район района районе району районом улус улуса улусе улусу кожуун кожууна кожууне аймак",
    OKRUG: "округ округа округе округу округом",
    URBAN: "городской городского городском городскому городским городскими",
    MUNICIPAL: "муниципальный муниципального муниципальном муниципальному муниципальным муниципальное",
    TOWN: "город города городе городу городом",
    SETTLEMENT: "поселок поселка поселке поселку рабочий рабочего рабочем пгт рп типа",
    CLOSED: "зато закрытое закрытого закрытом административно-территориальное административно-территориального",
    GENERIC: "образование образования образовании образованию мо муниципалитет муниципалитета районное районного",
    FRAME: "администрация администрации администрацией администрацию глава главы главой имени герой героя курорт "
    "предельный единый единого территория территории внутригородская внутригородское внутригородского национальный национального рф россия россии российская российской федерация федерации "
    "дума думы думе думу совет совета совете собрание собрания собрании депутатов депутаты мэр мэра мэрия мэрии управа управы "
    "районный районная районной городская палата палаты орган органа контрольно-счетная контрольно-счетной "
    "контрольно-счетный контрольно-счетного представительный представительное представительного",
    SETTLED: "поселение поселения поселении поселению поселений",
    BELOW: "сельское сельского сельском городское сельсовет сельсовета сельсовете сельский сельская сельской "
    "село села селе деревня деревни станица станицы хутор хутора аул аула наслег наслега слобода слободы "
    "микрорайон микрорайона улица улицы ул мкр",
}
KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}
SHORTEST_MISSPELT = 9
# «Вельского» is no «сельского».
LONG_KINDS = tuple(word for word, kind in KINDS.items() if len(word) >= SHORTEST_MISSPELT and kind != BELOW)
ABBREVIATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE if not sensitive else 0), words)
    for pattern, words, sensitive in (
        (r"\bвнутригородск\w+ (?:район\w*|р-н\w*)", " микрорайон ", False),
        (r"\bвн\. ?тер\.(?: ?г\.)?(?: ?ф\. ?з\.)?|\bвмо\b", " внутригородское ", False),
        (r"\(?\bс ?/?(?:п\. ?т\b\.?|подчин\w+ (?:\w+ )?территори\w+)\)?", " ", False),
        (r"[\s-]*\bн/ ?д\b\.?|-на-д\b\.?", "-на-дону ", False),
        (r"[\s-]*\bн/ ?а\b\.?|-на-а\b\.?", "-на-амуре ", False),
        (r"\(вкл[^)]*\)?", " ", False),
        (r"национальн(\w+) \(?(?:долгано-)?эвенкийск\w+\)?", r"национальн\1", False),
        (r"\b(?:м|мун|муниц\w*)[./-] ?р-?о?н[аеу]?\b\.?", " муниципальный район ", False),
        (r"\bр-?о?н[аеу]?\b\.?|\bр-он\w*\b\.?", " район ", False),
        (r"\bм\. ?окр(?:уг\w*|\.)?", " муниципальный округ ", False),
        (r"\b(?:г|гор|город)\. ?окр(?:уг\w*|\.)?|\bгорокруг\w*", " городской округ ", False),
        (r"\bмого\b", " мо городской округ ", False),
        (r"\bг[./] ?о\b\.?|\b(?:го|gо|гo|go)\b\.?(?![\w-])", " городской округ ", False),
        (r"\bм[./] ?о\b\.?", " муниципальный округ ", True),
        (r"\bм[./] ?о\b\.?", " мо ", False),
        (r"\bм[./-] ?р\b\.?|\bмр\b\.?", " муниципальный район ", False),
        (r"\bрмо\b\.?", " район мо ", False),
        (r"\b(?:с|г)[/.] ?п\b\.?|\b(?:гп|сп)\b", " поселение ", False),
        (r"\bс[/.] ?[со]\b\.?|\bс-с\b", " сельсовет ", False),
        (r"\bп\.? ?г\.? ?т\b\.?", " пгт ", False),
        (r"\bр\. ?п\b\.?", " рп ", False),
        (r"\bмун(?:иц\w*)?\.", " муниципальный ", False),
        (r"\bокр\.", " округ ", False),
        (r"\b(?:г|гор)\.|\bг(?=\s+[А-ЯЁа-яё]|\s*,|\s*$)", " город ", False),
        (r"\b(?:пос|п)\.", " поселок ", False),
        (r"\bс\.", " село ", False),
        (r"\b(?:д|дер)\.", " деревня ", False),
        (r"\b(?:ст-ца|ст)\b\.", " станица ", False),
        (r"\b(?:х|хут)\.", " хутор ", False),
        (r"\bим\.", " имени ", False),
        (r"\bгород-(герой|курорт)\b|\bгорода-(героя|курорта)\b", r" город ", False),
    )
)
# Most names have none of these, and thirty patterns take a tenth of a millisecond.
MAY_BE_ABBREVIATED = re.compile(
    r"[./(]|\b\w{1,3}\b|\b(?:р-|с-с|ст-ца|города?-|внутригородск|национальн|подчин|мого\b|горокруг)", re.IGNORECASE
)
MARKS = re.compile(r"[¹²³⁰⁴-⁹*†‡]+\)?|(?<=[а-яё])\d{1,2}\)?(?=\s*$)", re.IGNORECASE)
# «Городской округ - Курган»: what is said of a municipality ends here, and its name begins.
AFTER_KIND = re.compile(
    r"\b(округ|район|образование|муниципалитет|зато|го|мо|мр)(?:\s*-\s+|\s+-\s*|-(?=[А-ЯЁ]))", re.IGNORECASE
)
HYPHEN = re.compile(r"(?<=\w\.)\s*-\s*(?=\w)|(?<=\w)\s*-\s*(?=\w)")
NUMBER = re.compile(r"№\s*(?=\d)")
TOKEN = re.compile(r"№\d+|[^\W\d_]+\.?(?:-[^\W\d_]+)+|[^\W\d_]+|\d+|[,;/()]|\+")
BREAKS = frozenset(",;/()+")
LOOKALIKE = re.compile(r"(?<![^\W\d_])[aceopxyhkmtbiа-я]+(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a written name: as it stands, and in small letters of one alphabet."""

    written: str
    text: str

    @property
    def kind(self) -> str:
        """Return what the word says a municipality is; empty for a word that names."""
        return kind_of(self.text)

    @property
    def is_break(self) -> bool:
        """Return whether it parts one name from another: a comma, a bracket, «и»."""
        return self.text in BREAKS or self.text == "и"


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a written name, abbreviated kinds written out."""
    plain = MARKS.sub(" ", INVISIBLE.sub("", DASHES.sub("-", text.replace("_", " "))))
    plain = AFTER_KIND.sub(r"\1 ", QUOTES.sub(" ", plain))
    plain = NUMBER.sub("№", HYPHEN.sub("-", plain))
    for pattern, words in ABBREVIATIONS if MAY_BE_ABBREVIATED.search(plain) else ():
        plain = pattern.sub(words, plain)
    has_cyrillic = bool(re.search("[а-яё]", plain, re.IGNORECASE))
    return tuple(Word(token, small(token, has_cyrillic)) for token in TOKEN.findall(plain))


@lru_cache(maxsize=16_384)
def kind_of(text: str) -> str:
    """Return what a word says a municipality is; a long one may have a letter wrong, for it names nothing."""
    if text in KINDS or len(text) < SHORTEST_MISSPELT:
        return KINDS.get(text, "")
    close = process.extractOne(text, LONG_KINDS, scorer=Levenshtein.distance, score_cutoff=1)
    return KINDS[close[0]] if close else ""


def small(token: str, has_cyrillic: bool) -> str:
    """Return a word in small letters of one alphabet; among Cyrillic words one of look-alikes is Cyrillic too."""
    text = tidy(token)
    return one_alphabet(LOOKALIKE.sub(lambda part: part[0].translate(TO_CYRILLIC), text) if has_cyrillic else text)


def key_of_words(words: tuple[Word, ...]) -> str:
    """Return the letters of words run together: hyphens and spaces get lost and get in."""
    return squeeze("".join(word.text for word in words))
