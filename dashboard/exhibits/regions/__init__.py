"""One region among the others, and the silent regions."""
