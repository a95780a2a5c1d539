"""Groups of comparable regions, and the median to compare a region with. Pure: saved groups are arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import nan
from statistics import median as middle
from types import MappingProxyType

import pandas as pd
from babel.numbers import format_compact_decimal

from dashboard.exhibits.regions import similar_regions
from dashboard.language.formats import number, sort_key
from dashboard.language.phrases import Words, translator
from dashboard.queries.wording.view_words import district_name
from etl.regions import REGION_BY_CODE, REGIONS, Region, neighbours

FEWEST_KNOWN = 3
LONGEST_NAME = 60
OWN = "own:"

Groups = Mapping[str, Sequence[str]]
NO_GROUPS: Groups = MappingProxyType({})


class Peers(StrEnum):
    """What makes regions comparable; a saved group is `own:` and its name."""

    SIMILAR = "similar"
    DISTRICT = "district"
    NEIGHBOURS = "neighbours"
    POPULATION = "population"
    MUNICIPALITIES = "municipalities"


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The regions that a region is compared with, never itself, and the reason; no regions where there is nothing to go by."""

    name: str
    codes: tuple[str, ...]
    reason: str


def kinds(language: str, own: Groups = NO_GROUPS) -> dict[str, str]:
    """Return the title of every kind of group, the saved ones last."""
    _ = translator(language)
    names_of_kinds = {
        Peers.SIMILAR.value: _("Похожие регионы"),
        Peers.DISTRICT.value: _("Тот же федеральный округ"),
        Peers.NEIGHBOURS.value: _("Соседи по границе"),
        Peers.POPULATION.value: _("Близкие по населению (треть списка)"),
        Peers.MUNICIPALITIES.value: _("Близкие по числу муниципалитетов (треть списка)"),
    }
    return names_of_kinds | {OWN + name: name for name in sorted(own, key=sort_key)}


def group_of(code: str, kind: str, language: str = "ru", own: Groups = NO_GROUPS) -> PeerGroup:
    """Return the regions a region is compared with."""
    _, region = translator(language), REGION_BY_CODE[code]
    if kind.startswith(OWN):
        return own_group(region, kind.removeprefix(OWN), own, _)
    if kind == Peers.DISTRICT:
        same = [candidate for candidate in REGIONS if candidate.federal_district == region.federal_district]
        return PeerGroup(district_name(region.federal_district, language), others(region, same), _("тот же округ"))
    if kind == Peers.NEIGHBOURS:
        return bordering(code, _)
    if similar_regions.is_kind(kind):
        return similar(region, kind, _)
    return tercile(region, Peers(kind), _)


def bordering(code: str, _: Words) -> PeerGroup:
    """Return the regions that share a border on land with a region; an island or an exclave has none."""
    codes = neighbours(code)
    reason = _("общая граница на суше") if codes else _("ни с одним регионом нет общей границы на суше")
    return PeerGroup(_("Соседи по границе"), codes, reason)


def others(region: Region, members: Sequence[Region]) -> tuple[str, ...]:
    """Return the codes of the members without the region itself."""
    return tuple(member.code for member in members if member is not region)


def own_group(region: Region, name: str, own: Groups, _: Words) -> PeerGroup:
    """Return a saved group as the peers of a region, whether it is a member or not; the group may have been deleted."""
    if name not in own:
        return PeerGroup(name, (), _("такой группы больше нет"))
    members = [REGION_BY_CODE[code] for code in own[name] if code in REGION_BY_CODE]
    reason = _.many("своя группа: {number} регион", "своя группа: {number} регионов", len(members))
    return PeerGroup(name, others(region, members), reason)


def similar(region: Region, kind: str, _: Words) -> PeerGroup:
    """Return the nearest regions by the features of the kind; none when those of the region are unknown.

    The reason says how many of them stay whichever one feature is left out.
    """
    weights = similar_regions.weights_of(kind)
    codes = similar_regions.nearest(region.code, weights)
    name = _("Похожие регионы") if kind == Peers.SIMILAR else _("Похожие регионы, свои веса")
    if not codes:
        return PeerGroup(name, (), without_base(Peers.SIMILAR, _))
    steady = _(
        "{number} из {all} остаются, какой бы признак ни убрать",
        number=len(similar_regions.steady(region.code, weights)),
        all=len(codes),
    )
    return PeerGroup(name, codes, f"{facts(region, _)}; {steady}")


def tercile(region: Region, kind: Peers, _: Words) -> PeerGroup:
    """Return the third of the regions that a region belongs to; regions of equal size are always in one third."""
    names = {
        Peers.POPULATION: (
            _("Треть регионов с малым населением"),
            _("Средняя по населению треть регионов"),
            _("Треть регионов с большим населением"),
        ),
        Peers.MUNICIPALITIES: (
            _("Треть регионов с малым числом МО"),
            _("Средняя по числу МО треть регионов"),
            _("Треть регионов с большим числом МО"),
        ),
    }[kind]
    thirds = terciles(kind)
    if region.code not in thirds:
        return PeerGroup(kinds(_.language)[kind], (), without_base(kind, _))
    third = thirds[region.code]
    members = [REGION_BY_CODE[code] for code, place in thirds.items() if place == third]
    sizes = [size_of(member, kind) or 0 for member in members]
    return PeerGroup(names[third], others(region, members), span_words(min(sizes), max(sizes), kind, _))


@cache
def terciles(kind: Peers) -> Mapping[str, int]:
    """Return the third of each region whose size is known: 0 the smallest, 2 the largest."""
    sizes = pd.Series({region.code: size for region in REGIONS if (size := size_of(region, kind))})
    smaller = sizes.rank(method="min") - 1
    return {str(code): int(third) for code, third in (3 * smaller // len(sizes)).items()}


def size_of(region: Region, kind: Peers) -> int | None:
    """Return the size that decides the third of a region, None when it is not published."""
    return region.population if kind is Peers.POPULATION else region.municipalities


def span_words(least: int, most: int, kind: Peers, _: Words) -> str:
    """Return the sizes of a third in words: «от 34 до 146 МО», «от 1,8 млн до 13 млн жителей»."""
    if kind is Peers.POPULATION:
        return _("от {least} до {most} жителей", least=compact(least, _.language), most=compact(most, _.language))
    return _("от {least} до {most} МО", least=least, most=most)


def compact(size: int, language: str) -> str:
    """Return a large number in short: «2,5 млн», «160 тыс.»; tenths only below ten."""
    short = size / 1000 ** ((len(str(size)) - 1) // 3)
    return str(format_compact_decimal(size, locale=language, fraction_digits=1 if short < 9.95 else 0))


def facts(region: Region, _: Words) -> str:
    """Return the sizes of a region: «население 2,5 млн, 48 МО, 160 тыс. км²», without the unknown ones."""
    language = _.language
    parts = [
        _("население {number}", number=compact(region.population, language)) if region.population else "",
        _("{number} МО", number=number(region.municipalities, language)) if region.municipalities else "",
        _("{number} км²", number=compact(region.area_km2, language)),
    ]
    return ", ".join(filter(None, parts))


def without_base(kind: Peers, _: Words) -> str:
    """Return why a region has no group of that kind."""
    return {
        Peers.POPULATION: _("нет базы: население региона не опубликовано"),
        Peers.MUNICIPALITIES: _("нет базы: число муниципалитетов региона не опубликовано"),
    }.get(kind, _("нет базы: население и число муниципалитетов региона не опубликованы"))


def median(values: Mapping[str, float] | pd.Series, group: PeerGroup, region: str) -> float:
    """Return the median of the values of the peers, never with the region's own; NaN when fewer than three have one."""
    peer_values = [value for code in group.codes if code != region and (value := float(values.get(code, nan))) == value]
    return middle(peer_values) if len(peer_values) >= FEWEST_KNOWN else nan


def refusal(name: str, codes: Sequence[str], taken: Groups, _: Words) -> str:
    """Return why a group cannot be saved under a name, empty when it can; `taken` holds the other groups."""
    words = " ".join(name.split())
    if not any(sign.isalnum() for sign in words):
        return _("Назовите группу: в названии нужна хотя бы одна буква или цифра.")
    if len(words) > LONGEST_NAME:
        return _("Название длиннее {most} знаков: сократите его.", most=LONGEST_NAME)
    if sort_key(words) in map(sort_key, taken):
        return _("Группа «{name}» уже есть. Выберите её, чтобы изменить, или дайте другое название.", name=words)
    return "" if codes else _("В группе нет ни одного региона: выберите хотя бы один.")
