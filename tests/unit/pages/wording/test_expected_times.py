"""What is told of files that wait and of those that are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.uploader.lines import line_of
from pages.wording.expected_times import expectation_text
from pages.wording.progress import progress_text
from pages.wording.states import explanation
from tests.records import make_job
from worker.desk.expecting import Expectation
from worker.jobs.record import Failure, JobState, Lease, Progress
from worker.storage.clock import utc_now

NOW = utc_now()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (None, ""),
        (Expectation(0), "Yours is next"),
        (Expectation(0, 3), "Yours is next · a few seconds"),
        (Expectation(1, 100), "1 file is before yours · about 2 min"),
        (Expectation(12, 350), "12 files are before yours · about 6 min"),
        (Expectation(1_200), "1,200 files are before yours"),
    ],
)
def test_a_waiting_file_tells_how_many_are_before_it_and_how_long_if_that_is_known(
    expected: Expectation | None, text: str
) -> None:
    assert expectation_text(make_job(JobState.QUEUED), expected).replace("\N{NO-BREAK SPACE}", " ") == text


def test_it_stands_where_else_would_stand_that_it_is_begun_by_itself() -> None:
    waiting = make_job(JobState.QUEUED)

    assert explanation(waiting, NOW) == "It starts as soon as it is its turn."
    assert explanation(waiting, NOW, "Yours is next") == "Yours is next"
    away = make_job(JobState.QUEUED, failure=Failure(code="storage_unavailable", message="It is away."))
    assert explanation(away, NOW, "Yours is next") == "It is away. It is tried again by itself."


def test_a_line_tells_the_drop_zone_both_as_numbers() -> None:
    line = line_of(make_job(JobState.QUEUED), NOW, expected=Expectation(12, 350))

    assert (line["before"], line["left"]) == (12, 360)
    assert not {"before", "left"} & line_of(make_job(JobState.QUEUED), NOW).keys()


def test_a_count_tells_how_long_it_still_takes() -> None:
    now = utc_now()  # not the module's: the page looks at the clock, too
    lease = Lease(worker="w", token="t", until=now + timedelta(hours=1))
    progress = Progress(rows=12_400_000, rows_per_second=100_000, share=0.34)
    job = make_job(JobState.PROCESSING, progress=progress, lease=lease, updated_at=now)

    assert line_of(job, now)["left"] == 240
    text = progress_text(job).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "12.4 M rows · about 4 min left"

    def begun(progress: Progress) -> str:
        return progress_text(make_job(JobState.PROCESSING, progress=progress, lease=lease, updated_at=now))

    assert begun(Progress()) == "Counting starts"
    assert begun(Progress(rows=5_000, rows_per_second=10_000)) == "5,000 rows · 10,000 rows a second"
