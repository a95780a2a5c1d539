"""Competitions by season."""
