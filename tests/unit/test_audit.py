"""The audit: one line for each act, whatever becomes of it, and nothing personal in it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.memory_storage import MemoryBucket, memory_storage
from worker.audit import OPERATOR, Act, Actor, Entry, audited, keep_audit_in, record
from worker.desk.analyst import Desk
from worker.desk.desks import Desks
from worker.desk.preview import Choices
from worker.errors import AudienceError, JobNotFound, UploadRefused
from worker.logs import configure_logs
from worker.settings import Settings

ADA = Actor("5f0c", "192.0.2.7")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Standard error of a process that logs errors only."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logs("ERROR")
    keep_audit_in(None)
    yield stream
    keep_audit_in(None)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def file(log: io.StringIO, tmp_path: Path) -> Path:
    """The audit file."""
    path = tmp_path / "audit.jsonl"
    keep_audit_in(path)
    return path


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_says_who_did_what_to_which_job_when_and_from_where(file: Path) -> None:
    record(ADA, Entry(Act.CANCEL, "j1"))

    (line,) = lines(file)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "event": "audit",
        "act": "cancel",
        "actor": "5f0c",
        "from": "192.0.2.7",
        "job_id": "j1",
        "outcome": "ok",
    }


def test_it_is_in_the_log_however_quiet_that_is(log: io.StringIO) -> None:
    structlog.get_logger().info("something.else")
    record(ADA, Entry(Act.LOGIN))

    (line,) = [json.loads(text) for text in log.getvalue().splitlines()]
    assert (line["event"], line["act"], line["actor"]) == ("audit", "login", "5f0c")


def test_a_commands_acts_are_in_the_file_and_not_in_its_answer(log: io.StringIO, tmp_path: Path) -> None:
    keep_audit_in(tmp_path / "audit.jsonl", in_log=False)
    record(OPERATOR, Entry(Act.FORGET, owner="5f0c"))
    keep_audit_in(None, in_log=False)
    record(OPERATOR, Entry(Act.FORGET, owner="5f0c"))

    assert log.getvalue() == ""
    assert [(line["act"], line["owner"]) for line in lines(tmp_path / "audit.jsonl")] == [("forget", "5f0c")]


def test_an_act_that_is_refused_or_breaks_off_is_recorded_as_that(file: Path) -> None:
    with pytest.raises(JobNotFound), audited(OPERATOR, Entry(Act.RETRY, "j1")):
        raise JobNotFound
    with pytest.raises(asyncio.CancelledError), audited(ADA, Entry(Act.COMPLETE, "j1")):
        raise asyncio.CancelledError

    refused, failed = lines(file)
    assert (refused["actor"], refused["outcome"], refused["code"]) == ("operator", "refused", "job_not_found")
    assert (failed["outcome"], failed["code"]) == ("failed", "internal")


def test_the_file_is_its_owners_and_only_grows(file: Path) -> None:
    record(ADA, Entry(Act.LOGIN))
    keep_audit_in(file)  # the next process
    record(ADA, Entry(Act.LOGOUT))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [line["act"] for line in lines(file)] == ["login", "logout"]


def test_a_file_that_was_moved_away_begins_anew(file: Path) -> None:
    record(ADA, Entry(Act.LOGIN))
    moved = file.rename(file.with_suffix(".1"))
    record(ADA, Entry(Act.LOGOUT))

    assert [line["act"] for line in lines(moved) + lines(file)] == ["login", "logout"]


def test_a_file_that_cannot_be_written_stops_nobody_and_is_told_at_once(
    log: io.StringIO, tmp_path: Path
) -> None:
    keep_audit_in(tmp_path / "missing" / "audit.jsonl")
    assert "audit.not_written" in log.getvalue()

    with audited(ADA, Entry(Act.DELETE, "j1")):
        done = True

    assert done
    assert log.getvalue().count("audit.not_written") == 2
    assert '"act": "delete"' in log.getvalue()


def test_what_somebody_made_up_for_an_id_is_neither_long_nor_personal(file: Path) -> None:
    record(ADA, Entry(Act.READ, "ada@x.org"))
    record(ADA, Entry(Act.READ, "x" * 10_000))

    assert [line["job_id"] for line in lines(file)] == ["[hidden]", "x" * 64]


class NoQueue:
    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None: ...


def test_everything_done_at_a_desk_is_recorded_once(file: Path) -> None:
    settings = Settings(s3_bucket="memory")
    bucket = MemoryBucket()
    desks = Desks(settings, memory_storage(settings, bucket), NoQueue())

    asyncio.run(_busy_day(desks.desk("5f0c", external=False, actor=ADA), bucket))

    done = [(line["act"], line["outcome"], line.get("code")) for line in lines(file)]
    assert done == [
        ("begin", "refused", "upload_refused"),
        ("begin", "ok", None),
        ("resume", "ok", None),
        ("complete", "refused", "upload_incomplete"),
        ("complete", "ok", None),
        ("preview", "ok", None),
        ("read", "refused", "job_not_found"),
        ("retry", "refused", "transition_refused"),
        ("delete", "refused", "transition_refused"),
        ("cancel", "ok", None),
        ("delete", "ok", None),
    ]
    assert {line["from"] for line in lines(file)} == {"192.0.2.7"}
    assert len({line.get("job_id") for line in lines(file)}) == 2


async def _busy_day(desk: Desk, bucket: MemoryBucket) -> None:
    body = b"email,country\na@x.org,DE\n"

    async def refused(error: type[AudienceError], act: Any) -> None:
        with pytest.raises(error):
            await act

    await refused(UploadRefused, desk.begin(name="a.exe", size=1, fingerprint="f"))
    for _ in range(2):
        opened = await desk.begin(name="a.csv", size=len(body), fingerprint="f")
    job_id = opened.job.job_id
    await refused(UploadRefused, desk.complete(job_id))
    bucket.put_part(next(iter(bucket.uploads)), 1, body)
    await desk.complete(job_id)
    await desk.preview(job_id, Choices())
    await refused(JobNotFound, desk.summary(job_id))
    await refused(AudienceError, desk.retry(job_id))
    await refused(AudienceError, desk.delete(job_id))
    await desk.cancel(job_id)
    await desk.delete(job_id)
