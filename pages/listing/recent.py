"""The last reports, below the drop zone: what has a line there already, the browser's part leaves out."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.listing.following import Listing, follow_rows
from pages.listing.report_row import show_row
from pages.listing.sample_picture import show_sample_picture
from pages.live import show_away
from pages.wording.translating import tr
from worker.jobs.record import JobRecord
from worker.storage.clock import utc_now

_ROWS_STYLE = Path(__file__).parents[1] / "reports.css"
_STYLE = Path(__file__).with_name("recent.css")
_DRAWN = 10
"""Of which the browser shows five: others may have lines in the drop zone."""


def show_recent() -> None:
    """The last reports, running ones first; before there is any, what one looks like.

    With the storage away the page says so, and looks again by itself.
    """
    st.html(_ROWS_STYLE)
    st.html(_STYLE)
    listing, drawn = Listing(), utc_now()
    if listing.away:
        show_away(listing.away)
        return
    rows = recent_of(listing.jobs or [])
    with st.container():  # which keeps its place, so that what is followed does, too
        if rows:
            with st.container(horizontal=True, vertical_alignment="center", key="recent-heading"):
                st.header(tr("Your last reports"), anchor=False, width="stretch")
                st.page_link("reports.py", label=tr("All reports →"))
            with st.container(border=True, gap=None, key="recent-reports"):
                for job in rows:
                    show_row(job, drawn, listing.expected.get(job.job_id))
        else:
            show_sample_picture()
    follow_rows(listing, rows, drawn, of_interest=recent_of)


def recent_of(jobs: list[JobRecord]) -> list[JobRecord]:
    """The newest of the reports, which come newest first, and before them all that run."""
    return sorted(jobs, key=lambda job: not job.is_running)[:_DRAWN]
