"""What rows add up to: sums of a register, published totals, municipalities of the directory."""
