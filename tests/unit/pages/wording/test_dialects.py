from __future__ import annotations

import pytest

from pages.wording.dialects import described, separator_names
from worker.desk.preview import (
    ENCODINGS,
    SEPARATORS,
    Book,
    BookKind,
    Compression,
    Dialect,
    Escape,
    LineEnding,
    QuotedLines,
    ShortRows,
    encoding_name,
)


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        (Dialect(), "UTF-8, commas, header in line 1"),
        (
            Dialect(encoding="cp1252", separator=";", has_header=False),
            "Western European (Windows-1252), semicolons, no header",
        ),
        (
            Dialect(separator="\t", skipped_lines=2, compression=Compression.ZSTD),
            "UTF-8, tabs, header in line 3, Zstandard",
        ),
        (
            Dialect(separator="|", has_header=False, skipped_lines=1, quote=""),
            "UTF-8, vertical bars, no quotation marks, no header, rows from line 2",
        ),
        (
            Dialect(quote="'", escape=Escape.BACKSLASH),
            "UTF-8, commas, single quotation marks, backslashes before quotation marks, header in line 1",
        ),
        (
            Dialect(line_ending=LineEnding.CR, short_rows=ShortRows.FILL),
            "UTF-8, commas, old Mac line ends, header in line 1, missing fields taken as empty",
        ),
        (
            Dialect(quoted_lines=QuotedLines.ROWS),
            "UTF-8, commas, header in line 1, lines between quotation marks taken as rows",
        ),
        (
            Dialect(book=Book(kind=BookKind.XLSX, sheet=1, sheets=("Notes", "Data")), skipped_lines=2),
            "Excel workbook, sheet “Data”, one of 2, header in row 3",
        ),
        (
            Dialect(book=Book(kind=BookKind.ODS, sheets=("Data",)), has_header=False),
            "OpenDocument spreadsheet, no header, customers from row 1",
        ),
        (Dialect(book=Book(kind=BookKind.PARQUET)), "Parquet file"),
        (Dialect(separator="#", encoding="cp424"), "CP424, “#” between fields, header in line 1"),
    ],
)
def test_how_a_file_is_written_is_said_in_a_line(dialect: Dialect, words: str) -> None:
    assert described(dialect) == words


def test_what_detection_can_find_has_a_name() -> None:
    assert set(SEPARATORS) <= set(separator_names())
    assert all(described(Dialect(compression=packing)) for packing in Compression)


@pytest.mark.parametrize("codec", ENCODINGS)
def test_every_encoding_offered_exists(codec: str) -> None:
    assert "é".encode(codec, errors="replace")
    assert encoding_name(codec) == encoding_name(codec.replace("_", "-")) == ENCODINGS[codec]


def test_an_encoding_nobody_knows_is_named_as_it_is() -> None:
    assert encoding_name("no-such") == "NO-SUCH"
