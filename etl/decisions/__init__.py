"""What people decide of names, headings and duplicates, and how it is carried out."""
