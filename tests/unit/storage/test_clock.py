"""S3's clock as one process knows it: right within hundredths of a second, whatever this machine's shows."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from worker.storage.clock import Clock

BEGAN = 1_800_000_000.0
HOUR = 3_600.0


class World:
    """S3's time, a machine's wrong clock, and answers on the way between them."""

    def __init__(self, wrong_by: float) -> None:
        self.wrong_by = wrong_by
        self.true = BEGAN
        self.slept = 0.0
        self.clock = Clock(monotonic=lambda: self.true - self.slept, local=lambda: self.true + self.wrong_by)

    def answer(self, sent_before: float = 0.01, stamped_before: float = 0.005) -> None:
        """An answer arrives now."""
        received = self.true - self.slept
        stamped = datetime.fromtimestamp(int(self.true - stamped_before), UTC)
        self.clock.hear(stamped, received - sent_before, received)

    def listen(self, seconds: float) -> None:
        """About three answers a second for so long."""
        chance = random.Random(1)
        end = self.true + seconds
        while self.true < end:
            self.true += chance.uniform(0, 0.7)
            self.answer()

    @property
    def error(self) -> float:
        """How wrong the clock is now."""
        return abs(self.clock.now().timestamp() - self.true)


def test_without_any_answer_it_is_this_machines_clock() -> None:
    assert World(wrong_by=600).error == 600


@pytest.mark.parametrize("wrong_by", [-HOUR, -600, -0.7, 0, 0.7, 600, HOUR])
def test_one_answer_tells_the_second_and_many_tell_hundredths(wrong_by: float) -> None:
    world = World(wrong_by)
    world.answer()
    assert world.error <= 1.01

    world.listen(60)
    assert world.error < 0.1
    world.true += HOUR  # nothing is heard
    assert world.error < 0.1


def test_a_machine_that_is_right_is_believed_to_the_millisecond() -> None:
    world = World(wrong_by=0.002)
    world.answer()
    assert world.error < 0.01


def test_a_step_of_this_machines_clock_matters_not_even_until_the_next_answer() -> None:
    world = World(wrong_by=-600)
    world.listen(60)

    world.wrong_by = 600

    assert world.error < 0.1
    world.listen(10)
    assert world.error < 0.1


def test_a_machine_that_slept_knows_the_time_again_with_the_next_answer() -> None:
    world = World(wrong_by=600)
    world.listen(60)
    world.slept = HOUR
    world.true += HOUR

    world.answer()

    assert world.error <= 1.01


def test_an_answer_that_was_long_on_its_way_spoils_nothing() -> None:
    world = World(wrong_by=600)
    world.listen(60)

    world.answer(sent_before=30, stamped_before=29)

    assert world.error < 0.1
