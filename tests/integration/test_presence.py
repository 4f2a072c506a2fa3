"""Workers show themselves: heartbeats, metrics, and logs that follow a job."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.incidents import bury, failed, put
from tests.waiting import wait_until
from tests.workers import running_worker
from worker.observing.presence import WORKERS_PREFIX, Presence, remove_dead, workers
from worker.operations import Operations, open_operations
from worker.settings import Settings
from worker.storage.client import open_storage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def operations(settings: Settings) -> AsyncIterator[Operations]:
    async with open_operations(settings) as opened:
        yield opened


async def test_a_worker_that_died_is_seen_as_silent_then_removed(
    settings: Settings, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_storage(settings) as storage:
        presence = Presence(storage, "host:1", 1, slots=2)
        with presence.working_on("j1"):
            await storage.write(f"{WORKERS_PREFIX}host-1.json", presence._beat(), "application/json")
        (beat,) = await workers(storage)
        assert (beat.worker, beat.slots, beat.jobs) == ("host:1", 2, ["j1"])
        assert beat.is_alive(beat.beat_at + timedelta(seconds=29))
        assert not beat.is_alive(beat.beat_at + timedelta(seconds=31))
        old = beat.model_copy(update={"beat_at": beat.beat_at - timedelta(minutes=5)})
        await storage.write(
            f"{WORKERS_PREFIX}host-1.json", old.model_dump_json().encode(), "application/json"
        )
        assert [worker.alive for worker in (await operations.snapshot()).workers] == [False]

        await remove_dead(storage)
        assert len(await workers(storage)) == 1
        monkeypatch.setattr("worker.observing.presence._REMOVED_AFTER", timedelta(0))
        await remove_dead(storage)
        assert await workers(storage) == []


def figure(text: str, name: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.split()[-1])


async def test_a_worker_is_seen_counts_its_work_and_says_goodbye(
    settings: Settings, operations: Operations, tmp_path: Path
) -> None:
    good, bad = failed(attempts=5), failed(attempts=5)
    await put(settings, good, bad)
    async with open_storage(settings) as storage:
        await storage.write(bad.s3_key, b"%PDF-1.7\n", "text/csv")
    await bury(settings, "hopeless")

    with running_worker(tmp_path / "worker.log") as worker:
        (line,) = (await operations.snapshot()).workers
        assert line.alive
        assert (line.pid, line.jobs) == (worker.pid, [])
        await operations.requeue_all_failed()
        wait_until(lambda: 'outcome="failed"} 1.0' in worker.get("/metrics").text, what="the failure")
        wait_until(lambda: 'outcome="succeeded"} 1.0' in worker.get("/metrics").text, what="the success")

        answer = worker.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain")
        text = answer.text
        assert figure(text, "audience_rows_total") == 1
        assert figure(text, "audience_bytes_total") == good.file.size
        assert figure(text, "audience_job_seconds_count") == 2
        assert figure(text, "audience_job_wait_seconds_count") == 2
        assert figure(text, "audience_jobs_running") == 0
        assert figure(text, "audience_slots") == line.slots
        assert figure(text, "audience_dead_letters") == 1
        assert figure(text, 'audience_queue_messages{place="waiting"}') == 0
        assert figure(text, "audience_heartbeats_missed_total") == 0

        assert worker.stop() == 0
        assert (await operations.snapshot()).workers == []
    events = [json.loads(entry) for entry in worker.log.read_text().splitlines()]
    followed = [event["event"] for event in events if event.get("job_id") == good.job_id]
    followed = [event for event in followed if not event.startswith("look.")]  # while the other held the slot
    assert followed == ["job.started", "counting.started", "counting.ended", "job.succeeded"]
