from __future__ import annotations

from typing import Any

from pages.wording.outcomes import countries_in, customers_in, largest_in, unlisted_values, values_in
from tests.records import Counts, outcome_of
from worker.countries import Group
from worker.jobs.details import Details
from worker.jobs.record import Outcome

NONE, NOT_RECOGNISED = Group.NONE, Group.NOT_RECOGNISED
COUNTS: Counts = [("DE", 50), ("Atlantis", 30), ("FR", 20), ("", 9), ("N/A", 8), ("Narnia", 5), ("IT", 1)]

OLDER = Outcome(
    etag="e",
    rows=123,
    customers=123,
    duplicates=0,
    rejected={},
    countries=6,
    top=[("DE", 50), ("Atlantis", 30), ("FR", 20), ("", 9), ("N/A", 8)],
    details=Details.model_validate(
        {
            "customers_without_country": 9,
            "unrecognised_countries": 3,
            "unrecognised": [
                {"value": "Atlantis", "customers": 30},
                {"value": "N/A", "customers": 8},
                {"value": "Narnia", "customers": 5},
            ],
        },
    ),
)
"""The same report as a record of before had it: every value but the empty one was a country."""


def _outcome(**details: Any) -> Outcome:
    return outcome_of(COUNTS).model_copy(update={"details": Details.model_validate(details)})


def test_only_recognised_countries_are_counted() -> None:
    assert countries_in(outcome_of(COUNTS)) == countries_in(OLDER) == 3


def test_words_for_nothing_are_no_country_and_all_else_is_not_recognised() -> None:
    for outcome in (outcome_of(COUNTS), OLDER):
        assert customers_in(outcome, NONE) == 17
        assert customers_in(outcome, NOT_RECOGNISED) == 35
        assert values_in(outcome, NONE) == [("N/A", 8)]
        assert values_in(outcome, NOT_RECOGNISED) == [("Atlantis", 30), ("Narnia", 5)]
        assert unlisted_values(outcome) == 0


def test_the_largest_are_countries_and_the_two_groups_by_their_customers() -> None:
    for outcome in (outcome_of(COUNTS), OLDER):
        assert largest_in(outcome, 4) == [
            ("Germany", 50),
            ("Not recognised", 35),
            ("France", 20),
            ("No country", 17),
        ]


def test_values_that_are_not_listed_are_told_by_number() -> None:
    listed = [{"value": "x1", "customers": 1}]
    outcome = _outcome(customers_not_recognised=40, unrecognised_countries=30, unrecognised=listed)
    assert (unlisted_values(outcome), customers_in(outcome, NOT_RECOGNISED)) == (29, 40)


def test_details_of_another_kind_are_no_figures() -> None:
    for broken in (
        _outcome(unrecognised_countries="x", unrecognised=3, placeholders="y"),
        _outcome(unrecognised=[None, {"value": "x"}], customers_without_country="many"),
        _outcome(customers_not_recognised="many", customers_without_country=None),
        _outcome(),
    ):
        assert (customers_in(broken, NONE), customers_in(broken, NOT_RECOGNISED)) == (0, 0)
        assert (values_in(broken, NOT_RECOGNISED), unlisted_values(broken)) == ([], 0)
        assert largest_in(broken, 9) == [("Germany", 50), ("France", 20), ("Italy", 1)]
