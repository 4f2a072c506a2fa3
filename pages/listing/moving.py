"""What moves in the rows of reports: bars, ages, and when a file is begun; moved by one component alone.

A part of the page that moves by itself may not write into a list that another run has redrawn meanwhile: its
places are no longer there, and the page breaks.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import streamlit as st

from pages.listing.view import Telling
from pages.wording.expected_times import expectation_text
from pages.wording.formats import relative, shortened
from pages.wording.progress import progress_share, progress_text
from pages.wording.reader_time import moment_of
from pages.wording.states import explanation
from pages.wording.translating import tr
from worker.desk.expecting import Expectation
from worker.jobs.record import JobRecord, JobState

_PERCENT = 100
_NOTE_CHARACTERS = 180
_MOVER = "reports_mover"
_mover = st.components.v2.component(
    "audience_mover", js=Path(__file__).with_name("moving.js").read_text(encoding="utf-8")
)


def bar(job: JobRecord) -> str:
    """The bar of a job that is being counted, as HTML."""
    percent = round(_PERCENT * progress_share(job))
    return (
        f'<div class="report-progress" data-progress-of="{html.escape(job.job_id)}" role="progressbar" '
        f'aria-label="{html.escape(tr("Progress"))}" '
        f'aria-valuemin="0" aria-valuemax="{_PERCENT}" aria-valuenow="{percent}">'
        f"<span>{html.escape(progress_text(job))}</span>"
        f'<div><div style="width: {percent}%"></div></div></div>'
    )


def waiting_note(job: JobRecord, now: datetime, expected: Expectation | None) -> str:
    """What is told of a job that waits, as HTML."""
    note = html.escape(_note(job, now, expected))
    return f'<div class="report-note" data-waits="{html.escape(job.job_id)}">{note}</div>'


def is_hidden() -> bool:
    """Whether nobody can see the page, because another tab is in front of it."""
    told = st.session_state.get(_MOVER) or {}
    return bool(told.get("hidden"))


def move_rows(
    jobs: Sequence[JobRecord],
    expected: Mapping[str, Expectation],
    now: datetime,
    telling: Telling | None = None,
) -> None:
    """Have the rows of these jobs, as far as there are any, show how far and how old they are.

    Args:
        jobs: that may have rows.
        expected: what is known of those that wait, by their ids.
        now: the time.
        telling: what the page's address is to say.
    """
    counted = [job for job in jobs if job.state is JobState.PROCESSING]
    bars = {
        job.job_id: {"percent": round(_PERCENT * progress_share(job)), "text": progress_text(job)}
        for job in counted
    }
    ages = {job.job_id: relative(moment_of(job), now) for job in jobs}
    waiting = [job for job in jobs if job.state is JobState.QUEUED]
    notes = {job.job_id: _note(job, now, expected.get(job.job_id)) for job in waiting}
    data = {
        "bars": bars,
        "notes": notes,
        "ages": ages,
        "telling": telling and asdict(telling),
        "hidden": is_hidden(),
    }
    _mover(key=_MOVER, data=data, on_hidden_change=_nothing)


def _note(job: JobRecord, now: datetime, expected: Expectation | None) -> str:
    return shortened(explanation(job, now, expectation_text(job, expected)), _NOTE_CHARACTERS)


def _nothing() -> None:
    """That the page is hidden or seen is told by running what moves it."""
