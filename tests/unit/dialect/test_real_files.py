"""What LibreOffice, SQLite and DuckDB write (see `real/README.md`) is read as they meant it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.dialect.reading import column, detected, doubts, pairs
from worker.dialect.model import DoubtCode, Escape

REAL = Path(__file__).parent / "real"
SHEET = [
    ("max@example.com", "Deutschland"),
    ("una@example.com", "Irland"),
    ("lukasz@example.com", "Polen"),
    ("sok@example.com", "Griechenland"),
    ("ANNA@example.com", "Österreich"),
    ("max@example.com", "Schweiz"),
]
TABLE = [
    ("max@example.com", "DE"),
    ("una@example.com", "IE"),
    ("lukasz@example.com", "PL"),
    ("ann@example.com", ""),
    ("bob@example.com", "FR"),
    ("max@example.com", "CH"),
]
LIBREOFFICE = {
    "comma_utf8": ("utf-8", ",", '"'),
    "comma_latin1": ("latin-1", ",", '"'),
    "semicolon_utf8": ("utf-8", ";", '"'),
    "semicolon_cp1252": ("cp1252", ";", '"'),
    "semicolon_utf8_apostrophes": ("utf-8", ";", "'"),
    "semicolon_utf8_numbers_bare": ("utf-8", ";", '"'),
    "bar_utf8": ("utf-8", "|", '"'),
    "tab_utf8": ("utf-8", "\t", '"'),
    "tab_utf16": ("utf-16", "\t", '"'),
}
DATABASES = {
    "duckdb_comma.csv": (",", '"', Escape.DOUBLED),
    "duckdb_tab.tsv": ("\t", '"', Escape.DOUBLED),
    "duckdb_bar_forced.csv": ("|", '"', Escape.DOUBLED),
    "duckdb_backslash.csv": (",", '"', Escape.BACKSLASH),
    "sqlite_csv.csv": (",", '"', Escape.DOUBLED),
    "sqlite_tabs.tsv": ("\t", '"', Escape.DOUBLED),
    "sqlite_quote.csv": (",", "'", Escape.DOUBLED),
}


@pytest.mark.parametrize("name", LIBREOFFICE)
def test_reads_what_libreoffice_writes(name: str) -> None:
    encoding, separator, quote = LIBREOFFICE[name]
    found = detected((REAL / f"libreoffice_{name}.csv").read_bytes().decode(encoding))
    assert (found.reading.dialect.separator, found.reading.dialect.quote) == (separator, quote)
    assert pairs(found) == SHEET
    assert not found.reading.doubts


@pytest.mark.parametrize("name", DATABASES)
def test_reads_what_databases_write(name: str) -> None:
    separator, quote, escape = DATABASES[name]
    found = detected((REAL / name).read_bytes())
    dialect = found.reading.dialect
    assert (dialect.separator, dialect.quote, dialect.escape) == (separator, quote, escape)
    assert column(found, found.reading.email) == [email for email, _ in TABLE]
    assert [country.replace("NULL", "") for country in column(found, found.reading.country)] == [
        country for _, country in TABLE
    ]
    assert not found.reading.doubts


@pytest.mark.parametrize("name", ["sqlite_csv_no_header.csv", "duckdb_no_header.csv"])
def test_asks_about_a_table_without_a_header(name: str) -> None:
    found = detected((REAL / name).read_bytes())
    assert pairs(found) == TABLE
    assert doubts(found) == {DoubtCode.NO_HEADER, DoubtCode.EMAIL_COLUMN, DoubtCode.COUNTRY_COLUMN}


def test_inches_in_a_list_are_letters() -> None:
    found = detected((REAL / "sqlite_list.txt").read_bytes())
    assert (found.reading.dialect.separator, found.reading.dialect.quote) == ("|", "")
    assert len(found.rows) == 5
    assert not found.reading.doubts


def test_line_ends_that_were_never_quoted_break_rows_but_hide_none() -> None:
    found = detected((REAL / "libreoffice_tab_utf8_unquoted.csv").read_bytes())
    assert found.reading.dialect.separator == "\t"
    assert set(SHEET) <= set(pairs(found))
