"""Registers in, one warehouse out: read, normalise, validate, load."""
