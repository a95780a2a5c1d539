"""The municipalities of the directory: which there are, and which one a written name means."""
