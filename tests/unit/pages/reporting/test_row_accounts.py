from __future__ import annotations

import pytest

from pages.reporting.reject_words import reason_in_words
from pages.reporting.row_accounts import country_accounts, facts, row_accounts, usable_share
from tests.records import GERMANY_FIRST, Counts, make_job, outcome_of
from worker.desk.preview import Book, BookKind, Compression, Dialect
from worker.jobs.details import Details
from worker.jobs.record import JobState, Outcome
from worker.reject import Reject


def _outcome(**details: object) -> Outcome:
    return outcome_of(GERMANY_FIRST).model_copy(update={"details": Details.model_validate(details)})


def test_the_accounts_add_up_to_the_rows_of_the_file() -> None:
    outcome = outcome_of(GERMANY_FIRST, duplicates=20, rejected={"missing": 5, "invalid": 3})
    (total, *parts) = row_accounts(outcome)
    assert (total.label, total.rows) == ("Rows in the file", 1_028)
    assert sum(part.rows for part in parts) == 1_028


def test_reasons_are_in_words_and_unknown_ones_are_shown_as_they_are() -> None:
    outcome = outcome_of(GERMANY_FIRST, rejected={"missing": 1, "from_the_future": 1, "invalid": 0})
    reasons = [part.label for part in row_accounts(outcome) if part.label.startswith("Rejected")]
    assert reasons == ["Rejected: No email", "Rejected: from the future"]


@pytest.mark.parametrize("reason", Reject)
def test_every_reason_the_worker_gives_has_a_label_and_an_explanation(reason: Reject) -> None:
    label, explanation = reason_in_words(reason)
    assert label != reason.replace("_", " ")
    assert explanation.endswith(".") or reason is Reject.REPEATED_HEADER  # its label says it all


@pytest.mark.parametrize(
    ("rows", "lines", "where"),
    [
        (1, [7], "line 7"),
        (2, [3, 1_700], "lines 3, 1,700"),
        (30, [3, 17], "lines 3, 17 and more"),
        (30, list(range(1, 12)), "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and more"),
        (5, [], ""),
        (5, "here", ""),
    ],
)
def test_the_first_rejected_rows_are_named_by_their_lines(rows: int, lines: object, where: str) -> None:
    outcome = outcome_of(GERMANY_FIRST, rejected={"stray_quote": rows})
    details = Details.model_validate({"reject_lines": {"stray_quote": lines}})
    known = outcome.model_copy(update={"details": details})
    assert row_accounts(known)[-1].where == where
    assert row_accounts(outcome)[-1].where == ""


def test_of_a_workbook_rows_are_named_and_the_sheet_and_what_it_hides() -> None:
    book = Book(kind=BookKind.XLSX, sheet=1, sheets=("Notes", "Data"))
    outcome = outcome_of(GERMANY_FIRST, rejected={"missing": 2})
    details = Details(reject_lines={"missing": [7, 9]}, dialect=Dialect(book=book), hidden_rows=3)
    known = outcome.model_copy(update={"details": details})

    told = dict(facts(make_job(JobState.SUCCEEDED, outcome=known)))

    assert row_accounts(known)[-1].where == "rows 7, 9"
    assert told["Read as"] == "Excel workbook, sheet “Data”, one of 2, header in row 1"
    assert told["Sheet"] == "Data"
    assert told["Hidden in the workbook, and counted"] == "3 rows"


def test_usable_rows_are_those_of_customers_with_a_country() -> None:
    counts: Counts = [("DE", 50), ("", 5), ("N/A", 5), ("Atlantis", 10)]
    outcome = outcome_of(counts, duplicates=10, rejected={"missing": 20})
    assert usable_share(outcome).replace("\N{NO-BREAK SPACE}", " ") == "60.0 %"
    accounts = {account.label: account.rows for account in country_accounts(outcome)}
    assert accounts == {
        "Rows of customers and their duplicates": 80,
        "Usable: a valid email and a country we know": 60,
        "No country": 10,
        "Not recognised": 10,
    }


def test_reports_that_do_not_tell_the_countries_of_rows_have_rows_usable_by_email() -> None:
    outcome = outcome_of([("DE", 70), ("", 10)], rejected={"missing": 20})
    older = outcome.model_copy(update={"details": Details(customers_without_country=10)})
    assert usable_share(older).replace("\N{NO-BREAK SPACE}", " ") == "80.0 %"
    assert country_accounts(older) == []


def test_facts_name_the_columns_used() -> None:
    known = dict(facts(make_job(JobState.SUCCEEDED)))
    assert known["Email column"] == "E-Mail"
    assert known["Country column"] == "Land"
    assert (known["No country"], known["Not recognised"]) == ("40 customers", "10 customers")


def test_facts_tell_how_the_file_was_read_and_what_was_done_to_be_sure() -> None:
    dialect = Dialect(encoding="utf-16-le", separator=";", skipped_lines=2, compression=Compression.GZIP)
    outcome = _outcome(
        dialect=dialect.model_dump(mode="json"),
        fold_gmail=True,
        hashed_rows=1_200,
        hashed_with="sha1",
        rows_with_several_addresses=6,
        rows_by_further_columns=1,
        carefully_read_rows=1,
        utf8_lines=12,
        conflicting_customers=3,
        customers_not_available=2,
        unpacked_bytes=50_000_000_000,
    )
    known = dict(facts(make_job(JobState.SUCCEEDED, outcome=outcome)))
    assert known["Read as"] == "UTF-16, little-endian, semicolons, header in line 3, gzip"
    assert known["Gmail addresses"] == "dots and +tags ignored"
    assert known["Emails already hashed"] == "1,200 rows, with SHA-1"
    assert known["Several addresses in one field"] == "6 rows; the first usable one decided"
    assert known["Email from a further column"] == "1 row"
    assert known["Read row by row, to be sure"] == "1 row"
    assert known["In UTF-8, unlike the rest, and read so"] == "12 lines"
    assert known["“NA” taken for no country"] == "2 customers"
    assert known["Rows name different countries"] == "3 customers; the first row decided"
    assert known["Unpacked"].replace("\N{NO-BREAK SPACE}", " ") == "50.0 GB"


def test_reports_of_before_these_figures_were_told_still_show() -> None:
    labels = dict(facts(make_job(JobState.SUCCEEDED)))
    assert not {"Read as", "Gmail addresses", "Emails already hashed", "Unpacked"} & set(labels)
    broken = dict(facts(make_job(JobState.SUCCEEDED, outcome=_outcome(dialect="old", hashed_rows="many"))))
    assert not {"Read as", "Emails already hashed"} & set(broken)


def test_details_that_are_missing_or_of_another_kind_are_left_out() -> None:
    outcome = _outcome(email_column=7, reading_seconds="long", unheard_of={})
    labels = dict(facts(make_job(JobState.SUCCEEDED, outcome=outcome)))
    assert not {"Email column", "Country column", "Time to read the file"} & set(labels)


def test_a_job_without_an_outcome_has_no_facts() -> None:
    assert facts(make_job(JobState.FAILED)) == []
