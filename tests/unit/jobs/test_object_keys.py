from __future__ import annotations

import pytest

from worker.errors import FileRefused
from worker.jobs.object_keys import JobRef


def test_the_cookbooks_message_maps_to_the_cookbooks_report() -> None:
    ref = JobRef.from_message(123, "uploads/123.csv")

    assert ref.summary_key == "reports/summary_123.csv"
    assert ref.record_key == "jobs/123.json"
    assert ref.owner is None


def test_an_owner_is_one_prefix_everywhere() -> None:
    ref = JobRef.from_message("a1", "uploads/team/a1.csv")

    assert (ref.upload_key, ref.record_key, ref.summary_key) == (
        "uploads/team/a1.csv",
        "jobs/team/a1.json",
        "reports/team/summary_a1.csv",
    )


def test_new_jobs_sort_by_time_and_differ() -> None:
    ids = [JobRef.new("local").job_id for _ in range(100)]

    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_a_pages_job_is_told_from_an_external_one() -> None:
    new = JobRef.new("local")

    assert new.is_of_a_page(new.upload_key)
    assert not new.is_of_a_page("uploads/local/customers.csv")
    for job_id, s3_key in [("5", "uploads/acme/5.csv"), (new.job_id, f"uploads/{new.job_id}.csv")]:
        assert not JobRef.from_message(job_id, s3_key).is_of_a_page(s3_key)


@pytest.mark.parametrize(
    "name",
    ["a.b..csv", "...", "20%ab 5 %.csv", "100%20off.csv", "José (1).csv", "ann's customers.csv"],
)
def test_names_that_stand_for_themselves_are_fine(name: str) -> None:
    assert JobRef.from_message(1, f"uploads/{name}").owner is None


@pytest.mark.parametrize(
    "s3_key",
    [
        "",
        "uploads/",
        "reports/summary_1.csv",
        "uploads/a/b/c.csv",
        "uploads/../jobs/1.json",
        "/uploads/1.csv",
        "uploads//1.csv",
        "uploads/ä/1.csv",
        "uploads/1\n.csv",
        "uploads/" + "x" * 300,
        "uploads/.",
        "uploads/..",
        "uploads/local/..",
        "uploads/ .. ",
        "uploads/./1.csv",
        "uploads/..\\reports\\1.csv",
        "uploads/%2e%2e",
        "uploads/%252E%252e",
        "uploads/..%2freports%2f1.csv",
        "uploads/a%5cb.csv",
        "uploads/1%00.csv",
        "uploads/1\x7f.csv",
        "uploads/1\x85.csv",
        "uploads/1\u2028.csv",
        "uploads/\ud800.csv",
    ],
)
def test_keys_that_are_no_uploads_are_refused(s3_key: str) -> None:
    with pytest.raises(FileRefused):
        JobRef.from_message(1, s3_key)


@pytest.mark.parametrize("job_id", ["", "../x", "a/b", "é", "x" * 65, "-1 "])
def test_ids_that_could_leave_their_prefix_are_refused(job_id: str) -> None:
    with pytest.raises(FileRefused):
        JobRef("local", job_id)


@pytest.mark.parametrize("ref", [JobRef(None, "123"), JobRef("team", "0190-ab")])
def test_record_keys_read_back(ref: JobRef) -> None:
    assert JobRef.from_record_key(ref.record_key) == ref


@pytest.mark.parametrize(
    "key", ["jobs/a/b/c.json", "jobs/a.txt", "reports/a.json", "jobs/.json", "jobs/a/.json"]
)
def test_other_keys_are_no_records(key: str) -> None:
    assert JobRef.from_record_key(key) is None


def test_keys_of_pages_are_told_from_those_of_external_publishers() -> None:
    assert JobRef.from_upload_key("uploads/team/0190-ab.csv") == JobRef("team", "0190-ab")
    for external in ("uploads/1.csv", "uploads/team/1.txt", "uploads/team/all of it.csv", "other/team/1.csv"):
        assert JobRef.from_upload_key(external) is None
