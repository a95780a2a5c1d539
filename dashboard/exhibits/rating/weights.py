"""Weights of the activity index: those nobody chose, those somebody saved, and those in an address.

No weights at all stand for the default: equal ones of the components that enough regions have data on.
"""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from dashboard.exhibits.common import weight_codes
from dashboard.exhibits.common.weight_codes import HEAVIEST, is_weight
from dashboard.exhibits.rating.index import COMPONENTS, METRIC_BY_CODE, Weights
from dashboard.language.formats import percent
from dashboard.language.phrases import Words
from dashboard.model.metrics import METRICS

EQUAL = "equal"
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


def code_of(weights: Weights) -> str:
    """Return a short code of the weights for names and addresses: «equal» of the default, or «mu2-en0,5».

    Weights of one are left out; of all of them the first is named.
    """
    if not weights:
        return EQUAL
    by_code = {component.code: weights[component.metric] for component in COMPONENTS}
    return weight_codes.code_of(by_code) or f"{COMPONENTS[0].code}1"


def from_code(code: str) -> Weights:
    """Return the weights of a code: one for those it does not name, the default when nothing in it can be read."""
    named = weight_codes.read(code, METRIC_BY_CODE)
    weights = equal() | {METRIC_BY_CODE[short]: weight for short, weight in named.items()}
    return weights if named and any(weights.values()) else DEFAULT


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
