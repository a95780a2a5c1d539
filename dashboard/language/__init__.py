"""How words, numbers and days are written in the two languages."""
