"""Each process's policy: what its code calls, and nothing else."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

import pytest

from worker.jobs.object_keys import JobRef
from worker.setup.policies import POLICIES, dashboard_policy, grants, setup_policy, worker_policy

REF = JobRef("owner", "1")
EXTERNAL = JobRef(None, "1")


def may(process: str, action: str, resource: str) -> bool:
    granted = grants(POLICIES[process]("audience"))
    return any(action == each and fnmatchcase(resource, pattern) for each, pattern in granted)


@pytest.mark.parametrize("process", POLICIES)
def test_a_policy_is_json_for_iam_that_names_only_its_bucket(process: str) -> None:
    document = json.loads(json.dumps(POLICIES[process]("audience")))

    assert document["Version"] == "2012-10-17"
    for statement in document["Statement"]:
        assert statement["Effect"] == "Allow"
        assert statement["Sid"].isalnum()
        assert not any("*" in action for action in statement["Action"])
        for resource in statement["Resource"]:
            assert resource == "arn:aws:s3:::audience" or resource.startswith("arn:aws:s3:::audience/")


@pytest.mark.parametrize("ref", [REF, EXTERNAL])
def test_the_dashboard_shows_corrects_and_deletes_reports(ref: JobRef) -> None:
    assert may("dashboard", "s3:GetObject", f"audience/{ref.summary_key}")
    assert may("dashboard", "s3:DeleteObject", f"audience/{ref.summary_key}")
    assert may("dashboard", "s3:PutObject", f"audience/{ref.summary_key}")
    assert may("dashboard", "s3:PutObject", f"audience/{ref.upload_key}")
    assert may("dashboard", "s3:PutObject", f"audience/{ref.record_key}")


@pytest.mark.parametrize("ref", [REF, EXTERNAL])
def test_a_worker_reads_and_clears_uploads_but_cannot_begin_or_replace_one(ref: JobRef) -> None:
    for action in ("s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"):
        assert may("worker", action, f"audience/{ref.upload_key}")
    assert not may("worker", "s3:PutObject", f"audience/{ref.upload_key}")
    assert not may("worker", "s3:DeleteObject", f"audience/{ref.record_key}")
    assert may("worker", "s3:PutObject", f"audience/{ref.summary_key}")


def test_only_setup_may_touch_the_buckets_configuration() -> None:
    processes = {action for policy in (dashboard_policy, worker_policy) for action, _ in grants(policy("b"))}
    on_buckets = {action for action in processes if "Object" not in action and "Multipart" not in action}
    assert on_buckets == {"s3:ListBucket"}


def test_setup_reaches_no_object_of_the_product() -> None:
    for ref in (REF, EXTERNAL):
        for key in (ref.upload_key, ref.record_key, ref.summary_key, "workers/host-1.json"):
            for action, _ in grants(setup_policy("audience")):
                assert not may("setup", action, f"audience/{key}")
