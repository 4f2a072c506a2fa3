from __future__ import annotations

import pytest

from pages.listing.search import finds
from tests.records import make_job
from worker.jobs.record import JobState
from worker.jobs.remarks import Remarks


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("", "customers.csv"),
        ("su", "Kunden Süd.csv"),
        ("SÜD", "kunden-sud.csv"),
        ("munchen", "München.csv"),
        ("  STRASSE ", "Kunden-Straße.csv"),
        ("2026 eu", "customers-eu-2026.csv"),
        ("soren", "Søren.csv"),
        ("lodz", "Łódź.csv"),
        ("e\u0301te", "été.csv"),
    ],
)
def test_words_are_found_in_any_order_whatever_their_case_and_accents(search: str, name: str) -> None:
    assert finds(search, make_job(JobState.SUCCEEDED, name=name))


@pytest.mark.parametrize("search", ["spring", "export", "crm", "crm spring"])
def test_a_report_is_found_by_its_own_name_its_files_and_its_labels(search: str) -> None:
    remarks = Remarks(name="Spring", note="nothing", labels=("CRM",))
    job = make_job(JobState.SUCCEEDED, name="export.csv", remarks=remarks)
    assert finds(search, job)
    assert not finds("nothing", job)


@pytest.mark.parametrize("search", ["leads", "eu 2025", "customers-2026"])
def test_every_word_must_be_there(search: str) -> None:
    assert not finds(search, make_job(JobState.SUCCEEDED, name="customers-eu-2026.csv"))
