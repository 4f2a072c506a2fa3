"""How many fields whole rows have, which of them hold data, and whether many rows have fewer.

Programs and people leave spare separators at the ends of rows: of all, or of some. A row that ends in them is
whole, unless a separator within a field may have moved its values into its last columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.content import is_country
from worker.dialect.dialect import SpareFields
from worker.dialect.emails import is_email
from worker.dialect.records import Quoting, Record, values

_MANY = 0.02
"""More such rows than that in the sample may become more in the file than are rejected singly."""
_MOSTLY = 0.9
_MANY_FILLED = 0.5
_MOST_SPARE = 64
"""Spare fields of a row that are ignored when that is wanted."""

Row = list[bytes]


@dataclass(frozen=True, slots=True)
class Width:
    """Fields of whole rows.

    Attributes:
        row: of the usual one.
        also: of others.
        used: those that may hold data; all behind are empty.
        doubtful: how many rows of other widths have only empty fields there, and may be shifted all the same;
            0 where a person said what to do with them.
        spare: what is done with these.
    """

    row: int
    also: tuple[int, ...]
    used: int
    doubtful: int = 0
    spare: SpareFields = SpareFields.REJECT


def kept_columns(columns: Sequence[str], rows: Sequence[Record]) -> int:
    """How many of a header's columns there are: nameless ones at its end only if some row has them."""
    widest = max((len(row.fields) for row in rows if row.is_certain), default=len(columns))
    return min(max(widest, named_columns(columns)), len(columns))


def filled_columns(rows: Sequence[Record], width: int, quoting: Quoting) -> int:
    """How many columns there are up to the last one with data in rows of that width or a smaller one."""
    fields = [row.fields for row in rows if row.is_certain and len(row.fields) <= width]
    return max((_filled(row, quoting) for row in fields), default=0) or width


def is_within(row: Record, columns: int, quoting: Quoting) -> bool:
    """Whether a row surely has no data behind so many columns."""
    return row.is_certain and _filled(row.fields, quoting) <= columns


def find_width(
    rows: Sequence[Record],
    quoting: Quoting,
    *,
    columns: int,
    used: int,
    found: tuple[int | None, int | None],
    spare: SpareFields | None,
) -> Width:
    """How many fields whole rows have.

    Args:
        rows: the first ones.
        quoting: how their fields are quoted.
        columns: of the header.
        used: those that may hold data.
        found: the columns of emails and countries.
        spare: what a person has said of empty fields behind them.
    """
    whole = [row.fields for row in rows if len(row.fields) >= used and is_within(row, used, quoting)]
    widths = Counter(map(len, whole))
    usual = max(widths, key=lambda width: (widths[width], width == columns), default=columns)
    if spare is SpareFields.IGNORE:
        most = max(max(widths, default=0), columns + _MOST_SPARE)
        return Width(usual, tuple(width for width in range(used, most + 1) if width != usual), used, 0, spare)
    many = [width for width, rows_of in widths.items() if width != usual and rows_of > _MANY * len(rows)]
    usual_rows = [fields for fields in whole if len(fields) == usual]
    certain: list[int] = []
    doubtful: list[int] = []
    for width in many:
        some = [fields for fields in whole if len(fields) == width]
        (doubtful if _may_be_shifted(some, usual_rows, used, quoting) else certain).append(width)
    if spare is SpareFields.REJECT or not doubtful:
        return Width(usual, tuple(sorted(certain)), used)
    asked = [row for row in rows if len(row.fields) in doubtful and is_within(row, used, quoting)]
    if not _fits(asked, quoting, *found):
        return Width(usual, tuple(sorted(certain)), used, len(asked))
    return Width(usual, tuple(sorted([*certain, *doubtful])), used, len(asked), SpareFields.IGNORE)


def _filled(fields: Row, quoting: Quoting) -> int:
    """How many fields there are up to the last one with data."""
    empty = (b"", quoting.quote.encode() * 2)
    for index in range(len(fields), 0, -1):
        if fields[index - 1].strip(b" \t") not in empty:
            return index
    return 0


def _may_be_shifted(some: Sequence[Row], usual: Sequence[Row], used: int, quoting: Quoting) -> bool:
    """Whether rows of another width may have their values in other columns than the usual ones.

    Where the usual rows have data in their last columns, wider rows that had a separator within a field would
    have it in their spare ones. Narrower rows that lack a field would lack it in the last columns.
    """
    moved = abs(len(some[0]) - len(usual[0]))
    lacking = _share_lacking(usual, used, moved, quoting)
    if len(some[0]) > len(usual[0]):
        return lacking > _MANY
    return _share_lacking(some, used, moved, quoting) > lacking + _MANY


def _share_lacking(rows: Sequence[Row], used: int, last: int, quoting: Quoting) -> float:
    """The share of rows without data in the last of the columns that may hold any."""
    return sum(_filled(fields, quoting) <= used - last for fields in rows) / len(rows)


def _fits(rows: Sequence[Record], quoting: Quoting, email: int | None, country: int | None) -> bool:
    """Whether the rows have emails and countries where these are to be, none cut by a separator within it."""
    if email is None or country is None:
        return False
    cells = [values(row, quoting) for row in rows]
    fitting = sum(
        is_email(row[email].strip())
        and is_country(row[country].strip())
        and all(map(_begins_anew, (*row[email + 1 : email + 2], *row[country + 1 : country + 2])))
        for row in cells
    )
    return fitting >= _MOSTLY * len(cells)


def _begins_anew(cell: str) -> bool:
    """Whether a cell does not look like the rest of the one before: people write a blank behind a comma."""
    return not cell.startswith(" ") or not cell.strip()


def fill_nameless(columns: Sequence[str], rows: Sequence[Record], quoting: Quoting) -> bool:
    """Whether most rows have data behind the last named column: it is a column, not a field that was cut."""
    named = named_columns(columns)
    whole = [row.fields for row in rows if is_within(row, len(columns), quoting)]
    return sum(_filled(fields, quoting) > named for fields in whole) > _MANY_FILLED * len(whole)


def named_columns(columns: Sequence[str]) -> int:
    """How many columns there are up to the last one that has a name."""
    return max((index + 1 for index, name in enumerate(columns) if name), default=0)


def has_many_short_rows(rows: Sequence[Record], quoting: Quoting, columns: int, email: int | None) -> bool:
    """Whether more rows than may be rejected lack fields: trailing ones, as their emails show."""
    short = [row for row in rows if row.is_certain and len(row.fields) < columns]
    if not short or len(short) <= _MANY * len(rows):
        return False
    if email is None:
        return True
    there = [row for row in short if len(row.fields) > email]
    return sum(is_email(values(row, quoting)[email]) for row in there) >= _MOSTLY * len(short)
