"""Presentations: what one is, how it is made anew, passports as files."""
