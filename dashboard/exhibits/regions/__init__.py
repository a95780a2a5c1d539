"""One region among the others, and those nobody heard of."""
