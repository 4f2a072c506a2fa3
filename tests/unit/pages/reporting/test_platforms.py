from __future__ import annotations

import pytest

from pages.reporting.platforms import PLATFORMS, Suitability, readiness

FEW, BELOW, ENOUGH, SPLIT = Suitability.TOO_FEW, Suitability.BELOW, Suitability.ENOUGH, Suitability.TOO_MANY


@pytest.mark.parametrize(
    ("customers", "verdicts"),
    [
        (0, [FEW, FEW, FEW, FEW]),
        (99, [FEW, FEW, FEW, FEW]),
        (100, [ENOUGH, ENOUGH, FEW, FEW]),
        (300, [ENOUGH, ENOUGH, BELOW, FEW]),
        (1_000, [ENOUGH, ENOUGH, BELOW, ENOUGH]),
        (10_000, [ENOUGH, ENOUGH, ENOUGH, ENOUGH]),
        (300_001, [ENOUGH, ENOUGH, SPLIT, ENOUGH]),
    ],
)
def test_customers_are_compared_with_what_each_platform_documents(
    customers: int, verdicts: list[Suitability]
) -> None:
    assert [ready.verdict for ready in readiness(customers, [])] == verdicts


def test_what_is_missing_is_said_in_a_sentence() -> None:
    sentences = {ready.platform.name: ready.sentence for ready in readiness(212, [])}
    assert sentences["LinkedIn"] == "LinkedIn needs 300 matched members; this report has 212 customers."
    assert sentences["Meta"] == "Meta needs 100 people."


def test_a_recommended_size_is_named_where_it_is_not_reached() -> None:
    (linkedin,) = (ready for ready in readiness(5_000, []) if ready.platform.name == "LinkedIn")
    assert linkedin.sentence == (
        "LinkedIn needs 300 matched members, and recommends 10,000 rows to reach that."
    )


def test_countries_that_are_enough_on_their_own_are_counted() -> None:
    assert [ready.countries for ready in readiness(5_000, [4_000, 600, 300, 100, 99])] == [4, 4, 0, 1]
    assert [ready.countries for ready in readiness(15_000, [14_000, 999])] == [2, 2, 1, 1]


@pytest.mark.parametrize("customers", [0, 99, 100, 299, 300, 999, 1_000, 9_999, 10_000, 300_000])
def test_a_country_is_enough_exactly_where_so_many_customers_are(customers: int) -> None:
    for ready in readiness(customers, [customers]):
        assert ready.countries == (ready.verdict is ENOUGH)


def test_each_platform_is_told_once() -> None:
    assert len({platform.name for platform in PLATFORMS}) == len(PLATFORMS) == 4
