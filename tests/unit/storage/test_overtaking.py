"""Whoever is overtaken in changing an object tries again, yet not for ever."""

from __future__ import annotations

import pytest

from worker.errors import PreconditionFailed, StorageUnavailable
from worker.storage.overtaking import retry_when_overtaken

pytestmark = pytest.mark.anyio

TRIES = 3


@pytest.mark.parametrize("overtaken", [0, 1, TRIES - 1])
async def test_a_change_is_made_when_nobody_is_faster(overtaken: int) -> None:
    made: list[int] = []

    async def change() -> str:
        made.append(1)
        if len(made) <= overtaken:
            raise PreconditionFailed
        return "changed"

    assert await retry_when_overtaken(change, TRIES) == "changed"
    assert len(made) == overtaken + 1


async def test_whoever_is_overtaken_every_time_is_told_to_come_later() -> None:
    made: list[int] = []

    async def change() -> None:
        made.append(1)
        raise PreconditionFailed

    with pytest.raises(StorageUnavailable):
        await retry_when_overtaken(change, TRIES)
    assert len(made) == TRIES
