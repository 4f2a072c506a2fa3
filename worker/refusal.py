"""Why a file cannot be counted, whoever tries and however often."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file cannot be counted, whoever tries and however often."""

    EMPTY_FILE = "empty_file"
    NOT_TEXT = "not_text"
    NOT_OPENED = "not_opened"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_EMAIL_COLUMN = "no_email_column"
    NO_COUNTRY_COLUMN = "no_country_column"
    AMBIGUOUS_COLUMNS = "ambiguous_columns"
    NO_CUSTOMERS = "no_customers"
    HASHES_DIFFER = "hashes_differ"
    MALFORMED = "malformed"
    PROTECTED = "protected"
    NO_RESULTS = "no_results"
    MERGED_CELLS = "merged_cells"
    NESTED_VALUES = "nested_values"
    TOO_MANY_COUNTRIES = "too_many_countries"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    SIZE_MISMATCH = "size_mismatch"
    UNCLEAR = "unclear"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    OUT_OF_MEMORY = "out_of_memory"
    OUT_OF_TIME = "out_of_time"
    OUT_OF_DISK = "out_of_disk"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    WORKERS_DIED = "workers_died"
    INVALID_KEY = "invalid_key"


ASKS_OF_COLUMNS = frozenset(
    {
        Refusal.UNCLEAR,
        Refusal.NO_EMAIL_COLUMN,
        Refusal.NO_COUNTRY_COLUMN,
        Refusal.AMBIGUOUS_COLUMNS,
        Refusal.NO_CUSTOMERS,
        Refusal.TOO_MANY_COUNTRIES,
    }
)
"""What the file's owner can answer, who knows its columns: nothing is wrong with the file otherwise."""
