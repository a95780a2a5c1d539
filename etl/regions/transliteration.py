"""Russian names in Latin letters: every usual transliteration of a name is folded to one skeleton."""

import re
import unicodedata

# Scientific and library transliterations carry their sounds in diacritics.
DIACRITICS = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ŝ": "shch", "â": "ya", "û": "yu", "ė": "e", "ë": "e", "ǎ": "a", "ʹ": "", "ʺ": ""}
)
CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True)),
        **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ъ": "", "ю": "yu", "я": "ya"},
    }
)
# In this order: «Hanty / Khanty», «Voronezh / Voronež / Voronezj», «Nenec / Nenets», «skaya / skaja / skaia».
FOLDS = tuple(
    (re.compile(pattern), folded)
    for pattern, folded in (
        (r"['’‘`ʼ′]", ""),
        (r"ou", "u"),  # French
        (r"kh|x", "h"),
        (r"zh|zj", "z"),
        (r"shch|sch", "sc"),
        (r"sh", "s"),
        (r"tch|ch|ts|tz|cz", "c"),
        (r"w", "v"),
        (r"[yj]", "i"),
        (r"(.)\1", r"\1"),
        (r"(?<=[aeou])i(?=[aeou])|i(?=e)", ""),
    )
)


def transliterate(text: str) -> str:
    """Return small Cyrillic letters written in Latin ones."""
    return text.translate(CYRILLIC)


def skeleton(text: str) -> str:
    """Return what all transliterations of a word have in common; not for reading."""
    plain = unicodedata.normalize("NFD", text.translate(DIACRITICS))
    folded = "".join(mark for mark in plain if not unicodedata.combining(mark))
    for pattern, replacement in FOLDS:
        folded = pattern.sub(replacement, folded)
    return folded
