"""Copies of the warehouse that were restored on trial and found to be the same."""
