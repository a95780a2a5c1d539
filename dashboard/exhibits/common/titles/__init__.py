"""What titles say, and what they must not: leaders, ties, shares, changes."""
