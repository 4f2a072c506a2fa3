"""How a text is a table: separators, quotes, header, and rows that are none.

The way in is `separators.read_tables`, then `heading.find_heading`; counting is told by a
`layout.Layout`.
"""
