from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.reporting.downloads import download_name, named_csv, quality_json, summary_csv
from pages.reporting.formulas import harmless
from pages.reporting.summary_table import read_summary
from tests.records import GERMANY_FIRST, Counts, make_job, outcome_of, summary_of
from worker.jobs.record import JobState
from worker.jobs.remarks import Remarks
from worker.text.unseen import UNSEEN

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "＝1",  # noqa: RUF001
    "＠SUM(A1)",  # noqa: RUF001
    " =1+1",
    "\u00a0+1",
    "\ufeff=1",
    "\x00=1",
    "=\n1",
    "-- x",
    "=(",
    '="',
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_cells_a_spreadsheet_would_run_are_neutralised(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


LEGITIMATE = ["", "DE", "Germany", "a=b", "1", "'=1", "Côte d'Ivoire", "5-6", "-", "--", " - ", "=", "-/-"]


@pytest.mark.parametrize("cell", LEGITIMATE)
def test_legitimate_values_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_summary_without_formulas_is_downloaded_byte_for_byte() -> None:
    body = summary_of([("DE", 3), ("", 2), ('odd, "quoted"', 1)])
    assert summary_csv(body) is body


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_no_formula_comes_about_where_a_spreadsheet_separates_by_another_character(separator: str) -> None:
    assert harmless(f"DE{separator} =1+1") == f"DE{separator}' =1+1"
    assert harmless(f"DE{separator}AT{separator}-") == f"DE{separator}AT{separator}-"


def test_in_a_summary_with_formulas_only_those_cells_change() -> None:
    body = summary_of([("DE", 3), ('=HYPERLINK("http://x")', 2), ("@x", 1)])
    rows = list(csv.reader(io.StringIO(summary_csv(body).decode())))
    assert rows == [["country", "user_count"], ["DE", "3"], ['\'=HYPERLINK("http://x")', "2"], ["'@x", "1"]]


def test_control_and_bidirectional_characters_are_replaced_in_the_download() -> None:
    body = summary_of(
        [("DE", 3), ("\u202egnp.exe", 2), ("\x1b[2J\x00x", 1), ("two\nlines", 1), ("\ufeff=1", 1)]
    )
    rows = list(csv.reader(io.StringIO(summary_csv(body).decode(), newline="")))
    countries = [country for country, _ in rows[1:]]
    assert countries == ["DE", "\ufffdgnp.exe", "\ufffd[2J\ufffdx", "two\nlines", "'\ufffd=1"]


@pytest.mark.parametrize(
    "value", ["__proto__", "constructor", "y" * 300_000, 'a "b"\r\nc', "Zalgo" + "\u0301" * 9]
)
def test_other_odd_values_are_downloaded_as_they_are(value: str) -> None:
    body = summary_of([("DE", 3), (value, 1)])
    assert summary_csv(body) is body


@pytest.mark.parametrize("part", ["\t", "=\t", "=", ";=", "|\t", ";\u200b", "\u200b", "=;", "- ", "\r\n"])
@pytest.mark.parametrize("end", ["", "x", "=x"])
def test_a_huge_value_is_made_harmless_by_reading_it_once(part: str, end: str) -> None:
    """What takes the square of a value's length never ends here."""
    value = f"x{part * 200_000}{end}"
    assert len(harmless(value)) >= len(value)


def test_the_quality_figures_hold_no_character_that_turns_text_around() -> None:
    outcome = outcome_of([("\u202egnp.exe", 3), ("\x7f\x9b", 1)])
    document = quality_json(make_job(JobState.SUCCEEDED, name="\u2067x.csv", outcome=outcome)).decode()
    assert UNSEEN.search(document) is None
    assert json.loads(document)["details"]["unrecognised"][0]["value"] == "\u202egnp.exe"


@given(st.lists(st.tuples(st.text().map(str.strip), st.integers(1, 10**12))))
@example([("=", 1), ("=", 1)])
def test_no_downloaded_cell_is_ever_a_formula(counts: list[tuple[str, int]]) -> None:
    body = summary_of(counts)
    for download in (summary_csv(body), named_csv(read_summary(body))):
        for row in csv.reader(io.StringIO(download.decode(), newline="")):
            assert all(harmless(cell) == cell for cell in row)
            assert not any(UNSEEN.search(cell.replace("\r", "")) for cell in row)


def test_the_readers_csv_has_names_and_shares() -> None:
    counts: Counts = [("DE", 4), ("Atlantis", 1), ("Narnia", 1), ("", 1), ("unknown", 1)]
    lines = named_csv(read_summary(summary_of(counts))).decode().splitlines()
    assert lines == [
        "country,country_name,user_count,share",
        "DE,Germany,4,0.500000",
        ",Not recognised,2,0.250000",
        ",No country,2,0.250000",
    ]


def test_the_quality_figures_account_for_every_row() -> None:
    outcome = outcome_of(GERMANY_FIRST, duplicates=7, rejected={"missing": 3})
    document = json.loads(quality_json(make_job(JobState.SUCCEEDED, name="é.csv", outcome=outcome)))
    assert document["file"]["name"] == "é.csv"
    assert document["rows"] == document["customers"] + document["duplicates"] + 3 == 1_010
    assert document["usable_rows"] == 1_010 - 3 - 40 - 10
    assert document["usable_share"] == round(957 / 1_010, 6)
    assert document["details"]["email_column"] == "E-Mail"


@pytest.mark.parametrize(
    ("name", "download"),
    [
        ("customers-eu.csv", "customers-eu.csv"),
        ("EXPORT.CSV.GZ", "EXPORT.csv"),
        ("leads.tsv.zst", "leads.csv"),
        ("leads.zip", "leads.csv"),
        ("my.txt.export.psv", "my.txt.export.csv"),
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\Users\\me\\a.csv", "a.csv"),
        ('a"b<c>|d?.csv', "abcd.csv"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie x.csv"),
        ("...", "report.csv"),
        (".csv", "report.csv"),
        ("日本 2026.csv", "日本 2026.csv"),
    ],
)
def test_a_download_is_named_after_the_file_and_safe(name: str, download: str) -> None:
    assert download_name(make_job(JobState.SUCCEEDED, name=name), ".csv") == download


def test_the_name_of_a_download_fits_every_file_system() -> None:
    assert (
        len(download_name(make_job(JobState.SUCCEEDED, name="日" * 200), " by country.csv").encode()) <= 255
    )


def test_a_download_takes_the_reports_own_name() -> None:
    job = make_job(JobState.SUCCEEDED, name="export.csv", remarks=Remarks(name="EU/US v1.5.csv: spring"))
    assert download_name(job, " by country.csv") == "EUUS v1.5.csv spring by country.csv"
