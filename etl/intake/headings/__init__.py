"""Which register a table is, and what its headings mean."""
