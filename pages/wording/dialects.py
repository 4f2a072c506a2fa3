"""How a file is written, in words: separators, quoting, and the whole of it in a line."""

from __future__ import annotations

from collections.abc import Iterator

from pages.wording.markdown import visible
from worker.desk.preview import (
    HASH_NAMES,
    SEPARATOR_WORDS,
    SEPARATORS,
    Book,
    BookKind,
    Compression,
    Dialect,
    Escape,
    LineEnding,
    NotAvailable,
    QuotedLines,
    ShortRows,
    SpareFields,
    encoding_name,
    separator_in_words,
)

SEPARATOR_NAMES = {
    separator: name.capitalize() if separator.isspace() else f"{name.capitalize()} ( {separator} )"
    for separator, name in SEPARATOR_WORDS.items()
}
QUOTES = {'"': 'Double ( " )', "'": "Single ( ' )", "": "None: fields are never quoted"}
ESCAPES = {
    Escape.DOUBLED: 'Written twice ( "" )',
    Escape.BACKSLASH: 'Behind a backslash ( \\" )',
}
LINE_ENDINGS = {
    LineEnding.LF: "LF or CRLF",
    LineEnding.CRLF: "CRLF, as Windows writes it",
    LineEnding.CR: "CR, as old Macs wrote it",
    LineEnding.CRCRLF: "CR CR LF, doubled by mistake",
}
SHORT_ROWS = {
    ShortRows.REJECT: "Reject them, and say how many",
    ShortRows.PLACED: "Take the last fields as empty where the country is in its place",
    ShortRows.FILL: "Take the last fields as empty",
}
SPARE_FIELDS = {
    SpareFields.REJECT: "Reject such rows, and say how many",
    SpareFields.IGNORE: "Ignore these fields",
}
HASHES = {str(kind): name for kind, name in HASH_NAMES.items()}
QUOTED_LINES = {
    QuotedLines.TEXT: "Text of one field",
    QuotedLines.ROWS: "Rows of their own: the marks are stray",
}
NOT_AVAILABLE = {
    str(NotAvailable.NO_COUNTRY): "No country",
    str(NotAvailable.NAMIBIA): "Namibia",
}

BOOKS = {
    BookKind.XLSX: "Excel workbook",
    BookKind.XLSB: "binary Excel workbook",
    BookKind.XLS: "Excel workbook of before 2007",
    BookKind.ODS: "OpenDocument spreadsheet",
    BookKind.PARQUET: "Parquet file",
}
_SEPARATORS_SAID = (*SEPARATORS, " ")
_PACKED = {Compression.ZSTD: "Zstandard", Compression.ZIP: "ZIP"}


def described(dialect: Dialect) -> str:
    """How a file is written, in a line: UTF-16, semicolons, header in line 3, gzip."""
    text = ", ".join(_parts(dialect))
    return text[0].upper() + text[1:]


def _parts(dialect: Dialect) -> Iterator[str]:
    if dialect.book:
        yield from _parts_of_book(dialect, dialect.book)
        return
    yield encoding_name(dialect.encoding)
    separator = dialect.separator
    yield separator_in_words(separator) if separator in _SEPARATORS_SAID else f"“{separator}” between fields"
    if dialect.quote == "":
        yield "no quotation marks"
    elif dialect.quote == "'":
        yield "single quotation marks"
    if dialect.escape is Escape.BACKSLASH:
        yield "backslashes before quotation marks"
    if dialect.line_ending is LineEnding.CR:
        yield "old Mac line ends"
    elif dialect.line_ending is LineEnding.CRCRLF:
        yield "doubled carriage returns"
    line = dialect.skipped_lines + 1
    if dialect.has_header:
        yield f"header in line {line}"
    else:
        yield "no header" if line == 1 else f"no header, rows from line {line}"
    yield from _told(dialect)
    if dialect.compression is not Compression.NONE:
        yield _PACKED.get(dialect.compression, dialect.compression.value)


def _parts_of_book(dialect: Dialect, book: Book) -> Iterator[str]:
    yield BOOKS[book.kind]
    if book.kind is BookKind.PARQUET:
        return
    if len(book.sheets) > 1:
        yield f"sheet “{visible(book.name)}”, one of {len(book.sheets):,}"
    row = dialect.skipped_lines + 1
    yield f"header in row {row}" if dialect.has_header else f"no header, customers from row {row}"
    yield from _told(dialect)


def _told(dialect: Dialect) -> Iterator[str]:
    """What is done with rows that could be read in another way."""
    if dialect.short_rows is not ShortRows.REJECT:
        yield "missing fields taken as empty"
    if dialect.spare_fields is SpareFields.IGNORE:
        yield "spare empty fields ignored"
    if dialect.quoted_lines is not None:
        are = "text" if dialect.quoted_lines is QuotedLines.TEXT else "rows"
        yield f"lines between quotation marks taken as {are}"
