"""Exhibits that any metric can have, and the words they share."""
