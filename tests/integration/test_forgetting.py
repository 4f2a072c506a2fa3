"""`python -m worker forget`, and what a deletion leaves, among neighbours in a real storage."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import GERMANY_FIRST, keep, make_job, save
from tests.servers import S3Server
from worker.__main__ import main
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.errors import AudienceError, JobNotFound, StorageUnavailable
from worker.jobs.object_keys import JobRef, ledger_key, remembered_key
from worker.jobs.record import JobState
from worker.jobs.store import JobStore
from worker.operations.forgetting import Forgetting
from worker.queue.contract import Publisher
from worker.settings import Settings
from worker.storage.client import Storage

ADA = "5f0c" * 8
BOB = f"{ADA[:-1]}d"  # begins like ADA's
RAW = b"email,country\nada@x.org,DE\n"


@pytest.fixture
def as_dashboard(settings: Settings, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The operator has the dashboard's credentials, and no more."""
    for name, value in s3.environment_of("dashboard").items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def household(settings: Settings, s3: S3Server) -> Settings:
    """Two owners, each with a report, a failed job and its file, an upload, and a record nobody can read."""
    for owner in (ADA, BOB):
        report = make_job(JobState.SUCCEEDED, owner=owner)
        failed = make_job(JobState.FAILED, owner=owner)
        save(settings, [report, failed], GERMANY_FIRST)
        keep(settings, failed.s3_key, RAW)
        keep(settings, f"jobs/{owner}/odd.json", b'{"schema": 2}')
        keep(settings, remembered_key(owner), b'{"countries": {"Deutschl.": "DE"}}')
        at_desk(settings, owner, begin)
    return settings


def test_all_of_an_owner_goes_and_the_neighbour_keeps_every_byte(
    household: Settings, as_dashboard: Settings, s3: S3Server, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(s3, household)

    assert main(["forget", ADA, "--yes"]) == 0

    said = capsys.readouterr().out
    assert said == (
        "Removed for good: 4 jobs, 1 report, 1 file, 1 unfinished upload, what was remembered of countries.\n"
    )
    after = everything(s3, household)
    assert after == {name: body for name, body in before.items() if f"/{ADA}/" not in name}
    assert len(after) == len(before) / 2

    assert main(["forget", ADA, "--yes"]) == 0
    assert capsys.readouterr().out == f"Nothing is left of {ADA}.\n"
    assert everything(s3, household) == after


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody at a terminal who answers once."""

    def answers(line: str) -> None:
        stdin = io.StringIO(line)
        monkeypatch.setattr(stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", stdin)

    return answers


def test_on_a_terminal_it_asks_first(
    household: Settings,
    s3: S3Server,
    terminal: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = everything(s3, household)

    for no in ("n\n", "\n", ""):
        terminal(no)
        assert main(["forget", ADA]) == 1
        assert f"{ADA} has 4 jobs, 1 report, 1 file, 1 unfinished upload, " in capsys.readouterr().out
    assert everything(s3, household) == before

    terminal("y\n")
    assert main(["forget", ADA]) == 0
    assert len(everything(s3, household)) == len(before) / 2


def test_where_nobody_can_be_asked_nothing_is_removed(
    household: Settings, s3: S3Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    before = everything(s3, household)

    assert main(["forget", ADA]) == 1

    assert "say --yes" in capsys.readouterr().err
    assert everything(s3, household) == before


@pytest.mark.parametrize("owner", ["", "..", f"{ADA}/", "*", "a b", ADA[:8], ADA.upper(), f"{ADA}0", "LOCAL"])
def test_only_the_whole_of_an_owner_is_taken_for_one(owner: str) -> None:
    storage = memory_storage(Settings(), MemoryBucket())

    with pytest.raises(AudienceError, match="32 of the digits"):
        Forgetting(storage, JobStore(storage), owner, lease_seconds=1)


def test_the_beginning_of_an_owner_is_not_answered_as_somebody_who_has_nothing(
    household: Settings, as_dashboard: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", ADA[:8], "--yes"]) == 1
    said = capsys.readouterr()
    assert "all of them" in said.err
    assert "Nothing is left" not in said.out


def test_credentials_that_do_not_suffice_remove_nothing(
    household: Settings,
    s3: S3Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in s3.environment_of("worker").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AUDIENCE_AUDIT_FILE", str(tmp_path / "audit.jsonl"))
    before = everything(s3, household)

    assert main(["forget", ADA, "--yes"]) == 1

    assert "do not suffice for the dashboard" in capsys.readouterr().err
    assert everything(s3, household) == before
    (line,) = map(json.loads, (tmp_path / "audit.jsonl").read_text().splitlines())
    assert (line["act"], line["owner"], line["outcome"]) == ("forget", ADA, "refused")
    assert "removed" not in line


def test_what_is_gone_when_it_breaks_off_is_told_and_recorded(
    household: Settings,
    as_dashboard: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AUDIENCE_AUDIT_FILE", str(tmp_path / "audit.jsonl"))
    delete = Storage.delete

    async def fail_at_reports(storage: Storage, key: str) -> None:
        if key.startswith("reports/"):
            raise StorageUnavailable
        await delete(storage, key)

    monkeypatch.setattr(Storage, "delete", fail_at_reports)

    assert main(["forget", ADA, "--yes"]) == 1

    assert capsys.readouterr().out == "Removed for good: 0 jobs, 0 reports, 1 file, 1 unfinished upload.\n"
    (line,) = map(json.loads, (tmp_path / "audit.jsonl").read_text().splitlines())
    assert line["outcome"] == "refused"
    nothing = dict.fromkeys(("records", "summaries", "ledgers", "remembered"), 0)
    assert line["removed"] == {**nothing, "files": 1, "unfinished": 1}


def test_a_deleted_report_leaves_nothing_not_even_parts_that_a_dying_page_left(
    as_dashboard: Settings, s3: S3Server
) -> None:
    async def cancel_and_die(desk: Desk) -> None:
        await begin(desk)
        (job,) = await desk.jobs()
        await desk.cancel(job.job_id)
        upload = s3.client.create_multipart_upload(Bucket=as_dashboard.s3_bucket, Key=job.s3_key)
        assert upload["UploadId"]
        with pytest.raises(JobNotFound):
            await desk.delete(JobRef.new(ADA).job_id)
        await desk.delete(job.job_id)

    at_desk(as_dashboard, ADA, cancel_and_die)

    assert list(everything(s3, as_dashboard)) == [ledger_key(ADA)]
    assert main(["forget", ADA, "--yes"]) == 0
    assert everything(s3, as_dashboard) == {}


async def begin(desk: Desk) -> None:
    """An upload that goes on, with one part."""
    opened = await desk.begin(name="a.csv", size=len(RAW), fingerprint="f")
    url = (await desk.presign(opened.job.job_id, [1]))[1]
    async with httpx.AsyncClient(trust_env=False) as browser:
        (await browser.put(url, content=RAW)).raise_for_status()


def at_desk(settings: Settings, owner: str, act: Callable[[Desk], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            await act(desks.desk(owner, external=False))

    asyncio.run(run())


def everything(s3: S3Server, settings: Settings) -> dict[str, bytes]:
    """Every object and every part of the bucket, by what it is."""
    bucket = settings.s3_bucket
    found = {
        item["Key"]: s3.client.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()
        for item in s3.client.list_objects_v2(Bucket=bucket).get("Contents", [])
    }
    for upload in s3.client.list_multipart_uploads(Bucket=bucket).get("Uploads", []):
        key, upload_id = upload["Key"], upload["UploadId"]
        parts = s3.client.list_parts(Bucket=bucket, Key=key, UploadId=upload_id).get("Parts", [])
        found[f"{key} {upload_id}"] = repr([(part["PartNumber"], part["ETag"]) for part in parts]).encode()
    return found
