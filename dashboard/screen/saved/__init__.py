"""What people set and save for themselves: weights, groups of regions."""
