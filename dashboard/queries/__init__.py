"""From a metric, filters and a period to plain numbers and frames."""
