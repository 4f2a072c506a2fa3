"""Workbooks and Parquet files are counted like the same rows in a CSV file, or refused with what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.counting.books import KINDS, PEOPLE, counted, figures, refusal, saved
from tests.unit.counting.files import report
from tests.unit.dialect.workbooks.writing import (
    REAL,
    Cell,
    Rows,
    Sheets,
    as_csv,
    sheet_of_xml,
    xlsx,
)
from worker.dialect.book import BookKind
from worker.dialect.model import Choices, DoubtCode
from worker.dialect.unclear import Unclear
from worker.refusal import Refusal

emails = st.builds("user{}@example.org".format, st.integers(0, 40)) | st.sampled_from(
    ["", "none", "A@b.example", " a@b.example ", "ann@example.org\nbob@example.org", "Ann <ann@example.org>"]
)
countries = st.sampled_from(["Germany", "DE", "FR", "", "Österreich", "Atlantis", "N/A"])
others = (
    st.sampled_from(["", "x\ty", 'a "b" c', "=1+1", "'", "line\nline", "日本"])
    | st.integers(-(10**6), 10**6)
    | st.sampled_from([0.5, 12.0, -3.25, 1e-7, True, False])
    | st.dates(date(1950, 1, 1), date(2050, 1, 1))
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(emails, countries, others), min_size=25, max_size=40))
def test_counts_what_the_same_csv_file_counts(
    tmp_path: Path, kind: BookKind, rows: list[tuple[Cell, ...]]
) -> None:
    table: Rows = [["Email", "Country", "Other"], *PEOPLE[1:], *rows]
    sure = Choices(is_confirmed=True, rejects_broken=True, same_columns=True)

    found = counted(tmp_path, KINDS[kind](table), sure)

    flat = [[cell.replace("\n", " ") if isinstance(cell, str) else cell for cell in row] for row in table]
    assert figures(found) == figures(counted(tmp_path, as_csv(flat), sure))
    assert found.reading is not None
    assert found.reading.dialect.book is not None
    assert found.reading.dialect.book.kind is kind


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not BookKind.PARQUET])
def test_lines_are_rows_of_the_sheet(tmp_path: Path, kind: BookKind) -> None:
    rows = [["Customers of our shop"], [], *PEOPLE, [], ["no email", "DE"], *PEOPLE[1:3]]

    found = counted(tmp_path, KINDS[kind](rows)).quality

    assert found.dialect.skipped_lines == 2
    assert found.reject_lines == {"blank": [34], "invalid": [35]}
    assert (found.customers, found.duplicates) == (30, 2)


def test_texts_of_all_programs_are_the_same(tmp_path: Path) -> None:
    assert figures(counted(tmp_path, xlsx({"S": PEOPLE}, inline=True))) == figures(
        counted(tmp_path, xlsx({"S": PEOPLE}))
    )


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"])
def test_what_libreoffice_writes(tmp_path: Path, name: str) -> None:
    found = counted(tmp_path, (REAL / name).read_bytes()).quality

    assert found.dialect.book is not None
    assert found.dialect.book.name == "Customers"
    assert found.dialect.columns == ("Email", "Country", "Since", "Points", "VIP", "Full")
    assert (found.rows, found.customers, found.duplicates) == (40, 35, 4)
    assert found.hidden_rows == 2
    assert found.reject_lines == {"invalid": [16]}
    assert [each.value for each in found.placeholders] == ["#N/A"]


def test_what_a_writer_of_binary_workbooks_writes(tmp_path: Path) -> None:
    found = counted(tmp_path, (REAL / "pyxlsbwriter.xlsb").read_bytes()).quality

    assert found.dialect.columns == ("Email", "Country", "Since", "Points", "VIP")
    assert (found.rows, found.customers, found.duplicates) == (40, 36, 4)


class TestSheets:
    def test_the_one_with_customers_is_found(self, tmp_path: Path) -> None:
        sheets: Sheets = {
            "Read me": [["Some notes"], ["by Ann"]],
            "Pivot": [["DE", 3], ["FR", 4]],
            "Data": PEOPLE,
            "Empty": [],
        }

        found = counted(tmp_path, xlsx(sheets)).quality

        assert found.dialect.book is not None
        assert found.dialect.book.name == "Data"
        assert found.customers == 30

    def test_of_two_a_person_chooses(self, tmp_path: Path) -> None:
        book = xlsx({"2024": PEOPLE, "2025": PEOPLE[:11]})

        with pytest.raises(Unclear) as unclear:
            counted(tmp_path, book)

        (doubt,) = unclear.value.reading.doubts
        assert doubt.code is DoubtCode.SHEET
        assert "Both “2024” and “2025” hold emails and countries" in doubt.message
        assert counted(tmp_path, book, Choices(sheet=1)).quality.customers == 10
        assert counted(tmp_path, book, Choices(is_confirmed=True)).quality.customers == 30

    def test_a_hidden_one_is_only_read_when_a_person_says_so(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Raw")
        for row in PEOPLE:
            sheet.append(row)
        sheet.sheet_state = "hidden"
        data = saved(book)

        with pytest.raises(Unclear) as unclear:
            counted(tmp_path, data)

        reading = unclear.value.reading
        assert "and it is hidden" in reading.doubts[0].message
        assert reading.dialect.book is not None
        assert counted(tmp_path, data, Choices(sheet=reading.dialect.book.sheet)).quality.rows == 30

    def test_too_many(self, tmp_path: Path) -> None:
        assert "more than 500 sheets" in refusal(tmp_path, xlsx({f"S{at}": [] for at in range(501)})).message

    def test_all_empty(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, xlsx({"A": [], "B": []})).reason is Refusal.EMPTY_FILE
        assert refusal(tmp_path, xlsx({"A": []})).reason is Refusal.EMPTY_FILE


def test_text_that_is_called_a_workbook_is_text(tmp_path: Path) -> None:
    rows: Sequence[Sequence[Cell]] = PEOPLE
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows).encode("utf-16")

    assert report(counted(tmp_path, text)) == {"DE": 15, "FR": 15}


def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    """Promise 21; shared texts are the price of a workbook, and they are few here."""
    row = '<row><c t="inlineStr"><is><t>{}@example.org</t></is></c><c><v>{}</v></c></row>'
    rows = "".join(row.format(number, number) for number in range(60_000))
    (tmp_path / "small").write_bytes(sheet_of_xml(f"<sheetData>{rows}</sheetData>"))
    (tmp_path / "large").write_bytes(sheet_of_xml(f"<sheetData>{rows * 3}</sheetData>"))
    child = [sys.executable, "-c", READ_IN_CHILD, str(tmp_path / "small"), str(tmp_path / "large")]
    subprocess.run(child, check=True)


READ_IN_CHILD = """
import resource, sys
from pathlib import Path
from tests.unit.dialect.packed import MemorySource
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.workbooks.opening import open_book
from worker.dialect.workbooks.sheets import SheetNotes
def read(path):
    for _ in open_book(MemorySource(Path(path).read_bytes()), UnpackLimits()).text(0, SheetNotes()):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = read(sys.argv[1])
assert read(sys.argv[2]) - before < 6_000
"""
