"""Find quoted fields at a text's beginning whose lines look like rows, and read them as such when told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.table.records import Quoting, Record, values
from worker.dialect.table.regularity import Table
from worker.dialect.table.row_shape import Likeness, RowShape
from worker.dialect.values.email_cells import is_email
from worker.text.sentences import say

_BLANKS = b" \t"
_MOSTLY = 0.5
_WIDEST_TITLE = 2
_FEWEST_QUOTED = 2
"""Values that need no quotation marks and have them: they show that a column is always quoted."""


@dataclass(frozen=True, slots=True)
class QuotedField:
    """A quoted field in doubt: where its marks are, in bytes, and the first one's physical line, from 1."""

    opening: int
    closing: int
    line: int


def doubt_about_lines(line: int) -> Doubt:
    """What to ask about a field that begins in that line."""
    return Doubt(
        code=DoubtCode.QUOTED_LINES,
        message=say(
            "Line {line:,}: a quotation mark opens a field of several lines, and some of them look like "
            "whole rows. Say whether such lines are text of one field or rows of their own.",
            line=line,
        ),
    )


def without_marks(text: bytes, places: Sequence[int], separator: str) -> bytes:
    """The text with blanks in the place of stray marks, so that all else stays where it is."""
    mended = bytearray(text)
    for place in places:
        mended[place] = ord("\t" if separator == " " else " ")
    return bytes(mended)


def find_quoted_lines(table: Table, shape: RowShape | None = None) -> Iterator[QuotedField]:
    """The quoted fields of a table that seem to hold customers' rows.

    Args:
        table: the records.
        shape: what a customer's row looks like; None: in which columns emails are is not known yet.
    """
    lines = (len(record.fields) for record in table.records if record.is_certain and record.is_line)
    if not any(fields == table.width or fields > _WIDEST_TITLE for fields in lines):
        shape = _any_row(table)
    for record in table.records:
        if record.is_certain and not record.is_line:
            shape = shape or _shape_of(table)
            yield from _fields_in_doubt(table.text, record, shape)


def _fields_in_doubt(text: bytes, record: Record, shape: RowShape) -> Iterator[QuotedField]:
    start = record.start
    for field in record.fields:
        if b"\n" in field:
            opening = start + len(field) - len(field.lstrip(_BLANKS))
            closing = start + len(field.rstrip(_BLANKS)) - 1
            found = shape.look_into(text, opening, closing)
            likeness = max(found) if shape.is_whole(record.fields) else found.lines
            if likeness is Likeness.ROW:
                yield QuotedField(opening, closing, record.line + text.count(b"\n", record.start, opening))
        start += len(field) + 1


def _any_row(table: Table) -> RowShape:
    """What may be a row where no row is a line of its own: nothing shows how many fields it has."""
    fields = max((len(record.fields) for record in table.records), default=0)
    return RowShape(table.quoting, fewest=2, columns=fields, emails=tuple(range(fields)), name=b"")


def _shape_of(table: Table) -> RowShape:
    """What a customer's row looks like in a table whose columns are not known yet."""
    whole = [row for row in table.records if row.is_certain and len(row.fields) == table.width]
    filled: Counter[int] = Counter()
    emails: Counter[int] = Counter()
    for row in whole:
        for index, value in enumerate(values(row, table.quoting)):
            if value and "\n" not in value:
                filled[index] += 1
                emails[index] += is_email(value)
    mostly = (index for index, times in emails.items() if times and times >= _MOSTLY * filled[index])
    found = tuple(sorted(mostly)) or tuple(range(table.width))
    others = tuple(index for index in range(table.width) if index not in found)
    quoted = quoted_column(whole, table.quoting, found[0])
    return RowShape(table.quoting, table.width, table.width, found, others, name=b"", quoted=quoted)


def quoted_column(records: Sequence[Record], quoting: Quoting, email: int | None) -> int | None:
    """A column whose values are quoted in every row though they need not be; the emails' before others.

    Args:
        records: the rows, perhaps with the header, which may be written otherwise.
        quoting: how their fields are separated and quoted.
        email: the column of the emails, if it is known.
    """
    quote = quoting.quote.encode()
    if not quote:
        return None
    quoted: Counter[int] = Counter()
    bare: set[int] = set()
    for place, record in enumerate(records):
        for index, field in enumerate(record.fields if record.is_certain else ()):
            value = field.strip(_BLANKS)
            if value.startswith(quote):
                quoted[index] += len(value) > 2 and not _needs_quotes(value[1:-1], quoting)  # noqa: PLR2004
            elif value and place:
                bare.add(index)
    found = [index for index, times in quoted.items() if times >= _FEWEST_QUOTED and index not in bare]
    return email if email in found else max(found, key=quoted.__getitem__, default=None)


def _needs_quotes(value: bytes, quoting: Quoting) -> bool:
    characters = (quoting.separator.encode(), quoting.quote.encode(), b"\n", b"\r")
    return value != value.strip() or any(character in value for character in characters)
