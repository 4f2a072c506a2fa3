"""What cells hold: emails, hashes, countries, and codes that are none.

The way in for a column is `content.judge_columns`, for one cell `email_cells.is_email`.
"""
