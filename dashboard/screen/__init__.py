"""What pages are built of: boxes, choices, the filter bar."""
