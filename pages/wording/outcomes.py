"""What an outcome says of its countries: how many there are, and who has none, or one that is not recognised.

Older records have no figures of their own for that: there it is worked out from the values they name.
"""

from __future__ import annotations

from pages.wording.country_names import GROUP_LABELS, country_label
from pages.wording.shown_values import shown
from pages.wording.translating import tr
from worker.countries import Group, group_of
from worker.jobs.record import JobRecord, Outcome

Values = list[tuple[str, int]]
_VALUE_CHARACTERS = 60


def countries_in(outcome: Outcome) -> int:
    """How many countries the report has."""
    if _is_older(outcome):
        return max(0, outcome.countries - outcome.details.unrecognised_countries)
    return outcome.countries


def customers_in(outcome: Outcome, group: Group) -> int:
    """Customers without a country, or of those that were not recognised."""
    named = sum(customers for _, customers in values_in(outcome, group))
    if group is Group.NOT_RECOGNISED:
        known = outcome.details.customers_not_recognised
        return named if known is None else known
    without = outcome.details.customers_without_country
    return without + named if _is_older(outcome) else without


def values_in(outcome: Outcome, group: Group) -> Values:
    """What stands in the file for one of these groups, most customers first; the largest, if very many."""
    listed = (*outcome.details.placeholders, *outcome.details.unrecognised)
    return [(each.value, each.customers) for each in listed if group_of(each.value) is group]


def unlisted_values(outcome: Outcome) -> int:
    """How many values were not recognised beyond those listed."""
    return max(0, outcome.details.unrecognised_countries - len(outcome.details.unrecognised))


def largest_in(outcome: Outcome, most: int) -> Values:
    """The labels of the countries and groups with most customers, and how many those are."""
    countries = [
        (country_label(code), number) for code, number in outcome.top if group_of(code) is Group.COUNTRY
    ]
    groups = [(tr(label), customers_in(outcome, group)) for group, label in GROUP_LABELS.items()]
    rows = [(label, customers) for label, customers in (*countries, *groups) if customers]
    return sorted(rows, key=lambda row: -row[1])[:most]


def counting_seconds(job: JobRecord) -> float:
    """How long the file was counted, in seconds: not how long it waited, or was looked at."""
    if job.outcome is not None and job.outcome.seconds:
        return job.outcome.seconds
    began, ended = job.started_at or job.created_at, job.finished_at or job.updated_at
    return (ended - began).total_seconds()


def said_in_words(value: str, country: str) -> str:
    """What an analyst says that a value is: “Deutschl.” is Germany; without a country, that it is none."""
    name = shown(value, _VALUE_CHARACTERS)
    if not country:
        return tr("“{value}” is no country", value=name)
    return tr("“{value}” is {country}", value=name, country=country_label(country))


def _is_older(outcome: Outcome) -> bool:
    return outcome.details.customers_not_recognised is None
