"""Workbooks for people: the blank form, and the file that goes back with its faults marked."""
