"""The activity index and the places it gives."""
