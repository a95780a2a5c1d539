"""Answers about initiatives of the regions."""
