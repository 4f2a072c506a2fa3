"""How a file is written, and what a person may say about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from worker.dialect.book import Book
from worker.dialect.values.hashes import EmailHash
from worker.text.sentences import Telling

NO_QUOTE = ""

Index = Annotated[int, Field(ge=0, le=100_000)]
"""Of a column, from 0."""


class Compression(StrEnum):
    """How a file is packed, known by its first bytes."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZIP = "zip"


class Escape(StrEnum):
    """How a quotation mark inside a quoted field is written."""

    DOUBLED = "doubled"
    BACKSLASH = "backslash"


class LineEnding(StrEnum):
    """What ends a row; LF also stands for files that mix LF and CRLF.

    CRCRLF is what programs write that translate line ends which are CRLF already.
    """

    LF = "lf"
    CRLF = "crlf"
    CR = "cr"
    CRCRLF = "crcrlf"


class ShortRows(StrEnum):
    """What to do with rows that have fewer fields than the header.

    PLACED takes their last ones as empty where nothing says that others are missing, so that the country is
    in its place; FILL does so always.
    """

    REJECT = "reject"
    PLACED = "placed"
    FILL = "fill"


class SpareFields(StrEnum):
    """What to do with rows that differ from others by empty fields at their end."""

    REJECT = "reject"
    IGNORE = "ignore"


class QuotedLines(StrEnum):
    """What lines between quotation marks are that look like whole rows."""

    TEXT = "text"
    ROWS = "rows"


class NotAvailable(StrEnum):
    """What "NA" in a country column is."""

    NO_COUNTRY = "none"
    NAMIBIA = "namibia"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Dialect(_Model):
    """How a file is written.

    Attributes:
        compression: how it is packed.
        encoding: Python's name of the codec of the unpacked text; UTF-8 with a byte order mark is "utf-8".
        separator: one ASCII character between fields.
        quote: the quotation mark, or "" where fields are never quoted.
        escape: how a quotation mark inside a quoted field is written.
        line_ending: what ends a row.
        skipped_lines: physical lines above the header, or above the first row where there is no header.
        has_header: whether the first line behind them names the columns.
        columns: the header's names, trimmed; "Column 1", "Column 2", … where there is none.
        short_rows: what to do with rows that have fewer fields than the header.
        spare_fields: what to do with rows that end in more empty fields than others, or in fewer.
        quoted_lines: what lines within a field are that look like whole rows; None: a person has to say.
        book: which sheet of a workbook it is; None where the file is text.
    """

    compression: Compression = Compression.NONE
    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    escape: Escape = Escape.DOUBLED
    line_ending: LineEnding = LineEnding.LF
    skipped_lines: int = Field(default=0, ge=0)
    has_header: bool = True
    columns: tuple[str, ...] = ()
    short_rows: ShortRows = ShortRows.REJECT
    spare_fields: SpareFields = SpareFields.REJECT
    quoted_lines: QuotedLines | None = None
    book: Book | None = None


class Choices(_Model):
    """What a person says about a file; None leaves it to detection.

    How a file is packed is none of it: its first bytes prove that, and nothing else would unpack it.

    Attributes:
        sheet: index of the sheet of a workbook, from 0.
        email: index of the email column, from 0.
        other_emails: further email columns, in order: of each row the first usable email counts.
        country: index of the country column, from 0.
        other_countries: further country columns, in order: of each row the first with a country counts.
        hashing: which hashes count as emails, where they are of several kinds.
        same_columns: the columns are the right ones to the end of the file, whatever they hold further on.
        not_available: what "NA" in the country column is.
        rejects_broken: rows that cannot be read are rejected, however many they are.
        is_confirmed: the person has seen how the file is read: no doubt stops it any more.
    """

    sheet: Index | None = None
    encoding: str | None = Field(default=None, max_length=40)
    separator: str | None = Field(default=None, min_length=1, max_length=1)
    quote: Literal['"', "'", ""] | None = None
    escape: Escape | None = None
    line_ending: LineEnding | None = None
    skipped_lines: int | None = Field(default=None, ge=0, le=10_000)
    has_header: bool | None = None
    email: Index | None = None
    other_emails: tuple[Index, ...] | None = Field(default=None, max_length=100)
    country: Index | None = None
    other_countries: tuple[Index, ...] | None = Field(default=None, max_length=100)
    hashing: EmailHash | None = None
    short_rows: ShortRows | None = None
    spare_fields: SpareFields | None = None
    quoted_lines: QuotedLines | None = None
    same_columns: bool = False
    not_available: NotAvailable | None = None
    rejects_broken: bool = False
    is_confirmed: bool = False


class DoubtCode(StrEnum):
    """What about a file is probable but not certain."""

    SHEET = "sheet"
    NO_HEADER = "no_header"
    ROWS_ABOVE = "rows_above"
    EMAIL_COLUMN = "email_column"
    COUNTRY_COLUMN = "country_column"
    ENCODING = "encoding"
    SEPARATOR = "separator"
    QUOTING = "quoting"
    QUOTED_LINES = "quoted_lines"
    SHORT_ROWS = "short_rows"
    SPARE_FIELDS = "spare_fields"
    NAMELESS_COLUMNS = "nameless_columns"
    BROKEN_ROWS = "broken_rows"
    HASHING = "hashing"
    OTHER_COLUMNS = "other_columns"
    FURTHER_EMAILS = "further_emails"
    FURTHER_COUNTRIES = "further_countries"
    NOT_AVAILABLE = "not_available"
    ASKED = "asked"


class Doubt(_Model, Telling):
    """Something a person should confirm before a file is counted: a stable code and a sentence."""

    code: DoubtCode


class Place(_Model):
    """A place in a file's text.

    Attributes:
        line: its physical line, from 1.
        offset: bytes before it, unpacked; a few less where escapes were taken out.
    """

    line: int = Field(ge=1)
    offset: int = Field(ge=0)


class Reading(_Model):
    """How a file was read, or would be: what detection found, with the person's choices applied.

    Attributes:
        email: index of the email column; None when none was found.
        other_emails: further email columns, in order: of each row the first usable email counts.
        country: index of the country column; None when none was found.
        other_countries: further country columns, in order: of each row the first with a country counts.
        hashing: the only hashes that count as emails; None where all are of one kind, as far as was seen.
        not_available: what "NA" in the country column is; None where the values beside it tell.
        non_ascii_from: where the first letters beyond ASCII are that told the encoding; None where those at
            the beginning or a person told it.
        doubts: what a person should confirm; none when all is certain or confirmed.
    """

    model_config = ConfigDict(populate_by_name=True)

    dialect: Dialect
    email: int | None = None
    other_emails: tuple[int, ...] = ()
    country: int | None = None
    other_countries: tuple[int, ...] = ()
    hashing: EmailHash | None = None
    not_available: NotAvailable | None = None
    non_ascii_from: Place | None = Field(default=None, alias="foreign_from")  # what records call it
    doubts: tuple[Doubt, ...] = ()

    @property
    def na_is_country(self) -> bool | None:
        """Whether "NA" in the country column is Namibia; None where the values beside it tell."""
        return None if self.not_available is None else self.not_available is NotAvailable.NAMIBIA


class CountOptions(_Model):
    """How one file is to be counted.

    Attributes:
        choices: what a person has said about the file.
        fold_gmail: whether dots and +tags in Gmail addresses are ignored, as ad platforms do.
        ask_first: whether a person wants to see how the file is read before it is counted.
    """

    choices: Choices = Choices()
    fold_gmail: bool = False
    ask_first: bool = False
