"""An owner is forgotten while workers are at their jobs."""

from __future__ import annotations

import pytest

from tests.faults.children import frozen, is_gone
from tests.faults.scene import OWNER, PATIENT, Scene
from tests.waiting import wait_until
from worker.__main__ import main


def test_a_worker_that_holds_a_job_of_a_forgotten_owner_writes_nothing_afterwards(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = scene.worker(**PATIENT)
    scene.upload_for(worker)
    with frozen(worker) as child:
        waiting = scene.upload(b"email,country\nada@x.org,DE\n")

        assert main(["forget", OWNER, "--yes"]) == 0

        assert "Removed for good: 2 jobs, 0 reports" in capsys.readouterr().out
        assert left_of(scene, OWNER) == []
        wait_until(lambda: is_gone(child), what="the counting process to end")
    scene.wait_settled()
    assert left_of(scene, OWNER) == []
    assert scene.starts(waiting) == 0
    scene.assert_done_once(scene.upload())


def test_an_owner_whose_worker_died_is_forgotten_when_its_lease_has_run_out(scene: Scene) -> None:
    worker = scene.worker()
    scene.upload_for(worker)
    with frozen(worker):
        worker.kill()

    assert main(["forget", OWNER, "--yes"]) == 0

    scene.worker()
    scene.wait_settled()
    assert left_of(scene, OWNER) == []


def left_of(scene: Scene, owner: str) -> list[str]:
    listing = scene.client.list_objects_v2(Bucket=scene.settings.s3_bucket).get("Contents", [])
    return [item["Key"] for item in listing if f"/{owner}/" in item["Key"]]
