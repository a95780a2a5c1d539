"""How a cell is spelled: the marks that differ from one clerk to the next and mean nothing are made equal here."""

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile(r"[‐‑‒–—―−﹣－]")
QUOTES = re.compile(r"[«»“”„‟\"]|''")
SPACES = re.compile(r"\s+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
WORD = re.compile(r"[^\W\d_]+")
WORDS_AND_NUMBERS = re.compile(r"[^\W_]+")
FOOTNOTE = re.compile(r"(?<=\S)\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
NUMBERING = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")

# Letters that look the same in both alphabets: a keyboard left in the other layout puts them into a word.
TO_CYRILLIC = str.maketrans("aceopxyhkmtbipnu", "асеорхункмтвірпи")
TO_LATIN = str.maketrans("асеорхукмтві", "aceopxykmtbi")
CYRILLIC = re.compile(r"[а-яё]")
LATIN = re.compile(r"[a-z]")

NOTHING = frozenset({"", "-", "--", "---", "_", ".", "..", "...", "…", "/", "?"})


def tidy(text: str) -> str:
    """Return the text in small letters with one kind of space, dash and no quotes, ё or invisible marks."""
    plain = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold().replace("ё", "е")
    return SPACES.sub(" ", DASHES.sub("-", QUOTES.sub(" ", plain))).strip()


@lru_cache(maxsize=65_536)
def same_words(text: str) -> str:
    """Return what two titles share when people would call them the same: their words and numbers, in order.

    Case, ё, dashes, quotes, dots, Unicode forms, letters of the other alphabet, footnote marks and the number of a line
    in a list do not part titles; a number in a title does.
    """
    plain = NUMBERING.sub("", FOOTNOTE.sub("", tidy(text)))
    return " ".join(WORDS_AND_NUMBERS.findall(one_alphabet(plain)))


def is_blank(text: str) -> bool:
    """Return whether a tidy text holds no letter and no digit: a dash, dots, an underline."""
    return text in NOTHING or not any(mark.isalnum() for mark in text)


def one_alphabet(text: str) -> str:
    """Return the text with each word of mixed letters written wholly in one alphabet.

    It is the one of a letter that the other has nothing like, «Й» or «R»; where that says nothing, of most letters.
    """
    return WORD.sub(lambda word: _one_alphabet(word[0]), text)


def is_latin(text: str) -> bool:
    """Return whether the text is written in Latin letters only."""
    return LATIN.search(text) is not None and CYRILLIC.search(text) is None


@lru_cache(maxsize=4096)
def _one_alphabet(word: str) -> str:
    cyrillic, latin = CYRILLIC.findall(word), LATIN.findall(word)
    if not cyrillic or not latin:
        return word
    only_cyrillic = any(ord(letter) not in TO_LATIN for letter in cyrillic)
    only_latin = any(ord(letter) not in TO_CYRILLIC for letter in latin)
    is_cyrillic = only_cyrillic if only_cyrillic != only_latin else len(cyrillic) >= len(latin)
    return word.translate(TO_CYRILLIC if is_cyrillic else TO_LATIN)
