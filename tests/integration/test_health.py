"""A worker's own HTTP door: health that tells the truth, and the queue described."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import NatsServer, S3Server
from tests.waiting import wait_until
from tests.workers import WorkerProcess, running_worker
from worker.settings import Settings


@pytest.fixture
def mortal(
    fresh_s3: Callable[[], S3Server],
    fresh_broker: Callable[[], NatsServer],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, S3Server | NatsServer]:
    """Servers that the test may kill, named in the environment."""
    s3, broker = fresh_s3(), fresh_broker()
    for name, value in {
        "AUDIENCE_S3_ENDPOINT": s3.endpoint,
        "AUDIENCE_S3_BUCKET": s3.new_bucket(),
        "AUDIENCE_BROKER_URL": broker.url,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
    }.items():
        monkeypatch.setenv(name, value)
    return {"storage": s3, "broker": broker}


@pytest.mark.parametrize(("away", "there"), [("storage", "broker"), ("broker", "storage")])
def test_health_tells_the_truth_about_broker_and_storage(
    mortal: dict[str, S3Server | NatsServer], tmp_path: Path, away: str, there: str
) -> None:
    with running_worker(tmp_path / "worker.log") as worker:
        well = worker.get("/health")
        all_is_well = dict.fromkeys(["status", "storage", "broker", "scratch"], "ok")
        assert (well.status_code, well.json()) == (200, all_is_well)

        mortal[away].kill()
        wait_until(lambda: worker.get("/health").status_code == 503, what="health to notice")
        ill = worker.get("/health").json()
        assert (ill["status"], ill[there]) == ("unavailable", "ok")
        assert "cannot be reached" in ill[away]

        mortal[away].start()
        wait_until(lambda: worker.get("/health").status_code == 200, what="health to recover")


def test_the_queue_is_described_by_asyncapi(settings: Settings, worker: WorkerProcess) -> None:
    schema = worker.get("/asyncapi.json").json()

    assert schema["asyncapi"].startswith("3.")
    assert "process_audience" in schema["channels"]
    assert settings.broker_url is not None
    assert settings.broker_url.split("@")[0] not in json.dumps(schema)
