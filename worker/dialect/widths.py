"""How many fields a whole row has, which of them hold data, and whether many rows have fewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.content import is_email
from worker.dialect.records import Quoting, Record, values

_MANY_SHORT = 0.02
"""More short rows than that in the sample may become more in the file than are rejected singly."""
_MOSTLY = 0.9
_MANY_FILLED = 0.5


@dataclass(frozen=True, slots=True)
class Width:
    """Fields of a header and of a whole row."""

    columns: int
    row: int


def find_width(columns: Sequence[str], rows: Sequence[Record]) -> Width:
    """How many columns there are, and fields in a whole row.

    Nameless columns at the header's end count only if some row has them. Fields beyond the header count only
    if every row has them, as many and empty.
    """
    named = named_columns(columns)
    certain = [row for row in rows if row.is_certain]
    widths = {len(row.fields) for row in certain}
    if not widths:
        return Width(len(columns), len(columns))
    widest = max(widths)
    if widest < len(columns):
        return Width(max(widest, named), max(widest, named))
    is_spare = len(widths) == 1 and all(not field for row in certain for field in row.fields[len(columns) :])
    return Width(len(columns), widest if is_spare else len(columns))


def fill_nameless(columns: Sequence[str], rows: Sequence[Record], quoting: Quoting) -> bool:
    """Whether most rows have data behind the last named column: it is a column, not a field that was cut."""
    named = named_columns(columns)
    whole = [values(row, quoting) for row in rows if row.is_certain and len(row.fields) <= len(columns)]
    filled = sum(any(field.strip() for field in fields[named:]) for fields in whole)
    return filled > _MANY_FILLED * len(whole)


def named_columns(columns: Sequence[str]) -> int:
    """How many columns there are up to the last one that has a name."""
    return max((index + 1 for index, name in enumerate(columns) if name), default=0)


def has_many_short_rows(rows: Sequence[Record], quoting: Quoting, columns: int, email: int | None) -> bool:
    """Whether more rows than may be rejected lack fields: trailing ones, as their emails show."""
    short = [row for row in rows if row.is_certain and len(row.fields) < columns]
    if not short or len(short) <= _MANY_SHORT * len(rows):
        return False
    if email is None:
        return True
    there = [row for row in short if len(row.fields) > email]
    return sum(is_email(values(row, quoting)[email]) for row in there) >= _MOSTLY * len(short)
