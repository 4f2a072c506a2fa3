from __future__ import annotations

from datetime import timedelta

from pages.listing.order import Order, in_order
from tests.records import make_job, outcome_of
from worker.jobs.record import Failure, JobRecord, JobState
from worker.refusal import Refusal

S = JobState
UNCLEAR = Failure(code=Refusal.UNCLEAR, message="x")


def listed(jobs: list[JobRecord], order: Order) -> list[str]:
    return [job.file.name for job in in_order(jobs, order)]


def test_names_are_sorted_as_people_count_without_regard_to_case_and_accents() -> None:
    names = ["week 10", "Ärzte", "week 9", "zoo", "2026", "Anna"]
    jobs = [make_job(S.SUCCEEDED, name=name) for name in names]
    assert listed(jobs, Order.NAME) == ["2026", "Anna", "Ärzte", "week 9", "week 10", "zoo"]


def test_most_customers_come_first_and_those_without_a_report_last() -> None:
    jobs = [
        make_job(S.FAILED, name="none"),
        make_job(S.SUCCEEDED, name="few", outcome=outcome_of([("DE", 2)])),
        make_job(S.SUCCEEDED, name="many", outcome=outcome_of([("DE", 30)])),
    ]
    assert listed(jobs, Order.CUSTOMERS) == ["many", "few", "none"]


def test_what_waits_for_its_analyst_comes_first_by_state_and_newest_within() -> None:
    jobs = [
        make_job(S.CANCELLED, name="ended"),
        make_job(S.SUCCEEDED, name="ready"),
        make_job(S.SUCCEEDED, name="ready before", age=timedelta(days=1)),
        make_job(S.FAILED, name="failed"),
        make_job(S.PROCESSING, name="running"),
        make_job(S.FAILED, name="unclear", failure=UNCLEAR),
    ]
    by_state = ["unclear", "running", "failed", "ready", "ready before", "ended"]
    assert listed(jobs, Order.STATE) == by_state
    assert listed(jobs, Order.NEWEST) == [job.file.name for job in jobs]
