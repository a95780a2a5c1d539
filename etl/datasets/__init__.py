"""The registers that are loaded into the warehouse: a new register is one module here and one name in DATASETS."""

from etl.datasets.activity import ACTIVITY
from etl.datasets.competitions import COMPETITIONS
from etl.datasets.dataset import Dataset
from etl.datasets.events import EVENTS
from etl.datasets.initiatives import INITIATIVES
from etl.datasets.requests import REQUESTS
from etl.datasets.targets import INDICATORS, TARGETS
from etl.datasets.training import TRAINING

__all__ = [
    "ACTIVITIES",
    "ACTIVITY",
    "COMPETITIONS",
    "DATASETS",
    "EVENTS",
    "INDICATORS",
    "INITIATIVES",
    "REPORTING",
    "REQUESTS",
    "TARGETS",
    "TRAINING",
]

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        EVENTS,
        ACTIVITY,
        COMPETITIONS,
        TARGETS,
        REQUESTS,
        INITIATIVES,
        TRAINING,
    )
}
# The registers of what happened: those that are summed.
ACTIVITIES: dict[str, Dataset] = {name: dataset for name, dataset in DATASETS.items() if not dataset.plan}
# Those whose rows make a region an active one.
REPORTING: dict[str, Dataset] = {name: dataset for name, dataset in ACTIVITIES.items() if dataset.counts_as_activity}
