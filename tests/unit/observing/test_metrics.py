from __future__ import annotations

import pytest

from tests.records import make_job
from worker.jobs.record import Failure, JobState
from worker.observing.metrics import REGISTRY, job_ended


def ended(outcome: str) -> float:
    return REGISTRY.get_sample_value("audience_jobs_total", {"outcome": outcome}) or 0


@pytest.mark.parametrize(("code", "outcome"), [("unclear", "unclear"), ("empty_file", "failed")])
def test_a_question_to_the_analyst_is_no_failure(code: str, outcome: str) -> None:
    before = {name: ended(name) for name in ("unclear", "failed")}

    job_ended(make_job(JobState.FAILED, failure=Failure(code=code, message="Because.")))

    after = {name: ended(name) for name in before}
    assert after == {**before, outcome: before[outcome] + 1}
