"""Which fields of rows hold data."""

from __future__ import annotations

from collections.abc import Sequence

from worker.dialect.table.records import Quoting, Record

_MANY_FILLED = 0.5

Row = list[bytes]


def kept_columns(columns: Sequence[str], rows: Sequence[Record]) -> int:
    """How many of a header's columns there are: nameless ones at its end only if some row has them."""
    widest = max((len(row.fields) for row in rows if row.is_certain), default=len(columns))
    return min(max(widest, count_named(columns)), len(columns))


def filled_columns(rows: Sequence[Record], width: int, quoting: Quoting) -> int:
    """How many columns there are up to the last one with data in rows of that width or a smaller one."""
    fields = [row.fields for row in rows if row.is_certain and len(row.fields) <= width]
    return max((filled_fields(row, quoting) for row in fields), default=0) or width


def is_within(row: Record, columns: int, quoting: Quoting) -> bool:
    """Whether a row surely has no data behind so many columns."""
    return row.is_certain and filled_fields(row.fields, quoting) <= columns


def filled_fields(fields: Row, quoting: Quoting) -> int:
    """How many of a row's fields there are up to the last one with data."""
    empty = (b"", quoting.quote.encode() * 2)
    for index in range(len(fields), 0, -1):
        if fields[index - 1].strip(b" \t") not in empty:
            return index
    return 0


def fill_nameless(columns: Sequence[str], rows: Sequence[Record], quoting: Quoting) -> bool:
    """Whether most rows have data behind the last named column: it is a column, not a field that was cut."""
    named = count_named(columns)
    whole = [row.fields for row in rows if is_within(row, len(columns), quoting)]
    return sum(filled_fields(fields, quoting) > named for fields in whole) > _MANY_FILLED * len(whole)


def count_named(columns: Sequence[str]) -> int:
    """How many columns there are up to the last one that has a name."""
    return max((index + 1 for index, name in enumerate(columns) if name), default=0)
