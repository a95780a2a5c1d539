"""The answers of the pages, by subject."""
