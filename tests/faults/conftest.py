from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.outages import Outages
from tests.faults.scene import Scene
from tests.servers import NatsServer, S3Server
from worker.settings import Settings, read_settings


@pytest.fixture
def scene(settings: Settings, s3: S3Server, tmp_path: Path) -> Iterator[Scene]:
    """A stage over the session's S3, in a bucket of its own, and a broker of its own."""
    scene = Scene(settings, s3, tmp_path)
    yield scene
    scene.close()


@pytest.fixture
def outages(
    fresh_broker: Callable[[], NatsServer],
    fresh_s3: Callable[[], S3Server],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Outages]:
    """A stage over a broker and an S3 that only this test uses."""
    broker, s3 = fresh_broker(), fresh_s3()
    for name, value in {
        "AUDIENCE_S3_ENDPOINT": s3.endpoint,
        "AUDIENCE_S3_BUCKET": s3.new_bucket(),
        "AUDIENCE_BROKER_URL": broker.url,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
    }.items():
        monkeypatch.setenv(name, value)
    scene = Scene(read_settings(), s3, tmp_path)
    yield Outages(scene, broker, s3)
    scene.close()
