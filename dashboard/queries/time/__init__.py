"""When: periods, seasons, steps of a line, and how far the data reach."""
