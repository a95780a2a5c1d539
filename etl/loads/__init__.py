"""How a load replaces the previous one, is undone, or is derived again."""
