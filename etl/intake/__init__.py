"""From sheets to judged rows: the register, its headings, rows that are not data, personal data left out."""
