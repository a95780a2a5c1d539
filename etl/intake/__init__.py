"""Sheets become judged rows: which register, which headings, what is no data, whose names go."""
