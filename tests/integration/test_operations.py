"""What operators see and repair, with records in a real SeaweedFS and messages in a real broker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.integration.incidents import FAILURE, NAME, OWNER, bury, failed, put, read, send
from tests.records import make_job
from tests.servers import NatsServer, S3Server
from worker.__main__ import _parser
from worker.commands.operate import _operate
from worker.commands.status_text import as_text
from worker.errors import DeadLetterGone, JobNotFound, TransitionRefused
from worker.jobs.record import Failure, JobState, Lease
from worker.operations import Operations, open_operations
from worker.operations.console import Repaired
from worker.settings import Settings
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
S = JobState


@pytest.fixture
async def operations(settings: Settings) -> AsyncIterator[Operations]:
    async with open_operations(settings) as opened:
        yield opened


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "worker", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


async def test_the_snapshot_of_nothing_is_empty_and_complete(operations: Operations) -> None:
    seen = await operations.snapshot()

    assert seen.is_complete
    assert seen.queue is not None
    assert (seen.queue.waiting, seen.queue.in_hand, seen.queue.oldest_seconds) == (0, 0, None)
    assert (seen.workers, seen.totals, seen.failed, seen.dead_letters) == ([], {}, [], [])


async def test_every_job_is_where_an_operator_looks_for_it(
    settings: Settings, operations: Operations
) -> None:
    now = utc_now()
    stalled = make_job(
        S.PROCESSING, lease=Lease(worker="w9", token="t", until=now - timedelta(seconds=1)), attempts=3
    )
    running = make_job(S.PROCESSING)
    unsent = make_job(S.QUEUED, enqueued_at=None)
    away = Failure(code="storage_unavailable", message="The storage does not give the file right now.")
    retrying = make_job(S.QUEUED, failure=away)
    broken = failed(attempts=5)
    await put(settings, stalled, running, unsent, retrying, broken, make_job(S.QUEUED), make_job(S.SUCCEEDED))

    seen = await operations.snapshot()

    assert [job.job_id for job in seen.stalled] == [stalled.job_id]
    assert (seen.stalled[0].worker, seen.stalled[0].attempts) == ("w9", 3)
    assert [job.job_id for job in seen.running] == [running.job_id]
    assert seen.running[0].progress == running.progress
    assert [job.job_id for job in seen.unsent] == [unsent.job_id]
    assert [job.job_id for job in seen.retrying] == [retrying.job_id]
    assert away.message in as_text(seen)
    assert [job.job_id for job in seen.failed] == [broken.job_id]
    assert (seen.failed[0].attempts, seen.failed[0].code) == (5, "malformed")
    assert seen.totals == {S.PROCESSING: 2, S.QUEUED: 3, S.FAILED: 1, S.SUCCEEDED: 1}


async def test_unclear_jobs_wait_for_their_analysts_and_not_for_operators(
    settings: Settings, operations: Operations
) -> None:
    question = Failure(code="unclear", message="Please check how this file is read.")
    unclear = failed().model_copy(update={"failure": question})
    await put(settings, unclear, failed())

    seen = await operations.snapshot()

    assert (seen.failed_total, seen.unclear_total, seen.totals) == (1, 1, {S.FAILED: 2})
    assert unclear.job_id not in as_text(seen)
    assert "Waiting for their analysts to check the columns: 1" in as_text(seen)
    assert await operations.requeue_all_failed() == Repaired(done=1, left=0)
    assert (await read(settings, unclear)).needs_owner


async def test_promise_25_operators_see_nothing_personal(settings: Settings, operations: Operations) -> None:
    await put(settings, failed())

    seen = await operations.snapshot()

    text = seen.model_dump_json()
    assert seen.failed[0].owner == OWNER[:8]
    assert seen.failed[0].reason == "Line 7 is broken; a cell says [hidden]."
    for personal in (NAME, OWNER, "ada@x.org"):
        assert personal not in text


async def test_the_queue_and_its_dead_letters_are_seen(settings: Settings, operations: Operations) -> None:
    await bury(settings, {"job_id": 7, "s3_key": "elsewhere/7.csv"}, "hopeless")
    await send(settings, {"job_id": 8, "s3_key": "uploads/8.csv"})

    seen = await operations.snapshot()

    assert seen.queue is not None
    assert seen.queue.waiting == 1
    assert seen.queue.oldest_seconds is not None
    first, second = seen.dead_letters
    assert (first.job_id, first.s3_key, first.deliveries) == ("7", "elsewhere/7.csv", 1)
    assert first.reason == "The file's key is not one of an upload."
    assert (second.job_id, second.s3_key, second.original_number) == (None, None, 2)
    assert seen.dead_letters_total == 2


async def test_with_a_server_away_the_rest_is_still_seen(
    settings: Settings, fresh_broker: Callable[[], NatsServer], fresh_s3: Callable[[], S3Server]
) -> None:
    await put(settings, failed())
    no_broker = settings.model_copy(update={"broker_url": "nats://127.0.0.1:9"})
    async with open_operations(no_broker) as operations:
        seen = await operations.snapshot()
    assert not seen.is_complete
    assert "queue cannot be reached" in seen.broker
    assert (seen.queue, len(seen.failed)) == (None, 1)

    no_s3 = settings.model_copy(update={"s3_endpoint": "http://127.0.0.1:9"})
    async with open_operations(no_s3) as operations:
        seen = await operations.snapshot()
    assert "storage cannot be reached" in seen.storage
    assert seen.queue is not None


async def test_requeueing_a_failed_job_gives_it_all_its_attempts_again(
    settings: Settings, operations: Operations
) -> None:
    job = failed(attempts=5)
    await put(settings, job)

    await operations.requeue(await operations.find(job.job_id))

    after = await read(settings, job)
    assert (after.state, after.attempts, after.failure) == (S.QUEUED, 0, None)
    seen = await operations.snapshot()
    assert seen.queue is not None
    assert seen.queue.waiting == 1


async def test_a_job_whose_file_is_gone_or_that_did_not_fail_stays_as_it_is(
    settings: Settings, operations: Operations
) -> None:
    gone, done = failed(), make_job(S.SUCCEEDED)
    await put(settings, gone, done, kept=False)

    for job in (gone, done):
        with pytest.raises(TransitionRefused):
            await operations.requeue(job.ref)
        assert (await read(settings, job)).state is job.state
    with pytest.raises(JobNotFound):
        await operations.find("no-such-job")


async def test_requeueing_all_failed_takes_every_owner_and_leaves_what_cannot_be(
    settings: Settings, operations: Operations
) -> None:
    mine, external = failed(), make_job(S.FAILED, owner=None, failure=FAILURE)
    gone, done = failed(), make_job(S.SUCCEEDED)
    await put(settings, mine, external)
    await put(settings, gone, done, kept=False)

    repaired = await operations.requeue_all_failed()

    assert (repaired.done, repaired.left) == (2, 1)
    states = [(await read(settings, job)).state for job in (mine, external, gone, done)]
    assert states == [S.QUEUED, S.QUEUED, S.FAILED, S.SUCCEEDED]


async def test_dead_letters_go_back_to_the_queue_one_or_all_or_away(
    settings: Settings, operations: Operations
) -> None:
    await bury(settings, *({"job_id": n, "s3_key": f"uploads/{n}.csv"} for n in range(4)))

    await operations.requeue_dead_letter(2)
    await operations.discard_dead_letter(3)
    for gone in (2, 3):
        with pytest.raises(DeadLetterGone):
            await operations.requeue_dead_letter(gone)
    repaired = await operations.requeue_dead_letters()

    assert (repaired.done, repaired.left) == (2, 0)
    seen = await operations.snapshot()
    assert seen.dead_letters == []
    assert seen.queue is not None
    assert seen.queue.waiting == 3


async def test_the_commands_say_and_do_the_same(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, gone = failed(), failed(), failed()
    await put(settings, one, other)
    await put(settings, gone, kept=False)
    await bury(settings, {"job_id": 7, "s3_key": "elsewhere/7.csv"}, {"job_id": 8}, {"job_id": 9})

    async def run(*arguments: str) -> str:
        with capture_logs():
            assert await _operate(settings, _parser().parse_args(arguments)) == 0
        return capsys.readouterr().out

    status = await run("status")
    assert one.job_id in status
    assert "Failed (requeue JOB_ID, or --all-failed): 3" in status
    assert "3 dead letters" in status
    assert NAME not in status
    seen = json.loads(await run("status", "--json"))
    assert (seen["failed_total"], seen["dead_letters"][0]["job_id"]) == (3, "7")

    assert await run("requeue", one.job_id) == f"Job {one.job_id} is in the queue again.\n"
    all_failed = await run("requeue", "--all-failed")
    assert all_failed == "1 job in the queue again. 1 job left: its file is no longer kept.\n"
    assert await run("requeue", "--dead-letter", "1") == "Dead letter 1 is in the queue again.\n"
    assert await run("discard", "2") == "Dead letter 2 is gone for good.\n"
    assert await run("requeue", "--dead-letters") == "1 dead letter in the queue again.\n"


async def test_a_command_that_cannot_do_it_says_why_and_ends_with_1(settings: Settings) -> None:
    gone = failed()
    await put(settings, gone, kept=False)

    refused = command("requeue", gone.job_id)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "The file is no longer kept. Upload it again.\n"
    assert (await read(settings, gone)).state is S.FAILED


async def test_status_says_what_is_away_and_ends_with_1(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIENCE_BROKER_URL", "nats://127.0.0.1:9")

    status = command("status")

    assert status.returncode == 1
    assert "Queue:    The queue cannot be reached" in status.stdout
    assert "Traceback" not in status.stderr
