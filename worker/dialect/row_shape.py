"""What a customer's row looks like, to know one where only text should be: between two quotation marks.

A quoted field of several lines is one value, or two stray marks have swallowed the rows between them. A line
in it that has a row's number of fields and an email where rows have theirs leaves that in doubt; a line that
merely has as many separators, or an email somewhere, does not. Neither does a line with a bare value in a
column that is quoted in every row of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from worker.dialect.emails import is_email
from worker.dialect.hashes import BASE64_SIGNS
from worker.dialect.records import Quoting, read_records, values

RARE_ATS = tuple(sign.encode() for sign in ("%40", "\uff20", "\ufe6b"))
"""How programs may write the sign of an email instead, in links and in Chinese and Japanese texts."""
SHORTEST_HASH = min(BASE64_SIGNS.values())
_HASH = re.compile(rb"[0-9A-Fa-f]{32}|[0-9A-Za-z+/]{22}=")


class Likeness(IntEnum):
    """How far a line looks like a customer's row: not, but for the marks that the file's have, wholly."""

    NONE = 0
    UNQUOTED = 1
    ROW = 2


class Likenesses(NamedTuple):
    """How far parts of a quoted field look like customers' rows.

    Attributes:
        lines: the lines within it that are not shared with other fields.
        ends: the two that it begins and ends in.
    """

    lines: Likeness
    ends: Likeness


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that has a row's number of fields."""

    raw: list[bytes]
    cells: list[str]


@dataclass(frozen=True, slots=True)
class RowShape:
    """What a customer's row looks like in a file.

    Attributes:
        quoting: how its fields are separated and quoted.
        fewest: fields that a row has at least.
        columns: fields that may hold data; those behind are empty.
        emails: the columns that may hold an email.
        others: columns that hold none.
        quoted: a column whose values are quoted in every row; None: there is none.
    """

    quoting: Quoting
    fewest: int
    columns: int
    emails: tuple[int, ...]
    others: tuple[int, ...] = ()
    quoted: int | None = None

    def look_into(self, text: bytes, opening: int, closing: int) -> Likenesses:
        """How far a quoted field of several lines seems to hold customers' rows.

        Args:
            text: any, with the whole of the field in it.
            opening: the field's first mark.
            closing: its last.
        """
        first, *lines, last = text[opening + 1 : closing].split(b"\n")
        before = text[text.rfind(b"\n", 0, opening) + 1 : opening]
        line_end = text.find(b"\n", closing)
        behind = text[closing + 1 : line_end if line_end >= 0 else len(text)]
        return Likenesses(
            max(map(self._of_line, lines), default=Likeness.NONE), self._of_ends(before, first, last, behind)
        )

    def is_whole(self, cells: Sequence[bytes | str]) -> bool:
        """Whether so many fields make a row."""
        return len(cells) >= self.fewest and not any(cell.strip() for cell in cells[self.columns :])

    def _of_line(self, line: bytes) -> Likeness:
        """How far a line looks like a customer's row."""
        read = self._read(line) if _may_show_email(line) else None
        return self._of_row(read, aside=None) if read and self._emails_of(read) else Likeness.NONE

    def _of_ends(self, before: bytes, first: bytes, last: bytes, behind: bytes) -> Likeness:
        """The same of the two lines that a quoted field begins and ends in, read without its marks.

        They look like rows only if both have as many fields, and more emails than are counted for the one
        row that they make together.
        """
        top, bottom = self._read(before + first), self._read(last + behind)
        if top is None or bottom is None:
            return Likeness.NONE
        place = self._fields(before) - 1
        place_below = len(bottom.raw) - self._fields(behind)
        above, below = self._emails_of(top), self._emails_of(bottom)
        within = (first + b"\n" + last).decode(errors="replace")
        is_counted = (
            any(index < place for index in above)
            or any(index > place_below for index in below)
            or (place in self.emails and _is_email(within, may_be_named=True))
        )
        if bool(above) + bool(below) <= is_counted:
            return Likeness.NONE
        found = self._of_row(top, aside=place) if any(index >= place for index in above) else Likeness.NONE
        if any(index <= place_below for index in below):
            found = max(found, self._of_row(bottom, aside=place_below))
        return found

    def _read(self, line: bytes) -> _Line | None:
        """The line's fields, if they are as many as a row's."""
        separator = self.quoting.separator.encode()
        if line.count(separator) < self.fewest - 1 or b"\0" in line:
            return None
        records = read_records(line, self.quoting, is_whole=True, most=2)
        if len(records) != 1 or not records[0].is_certain:
            return None
        cells = values(records[0], self.quoting)
        return _Line(records[0].fields, cells) if self.is_whole(cells) else None

    def _fields(self, part: bytes) -> int:
        """How many fields a line has of which this is a part, up to its end or from it on."""
        records = read_records(part, self.quoting, is_whole=True, most=1)
        return len(records[0].fields) if records else 1

    def _emails_of(self, line: _Line) -> list[int]:
        """The columns where it has an email; none where it is a list of them."""
        cells = line.cells
        if any(_has_at(cells[index]) for index in self.others if index < len(cells)):
            return []
        are_alone = sum(map(_has_at, cells)) == 1
        emails = (index for index in self.emails if index < len(cells))
        return [index for index in emails if _is_email(cells[index], may_be_named=are_alone)]

    def _of_row(self, line: _Line, *, aside: int | None) -> Likeness:
        """Whether what is always quoted is so here, a field aside that a mark was taken from."""
        column = self.quoted
        if column is None or column == aside or column >= len(line.raw):
            return Likeness.ROW
        field = line.raw[column].strip()
        is_bare = bool(field) and not field.startswith(self.quoting.quote.encode())
        return Likeness.UNQUOTED if is_bare else Likeness.ROW


def _is_email(cell: str, *, may_be_named: bool) -> bool:
    """Whether a cell looks like an email to anybody, a faulty one included.

    With a name it does only where no other is beside it, unlike those in the “To:” line of a mail.
    """
    if len(cell.split()) == 1:
        return _has_at(cell) or is_email(cell)
    return may_be_named and ":" not in cell and is_email(cell)


def _has_at(cell: str) -> bool:
    return "@" in cell or any(sign.decode() in cell for sign in RARE_ATS)


def _may_show_email(line: bytes) -> bool:
    """Whether there may be an email in it, readable or hashed."""
    is_readable = b"@" in line or any(sign in line for sign in RARE_ATS)
    return is_readable or (len(line) >= SHORTEST_HASH and _HASH.search(line) is not None)
