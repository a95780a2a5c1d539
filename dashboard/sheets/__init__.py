"""Exhibits as sheets of a workbook, with native charts."""
