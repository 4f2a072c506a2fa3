"""What a run says of itself at its start, and how many processes it takes."""

from __future__ import annotations

from tests.announcing import plan
from tests.side_by_side import processes_for


def test_a_run_says_what_its_tests_are_and_how_long_they_take() -> None:
    ids = ["tests/browser/test_bars.py::test_it"] * 60 + ["tests/unit/test_logs.py::test_it"] * 1_000
    told = "1,060 tests: 60 in Chromium, 1,000 of single parts"
    assert plan(ids, processes=6, cores=2) == f"{told}; about 4 minutes on 2 cores"
    assert plan(ids, processes=1, cores=8) == f"{told}; about 8 minutes on 1 core"
    assert (
        plan(ids[60:], processes=2, cores=2)
        == "1,000 tests: 1,000 of single parts; less than a minute on 2 cores"
    )
    assert plan([], processes=6) == "no tests"


def test_processes_have_room_in_memory() -> None:
    assert [processes_for(gigabytes * 10**9) for gigabytes in (1, 4, 7, 16, 64)] == [2, 2, 4, 6, 6]
