"""How views, metrics and members are called in sentences."""
