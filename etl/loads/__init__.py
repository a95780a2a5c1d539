"""A load takes the place of the one before, is undone, or is derived anew."""
