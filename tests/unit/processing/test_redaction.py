"""Nothing of a file's rows comes into a job's record."""

from __future__ import annotations

from worker.dialect.book import Book, BookKind
from worker.dialect.model import Dialect, Reading
from worker.processing.redaction import keepable


def test_a_row_taken_for_the_header_leaves_no_email_behind() -> None:
    kept = keepable(Reading(dialect=Dialect(columns=("Id", "ada@x.org", "Land")), email=1))

    assert kept.dialect.columns == ("Id", "Column 2", "Land")


def test_names_of_sheets_are_kept_in_their_places_without_emails() -> None:
    book = Book(kind=BookKind.XLSX, sheet=1, sheets=("Notes", "ada@x.org", "x" * 5_000))

    kept = keepable(Reading(dialect=Dialect(book=book)))

    assert kept.dialect.book == Book(kind=BookKind.XLSX, sheet=1, sheets=("Notes", "Sheet 2", "x" * 100))


def test_names_are_cut_and_so_is_their_number_but_not_before_a_column_in_use() -> None:
    columns = ("x" * 5_000, *(f"c{number}" for number in range(4_999)))

    kept = keepable(Reading(dialect=Dialect(columns=columns), email=0, country=1_500))

    assert len(kept.dialect.columns[0]) == 100
    assert len(kept.dialect.columns) == 1_501
    assert kept.dialect.columns[1_500] == "c1499"
    used = keepable(Reading(dialect=Dialect(columns=columns), email=0, other_emails=(2_000,), country=1))
    assert len(used.dialect.columns) == 2_001
