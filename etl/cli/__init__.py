"""python -m etl: the module of a command is imported when that command runs."""
