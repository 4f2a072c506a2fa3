"""How far a job is."""

from __future__ import annotations

import streamlit as st

from pages.wording.expected_times import until_counted
from pages.wording.formats import compact
from pages.wording.time_left import rough_time
from pages.wording.translating import tr, trn
from worker.jobs.record import JobRecord, Progress
from worker.storage.clock import utc_now


def progress_share(job: JobRecord) -> float:
    """How much of the file is counted, 0 to 1."""
    progress = job.progress or Progress()
    return min(max(progress.share, 0.0), 1.0)


def progress_text(job: JobRecord) -> str:
    """The rows so far, and about how long it still takes; until that is known, how fast it is."""
    progress = job.progress or Progress()
    if progress.rows == 0:
        return tr("Counting starts")
    rows, speed = compact(progress.rows), compact(round(progress.rows_per_second))
    if (left := until_counted(job, utc_now())) is not None:
        return tr("{rows} rows · {time} left", rows=rows, time=rough_time(left))
    if progress.rows_per_second < 1:
        return trn("{rows} row", "{rows} rows", progress.rows, rows=rows)
    return tr("{rows} rows · {speed} rows a second", rows=rows, speed=speed)


def show_progress(job: JobRecord) -> None:
    """A bar with both."""
    st.progress(progress_share(job), text=progress_text(job))
