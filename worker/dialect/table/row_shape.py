"""What a customer's row looks like, to know one where only text should be: between two quotation marks.

A quoted field of several lines is one value, or two stray marks have swallowed the rows between them. A line
in it that has a row's number of fields leaves that in doubt if it has an email where rows have theirs, or has
nothing there and no more than a country where they have theirs, or if it names the columns. A line that
merely has as many separators, or an email somewhere, does not; neither does one with a bare value in a column
that is quoted in every row of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from worker.dialect.table.heading import columns_named_in
from worker.dialect.table.records import Quoting, read_records, values
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_email
from worker.dialect.values.hashes import BASE64_LENGTHS

_RARE_ATS = tuple(written.encode() for written in ("%40", "\uff20", "\ufe6b"))
"""How programs may write an email's “@” instead, in links and in Chinese and Japanese texts."""
_SHORTEST_HASH = min(BASE64_LENGTHS.values())
_HASH = re.compile(rb"[0-9A-Fa-f]{32}|[0-9A-Za-z+/_-]{22}=")


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
        country: the column of the country; None: it is not known.
        name: what a line holds that names the columns: nothing where any may; None: none is looked for.
        quoted: a column whose values are quoted in every row; None: there is none.
    """

    quoting: Quoting
    fewest: int
    columns: int
    emails: tuple[int, ...]
    others: tuple[int, ...] = ()
    country: int | None = None
    name: bytes | None = None
    quoted: int | None = None

    def look_into(self, text: bytes, opening: int, closing: int) -> Likenesses:
        """How far a quoted field of several lines seems to hold customers' rows.

        Args:
            text: any, with the whole of the field in it.
            opening: the field's first mark.
            closing: its last.
        """
        first, *lines, last = text[opening + 1 : closing].split(b"\n")
        before = text[self._row_start(text, opening) : opening]
        behind = text[closing + 1 : self._row_end(text, closing + 1)]
        return Likenesses(
            max(map(self._of_line, lines), default=Likeness.NONE), self._of_ends(before, first, last, behind)
        )

    def is_whole(self, cells: Sequence[bytes | str]) -> bool:
        """Whether so many fields make a row."""
        return len(cells) >= self.fewest and not any(cell.strip() for cell in cells[self.columns :])

    def _row_start(self, text: bytes, end: int) -> int:
        """Where the row begins whose fields end there: behind a line feed that is not in one of them."""
        quote, start = self.quoting.quote.encode(), end
        is_quoted = False
        while True:
            feed = text.rfind(b"\n", 0, start)
            is_quoted ^= bool(text.count(quote, feed + 1, start) & 1)
            if feed < 0 or not is_quoted:
                return feed + 1
            start = feed

    def _row_end(self, text: bytes, start: int) -> int:
        """Where the row ends whose fields go on there."""
        quote = self.quoting.quote.encode()
        is_quoted = False
        while True:
            feed = text.find(b"\n", start)
            end = feed if feed >= 0 else len(text)
            is_quoted ^= bool(text.count(quote, start, end) & 1)
            if feed < 0 or not is_quoted:
                return end
            start = feed + 1

    def _of_line(self, line: bytes) -> Likeness:
        """How far a line looks like a row."""
        read = self._read(line) if self._may_be_row(line) else None
        if read is None:
            return Likeness.NONE
        is_row = self._emails_of(read) or self._lacks_email(read)
        is_row = is_row or (self._may_name(line) and None not in columns_named_in(read.cells))
        return self._of_row(read) if is_row else Likeness.NONE

    def _may_be_row(self, line: bytes) -> bool:
        """Whether it is worth to be read: fast, for most lines of texts are not."""
        fields = line.rstrip(b"\r").split(self.quoting.separator.encode())
        if len(fields) < self.fewest:
            return False
        lacks_email = not any(fields[index] for index in self.emails if index < len(fields))
        is_quoted = self.quoting.quote.encode() in line
        return lacks_email or is_quoted or self._may_name(line) or _may_show_email(line)

    def _may_name(self, line: bytes) -> bool:
        return self.name is not None and self.name in line

    def _of_ends(self, before: bytes, first: bytes, last: bytes, behind: bytes) -> Likeness:
        """The same of the two lines that a quoted field begins and ends in, read without its marks.

        They look like rows only if both have as many fields, and more emails than are counted for the one
        row that they make together, or an email whose country it has from the other line.
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
            lost = (above and self._country_of(top) >= place and self._lacks_email(bottom)) or (
                below and 0 <= self._country_of(bottom) <= place_below and self._lacks_email(top)
            )
            lines = ((top, place), (bottom, place_below))
            return min(self._of_row(*line) for line in lines) if lost else Likeness.NONE
        found = self._of_row(top, place) if any(index >= place for index in above) else Likeness.NONE
        if any(index <= place_below for index in below):
            found = max(found, self._of_row(bottom, place_below))
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

    def _lacks_email(self, line: _Line) -> bool:
        """Whether it looks like a row without an email: what it has is not where that should be."""
        emails = [line.raw[index] for index in self.emails if index < len(line.raw)]
        return not any(emails) and any(map(bytes.strip, line.raw)) and self._country_of(line) >= 0

    def _country_of(self, line: _Line) -> int:
        """The column where it has a country, or nothing; -1 if it has neither there."""
        if self.country is None or self.country >= len(line.cells):
            return -1
        cell = line.cells[self.country].strip()
        return self.country if not cell or is_country(cell) else -1

    def _of_row(self, line: _Line, aside: int | None = None) -> Likeness:
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
    return "@" in cell or any(written.decode() in cell for written in _RARE_ATS)


def _may_show_email(line: bytes) -> bool:
    """Whether there may be an email in it, readable or hashed."""
    is_readable = b"@" in line or any(written in line for written in _RARE_ATS)
    return is_readable or (len(line) >= _SHORTEST_HASH and _HASH.search(line) is not None)
