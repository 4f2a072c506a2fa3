"""What an analyst says of values is added up exactly as if the file had said it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import make_job, outcome_of, summary_of
from tests.unit.counting.files import count_bytes
from worker.counting.quality import CountryValue, Quality
from worker.counting.summary import Summary
from worker.dialect.model import Dialect, Reading
from worker.errors import TransitionRefused
from worker.jobs.correcting import (
    correct,
    corrected_csv,
    counted_in,
    reported,
    take_back,
    with_remembered,
)
from worker.jobs.details import Details
from worker.jobs.record import JobRecord, JobState, Outcome

UNKNOWN = ("EMEA", "Deutschl.", "emea", 'the "x", y', "Öst")
KNOWN = ("DE", "Germany", "fr", "", "N/A", " EMEA ", "Japan")
CUSTOMERS = "abcdef"
SURE = [(f"sure{number}", "DE") for number in range(8)]
OWN = {"rows", "customers", "duplicates", "rejected", "countries", "top"}
NOT_COMPARED = {"placeholders", "unrecognised_rows", "file_bytes", "unpacked_bytes", "dialect"}

Rows = list[tuple[str, str]]
rows_of_files = st.lists(
    st.tuples(st.sampled_from(CUSTOMERS), st.sampled_from(UNKNOWN + KNOWN)), min_size=1, max_size=25
)
corrections = st.dictionaries(st.sampled_from(UNKNOWN), st.sampled_from(["DE", "FR", "AT", ""]), max_size=5)
steps_of_analysts = st.lists(st.tuples(st.sampled_from(UNKNOWN), st.sampled_from(["DE", "", None])))


def counted(rows: Rows) -> tuple[Quality, JobRecord, bytes]:
    """A file of these rows, counted for real: its figures, its job and its report."""
    lines = [f'{name}@x.com,"{country.replace(chr(34), chr(34) * 2)}"' for name, country in [*SURE, *rows]]
    with TemporaryDirectory() as folder:
        result = count_bytes(Path(folder), "\n".join(["email,country", *lines, ""]).encode())
    quality = result.quality
    outcome = Outcome(
        etag="e1",
        **{name: getattr(quality, name) for name in OWN},
        details=Details.model_validate(quality.model_dump(exclude=OWN)),
    )
    return quality, make_job(JobState.SUCCEEDED, outcome=outcome), result.summary_csv.encode()


def said(job: JobRecord, body: bytes, means: Mapping[str, str]) -> JobRecord:
    """The job after all of it was said that its report has values for."""
    for value, country in means.items():
        if value in dict(Summary.from_csv(body.decode()).rows):
            job = correct(job, counted_in(job, body), value, country)
    return job


def figures(outcome: Outcome | None) -> dict[str, object]:
    """What the file's own words decide, and no clock."""
    assert outcome is not None
    told = outcome.model_dump(exclude={"details", "etag", "modified", "seconds"})
    told |= outcome.details.model_dump(exclude=NOT_COMPARED)
    return {name: value for name, value in told.items() if not name.endswith("_seconds")}


@settings(max_examples=60)
@given(rows=rows_of_files, means=corrections)
def test_saying_what_values_mean_equals_a_file_that_says_it(rows: Rows, means: Mapping[str, str]) -> None:
    _, job, body = counted(rows)
    present = dict(Summary.from_csv(body.decode()).rows)
    means = {value: country for value, country in means.items() if value in present}
    written = [(name, means.get(country.strip(), country)) for name, country in rows]
    quality, other, expected = counted(written)

    job = said(job, body, means)

    assert corrected_csv(job, body) == expected
    mine, theirs = figures(reported(job)), figures(other.outcome)
    is_bound, at_most = mine.pop("conflicting_at_most", False), mine.pop("conflicting_customers")
    assert isinstance(at_most, int)
    assert at_most >= quality.conflicting_customers if is_bound else at_most == quality.conflicting_customers
    theirs.pop("conflicting_customers")
    assert mine == theirs


@settings(max_examples=60)
@given(
    rows=rows_of_files, steps=st.lists(st.tuples(st.sampled_from(UNKNOWN), st.sampled_from(["DE", "", None])))
)
def test_however_often_it_is_said_and_taken_back_the_sums_hold_and_the_count_is_kept(
    rows: Rows, steps: list[tuple[str, str | None]]
) -> None:
    _, job, body = counted(rows)
    first, published = job, body
    for value, country in steps:
        known = counted_in(job, published)
        if country is None:
            job = take_back(job, known, value)
        elif value in dict(known.rows):
            job = correct(job, known, value, country)
        if len(value) % 2:  # the report's object is behind its record
            published = corrected_csv(job, published)
        outcome = reported(job)
        assert outcome is not None
        assert sum(count for _, count in Summary.from_csv(corrected_csv(job, published).decode()).rows) == (
            outcome.customers
        )
        assert counted_in(job, published).to_csv().encode() == body
        assert sum(each.customers for each in outcome.details.unrecognised) == (
            outcome.details.customers_not_recognised
        )
        assert job.outcome == first.outcome
    for value in UNKNOWN:
        job = take_back(job, counted_in(job, published), value)
    assert corrected_csv(job, published) == body
    assert reported(job) == first.outcome


@given(rows=rows_of_files, means=corrections)
@settings(max_examples=30)
def test_what_is_remembered_gives_what_would_have_been_said_afterwards(
    rows: Rows, means: Mapping[str, str]
) -> None:
    _, job, body = counted(rows)
    afterwards = said(job, body, means)
    by_itself = with_remembered(job, Summary.from_csv(body.decode()), means)
    assert corrected_csv(by_itself, body) == corrected_csv(afterwards, body)
    assert reported(by_itself) == reported(afterwards)


COUNTS = [("DE", 640), ("EMEA", 40), ("Oz", 30), ("", 20), ("N/A", 5)]


def old_report(duplicates: int) -> tuple[JobRecord, bytes]:
    """One of before it was told how many rows have each value."""
    outcome = outcome_of(COUNTS, duplicates=duplicates)
    return make_job(JobState.SUCCEEDED, outcome=outcome), summary_of(COUNTS)


def test_of_an_old_report_with_duplicates_usable_rows_are_at_least_so_many() -> None:
    job, body = old_report(100)
    details = reported(correct(job, counted_in(job, body), "EMEA", "FR"))
    assert details is not None
    assert details.details.usable_at_least
    assert (details.details.rows_not_recognised, details.countries) == (30, 2)


def test_of_an_old_report_without_duplicates_all_is_exact() -> None:
    job, body = old_report(0)
    outcome = reported(correct(job, counted_in(job, body), "EMEA", "FR"))
    assert outcome is not None
    assert not outcome.details.usable_at_least
    assert outcome.details.rows_not_recognised == 30


def test_of_the_oldest_reports_what_they_never_told_is_told_by_the_report() -> None:
    details = Details(
        customers_without_country=20,
        unrecognised_countries=3,
        unrecognised=[
            CountryValue(value=value, customers=count) for value, count in (COUNTS[1:3] + COUNTS[4:])
        ],
    )
    outcome = outcome_of(COUNTS).model_copy(update={"countries": 4, "top": COUNTS[:3], "details": details})
    job, body = make_job(JobState.SUCCEEDED, outcome=outcome), summary_of(COUNTS)
    after = reported(correct(job, counted_in(job, body), "EMEA", "FR"))
    assert after is not None
    assert (after.countries, after.top) == (2, [("DE", 640), ("FR", 40)])
    assert (after.details.customers_not_recognised, after.details.customers_without_country) == (30, 25)
    assert after.details.rows_not_recognised is None


@pytest.mark.parametrize(
    ("value", "country"),
    [
        ("Atlantis", "DE"),
        ("DE", "FR"),
        ("", "DE"),
        ("N/A", "DE"),
        ("EMEA", "XX"),
        ("EMEA", "Germany"),
        ("Oz", "de"),
    ],
)
def test_what_is_no_unrecognised_value_or_no_country_is_refused(value: str, country: str) -> None:
    job, body = old_report(0)
    with pytest.raises(TransitionRefused):
        correct(job, counted_in(job, body), value, country)


def test_where_another_column_would_fill_the_gap_no_value_is_said_to_be_none() -> None:
    reading = Reading(dialect=Dialect(), email=0, country=1, other_countries=(2,))
    job, body = old_report(0)
    job = job.model_copy(update={"reading": reading})
    with pytest.raises(TransitionRefused):
        correct(job, counted_in(job, body), "EMEA", "")
    assert with_remembered(job, counted_in(job, body), {"EMEA": ""}) is job
    assert reported(correct(job, counted_in(job, body), "EMEA", "AT")) is not None


def test_a_report_that_does_not_add_up_is_not_corrected() -> None:
    job, _ = old_report(0)
    for body in (
        summary_of([*COUNTS, ("FR", 1)]),
        b"country,user_count\r\nDE,735\r\n",
        b"country,user_count\nDE,735",
    ):
        with pytest.raises(ValueError, match=r"summary|add up"):
            counted_in(job, body)
