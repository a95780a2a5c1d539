"""Exhibits as files: workbook, CSV, picture."""
