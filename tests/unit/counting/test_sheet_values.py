"""What the cells of a sheet mean: numbers, dates, formulas, errors, merged cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.unit.counting.books import HEAD, PEOPLE, counted, refusal, saved
from tests.unit.counting.files import report
from tests.unit.dialect.workbooks.writing import (
    Rows,
    cells_of_xml,
    sheet_of_xml,
    xlsx,
)
from worker.dialect.model import Choices
from worker.dialect.unclear import Unclear
from worker.refusal import Refusal


def test_numbers_and_dates_where_emails_and_countries_are_wanted(tmp_path: Path) -> None:
    odd: Rows = [
        [12.0, "DE"],
        [date(2024, 2, 29), "DE"],
        ["u1@x.org", 49.0],
        ["u2@x.org", date(2024, 2, 29)],
    ]

    found = counted(tmp_path, xlsx({"S": [*PEOPLE, *odd]})).quality

    assert found.reject_lines == {"invalid": [32, 33]}
    assert {each.value for each in found.unrecognised} == {"49", "2024-02-29"}


def test_a_formula_without_its_result_in_a_column_in_use_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Formulas")
    sheet.append(["Email", "Country", "Code"])
    for number in range(2, 40):
        sheet.append([f"user{number}@example.org", f'=IF(C{number}=49,"Germany","France")', 49])

    refused = refusal(tmp_path, saved(book))

    assert refused.reason is Refusal.NO_RESULTS
    assert "Row 2 has a formula" in refused.message
    assert "save it" in refused.message


def test_also_far_behind_the_beginning(tmp_path: Path) -> None:
    rows = [*PEOPLE, *([f"more{number}@example.org", "DE"] for number in range(40_000))]
    rows.append(["last@example.org", "<c><f>A1</f><v/></c>"])

    refused = refusal(tmp_path, sheet_of_xml(cells_of_xml(rows)))

    assert refused.reason is Refusal.NO_RESULTS
    assert f"Row {len(rows):,} has a formula in “Country” (column 2)" in refused.message


def test_results_that_wait_for_excel_count_as_missing(tmp_path: Path) -> None:
    rows: Rows = [HEAD, *([row[0], "<c><f>A1</f><v>0</v></c>"] for row in PEOPLE[1:])]
    waiting = sheet_of_xml(cells_of_xml(rows), workbook='<calcPr fullCalcOnLoad="1"/>')

    assert refusal(tmp_path, waiting).reason is Refusal.NO_RESULTS


def test_a_formula_without_its_result_elsewhere_does_not_matter(tmp_path: Path) -> None:
    rows: Rows = [[*HEAD, "Sum"], *([*row, "<c><f>1+1</f><v></v></c>"] for row in PEOPLE[1:])]

    assert counted(tmp_path, sheet_of_xml(cells_of_xml(rows))).quality.customers == 30


def test_results_of_formulas_are_values(tmp_path: Path) -> None:
    rows: Rows = [HEAD, *([row[0], f'<c t="str"><f>X</f><v>{row[1]}</v></c>'] for row in PEOPLE[1:])]

    assert report(counted(tmp_path, sheet_of_xml(cells_of_xml(rows)))) == {"DE": 15, "FR": 15}


def test_errors_stay_what_they_are(tmp_path: Path) -> None:
    rows = [
        *PEOPLE,
        ['<c t="e"><v>#REF!</v></c>', "DE"],
        ["u@x.org", '<c t="e"><f>X</f><v>#REF!</v></c>'],
    ]

    found = counted(tmp_path, sheet_of_xml(cells_of_xml(rows))).quality

    assert found.reject_lines == {"invalid": [32]}
    assert [each.value for each in found.placeholders] == ["#REF!"]


def test_countries_merged_over_several_rows_are_refused(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="B5:B9"/></mergeCells>'

    refused = refusal(tmp_path, sheet_of_xml(cells_of_xml(PEOPLE, between=merged)))

    assert refused.reason is Refusal.MERGED_CELLS
    assert "rows 5 to 9" in refused.message


def test_titles_merged_above_the_header_do_no_harm(tmp_path: Path) -> None:
    rows = [["Our customers"], [], *PEOPLE]
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'

    assert counted(tmp_path, sheet_of_xml(cells_of_xml(rows, between=merged))).quality.customers == 30


def test_what_xml_cannot_hold_and_how_texts_are_spoken(tmp_path: Path) -> None:
    spoken = "<c t='inlineStr'><is><r><t>Germ</t></r><r><t>any</t></r><rPh><t>x</t></rPh></is></c>"
    escaped = "<c t='inlineStr'><is><t>b@x.org_x000D__x000A_</t></is></c>"
    rows = [*PEOPLE, ["a@x.org", spoken], [escaped, "DE"]]

    assert report(counted(tmp_path, sheet_of_xml(cells_of_xml(rows)))) == {"DE": 17, "FR": 15}


def test_notes_beside_the_table_do_no_harm(tmp_path: Path) -> None:
    rows = [*PEOPLE[:11], [*PEOPLE[11], None, None, "call her!"], *PEOPLE[12:]]

    found = counted(tmp_path, xlsx({"S": rows})).quality

    assert (found.customers, found.rejected, found.dialect.columns) == (30, {}, ("Email", "Country"))


def test_a_column_without_a_name_may_be_the_one(tmp_path: Path) -> None:
    rows = [["Email", ""], *PEOPLE[1:]]

    with pytest.raises(Unclear) as unclear:
        counted(tmp_path, xlsx({"S": rows}))
    assert unclear.value.reading.country == 1
    assert counted(tmp_path, xlsx({"S": rows}), Choices(country=1, is_confirmed=True)).quality.countries == 2


def test_all_in_one_column(tmp_path: Path) -> None:
    rows = [[";".join(map(str, row))] for row in PEOPLE]

    assert "Text to Columns" in refusal(tmp_path, xlsx({"S": rows})).message
