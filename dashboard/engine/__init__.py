"""The rows of the warehouse under DuckDB: the only SQL of the pages, and their only cache."""
