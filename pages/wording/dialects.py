"""How a file is written, in words: separators, quoting, and the whole of it in a line."""

from __future__ import annotations

from collections.abc import Iterator

from pages.wording.markdown import visible
from pages.wording.translating import tr
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
from worker.text.sentences import say

QUOTES = {
    '"': say('Double ( " )'),
    "'": say("Single ( ' )"),
    "": say("None: fields are never quoted"),
}
ESCAPES = {
    Escape.DOUBLED: say('Written twice ( "" )'),
    Escape.BACKSLASH: say('Behind a backslash ( \\" )'),
}
LINE_ENDINGS = {
    LineEnding.LF: say("LF or CRLF"),
    LineEnding.CRLF: say("CRLF, as Windows writes it"),
    LineEnding.CR: say("CR, as old Macs wrote it"),
    LineEnding.CRCRLF: say("CR CR LF, doubled by mistake"),
}
SHORT_ROWS = {
    ShortRows.REJECT: say("Reject them, and say how many"),
    ShortRows.PLACED: say("Take the last fields as empty where the country is in its place"),
    ShortRows.FILL: say("Take the last fields as empty"),
}
SPARE_FIELDS = {
    SpareFields.REJECT: say("Reject such rows, and say how many"),
    SpareFields.IGNORE: say("Ignore these fields"),
}
HASHES = {str(kind): name for kind, name in HASH_NAMES.items()}
QUOTED_LINES = {
    QuotedLines.TEXT: say("Text of one field"),
    QuotedLines.ROWS: say("Rows of their own: the marks are stray"),
}
NOT_AVAILABLE = {
    str(NotAvailable.NO_COUNTRY): say("No country"),
    str(NotAvailable.NAMIBIA): say("Namibia"),
}

BOOKS = {
    BookKind.XLSX: say("Excel workbook"),
    BookKind.XLSB: say("binary Excel workbook"),
    BookKind.XLS: say("Excel workbook of before 2007"),
    BookKind.ODS: say("OpenDocument spreadsheet"),
    BookKind.PARQUET: say("Parquet file"),
}
_SEPARATORS_SAID = (*SEPARATORS, " ")
_PACKED = {Compression.ZSTD: "Zstandard", Compression.ZIP: "ZIP"}


def separator_names() -> dict[str, str]:
    """What each separator is called where one is chosen: Comma ( , )."""
    named = ((separator, tr(word)) for separator, word in SEPARATOR_WORDS.items())
    return {
        separator: _capital(name) if separator.isspace() else f"{_capital(name)} ( {separator} )"
        for separator, name in named
    }


def described(dialect: Dialect) -> str:
    """How a file is written, in a line: UTF-16, semicolons, header in line 3, gzip."""
    return _capital(", ".join(_parts(dialect)))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _parts(dialect: Dialect) -> Iterator[str]:
    if dialect.book:
        yield from _parts_of_book(dialect, dialect.book)
        return
    yield encoding_name(dialect.encoding)
    yield _separated(dialect.separator)
    if dialect.quote == "":
        yield tr("no quotation marks")
    elif dialect.quote == "'":
        yield tr("single quotation marks")
    if dialect.escape is Escape.BACKSLASH:
        yield tr("backslashes before quotation marks")
    if dialect.line_ending is LineEnding.CR:
        yield tr("old Mac line ends")
    elif dialect.line_ending is LineEnding.CRCRLF:
        yield tr("doubled carriage returns")
    line = dialect.skipped_lines + 1
    if dialect.has_header:
        yield tr("header in line {line}", line=line)
    else:
        yield tr("no header") if line == 1 else tr("no header, rows from line {line}", line=line)
    yield from _told(dialect)
    if dialect.compression is not Compression.NONE:
        yield _PACKED.get(dialect.compression, dialect.compression.value)


def _parts_of_book(dialect: Dialect, book: Book) -> Iterator[str]:
    yield tr(BOOKS[book.kind])
    if book.kind is BookKind.PARQUET:
        return
    if len(book.sheets) > 1:
        yield tr("sheet “{name}”, one of {sheets:,}", name=visible(book.name), sheets=len(book.sheets))
    row = dialect.skipped_lines + 1
    if dialect.has_header:
        yield tr("header in row {row}", row=row)
    else:
        yield tr("no header, customers from row {row}", row=row)
    yield from _told(dialect)


def _told(dialect: Dialect) -> Iterator[str]:
    """What is done with rows that could be read in another way."""
    if dialect.short_rows is not ShortRows.REJECT:
        yield tr("missing fields taken as empty")
    if dialect.spare_fields is SpareFields.IGNORE:
        yield tr("spare empty fields ignored")
    if dialect.quoted_lines is not None:
        is_text = dialect.quoted_lines is QuotedLines.TEXT
        yield (
            tr("lines between quotation marks taken as text")
            if is_text
            else tr("lines between quotation marks taken as rows")
        )


def _separated(separator: str) -> str:
    if separator in _SEPARATORS_SAID:
        return tr(separator_in_words(separator))
    return tr("“{separator}” between fields", separator=separator)
