"""What an analyst says of a report: a name, labels, a note; filled in a dialog, shown with the report."""

from __future__ import annotations

import html
from collections import Counter

import streamlit as st

from pages import actions
from pages.access.visitor import current_desk
from pages.backend import backend
from pages.wording.markdown import literal, visible
from pages.wording.translating import tr
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord
from worker.jobs.remarks import MOST_LABELS, NOTE_CHARACTERS, REPORT_NAME_CHARACTERS, tidied
from worker.text.sentences import say

NAME = say("Name and notes")

_TO_NAME = "report_to_name"
_FIELDS = ("name", "labels", "note")
_NOTE_PIXELS = 120


def ask_for_name(job: JobRecord) -> None:
    """Have the page ask what the report is to be called: see `show_naming`."""
    st.session_state[_TO_NAME] = job


def show_naming() -> None:
    """Show the dialog, if it is asked for; call it outside of fragments, whose reruns would close it."""
    job = st.session_state.get(_TO_NAME)
    if isinstance(job, JobRecord):
        st.dialog(tr(NAME), on_dismiss=_drop)(_form)(job)


def label_badges(job: JobRecord) -> str:
    """The report's labels as Markdown."""
    return " ".join(f":gray-badge[{literal(label)}]" for label in job.remarks.labels)


def show_remarks(job: JobRecord) -> None:
    """What is said of the report, below its name: its file's own name, too, if it has another."""
    said = label_badges(job)
    if job.remarks.name:
        said += " " + tr("File: {name}", name=literal(job.file.name))
    if said:
        st.markdown(said)
    if job.remarks.note:
        lines = "\n".join(visible(line) for line in job.remarks.note.splitlines())
        st.html(f'<div style="white-space: pre-wrap; overflow-wrap: anywhere">{html.escape(lines)}</div>')


def _form(job: JobRecord) -> None:
    name, labels, note = _keys(job)
    with st.form(f"remarks-{job.job_id}", border=False, enter_to_submit=False):  # Enter adds a label
        st.text_input(
            tr("Name"),
            job.remarks.name,
            max_chars=REPORT_NAME_CHARACTERS,
            placeholder=visible(job.file.name),
            key=name,
        )
        st.multiselect(
            tr("Labels"),
            _known_labels(job),
            job.remarks.labels,
            accept_new_options=True,
            max_selections=MOST_LABELS,
            placeholder=tr("Short words to find it by"),
            key=labels,
        )
        st.text_area(tr("Note"), job.remarks.note, height=_NOTE_PIXELS, max_chars=NOTE_CHARACTERS, key=note)
        with st.container(horizontal=True, horizontal_alignment="right"):
            st.form_submit_button(tr("Cancel"), on_click=_leave)
            st.form_submit_button(tr("Save"), type="primary", on_click=_save, args=(job,))


def _known_labels(job: JobRecord) -> list[str]:
    """The report's own labels, then all others of its owner, those used most first."""
    try:
        jobs = backend().call(current_desk().recent_jobs)
    except StorageUnavailable:
        jobs = []
    used = Counter(label for each in jobs for label in each.remarks.labels)
    return list(dict.fromkeys([*job.remarks.labels, *(label for label, _ in used.most_common())]))


def _save(job: JobRecord) -> None:
    name, labels, note = (st.session_state[key] for key in _keys(job))
    remarks = tidied(name, note, labels)
    if actions.attempt(lambda: backend().call(current_desk().remark, job.job_id, remarks), tr("Saved.")):
        _drop()
        st.rerun()


def _leave() -> None:
    _drop()
    st.rerun()


def _drop() -> None:
    st.session_state.pop(_TO_NAME, None)


def _keys(job: JobRecord) -> tuple[str, str, str]:
    name, labels, note = (f"remarks-{field}-{job.job_id}" for field in _FIELDS)
    return name, labels, note
