"""Every number the dashboard shows, a module a register. A new metric is one entry there, over a measure its register declares.

Its title stands in `INDICATORS`: a plan calls its metric by it, and registers cannot look into the dashboard.
"""

from dashboard.model.metric import Metric
from dashboard.model.metrics.activity import ACTIVITY_METRICS
from dashboard.model.metrics.competitions import COMPETITION_METRICS
from dashboard.model.metrics.events import EVENT_METRICS
from dashboard.model.metrics.initiatives import INITIATIVE_METRICS
from dashboard.model.metrics.requests import REQUEST_METRICS
from dashboard.model.metrics.training import TRAINING_METRICS

_ALL = (
    *EVENT_METRICS,
    *ACTIVITY_METRICS,
    *REQUEST_METRICS,
    *INITIATIVE_METRICS,
    *TRAINING_METRICS,
    *COMPETITION_METRICS,
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
