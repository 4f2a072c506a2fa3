"""How a text is a table: separators, quotes, header, and rows that are none."""
