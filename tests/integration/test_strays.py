"""Files whose message was lost: operators see them, without what is personal, and have them counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from structlog.testing import capture_logs

from tests.integration.incidents import put
from tests.integration.outside import Bucket
from tests.records import make_job
from tests.workers import WorkerProcess
from worker.commands.status_text import as_text
from worker.errors import FileGone
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobState
from worker.operations import Operations, open_operations
from worker.settings import Settings

pytestmark = pytest.mark.anyio

CSV = b"email,country\na@x.org,DE\n"
MAIN = Path(__file__).parents[2] / "pages" / "main.py"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message is given no time."""
    monkeypatch.setattr("worker.operations.strays._QUIET", timedelta(0))


@pytest.fixture
async def operations(settings: Settings) -> AsyncIterator[Operations]:
    async with open_operations(settings) as opened:
        yield opened


async def test_a_file_just_put_has_a_message_under_way(operations: Operations, store: Bucket) -> None:
    store.put("uploads/1.csv", CSV)

    assert (await operations.snapshot()).strays == []


async def test_files_that_no_job_is_about_are_told_without_names(
    settings: Settings, operations: Operations, store: Bucket, quiet: None
) -> None:
    jobs = [make_job(state) for state in (JobState.QUEUED, JobState.PROCESSING, JobState.FAILED)]
    done = make_job(JobState.SUCCEEDED)
    await put(settings, *jobs, done)
    for key in [*(job.s3_key for job in jobs), "uploads/%2e%2e", "uploads/a/b/c.csv"]:
        store.put(key, CSV)
    store.put(done.s3_key, CSV)
    for key in ("uploads/77.csv", "uploads/customers of ann@example.org.csv", "uploads/acme/ann smith.csv"):
        store.put(key, CSV)

    seen = await operations.snapshot()

    assert seen.strays_total == 4
    assert {file.key for file in seen.strays} == {None, "uploads/77.csv"}
    told = as_text(seen) + seen.model_dump_json()
    assert not any(name in told for name in ("ann", "acme", "etag"))


async def test_one_click_counts_a_file_under_the_id_its_publisher_would_have_named(
    operations: Operations, store: Bucket, worker: WorkerProcess, quiet: None
) -> None:
    store.put("uploads/77.csv", CSV)
    (file,) = (await operations.snapshot()).strays

    with capture_logs() as logs:
        assert await operations.count_file(file.name) == JobRef(None, "77")
        with pytest.raises(FileGone):
            await operations.count_file("0" * 12)
    assert store.ended("jobs/77.json").state is JobState.SUCCEEDED

    assert store.get("reports/summary_77.csv") == b"country,user_count\nDE,1\n"
    audit = [line for line in logs if line["event"] == "audit"]
    assert [(line["act"], line.get("job_id"), line["outcome"]) for line in audit] == [
        ("count_file", "77", "ok"),
        ("count_file", None, "refused"),
    ]


async def test_a_file_under_the_key_of_a_job_that_is_done_gets_a_job_of_its_own(
    settings: Settings, operations: Operations, store: Bucket, quiet: None
) -> None:
    done = make_job(JobState.SUCCEEDED)
    await put(settings, done)
    store.put(done.s3_key, CSV)
    (file,) = (await operations.snapshot()).strays

    ref = await operations.count_file(file.name)

    assert ref.owner == done.owner
    assert ref.job_id != done.job_id


@pytest.mark.usefixtures("own_backend", "quiet")
def test_the_page_lists_them_with_a_button(store: Bucket) -> None:
    store.put("uploads/77.csv", CSV)
    app = AppTest.from_file(MAIN, default_timeout=60).switch_page("operations.py").run()

    (button,) = [button for button in app.button if button.label == "Count"]
    button.click().run()

    assert app.toast[0].value.endswith("is to be counted.")
