"""A job that has no report: it still runs, or it ended without one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import streamlit as st

from pages import actions, naming
from pages.reading.form import show_form
from pages.wording.expected_times import expectation_text
from pages.wording.formats import size
from pages.wording.markdown import literal
from pages.wording.progress import show_progress
from pages.wording.reader_time import when
from pages.wording.states import explanation, is_unclear, look, may_read_differently, may_retry
from pages.wording.translating import tr
from worker.desk.expecting import Expectation
from worker.jobs.record import JobRecord, JobState
from worker.storage.clock import utc_now


def show_waiting(job: JobRecord, expected: Expectation | None = None) -> None:
    """Title, state, what happens next and when, and what the analyst can do."""
    now = utc_now()
    shown = look(job, now)
    st.title(actions.shown_name(job), anchor=False)
    st.markdown(
        f":{shown.colour}-badge[{shown.material} {shown.word}] {size(job.file.size)} · {_since(job, now)}",
        unsafe_allow_html=True,
    )
    naming.show_remarks(job)
    with st.container(border=job.is_running):
        if job.state is JobState.PROCESSING and not job.is_stalled(now):
            show_progress(job)
        if not is_unclear(job):
            _say(
                job,
                explanation(job, now, expectation_text(job, expected))
                or tr("You can leave this page; the count goes on."),
            )
        if may_read_differently(job):
            show_form(job)
        with st.container(horizontal=True, vertical_alignment="center"):
            _offer(job)


def _since(job: JobRecord, now: datetime) -> str:
    """When it came to where it is: what waits has not started, and what needs its owner has not ended."""
    if job.state is JobState.PROCESSING:
        return tr("started {when}", when=when(job.started_at or job.created_at, now))
    if job.finished_at is None:
        return tr("added {when}", when=when(job.created_at, now))
    if job.needs_owner:
        return tr("looked at {when}", when=when(job.finished_at, now))
    return tr("ended {when}", when=when(job.finished_at, now))


def _say(job: JobRecord, sentence: str) -> None:
    if job.needs_owner:
        st.warning(literal(sentence), icon=":material/help:")
    elif job.state is JobState.FAILED:
        st.error(literal(sentence), icon=":material/error:")
    else:
        st.markdown(literal(sentence))


def _offer(job: JobRecord) -> None:
    _offer_next(job)
    st.button(tr(naming.NAME), icon=":material/edit:", on_click=naming.ask_for_name, args=(job,))


def _offer_next(job: JobRecord) -> None:
    if job.is_running:
        if not job.cancel_requested:
            st.button(tr(actions.CANCEL), icon=":material/close:", on_click=actions.cancel_job, args=(job,))
        if job.state is JobState.UPLOADING:
            st.page_link("upload.py", label=tr("Choose the file again"), icon=":material/upload_file:")
        return
    if may_retry(job):
        importance: Literal["primary", "secondary"] = "secondary" if may_read_differently(job) else "primary"
        st.button(
            tr(actions.RETRY),
            icon=":material/replay:",
            type=importance,
            on_click=actions.retry_job,
            args=(job,),
        )
    st.page_link("upload.py", label=tr("Upload a file"), icon=":material/upload_file:")
    st.button(
        tr(actions.DELETE),
        icon=":material/delete:",
        key="delete",
        on_click=actions.ask_to_delete,
        args=(job,),
    )
