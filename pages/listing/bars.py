"""The bars of the list: drawn with their rows, and moved by one component that changes nothing else.

A part of the page that moves by itself may not write into a list that another run has redrawn meanwhile: its
places are no longer there, and the page breaks.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from pages.wording.progress import progress_share, progress_text
from worker.jobs.record import JobRecord

_PERCENT = 100
_mover = st.components.v2.component(
    "audience_bars", js=Path(__file__).with_name("bars.js").read_text(encoding="utf-8")
)


def bar(job: JobRecord) -> str:
    """The bar of a job that is being counted, as HTML."""
    percent = round(_PERCENT * progress_share(job))
    return (
        f'<div class="report-progress" data-progress-of="{html.escape(job.job_id)}" role="progressbar" '
        f'aria-label="progress" aria-valuemin="0" aria-valuemax="{_PERCENT}" aria-valuenow="{percent}">'
        f"<span>{html.escape(progress_text(job))}</span>"
        f'<div><div style="width: {percent}%"></div></div></div>'
    )


def move_bars(jobs: Iterable[JobRecord]) -> None:
    """Have the bars of these jobs, as far as there are any on the page, show how far they are."""
    moved = {
        job.job_id: {"percent": round(_PERCENT * progress_share(job)), "text": progress_text(job)}
        for job in jobs
    }
    _mover(key="reports_bars", data={"bars": moved})
