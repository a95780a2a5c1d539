"""The name of an exhibit in an address: completed with the choices of the page, and checked before anything is built."""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from inspect import signature

from dashboard.exhibits.associations.part_themes import THEMES
from dashboard.exhibits.catalogue import BUILDERS
from dashboard.exhibits.common import weight_codes
from dashboard.exhibits.rating import rating, weights
from dashboard.exhibits.rating.index import METRIC_BY_CODE
from dashboard.exhibits.regions import peer_groups, similar_regions
from dashboard.model.metric import Aggregate
from dashboard.model.metrics import METRICS
from dashboard.queries.time import seasons
from etl.datasets import DATASETS
from etl.problems import Refused

OBSERVATIONS = "observations"
# The parameters of a builder by their names in an address or in the form of an exhibit's name.
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "rated": ("weights", "among"),
    "kind": ("peers",),
    "mapped": ("map",),
    "code": ("contest",),
    "number": ("event",),
}
# The defaults of a page, which an address leaves out.
UNCHOSEN: Mapping[str, str] = {
    "weights": weights.EQUAL,
    "among": rating.EVERYONE,
    "peers": peer_groups.Peers.SIMILAR.value,
    "contest": seasons.FIRST,
}
CHOSEN_ON_A_PAGE = ("weights", "among", "peers", "contest", "event")
MAPS = ("map", "index_map", "season_map", "silence_map", "event_map")
SEASON = "season_"
NEAREST, LARGEST_NUMBER, LONGEST_NUMBER = 8, 1000, 19


def arguments_of(builder: str) -> tuple[str, ...]:
    """Return the arguments in the name of a builder's exhibits, after the builder itself."""
    _view, *parameters = signature(BUILDERS[builder]).parameters
    return tuple(argument for name in parameters for argument in ARGUMENTS.get(name, (name,)))


def full_name(name: str, choices: Mapping[str, str], language: str = "ru") -> str:
    """Return the full name of an exhibit, its missing arguments taken from the choices of the page.

    Refused when there is no such exhibit.
    """
    builder = name.split(".")[0]
    if builder not in BUILDERS:
        raise Refused("exhibit_unknown", name=name, possible=some((*BUILDERS, OBSERVATIONS), name, language))
    arguments = arguments_of(builder)
    parts = name.split(".", len(arguments))[1:]
    rest = [chosen(argument, choices) for argument in arguments[len(parts) :]]
    values = dict(zip(arguments, (*parts, *rest), strict=True))
    if not all(values.values()) or (not arguments and "." in name):
        form = ".".join((builder, *map(str.upper, arguments)))
        raise Refused("exhibit_form", name=name, form=form)
    for argument, value in values.items():
        check(builder, argument, value, values, language)
    return ".".join((builder, *values.values()))


def chosen(argument: str, choices: Mapping[str, str]) -> str:
    """Return the page's choice for an argument, empty when pages do not choose it."""
    choice = choices.get(argument, "") if argument in CHOSEN_ON_A_PAGE else ""
    return choice or UNCHOSEN.get(argument, "")


def check(builder: str, argument: str, value: str, values: Mapping[str, str], language: str) -> None:
    """Refuse an argument that the builder cannot use, naming what is possible."""
    name = ".".join((builder, *values.values()))
    match argument:
        case "map":
            checked_map(name, value, language)
        case "weights" if weight_codes.is_code(value, METRIC_BY_CODE):
            return
        case "peers" | "among" if value.startswith(peer_groups.OWN) or similar_regions.is_kind(value):
            return
        case "most" if is_number(value) and 1 <= int(value) <= LARGEST_NUMBER:
            return
        case "event" if is_number(value.removeprefix("-")):
            return
        case _:
            possible = possible_values(builder, argument, values)
            if value not in possible:
                code = "metric_unknown" if argument == "metric" and value not in METRICS else "argument_unknown"
                raise Refused(code, name=name, value=value, possible=some(possible, value, language))


def checked_map(name: str, mapped: str, language: str) -> None:
    """Refuse anything but a map of regions as the exhibit to draw as squares."""
    if mapped.split(".")[0] not in MAPS:
        raise Refused("argument_unknown", name=name, value=mapped, possible=", ".join(MAPS))
    full_name(mapped, {}, language)


def is_number(value: str) -> bool:
    """Return whether the value is a whole number of a plausible size."""
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER


def possible_values(builder: str, argument: str, values: Mapping[str, str]) -> Collection[str]:
    """Return the values an argument can have, or an example when there are endlessly many."""
    match argument:
        case "metric":
            return possible_metrics(builder)
        case "dimension":
            return possible_dimensions(builder, values.get("metric", ""))
        case "theme":
            return THEMES
        case "contest":
            return (seasons.FIRST, *seasons.contests())
        case "peers":
            return peer_groups.kinds("ru")
        case "among":
            return (rating.EVERYONE, *peer_groups.kinds("ru"))
        case "weights":
            return (weights.EQUAL, "ev2-mu0,5")
        case _:
            return ("8",)


def possible_metrics(builder: str) -> Sequence[str]:
    """Return the metrics that a builder accepts."""
    metrics = METRICS.values()
    match builder:
        case "funnel":
            metrics_possible = [METRICS["entries"]]
        case "season_card" | "season_map":
            metrics_possible = [
                metric for metric in metrics if metric.register == seasons.REGISTER and not metric.counts_different
            ]
        case "funnel_plot" | "differing":
            metrics_possible = [metric for metric in metrics if metric.is_percent and not metric.counts_different]
        case "structure":
            metrics_possible = [metric for metric in metrics if metric.aggregate is Aggregate.TOTAL]
        case "breakdown":
            metrics_possible = [metric for metric in metrics if not metric.counts_different]
        case _:
            return tuple(METRICS)
    return [metric.name for metric in metrics_possible]


def possible_dimensions(builder: str, metric: str) -> Sequence[str]:
    """Return the dimensions by which a metric, or the entries of a competition, can be split."""
    if builder == "season_parts":
        names = {dimension.name for dimension in DATASETS[seasons.REGISTER].dimensions}
        return sorted(name for name in names if SEASON + name in names)
    if metric not in METRICS:
        return ()
    return [dimension.name for dimension in DATASETS[METRICS[metric].register].dimensions]


def some(possible: Collection[str], value: str, language: str) -> str:
    """Return the possible values in a row; of many, only those most like the value, and their number."""
    if len(possible) <= NEAREST:
        return ", ".join(possible)
    order = sorted(possible, key=lambda name: -SequenceMatcher(None, name, value).ratio())
    more = "and others, {count} in all" if language == "en" else "и другие, всего {count}"
    return f"{', '.join(order[:NEAREST])} {more.format(count=len(possible))}"
