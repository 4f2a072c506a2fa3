"""What records say beside their figures, whichever version wrote them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.records import GERMANY_FIRST, outcome_of
from worker.counting.quality import Quality
from worker.jobs.details import Details
from worker.jobs.record import Outcome

TOLD: dict[str, dict[str, Any]] = {
    "nothing": {},
    "as older workers did": {"customers_without_country": 3, "email_column": "E-Mail"},
    "with more than is known here": {"hashed_rows": 2, "hashed_with": None, "from_the_future": {"a": None}},
}


@pytest.mark.parametrize("name", TOLD)
def test_a_record_keeps_what_was_told_and_no_more(name: str) -> None:
    outcome = outcome_of(GERMANY_FIRST).model_copy(update={"details": Details.model_validate(TOLD[name])})
    stored = outcome.model_dump_json(exclude_none=True)
    assert Outcome.model_validate_json(stored).details.model_dump(mode="json") == TOLD[name]


def test_what_cannot_be_read_is_as_if_it_were_not_told() -> None:
    odd = Details.model_validate({"email_column": 7, "dialect": "old", "hashed_rows": "many"})
    assert (odd.email_column, odd.dialect, odd.hashed_rows) == (None, None, 0)


def test_every_figure_beside_those_of_an_outcome_has_a_place() -> None:
    of_corrections = {"usable_at_least", "conflicting_at_most"}
    counted = set(Details.model_fields) - of_corrections
    assert set(Quality.model_fields) - set(Outcome.model_fields) == counted
