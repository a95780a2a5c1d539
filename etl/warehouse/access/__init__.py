"""Who may see which rows, their sessions, and what they did."""
