"""What an outcome says of its countries: how many there are, and who has none, or one that is not recognised.

Older records have no figures of their own for that: there it is worked out from the values they name.
"""

from __future__ import annotations

from typing import Any

from pages.wording.country_names import GROUP_LABELS, country_label
from worker.countries import Group, group_of
from worker.jobs.record import Outcome

Values = list[tuple[str, int]]

_NOT_RECOGNISED = "customers_not_recognised"


def countries_in(outcome: Outcome) -> int:
    """How many countries the report has."""
    if _is_older(outcome):
        return max(0, outcome.countries - figure(outcome.details, "unrecognised_countries"))
    return outcome.countries


def customers_in(outcome: Outcome, group: Group) -> int:
    """Customers without a country, or of those that were not recognised."""
    named = sum(customers for _, customers in values_in(outcome, group))
    if group is Group.NOT_RECOGNISED:
        return named if _is_older(outcome) else figure(outcome.details, _NOT_RECOGNISED)
    without = figure(outcome.details, "customers_without_country")
    return without + named if _is_older(outcome) else without


def values_in(outcome: Outcome, group: Group) -> Values:
    """What stands in the file for one of these groups, most customers first; the largest, if very many."""
    listed = [*_listed(outcome.details, "placeholders"), *_listed(outcome.details, "unrecognised")]
    return [(value, customers) for value, customers in listed if group_of(value) is group]


def unlisted_values(outcome: Outcome) -> int:
    """How many values were not recognised beyond those listed."""
    listed = _listed(outcome.details, "unrecognised")
    return max(0, figure(outcome.details, "unrecognised_countries") - len(listed))


def largest_in(outcome: Outcome, most: int) -> Values:
    """The labels of the countries and groups with most customers, and how many those are."""
    countries = [
        (country_label(code), number) for code, number in outcome.top if group_of(code) is Group.COUNTRY
    ]
    groups = [(label, customers_in(outcome, group)) for group, label in GROUP_LABELS.items()]
    rows = [(label, customers) for label, customers in (*countries, *groups) if customers]
    return sorted(rows, key=lambda row: -row[1])[:most]


def figure(details: dict[str, Any], key: str) -> int:
    """A number of an outcome's details; 0 where they do not say it."""
    value = details.get(key)
    return value if isinstance(value, int) else 0


def _is_older(outcome: Outcome) -> bool:
    return _NOT_RECOGNISED not in outcome.details


def _listed(details: dict[str, Any], key: str) -> Values:
    listed = details.get(key)
    return [
        (str(item["value"]), int(item["customers"]))
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and "value" in item and isinstance(item.get("customers"), int)
    ]
