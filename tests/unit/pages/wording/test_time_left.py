"""How long something still takes is told in round steps that do not go up and down."""

from __future__ import annotations

import pytest

from pages.wording.time_left import Calm, rough_time, round_seconds


def said(seconds: float) -> str:
    return rough_time(seconds).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "a few seconds"),
        (9.9, "a few seconds"),
        (10, "about 10 s"),
        (31, "about 40 s"),
        (50, "about 50 s"),
        (52, "about 1 min"),
        (89, "about 1 min"),
        (91, "about 2 min"),
        (240, "about 4 min"),
        (560, "about 9 min"),
        (700, "about 10 min"),
        (3_300, "about 55 min"),
        (3_570, "about 1 h"),
        (4_000, "about 1 h 10 min"),
        (7_500, "about 2 h 10 min"),
        (12_000, "about 3 h 30 min"),
        (40_000, "about 11 h"),
    ],
)
def test_steps_are_the_larger_the_longer_it_takes_and_those_of_the_drop_zone(
    seconds: float, text: str
) -> None:
    assert said(seconds) == text


def test_a_step_that_is_told_is_told_again_of_itself() -> None:
    for seconds in range(0, 100_000, 7):
        assert round_seconds(round_seconds(seconds)) == round_seconds(seconds)


class Clock:
    """Moved by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def told(clock: Clock, *estimates: float | None, every: float = 1.0) -> list[int | None]:
    """What is told of a thing of which these are the estimates, one after the other."""
    calm = Calm(clock)
    all_told = []
    for seconds in estimates:
        all_told.append(calm.told("thing", seconds))
        clock.seconds += every
    return all_told


def test_estimates_that_go_up_and_down_are_told_calmly(clock: Clock) -> None:
    assert told(clock, 120, 300, 240, 130, 180, 70, 100, 65) == [120, 120, 120, 120, 120, 60, 60, 60]


def test_what_has_become_slower_for_good_is_told_after_a_while(clock: Clock) -> None:
    assert told(clock, *[60] * 2, *[300] * 10) == [*[60] * 10, *[300] * 2]


def test_what_is_not_known_any_more_is_not_told_and_begun_anew(clock: Clock) -> None:
    assert told(clock, 60, None, 300) == [60, None, 300]


def test_things_are_told_apart(clock: Clock) -> None:
    calm = Calm(clock)

    assert (calm.told("one", 60), calm.told("other", 300), calm.told("one", 300)) == (60, 300, 60)
