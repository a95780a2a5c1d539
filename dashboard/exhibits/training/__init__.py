"""Answers about training and talent."""
