from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.jobs.people import in_time_of
from tests.unit.jobs.scene import Scene


@pytest.fixture
def scene() -> Iterator[Scene]:
    scene = Scene()
    with in_time_of(scene.world.clock):
        yield scene
        for process in (*scene.workers, *scene.pages):
            process.kill()
    assert scene.world.wrong == []
