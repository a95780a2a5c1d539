"""The case forms of Russian place names: more forms than a grammar allows, never fewer letters than tell names apart."""

from collections.abc import Iterator
from itertools import product

# For the ending of the nominative: what replaces it in the genitive, dative, instrumental and prepositional.
ADJECTIVES = (
    ("ые", (("ых",), ("ым",), ("ыми",), ("ых",))),
    ("ие", (("их",), ("им",), ("ими",), ("их",))),
    ("ый", (("ого",), ("ому",), ("ым",), ("ом",))),
    ("ий", (("ого", "его"), ("ому", "ему"), ("им",), ("ом", "ем"))),
    ("ой", (("ого", "оя"), ("ому", "ою"), ("ым", "им", "оем"), ("ом", "ое"))),
    ("ая", (("ой",), ("ой",), ("ой",), ("ой",))),
    ("яя", (("ей",), ("ей",), ("ей",), ("ей",))),
    ("ое", (("ого",), ("ому",), ("ым", "им"), ("ом",))),
    ("ее", (("его",), ("ему",), ("им",), ("ем",))),
)
NOUNS = (
    ("ки", (("ков", "ок", "ек", "к"), ("кам",), ("ками",), ("ках",))),
    ("цы", (("цев", "цов", "ец", "ц"), ("цам",), ("цами",), ("цах",))),
    ("ы", (("ов", ""), ("ам",), ("ами",), ("ах",))),
    ("и", (("ей", "ов", "ий", "ь", ""), ("ам", "ям"), ("ами", "ями"), ("ах", "ях"))),
    ("ец", (("ца", "ьца", "еца"), ("цу", "ьцу"), ("цом", "ьцом"), ("це", "ьце"))),
    ("ок", (("ка", "ока"), ("ку", "оку"), ("ком", "оком"), ("ке", "оке"))),
    ("ек", (("ка", "ека"), ("ку", "еку"), ("ком", "еком"), ("ке", "еке"))),
    ("ел", (("ла", "ела"), ("лу", "елу"), ("лом", "елом"), ("ле", "еле"))),
    ("ия", (("ии",), ("ии",), ("ией",), ("ии",))),
    ("ье", (("ья",), ("ью",), ("ьем",), ("ье",))),
    ("о", (("а",), ("у",), ("ом",), ("е",))),
    ("а", (("ы", "и"), ("е",), ("ой", "ей"), ("е",))),
    ("я", (("и",), ("е",), ("ей",), ("е",))),
    ("ь", (("и", "я"), ("и", "ю"), ("ью", "ем"), ("и", "е"))),
    ("й", (("я",), ("ю",), ("ем",), ("е",))),
    ("", (("а",), ("у",), ("ом", "ым"), ("е",))),
)
CASES = 4
OTHER_GENDERS = {"ский": ("ское", "ская"), "цкий": ("цкое", "цкая"), "ный": ("ное", "ная"), "ской": ("ское", "ская")}
INNER_JOINTS = ("на", "по", "при", "над")


def other_cases(name: str) -> Iterator[str]:
    """Yield a name in its other cases, all its words in the same one; an adjective in its other genders too."""
    yield from _declined(name)
    for ending, others in OTHER_GENDERS.items():
        if name.endswith(ending) and " " not in name:
            for other in others:
                yield name.removesuffix(ending) + other
                yield from _declined(name.removesuffix(ending) + other)


def _declined(name: str) -> Iterator[str]:
    words = name.split()
    for case in range(CASES):
        yield from map(" ".join, product(*(_forms(word, case) for word in words)))


def _forms(word: str, case: int) -> tuple[str, ...]:
    """Return the forms of a word in one case; of a hyphened word the last part changes, the first may."""
    parts = word.split("-")
    if len(parts) == 1:
        return _of_part(word, case)
    if len(parts) > 2 and parts[1] in INNER_JOINTS:
        return tuple("-".join((first, *parts[1:])) for first in _of_part(parts[0], case))
    firsts = (parts[0], *_of_part(parts[0], case))
    return tuple("-".join((first, *parts[1:-1], last)) for first in firsts for last in _of_part(parts[-1], case))


def _of_part(part: str, case: int) -> tuple[str, ...]:
    table = (*ADJECTIVES, *NOUNS) if len(part) > 4 else NOUNS
    ending, forms = next((ending, forms) for ending, forms in table if part.endswith(ending))
    return tuple(part[: len(part) - len(ending)] + form for form in forms[case])
