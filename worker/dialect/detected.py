"""What was found out about a file from its beginning."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.columns.filling import Promised
from worker.dialect.columns.searches import refusal_of_missing
from worker.dialect.model import Reading
from worker.dialect.table.layout import Layout
from worker.dialect.table.shortage import CountryPlaces
from worker.text.sentences import say


@dataclass(frozen=True, slots=True)
class Detected:
    """How a file is read, or would be.

    Attributes:
        reading: what was found, with the person's choices applied, and what of it is in doubt.
        width: fields of a whole row; above the columns' number when the rows end in spare separators.
        also: other numbers of fields of whole rows.
        used: those that may hold data.
        first_row_offset: bytes of the head's text before the first row.
        first_row_line: the first row's physical line, from 1.
        above: physical lines of what looks like rows above the table.
        rows: the first rows as read, at most 100.
        email_columns: those that hold emails, used or not.
        country_columns: those that hold countries, used or not.
        promised: what the beginning shows of the columns.
        has_no_email: whether the beginning is all of the file, and no email stands in the columns chosen.
        quoted: a column whose values are quoted in all of the first rows; None: there is none.
        short: where the countries of rows with fewer fields must be; None: wherever they are.
    """

    reading: Reading
    width: int
    also: tuple[int, ...]
    used: int
    first_row_offset: int
    first_row_line: int
    above: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    email_columns: tuple[int, ...]
    country_columns: tuple[int, ...]
    promised: Promised
    has_no_email: bool = False
    quoted: int | None = None
    short: CountryPlaces | None = None

    def layout(self) -> Layout:
        """What must be known to read the rows.

        Raises:
            FileRefused: the email or the country column is not known.
        """
        reading = self.reading
        if reading.email is None or reading.country is None:
            columns = reading.dialect.columns
            advice = say("Perhaps the fields are separated by another character.")
            is_alone = len(columns) == 1
            has_email = reading.email is not None
            raise refusal_of_missing(columns, has_email=has_email, advice=advice if is_alone else "")
        return Layout(
            dialect=reading.dialect,
            email=reading.email,
            country=reading.country,
            width=self.width,
            also=self.also,
            used=self.used,
            first_row_offset=self.first_row_offset,
            first_row_line=self.first_row_line,
            above=self.above,
            other_emails=reading.other_emails,
            other_countries=reading.other_countries,
            quoted=self.quoted,
            short=self.short,
        )
