"""The registers that are loaded into the warehouse: a new register is one module here and one name in DATASETS."""

from etl.datasets.activity import ACTIVITY
from etl.datasets.competitions import COMPETITIONS
from etl.datasets.dataset import Dataset
from etl.datasets.events import EVENTS
from etl.datasets.targets import INDICATORS, TARGETS

__all__ = [
    "ACTIVITIES",
    "ACTIVITY",
    "COMPETITIONS",
    "DATASETS",
    "EVENTS",
    "INDICATORS",
    "REPORTING",
    "TARGETS",
]

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        EVENTS,
        ACTIVITY,
        COMPETITIONS,
        TARGETS,
    )
}
# The registers of what happened: those that are summed.
ACTIVITIES: dict[str, Dataset] = {name: dataset for name, dataset in DATASETS.items() if not dataset.plan}
# Those whose rows make a region an active one.
REPORTING: dict[str, Dataset] = {name: dataset for name, dataset in ACTIVITIES.items() if dataset.counts_as_activity}
