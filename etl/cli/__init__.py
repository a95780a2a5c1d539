"""python -m etl: a module of a command is imported when that command is asked for."""
