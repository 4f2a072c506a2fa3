"""Where a file's rows start and which of their fields matter."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.model import Dialect, QuotedLines, ShortRows
from worker.dialect.table.records import Quoting
from worker.dialect.table.row_shape import RowShape
from worker.dialect.table.shortage import CountryPlaces


@dataclass(frozen=True, slots=True)
class Layout:
    """What must be known to read a file's rows.

    Attributes:
        dialect: how the file is written.
        email: index of the email column.
        country: index of the country column.
        width: fields of a whole row; above the columns' number when the rows end in spare separators.
        used: fields of a row that may hold data; those behind have no name, and are empty in a whole row.
        first_row_offset: bytes of the head's text before the first row.
        first_row_line: the first row's physical line, from 1.
        above: physical lines of what looks like rows above the table: they are rejected.
        also: other numbers of fields of whole rows, those that may hold data included.
        other_emails: further email columns, in order: of each row the first usable email counts.
        other_countries: further country columns, in order: of each row the first with a country counts.
        quoted: a column whose values are quoted in every row, as far as the beginning shows; None: none is.
        checks_quoted: whether each row must show it.
        short: where the countries of rows with fewer fields must be; None: wherever they are.
    """

    dialect: Dialect
    email: int
    country: int
    width: int
    used: int
    first_row_offset: int
    first_row_line: int
    above: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    other_emails: tuple[int, ...] = ()
    other_countries: tuple[int, ...] = ()
    quoted: int | None = None
    checks_quoted: bool = False
    short: CountryPlaces | None = None

    @property
    def emails(self) -> tuple[int, ...]:
        """All email columns, in order."""
        return (self.email, *self.other_emails)

    @property
    def countries(self) -> tuple[int, ...]:
        """All country columns, in order."""
        return (self.country, *self.other_countries)

    def row_shape(self) -> RowShape | None:
        """What a row looks like, to know one between quotation marks; None where it is known to be text."""
        dialect = self.dialect
        if not dialect.quote or dialect.quoted_lines is QuotedLines.TEXT:
            return None
        name = "".join(dialect.columns[self.email : self.email + 1]).encode()
        return RowShape(
            quoting=Quoting(dialect.separator, dialect.quote),
            fewest=min(self.emails) + 1 if dialect.short_rows is not ShortRows.REJECT else self.used,
            columns=self.used,
            emails=self.emails,
            others=(self.country,),
            country=self.country,
            name=name if dialect.has_header and name else None,
            quoted=self.quoted,
        )
