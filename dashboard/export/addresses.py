"""From the address of an exhibit to its data: the page's own parameters in, a record of plain values out."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy.exc import DBAPIError

from dashboard.engine import cache
from dashboard.exhibits import catalogue
from dashboard.export.exhibit_names import OBSERVATIONS, full_name
from dashboard.export.record import record
from dashboard.language.formats import sort_key
from dashboard.language.phrases import LANGUAGES
from dashboard.model.filters import (
    EARLIEST,
    IN_ADDRESS,
    LAST_DAY,
    Comparison,
    Filters,
    Normalisation,
    Preset,
    from_query,
)
from dashboard.navigation import PAGES
from dashboard.observations import watch
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.time.seasons import FIRST, contests
from dashboard.queries.view import View, default_filters, view
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE, region_name
from etl.problems import Refused
from etl.regions import REGION_BY_CODE

REGION_PAGE = "region"
FEW = 12
log = logging.getLogger("dashboard")


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address: its text, the name of its exhibit, and all its parameters."""

    text: str
    exhibit: str
    query: Mapping[str, str]

    @property
    def language(self) -> str:
        """Return the language of the answer."""
        return self.query.get("lang", "") if self.query.get("lang") in LANGUAGES else LANGUAGES[0]


def read_address(text: str) -> Address:
    """Return a parsed address; Refused when it cannot be parsed."""
    try:
        parts = urlsplit(text.strip())
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        raise Refused("address_unreadable") from None
    page = parts.path.rpartition("/")[2]
    if page in WATCHED_BY_PAGE:
        query = {"page": page} | query
    return Address(text, query.get("exhibit", "").strip(), query)


def answer(text: str) -> dict[str, Any]:
    """Return the data of the exhibit an address names, or the address and the error."""
    try:
        address = read_address(text)
    except Refused as refusal:
        return {"address": text, "error": refusal.sentence()}
    try:
        return data(address)
    except Refused as refusal:
        return {"address": text, "error": refusal.sentence(address.language)}


def data(address: Address) -> dict[str, Any]:
    """Return the data of the exhibit an address names; Refused when it names none or its filters are wrong."""
    if not address.exhibit:
        raise Refused("exhibit_absent")
    check_filters(address.query)
    page_view = view(filters_of(address.query), address.language)
    return {"address": address.text} | built(address, page_view) | {"version": cache.version()}


def built(address: Address, page_view: View) -> dict[str, Any]:
    """Return the record of the exhibit; Refused when it cannot be built, with the reason in the log."""
    if address.exhibit == OBSERVATIONS:
        return observed(address.query, page_view)
    name = full_name(address.exhibit, address.query, address.language)
    try:
        return record(catalogue.build(name, page_view))
    except (Refused, DBAPIError):
        raise
    except Exception as error:
        log.exception("the data of %s were not built", address.text)
        raise Refused("exhibit_failed", name=address.exhibit) from error


def filters_of(query: Mapping[str, str]) -> Filters:
    """Return the filters of an address as a page reads them, the default ones when it has none."""
    chosen = {name: value for name, value in query.items() if name in IN_ADDRESS}
    filters = from_query(chosen, REGION_BY_CODE, DISTRICT_BY_CODE) if chosen.keys() - {"lang"} else default_filters()
    return replace(filters, contest=query.get("contest", ""))


def check_filters(query: Mapping[str, str]) -> None:
    """Refuse an unknown choice: a page ignores it, but then the data would not be what the address asks for."""
    check_choice(query, "period", list(Preset))
    check_choice(query, "compare", list(Comparison))
    check_choice(query, "show", list(Normalisation))
    check_choice(query, "district", list(DISTRICT_BY_CODE))
    check_choice(query, "lang", LANGUAGES)
    check_choice(query, "contest", [FIRST, *contests()])
    for code in query.get("region", "").split(","):
        check_choice({"region": code}, "region", sorted(REGION_BY_CODE))
    if query.get("period") == Preset.CUSTOM and filters_of(query).preset is not Preset.CUSTOM:
        since, until = (query.get(name, "") for name in ("from", "to"))
        raise Refused("days_unusable", since=since, until=until, earliest=EARLIEST, latest=LAST_DAY)


def check_choice(query: Mapping[str, str], name: str, options: Sequence[str]) -> None:
    """Refuse a parameter that is not among the options; an absent or empty one is fine."""
    value = query.get(name, "")
    if value and value not in options:
        possible = ", ".join(options[:FEW]) + (", …" if len(options) > FEW else "")
        raise Refused("choice_unknown", parameter=name, value=value, possible=possible)


def observed(query: Mapping[str, str], page_view: View) -> dict[str, Any]:
    """Return the sentences of «Что изменилось» of a page, the first page if the address names none."""
    page = query.get("page") or PAGES[0].name
    check_choice({"page": page}, "page", list(WATCHED_BY_PAGE))
    region_view, watched, _ = of_page(page, page_view), WATCHED_BY_PAGE[page], page_view.words
    findings = watch.findings(watched.metrics, region_view, watched.most)
    titles = {
        "point": _("Что изменилось"),
        "numbers": _("Числа"),
        "rests_on": _("Откуда это видно"),
        "judgement": _("Оценка: 1 — лучше, -1 — хуже"),
    }
    return {
        "exhibit": OBSERVATIONS,
        "title": _("Что изменилось"),
        "subtitle": watch.under(watched.metrics, region_view),
        "notes": list(filter(None, [watch.quiet_words(watched.metrics, findings, region_view)])),
        "identity": None,
        "fields": [{"name": name, "title": title, "unit": ""} for name, title in titles.items()],
        "rows": [{name: getattr(observation, name) for name in titles} for observation in findings.sentences],
    }


def of_page(page: str, page_view: View) -> View:
    """Return the view of a page; a passport is of one region, the first selected or the first by name."""
    if page != REGION_PAGE:
        return page_view
    names = {code: sort_key(region_name(code, page_view.language)) for code in REGION_BY_CODE}
    code = next(iter(page_view.filters.regions), min(names, key=names.__getitem__))
    return replace(page_view, filters=replace(page_view.filters, regions=(code,), district=""))
