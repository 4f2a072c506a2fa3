"""One report as a row of the list."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from pages import actions, naming
from pages.listing import selecting
from pages.listing.moving import bar, waiting_note
from pages.wording.formats import NOTHING, compact, duration, number, share, shortened
from pages.wording.outcomes import counting_seconds, countries_in, largest_in
from pages.wording.reader_time import moment_of, when
from pages.wording.states import explanation, look, may_retry
from pages.wording.translating import tr, trn
from worker.desk.expecting import Expectation
from worker.jobs.correcting import reported
from worker.jobs.record import JobRecord, JobState, Outcome
from worker.text.sentences import say

_NAME_PIXELS = 340
_NAME_CHARACTERS = 44
_TOP = 3
_SENTENCE_CHARACTERS = 180
_OPEN = say("A tab of this browser uploads it. Keep that open.")
_CLOSED = say("No tab of this browser uploads it. Choose the same file again, and it goes on.")


def show_row(
    job: JobRecord, now: datetime, expected: Expectation | None = None, *, is_selecting: bool = False
) -> None:
    """Name, state and age of the job; its figures, progress or reason; what can be done with it."""
    with st.container(key=f"report-row-{job.job_id}", horizontal=True, vertical_alignment="center"):
        if is_selecting:
            selecting.offer_row(job)
        with st.container(width=_NAME_PIXELS, gap=None):
            st.page_link(
                "report.py",
                label=actions.shown_name(job, _NAME_CHARACTERS),
                query_params={"job": job.job_id},
                width="stretch",
            )
            st.markdown(_status(job, now), unsafe_allow_html=True)
        with st.container(width="stretch", gap=None):
            _figures(job, now, expected)
        _menu(job)


def _status(job: JobRecord, now: datetime) -> str:
    shown = look(job, now)
    state = f":{shown.colour}-badge[{shown.material} {shown.word}]"
    return f"{state} {when(moment_of(job), now)} {naming.label_badges(job)}"


def _figures(job: JobRecord, now: datetime, expected: Expectation | None) -> None:
    if outcome := reported(job):
        st.html(_outcome(job, outcome))
    elif job.state is JobState.PROCESSING and not job.is_stalled(now):
        st.html(bar(job), width="stretch")
    elif job.state is JobState.QUEUED:
        st.html(waiting_note(job, now, expected))
    else:
        note = shortened(explanation(job, now), _SENTENCE_CHARACTERS)
        tabs = _tabs(job) if job.state is JobState.UPLOADING else ""
        st.html(f'<div class="report-note"{tabs}>{html.escape(note)}</div>')


def _tabs(job: JobRecord) -> str:
    """What the browser makes of the note, once it knows."""
    said = f'data-open="{html.escape(tr(_OPEN))}" data-closed="{html.escape(tr(_CLOSED))}"'
    return f' data-uploads="{html.escape(job.job_id)}" {said}'


def _outcome(job: JobRecord, outcome: Outcome) -> str:
    took = tr("counted in {duration}", duration=duration(counting_seconds(job)))
    bold = f"<b>{number(outcome.customers)}</b>"
    customers = trn("{number} customer", "{number} customers", outcome.customers, number=bold)
    rows = trn("{rows} row", "{rows} rows", outcome.rows, rows=compact(outcome.rows))
    return (
        '<div class="report-figures">'
        f"<span>{customers}<small>{_countries(outcome)}</small></span>"
        f'<span class="report-top">{html.escape(_largest(outcome))}</span>'
        f"<span>{rows}<small>{took}</small></span>"
        "</div>"
    )


def _countries(outcome: Outcome) -> str:
    return trn("{count} country", "{count} countries", countries_in(outcome))


def _largest(outcome: Outcome) -> str:
    largest = largest_in(outcome, _TOP)
    return (
        ", ".join(f"{name}\N{NO-BREAK SPACE}{share(count, outcome.customers)}" for name, count in largest)
        or NOTHING
    )


def _menu(job: JobRecord) -> None:
    options: dict[str, Callable[[JobRecord], object]] = {}
    if job.is_running:
        options[actions.CANCEL] = actions.cancel_job
    if may_retry(job):
        options[actions.RETRY] = actions.retry_job
    options[naming.NAME] = naming.ask_for_name
    if not job.is_running:
        options[actions.DELETE] = actions.ask_to_delete
    chosen = st.menu_button(
        tr("Actions"),
        list(options),
        format_func=tr,
        icon=":material/more_vert:",
        type="tertiary",
        key=f"menu-{job.job_id}",
    )
    if chosen:
        options[chosen](job)
        st.rerun()
