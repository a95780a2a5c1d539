"""Weights of the activity index: those nobody chose, those somebody saved, and those in an address.

No weights at all stand for the default: equal ones of the components that enough regions have data on.
"""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from dashboard.exhibits.rating.index import COMPONENTS, METRIC_BY_CODE, Weights
from dashboard.language.formats import percent
from dashboard.language.phrases import Words
from dashboard.model.metrics import METRICS

EQUAL = "equal"
HEAVIEST = 100.0
PART = re.compile(r"([a-z]{2})(\d+(?:,\d+)?)")
DEFAULT: Weights = MappingProxyType({})


def equal() -> dict[str, float]:
    """Return the same weight for every component."""
    return {component.metric: 1.0 for component in COMPONENTS}


def checked(saved: Mapping[str, object], _: Words) -> tuple[Weights, tuple[str, ...]]:
    """Return a weight for every component, and a sentence for each saved weight that was refused."""
    accepted, refused = dict.fromkeys(equal(), 0.0), []
    for name, weight in saved.items():
        if name not in accepted:
            refused.append(_("Составляющей «{name}» в индексе нет: её вес не учтён.", name=name))
        elif not is_weight(weight):
            title = METRICS[name].title.of(_.language)
            refused.append(_("Вес «{name}» — не число от 0 до {most}: он не учтён.", name=title, most=int(HEAVIEST)))
        else:
            accepted[name] = float(weight)  # type: ignore[arg-type]
    if sum(accepted.values()):
        return accepted, tuple(refused)
    return DEFAULT, (*refused, _("Все веса нулевые: показан индекс с равными весами."))


def is_weight(value: object) -> bool:
    """Return whether the value is a number that can be a weight; NaN is not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= HEAVIEST


def code_of(weights: Weights) -> str:
    """Return a short code of the weights for names and addresses: «equal» of the default, or «mu2-en0,5».

    Weights of one are left out; of all of them the first is named.
    """
    if not weights:
        return EQUAL
    parts = {component.code: written(weights[component.metric]) for component in COMPONENTS}
    return "-".join(code + weight for code, weight in parts.items() if weight != "1") or f"{COMPONENTS[0].code}1"


def written(weight: float) -> str:
    """Return a weight with a decimal comma, since a dot separates the arguments in the name of an exhibit."""
    return f"{weight:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def from_code(code: str) -> Weights:
    """Return the weights of a code: one for those it does not name, the default when nothing in it can be read."""
    pairs = [(short, float(weight.replace(",", "."))) for short, weight in PART.findall(code)]
    read = {METRIC_BY_CODE[short]: weight for short, weight in pairs if short in METRIC_BY_CODE and is_weight(weight)}
    weights = equal() | read
    return weights if read and any(weights.values()) else DEFAULT


def words(weights: Weights, _: Words) -> str:
    """Return the weights in words: «равные», or shares of the whole with the most common one given once."""
    if len(set(weights.values())) < 2:
        return _("равные")
    whole, language = sum(weights.values()), _.language
    usual, alike = Counter(weights.values()).most_common(1)[0]
    parts = [
        f"{METRICS[name].title.of(language)} {percent(100 * weight / whole, language, 0)}"
        for name, weight in weights.items()
        if weight != usual or alike == 1
    ]
    rest = _("остальные по {share}", share=percent(100 * usual / whole, language, 0))
    return ", ".join(parts if alike == 1 else [*parts, rest])
