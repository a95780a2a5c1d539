"""The commands of the terminal; a module is imported when one of its commands is asked for."""
