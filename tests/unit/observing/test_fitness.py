"""A worker knows whether it can count, also when its disk does not even answer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from worker.errors import ScratchBroken
from worker.observing.fitness import Fitness

pytestmark = pytest.mark.anyio


async def test_a_disk_that_hangs_is_told_takes_one_thread_and_is_fit_when_it_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers, tried = threading.Event(), []

    def hang(scratch: Path | None) -> None:
        tried.append(scratch)
        answers.wait()

    monkeypatch.setattr("worker.observing.fitness.try_out", hang)
    monkeypatch.setattr("worker.observing.fitness._TRIAL_SECONDS", 0.05)
    fitness = Fitness(tmp_path)
    for _ in range(3):
        with pytest.raises(ScratchBroken, match="does not answer"):
            await fitness.check()
    assert (fitness.able.is_set(), tried) == (False, [tmp_path])

    answers.set()
    monkeypatch.setattr("worker.observing.fitness._TRIAL_SECONDS", 30)

    assert await fitness.is_able()
    assert (fitness.able.is_set(), fitness.trouble) == (True, None)
