"""Exhibits without a page: the command line of files, and the data behind an address."""
