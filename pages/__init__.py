"""One script a page: composition only."""
