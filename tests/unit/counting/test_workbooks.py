"""Workbooks and Parquet files are counted like the same rows in a CSV file, or refused with what to do."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.counting.files import count_bytes, report
from tests.unit.dialect.workbooks.writing import (
    REAL,
    Cell,
    Rows,
    Sheets,
    as_csv,
    cells_of_xml,
    ods,
    parquet,
    parquet_of,
    sheet_of_xml,
    xls,
    xlsb,
    xlsx,
    zipped,
)
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.book import BookKind
from worker.dialect.model import Choices, CountOptions, DoubtCode
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.refusal import Refusal

HEAD = ["Email", "Country"]
PEOPLE: Rows = [HEAD, *([f"user{number}@example.org", ("DE", "France")[number % 2]] for number in range(30))]
KINDS: dict[BookKind, Callable[[Rows], bytes]] = {
    BookKind.XLSX: lambda rows: xlsx({"S": rows}),
    BookKind.XLSB: lambda rows: xlsb({"S": rows}),
    BookKind.XLS: lambda rows: xls({"S": rows}),
    BookKind.ODS: lambda rows: ods({"S": rows}),
    BookKind.PARQUET: parquet,
}
SOME = Tuning(block_bytes=256, partitions=4, threads=2)

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


def counted(folder: Path, data: bytes, choices: Choices | None = None) -> CountResult:
    options = CountOptions(choices=choices or Choices())
    return count_bytes(folder, data, SOME, options=options)


def refusal(folder: Path, data: bytes, choices: Choices | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        counted(folder, data, choices)
    assert refused.value.message.endswith(".")
    return refused.value


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def figures(result: CountResult) -> tuple[object, ...]:
    quality = result.quality
    return report(result), quality.rows, quality.duplicates, quality.rejected, quality.reject_lines


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


class TestValues:
    def test_numbers_and_dates_where_emails_and_countries_are_wanted(self, tmp_path: Path) -> None:
        odd: Rows = [
            [12.0, "DE"],
            [date(2024, 2, 29), "DE"],
            ["u1@x.org", 49.0],
            ["u2@x.org", date(2024, 2, 29)],
        ]

        found = counted(tmp_path, xlsx({"S": [*PEOPLE, *odd]})).quality

        assert found.reject_lines == {"invalid": [32, 33]}
        assert {each.value for each in found.unrecognised} == {"49", "2024-02-29"}

    def test_a_formula_without_its_result_in_a_column_in_use_is_refused(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Formulas")
        sheet.append(["Email", "Country", "Code"])
        for number in range(2, 40):
            sheet.append([f"user{number}@example.org", f'=IF(C{number}=49,"Germany","France")', 49])

        refused = refusal(tmp_path, saved(book))

        assert refused.reason is Refusal.NO_RESULTS
        assert "Row 2 has a formula" in refused.message
        assert "save it" in refused.message

    def test_also_far_behind_the_beginning(self, tmp_path: Path) -> None:
        rows = [*PEOPLE, *([f"more{number}@example.org", "DE"] for number in range(40_000))]
        rows.append(["last@example.org", "<c><f>A1</f><v/></c>"])

        refused = refusal(tmp_path, sheet_of_xml(cells_of_xml(rows)))

        assert refused.reason is Refusal.NO_RESULTS
        assert f"Row {len(rows):,} has a formula in “Country” (column 2)" in refused.message

    def test_results_that_wait_for_excel_count_as_missing(self, tmp_path: Path) -> None:
        rows: Rows = [HEAD, *([row[0], "<c><f>A1</f><v>0</v></c>"] for row in PEOPLE[1:])]
        waiting = sheet_of_xml(cells_of_xml(rows), workbook='<calcPr fullCalcOnLoad="1"/>')

        assert refusal(tmp_path, waiting).reason is Refusal.NO_RESULTS

    def test_a_formula_without_its_result_elsewhere_does_not_matter(self, tmp_path: Path) -> None:
        rows: Rows = [[*HEAD, "Sum"], *([*row, "<c><f>1+1</f><v></v></c>"] for row in PEOPLE[1:])]

        assert counted(tmp_path, sheet_of_xml(cells_of_xml(rows))).quality.customers == 30

    def test_results_of_formulas_are_values(self, tmp_path: Path) -> None:
        rows: Rows = [HEAD, *([row[0], f'<c t="str"><f>X</f><v>{row[1]}</v></c>'] for row in PEOPLE[1:])]

        assert report(counted(tmp_path, sheet_of_xml(cells_of_xml(rows)))) == {"DE": 15, "FR": 15}

    def test_errors_stay_what_they_are(self, tmp_path: Path) -> None:
        rows = [
            *PEOPLE,
            ['<c t="e"><v>#REF!</v></c>', "DE"],
            ["u@x.org", '<c t="e"><f>X</f><v>#REF!</v></c>'],
        ]

        found = counted(tmp_path, sheet_of_xml(cells_of_xml(rows))).quality

        assert found.reject_lines == {"invalid": [32]}
        assert [each.value for each in found.placeholders] == ["#REF!"]

    def test_countries_merged_over_several_rows_are_refused(self, tmp_path: Path) -> None:
        merged = '<mergeCells><mergeCell ref="B5:B9"/></mergeCells>'

        refused = refusal(tmp_path, sheet_of_xml(cells_of_xml(PEOPLE, between=merged)))

        assert refused.reason is Refusal.MERGED_CELLS
        assert "rows 5 to 9" in refused.message

    def test_titles_merged_above_the_header_do_no_harm(self, tmp_path: Path) -> None:
        rows = [["Our customers"], [], *PEOPLE]
        merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'

        assert counted(tmp_path, sheet_of_xml(cells_of_xml(rows, between=merged))).quality.customers == 30

    def test_what_xml_cannot_hold_and_how_texts_are_spoken(self, tmp_path: Path) -> None:
        spoken = "<c t='inlineStr'><is><r><t>Germ</t></r><r><t>any</t></r><rPh><t>x</t></rPh></is></c>"
        escaped = "<c t='inlineStr'><is><t>b@x.org_x000D__x000A_</t></is></c>"
        rows = [*PEOPLE, ["a@x.org", spoken], [escaped, "DE"]]

        assert report(counted(tmp_path, sheet_of_xml(cells_of_xml(rows)))) == {"DE": 17, "FR": 15}

    def test_notes_beside_the_table_do_no_harm(self, tmp_path: Path) -> None:
        rows = [*PEOPLE[:11], [*PEOPLE[11], None, None, "call her!"], *PEOPLE[12:]]

        found = counted(tmp_path, xlsx({"S": rows})).quality

        assert (found.customers, found.rejected, found.dialect.columns) == (30, {}, ("Email", "Country"))

    def test_a_column_without_a_name_may_be_the_one(self, tmp_path: Path) -> None:
        rows = [["Email", ""], *PEOPLE[1:]]

        with pytest.raises(Unclear) as unclear:
            counted(tmp_path, xlsx({"S": rows}))
        assert unclear.value.reading.country == 1
        assert (
            counted(tmp_path, xlsx({"S": rows}), Choices(country=1, is_confirmed=True)).quality.countries == 2
        )

    def test_all_in_one_column(self, tmp_path: Path) -> None:
        rows = [[";".join(map(str, row))] for row in PEOPLE]

        assert "Text to Columns" in refusal(tmp_path, xlsx({"S": rows})).message


class TestParquet:
    def test_rows_of_many_groups(self, tmp_path: Path) -> None:
        data = parquet(PEOPLE, group_rows=7)

        assert report(counted(tmp_path, data)) == {"DE": 15, "FR": 15}

    def test_columns_of_all_types(self, tmp_path: Path) -> None:
        frame = pl.DataFrame(
            {
                "email": [row[0] for row in PEOPLE[1:]],
                "country": pl.Series([row[1] for row in PEOPLE[1:]], dtype=pl.Categorical),
                "born": [date(2000, 1, 1)] * 30,
                "points": [1.0, None, 2.5] * 10,
                "vip": [True, False, None] * 10,
                "tags": [["a", "b"]] * 30,
                "place": [{"city": "Bonn"}] * 30,
                "picture": [b"\0\1"] * 30,
            }
        )

        with pytest.raises(Unclear) as unclear:
            count_bytes(tmp_path, parquet_of(frame), SOME, options=CountOptions(ask_first=True))
        assert unclear.value.reading.dialect.columns == tuple(frame.columns)
        assert report(counted(tmp_path, parquet_of(frame))) == {"DE": 15, "FR": 15}

    def test_dialling_codes_that_a_program_made_floats(self, tmp_path: Path) -> None:
        frame = pl.DataFrame({"email": [row[0] for row in PEOPLE[1:]], "code": [49.0, None, 1e20] * 10})

        with pytest.raises(Unclear):
            count_bytes(
                tmp_path,
                parquet_of(frame),
                SOME,
                options=CountOptions(ask_first=True, choices=Choices(country=1)),
            )
        found = counted(tmp_path, parquet_of(frame), Choices(country=1, is_confirmed=True)).quality
        assert {each.value for each in found.unrecognised} == {"49", "1e+20"}

    @pytest.mark.parametrize("cut", [3, 12, 200])
    def test_a_cut_one(self, tmp_path: Path, cut: int) -> None:
        assert "incomplete" in refusal(tmp_path, parquet(PEOPLE)[:-cut]).message

    def test_an_encrypted_one(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, b"PARE" + parquet(PEOPLE)[4:-4] + b"PARE").reason is Refusal.PROTECTED

    def test_a_group_too_large_to_unpack(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("worker.dialect.workbooks.parquet._MOST_UNPACKED_BYTES", 100)
        assert "smaller row groups" in refusal(tmp_path, parquet(PEOPLE)).message


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


REFUSED: dict[str, tuple[Callable[[], bytes], Refusal, str]] = {
    "a protected workbook": ((REAL / "protected.xlsx").read_bytes, Refusal.PROTECTED, "password"),
    "a protected spreadsheet": (
        lambda: zipped(
            {
                "content.xml": b"\1\2",
                "META-INF/manifest.xml": b'<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
            }
        ),
        Refusal.PROTECTED,
        "password",
    ),
    "half of an xlsx": (lambda: cut(xlsx({"S": PEOPLE})), Refusal.MALFORMED, "workbook is damaged"),
    "half of an xlsb": (lambda: cut(xlsb({"S": PEOPLE})), Refusal.MALFORMED, "incomplete"),
    "half of an xls": (lambda: cut(xls({"S": PEOPLE})), Refusal.MALFORMED, "workbook is damaged"),
    "an xlsx with damaged XML": (
        lambda: sheet_of_xml("<sheetData><row><c></row>"),
        Refusal.MALFORMED,
        "workbook is damaged",
    ),
    "an xlsx that defines entities": (
        lambda: zipped({"[Content_Types].xml": b"", "_rels/.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        Refusal.MALFORMED,
        "workbook is damaged",
    ),
    "a gzipped workbook": (lambda: gzip.compress(xlsx({"S": PEOPLE})), Refusal.NOT_TEXT, "packed already"),
    "a zipped workbook": (
        lambda: zipped({"customers.xlsx": xlsx({"S": PEOPLE})}),
        Refusal.NOT_TEXT,
        "by itself",
    ),
    "a gzipped Parquet file": (lambda: gzip.compress(parquet(PEOPLE)), Refusal.NOT_TEXT, "packed already"),
    "a Word document": (lambda: zipped({"word/document.xml": b""}), Refusal.NOT_TEXT, "Word document"),
    "a presentation": (lambda: zipped({"ppt/presentation.xml": b""}), Refusal.NOT_TEXT, "presentation"),
    "a Numbers spreadsheet": (
        lambda: zipped({"Index/Document.iwa": b""}),
        Refusal.NOT_TEXT,
        "In Numbers choose",
    ),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", Refusal.NOT_TEXT, "From PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), Refusal.NOT_TEXT, "From Picture"),
    "JSON": (lambda: b'[\n  {\n    "email": "a@x.org"\n  }\n]\n', Refusal.NOT_TEXT, "From JSON"),
    "a web page called .xls": (lambda: b"<html><table><tr><td>a@x.org", Refusal.NOT_TEXT, "CSV UTF-8"),
    "a workbook of XML of 2003": (lambda: b'<?xml version="1.0"?><Workbook>', Refusal.NOT_TEXT, "Save As"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    make, reason, words = REFUSED[name]

    refused = refusal(tmp_path, make())

    assert refused.reason is reason
    assert words in refused.message


def test_text_that_is_called_a_workbook_is_text(tmp_path: Path) -> None:
    rows: Sequence[Sequence[Cell]] = PEOPLE
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows).encode("utf-16")

    assert report(counted(tmp_path, text)) == {"DE": 15, "FR": 15}


def test_a_sheet_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    refused = refusal(tmp_path, sheet_of_xml("<sheetData>" + " " * (80 << 20)))

    assert refused.reason is Refusal.TOO_LARGE_UNPACKED
    assert "save its sheet as CSV" in refused.message


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
