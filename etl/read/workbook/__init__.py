"""Excel and OpenDocument workbooks: their cells, and what the reading library leaves out of them."""
