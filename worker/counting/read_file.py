"""What is known of a file whose keys are written."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.counting.keys.partition import Partitioned
from worker.counting.row_stream import RowStream
from worker.dialect.model import Reading
from worker.dialect.phrases import joined, place


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file whose keys are written.

    Attributes:
        keys: what is counted of its rows.
        reading: how it was read; None: it is empty.
        email_column: the header's name of the column used, or of all, in order.
        country_column: likewise.
        first_email_column: the first of them with its number, for sentences.
        file_bytes: of the file.
        unpacked_bytes: of its text.
        utf8_lines: lines that are in UTF-8 though the file is not.
        hidden_rows: rows that a spreadsheet does not show.
    """

    keys: Partitioned = field(default_factory=Partitioned)
    reading: Reading | None = None
    email_column: str = ""
    country_column: str = ""
    first_email_column: str = ""
    file_bytes: int = 0
    unpacked_bytes: int = 0
    utf8_lines: int = 0
    hidden_rows: int = 0

    @classmethod
    def of(cls, rows: RowStream, keys: Partitioned, file_bytes: int) -> ReadFile:
        """What its rows have shown, all of which are read."""
        columns, layout = rows.reading.dialect.columns, rows.text.layout
        return cls(
            keys=keys,
            reading=rows.reading,
            email_column=joined(columns, layout.emails),
            country_column=joined(columns, layout.countries),
            first_email_column=place(columns, layout.email),
            file_bytes=file_bytes,
            unpacked_bytes=rows.position.unpacked_bytes,
            utf8_lines=rows.position.utf8_lines,
            hidden_rows=rows.position.notes.hidden_rows,
        )

    @property
    def plain_rows(self) -> int:
        """Stored rows whose email did not come hashed."""
        return self.keys.stored_rows - self.keys.hashed.total()

    @property
    def na_is_country(self) -> bool | None:
        """Whether "NA" is Namibia; None: the other values tell."""
        return self.reading.na_is_country if self.reading else None
