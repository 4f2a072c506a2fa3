"""Whoever tries again pauses for longer each time, up to a longest, and not all at the same moment."""

from __future__ import annotations

import pytest

from worker.retrying import GrowingPauses


@pytest.mark.parametrize("spread", [0, 0.25, 0.5, 1])
def test_pauses_double_up_to_the_longest_less_what_chance_takes(spread: float) -> None:
    pauses = GrowingPauses(first_seconds=1, longest_seconds=30, spread=spread)
    for tries, most in [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (1000, 30)]:
        assert all((1 - spread) * most <= pauses.after(tries) <= most for _ in range(50))


def test_chance_makes_the_pauses_of_many_differ() -> None:
    pauses = GrowingPauses(first_seconds=1, longest_seconds=30, spread=0.5)
    assert len({pauses.after(1) for _ in range(50)}) > 1
