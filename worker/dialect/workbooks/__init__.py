"""Workbooks and Parquet files, read as they lie there: a row of cells at a time, each as text.

The way in is `opening.open_book`.
"""
