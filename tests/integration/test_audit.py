"""The whole path as talkative as it can be, and what its logs must not say."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pages.uploader.conversation import Conversation
from tests.integration.outside import Bucket, send_as_external
from tests.servers import S3Server
from tests.waiting import wait_until
from tests.workers import running_worker
from worker.audit import Actor, keep_audit_in
from worker.desk.analyst import Desk
from worker.desk.desks import Desks, open_desks
from worker.desk.preview import Choices
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobState
from worker.logs import configure_logs
from worker.operations import open_operations
from worker.queue.contract import Publisher
from worker.settings import Settings

OWNER = "5f0c5f0c5f0c5f0c"
NAME = "mail-of-lovelace@example.org \u202evsc.csv"
GOOD = b'email,country\nada@x.org,DE\nADA@X.ORG,FR\n"eve@y.org\nbad",ES\nnobody@,IT\n=cmd@z.org,PL\n'
DOUBTFUL = b"bob@x.org,Berlin\ncarol@x.org,Paris\n"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@pytest.fixture
def page_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Standard error of the dashboard's side, with every level of it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        configure_logs("DEBUG")
    yield stream
    keep_audit_in(None)
    root.handlers[:] = handlers
    root.setLevel(level)


async def ask(desk: Desk, conversation: Conversation, op: str, **fields: Any) -> Any:
    await conversation.hear(desk, [{"id": f"{op}-{len(str(fields))}", "op": op, **fields}])
    (answer,) = conversation.answers
    return answer.get("result", answer.get("error"))


async def send(desk: Desk, body: bytes) -> str:
    """As a browser does: begin, put, complete; also what it must not ask for."""
    conversation = Conversation(url_seconds=900)
    begun = await ask(desk, conversation, "begin", name=NAME, size=len(body), fingerprint=NAME)
    async with httpx.AsyncClient(trust_env=False) as browser:
        (await browser.put(begun["urls"][1], content=body)).raise_for_status()
        await browser.put(begun["urls"][1].replace("partNumber=1", "partNumber=2"), content=body)
    await ask(desk, conversation, "complete", job_id=begun["job_id"])
    await ask(desk, conversation, "begin", name="ada@x.org.exe", size=1, fingerprint="f")
    await ask(desk, conversation, "presign", job_id="of-somebody-else", parts=[1])
    return str(begun["job_id"])


async def use_everything(settings: Settings, store: Bucket, desks: Desks) -> list[str]:
    """Every act of an analyst and of an operator; returns the ids of the jobs."""
    desk = desks.desk(OWNER, external=False, actor=Actor(OWNER, "192.0.2.7"))

    async def ended(job_id: str) -> JobState:
        return (await asyncio.to_thread(store.ended, JobRef(OWNER, job_id).record_key)).state

    good = await send(desk, GOOD)
    assert await ended(good) is JobState.SUCCEEDED
    await desk.summary(good)
    doubtful = await send(desk, DOUBTFUL)
    assert await ended(doubtful) is JobState.FAILED
    await desk.preview(doubtful, Choices())
    await desk.retry(doubtful)
    assert await ended(doubtful) is JobState.FAILED
    async with open_operations(settings) as operations:
        await operations.requeue(JobRef(OWNER, doubtful))
        assert await ended(doubtful) is JobState.FAILED
        await operations.snapshot()
    await desk.delete(doubtful)
    cancelled = (await desk.begin(name=NAME, size=7, fingerprint="f")).job.job_id
    await desk.cancel(cancelled)
    return [good, doubtful, cancelled]


def test_promise_25_no_log_holds_an_email_a_file_name_a_signature_or_a_secret(
    settings: Settings, store: Bucket, s3: S3Server, page_log: io.StringIO, tmp_path: Path
) -> None:
    audit_file = tmp_path / "audit.jsonl"
    keep_audit_in(audit_file)

    async def use() -> list[str]:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            return await use_everything(settings, store, desks)

    with running_worker(tmp_path / "worker.log", AUDIENCE_LOG_LEVEL="DEBUG") as worker:
        jobs = asyncio.run(use())
        store.put("uploads/of-eve@x.org.csv", GOOD)
        send_as_external(settings, {"job_id": 5, "s3_key": "uploads/of-eve@x.org.csv"})
        send_as_external(settings, {"job_id": "eve@x.org", "s3_key": "uploads/of-eve@x.org.csv"})
        send_as_external(settings, {"job_id": 6, "s3_key": "elsewhere/of-eve@x.org.csv"})
        wait_until(lambda: store.get("reports/summary_5.csv"), what="the external report")
        wait_until(lambda: worker.log.read_text().count("dead_letter") >= 2, what="two dead letters")
        assert worker.stop() == 0

    logs = {
        "dashboard": page_log.getvalue(),
        "worker": worker.log.read_text(),
        "audit": audit_file.read_text(),
    }
    assert settings.broker_url is not None
    password = settings.broker_url.rpartition("@")[0].rpartition(":")[2]
    for name, text in logs.items():
        assert EMAIL.findall(text) == [], name
        for secret in (
            "lovelace",
            "of-eve",
            "X-Amz-Signature",
            "X-Amz-Credential",
            s3.access_key,
            s3.secret_key,
            password,
        ):
            assert secret not in text, f"{secret} in the log of the {name}"
    assert_told(jobs, [json.loads(line) for line in logs["audit"].splitlines()])


def assert_told(jobs: list[str], lines: list[dict[str, Any]]) -> None:
    """The audit alone tells what became of each job, and by whom."""
    good, doubtful, cancelled = (
        [(line["act"], line["outcome"]) for line in lines if line.get("job_id") == job_id] for job_id in jobs
    )
    assert good == [("begin", "ok"), ("complete", "ok"), ("read", "ok")]
    assert doubtful == [(act, "ok") for act in ("begin", "complete", "preview", "retry", "retry", "delete")]
    assert cancelled == [("begin", "ok"), ("cancel", "ok")]
    assert [line["actor"] for line in lines if line["act"] == "retry"] == [OWNER, "operator"]
    assert {line["actor"] for line in lines} == {OWNER, "operator"}
