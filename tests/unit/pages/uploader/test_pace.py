from __future__ import annotations

import pytest

from pages.uploader.pace import EACH_SECOND, MOST_AT_ONCE, Pace
from pages.uploader.requests import Begin, Presign, Recall, Request, Watch

BEGIN = Begin(id="a", op="begin", name="a.csv", size=5, fingerprint="f")
PRESIGN = Presign(id="a", op="presign", job_id="j", parts=[1])
WATCH = Watch(id="a", op="watch", jobs=["j"] * 100)
RECALL = Recall(id="a", op="recall")


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def allowed(pace: Pace, request: Request, times: int) -> int:
    return sum(pace.allows(request) for _ in range(times))


def test_a_hundred_files_begin_and_are_watched_at_once() -> None:
    pace = Pace(Clock())

    assert allowed(pace, BEGIN, 100) == 100
    assert allowed(pace, WATCH, 5) == 5


@pytest.mark.parametrize("request_", [BEGIN, PRESIGN, WATCH, RECALL])
def test_a_storm_ends_and_ordinary_use_goes_on_a_second_later(request_: Request) -> None:
    clock = Clock()
    pace = Pace(clock)
    assert allowed(pace, request_, 10 * MOST_AT_ONCE) <= MOST_AT_ONCE

    clock.seconds += 1

    assert 1 <= allowed(pace, request_, 10 * MOST_AT_ONCE) <= EACH_SECOND


def test_whoever_has_rested_long_gets_no_more_than_anyone() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.seconds += 1_000_000

    assert allowed(pace, PRESIGN, 10 * MOST_AT_ONCE) == MOST_AT_ONCE
