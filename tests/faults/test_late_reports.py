"""Reports that come when their job was deleted, and deletions that break off: nothing is half there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.faults.holding_proxy import holding_proxy
from tests.faults.scene import SUMMARY, Scene
from tests.freezing import freeze, thaw
from tests.waiting import wait_until
from tests.workers import ROOT
from worker.storage.clock import utc_now

_SECONDS = 60


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_report_that_lands_after_its_job_was_deleted_is_removed(scene: Scene, *, is_killed: bool) -> None:
    job = scene.upload()
    with holding_proxy(str(scene.settings.s3_endpoint), b"country,user_count") as proxy:
        worker = scene.worker(AUDIENCE_S3_ENDPOINT=proxy.endpoint)
        assert proxy.held.wait(_SECONDS)
        freeze(worker.pid)
        wait_until(lambda: scene.record(job).is_stalled(utc_now()), timeout=_SECONDS, what="its lease to end")
        scene.at_desk(lambda desk: desk.cancel(job.job_id))
        scene.at_desk(lambda desk: desk.delete(job.job_id))
        proxy.released.set()
        wait_until(lambda: scene.get(job.ref.summary_key) == SUMMARY, what="the report to land")
        if is_killed:
            worker.kill()
            scene.worker()
        else:
            thaw(worker.pid)

        wait_until(lambda: scene.get(job.ref.summary_key) is None, what="the report to be removed")
        scene.wait_settled()
    assert scene.get(job.ref.summary_key) is None
    assert scene.jobs() == []


def test_a_page_killed_in_the_middle_of_a_deletion_leaves_no_job_without_its_report(scene: Scene) -> None:
    worker = scene.worker()
    job = scene.upload()
    scene.assert_done_once(job)
    assert worker.stop() == 0
    with holding_proxy(str(scene.settings.s3_endpoint), rb"DELETE /[^/]+/reports/") as proxy:
        page = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.page", "delete", job.job_id],
            cwd=ROOT,
            env={**os.environ, "AUDIENCE_S3_ENDPOINT": proxy.endpoint},
        )
        assert proxy.held.wait(_SECONDS)
        page.kill()
        page.wait()

        assert scene.jobs() == []
        scene.worker()
        wait_until(lambda: scene.get(job.ref.summary_key) is None, what="the report to be removed")
