"""Text becomes values: dates, counts, flags, units."""
