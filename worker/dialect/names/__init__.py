"""What columns are called, in the languages of analysts' files.

The ways in are `meaning.EMAIL` and `meaning.COUNTRY`; all else is their words.
"""
