"""The registers the warehouse is fed by: a new register is one module here and one name in DATASETS."""

import copyreg

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
    "named",
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


def named(register: str) -> Dataset:
    """Return the register of that name; KeyError when there is none."""
    return DATASETS[register]


# A register goes to another process by its name: the functions that count in it cannot be sent.
copyreg.pickle(Dataset, lambda dataset: (named, (dataset.name,)))
