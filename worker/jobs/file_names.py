"""How the names of customer files end."""

from __future__ import annotations

TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".psv")
BOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")
PACKED_SUFFIXES = (".zip", ".gz", ".zst", ".bz2", ".xz")


def without_suffixes(name: str) -> str:
    """A file's name without what tells that it is packed, and that it is a table."""
    for suffixes in (PACKED_SUFFIXES, TEXT_SUFFIXES + BOOK_SUFFIXES):
        found = next((each for each in suffixes if name.lower().endswith(each)), "")
        name = name[: len(name) - len(found)]
    return name
