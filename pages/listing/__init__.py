"""The list of an analyst's reports, row by row."""
