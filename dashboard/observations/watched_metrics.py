"""Which metrics each page watches for what changed, and how many sentences it has room for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watched:
    """The metrics a page watches, and the most sentences it shows."""

    metrics: tuple[str, ...]
    most: int = 4


WATCHED_BY_PAGE: Mapping[str, Watched] = {
    "overview": Watched(
        ("participants", "events", "regions_covered", "acts", "project_share", "entries", "federal_share"), most=5
    ),
    "events": Watched(("participants", "events", "regions_covered", "returning_share")),
    "associations": Watched(
        (
            "acts",
            "practices",
            "project_share",
            "intermunicipal_share",
            "answers_in_time",
            "agreements",
            "cooperation",
        )
    ),
    "requests": Watched(("requests", "answers_in_time", "overdue", "answer_completeness")),
    "initiatives": Watched(("initiatives", "initiatives_taken", "taken_share")),
    "competitions": Watched(("entries", "success_share", "places", "prizes")),
    "region": Watched(("events", "participants", "acts", "entries", "project_share", "federal_share")),
}
