"""What makes text name a person, and what becomes of a file that does."""
