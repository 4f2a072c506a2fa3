"""Reports with what their analyst said of values that were not recognised; pure.

A customer has one country, that of the first row, so whoever says that a value is a country adds the value's
customers to the country's: nothing needs to be counted again. What cannot be told from totals is not offered
(in files with several country columns a value that is none would give way to the next column), or said to be
a bound (customers whose rows name different countries may become fewer).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from worker.counting.summary import NO_COUNTRY, Summary
from worker.countries import Group, group_of, is_alpha2
from worker.errors import TransitionRefused
from worker.jobs.corrections import MOST_CORRECTIONS, VALUE_CHARACTERS, Correction, Corrections
from worker.jobs.record import JobRecord, JobState, Outcome
from worker.text.sentences import say

_TOP_COUNTRIES = 5


def reported(job: JobRecord) -> Outcome | None:
    """The figures of a job's report, as corrected; None when it has none."""
    outcome, corrections = job.outcome, job.corrections
    if outcome is None or corrections is None or not corrections.made:
        return outcome
    details, values = outcome.details, {made.value for made in corrections.made}
    changed: dict[str, Any] = {
        "customers_without_country": corrections.customers_without_country,
        "customers_not_recognised": corrections.customers_not_recognised,
        "unrecognised_countries": corrections.unrecognised_countries,
        "unrecognised": [each for each in details.unrecognised if each.value not in values],
        "unrecognised_rows": [],
        **_rows(outcome, corrections.made),
    }
    if details.conflicting_customers:
        changed["conflicting_at_most"] = True
    return outcome.model_copy(
        update={
            "countries": corrections.countries,
            "top": corrections.top,
            "details": details.model_copy(update=changed),
        }
    )


def may_be_none(job: JobRecord) -> bool:
    """Whether a value of this report may be said to be no country: see above."""
    return job.reading is None or not job.reading.other_countries


def is_correctable(value: str) -> bool:
    """Whether a value of a report can be said to be a country: it is none, and not too long to be kept."""
    return group_of(value) is Group.NOT_RECOGNISED and 0 < len(value) <= VALUE_CHARACTERS


def counted_in(job: JobRecord, body: bytes) -> Summary:
    """What was counted, from the report with whichever corrections.

    Raises:
        ValueError: these are not the counts of this job, or they are not written as they are today.
    """
    summary = Summary.from_csv(body.decode())
    if job.corrections is not None:
        summary = Summary.of_counts(dict(summary.rows) | job.corrections.counted)
    if job.outcome is None or summary.customers != job.outcome.customers:
        raise ValueError("the report does not add up to the customers counted")
    return summary


def corrected_csv(job: JobRecord, body: bytes) -> bytes:
    """The report of a job with its corrections, and no others.

    Raises:
        ValueError: these are not the counts of this job.
    """
    if job.corrections is None:
        return body
    return _corrected(counted_in(job, body), job.corrections.made).to_csv().encode()


def correct(job: JobRecord, counted: Summary, value: str, country: str) -> JobRecord:
    """The analyst says that a value is a country, or none; the very same record if they said so before.

    Args:
        job: as it is now.
        counted: as `counted_in` tells it.
        value: as the report has it.
        country: ISO 3166-1 alpha-2, or empty.

    Raises:
        TransitionRefused: there is no such value, or it cannot be corrected exactly.
    """
    before = job.corrections.made if job.corrections else ()
    if any((made.value, made.country) == (value, country) for made in before):
        return job
    others = [made for made in before if made.value != value]
    found = _correction(job, counted, value, country)
    if found is None or len(others) >= MOST_CORRECTIONS:
        raise TransitionRefused(say("This value cannot be given a country here. Load the page again."))
    return _with(job, counted, [*others, found])


def take_back(job: JobRecord, counted: Summary, value: str) -> JobRecord:
    """The value is again what it was; the very same record if nothing was said of it."""
    before = job.corrections.made if job.corrections else ()
    left = [made for made in before if made.value != value]
    return job if len(left) == len(before) else _with(job, counted, left)


def with_remembered(job: JobRecord, counted: Summary, remembered: Mapping[str, str]) -> JobRecord:
    """What was said of earlier files, said of a report that is new, as far as its values are in it."""
    said = (_correction(job, counted, value, country) for value, country in remembered.items())
    made = [each.model_copy(update={"is_remembered": True}) for each in said if each is not None]
    return _with(job, counted, made[:MOST_CORRECTIONS]) if made else job


def _correction(job: JobRecord, counted: Summary, value: str, country: str) -> Correction | None:
    """It, if there is such a value, and that can be said of it."""
    customers = dict(counted.rows).get(value, 0)
    is_known = is_alpha2(country) or (country == NO_COUNTRY and may_be_none(job))
    if job.state is not JobState.SUCCEEDED or not (customers and is_known and is_correctable(value)):
        return None
    return Correction(value=value, country=country, customers=customers, rows=_rows_of(job, value, customers))


def _rows_of(job: JobRecord, value: str, customers: int) -> int | None:
    """Rows of customers that have the value, as far as they can be told."""
    if job.outcome is None or not job.outcome.duplicates:
        return customers
    details = job.outcome.details
    listed = zip((each.value for each in details.unrecognised), details.unrecognised_rows, strict=False)
    return dict(listed).get(value)


def _with(job: JobRecord, counted: Summary, made: list[Correction]) -> JobRecord:
    customers = dict(counted.rows)
    touched = {key for each in made for key in (each.value, each.country)}
    before = job.corrections.counted if job.corrections else {}
    summary = _corrected(counted, made)
    corrections = Corrections(
        made=tuple(made),
        counted=before | {key: customers.get(key, 0) for key in sorted(touched)},
        countries=summary.countries,
        top=summary.of(Group.COUNTRY)[:_TOP_COUNTRIES],
        customers_without_country=summary.without_country,
        customers_not_recognised=summary.not_recognised,
        unrecognised_countries=len(summary.of(Group.NOT_RECOGNISED)),
    )
    return job.model_copy(update={"corrections": corrections})


def _corrected(counted: Summary, made: Iterable[Correction]) -> Summary:
    customers = dict(counted.rows)
    for each in made:
        moved = customers.pop(each.value, 0)
        customers[each.country] = customers.get(each.country, 0) + moved
    return Summary.of_counts(customers)


def _rows(outcome: Outcome, made: Iterable[Correction]) -> dict[str, Any]:
    """Rows without a country, and with one that is not recognised; at most, where a value's are not known."""
    details = outcome.details
    if details.rows_without_country is None or details.rows_not_recognised is None:
        return {}
    rows = [(each.country, each.customers if each.rows is None else each.rows) for each in made]
    none = sum(number for country, number in rows if country == NO_COUNTRY)
    are_known = all(each.rows is not None for each in made)
    return {
        "rows_without_country": details.rows_without_country + none,
        "rows_not_recognised": details.rows_not_recognised - sum(number for _, number in rows),
        **({} if are_known else {"usable_at_least": True}),
    }
