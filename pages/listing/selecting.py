"""Choosing several reports of the list, to do one thing with all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from pages import actions
from pages.wording.markdown import literal
from pages.wording.translating import tr, trn
from worker.jobs.record import JobRecord

_SELECTED = "reports_selected"


def is_selecting() -> bool:
    """Whether rows can be chosen now."""
    return _SELECTED in st.session_state


def offer_selecting() -> None:
    """A button that lets rows be chosen."""
    st.button(
        tr("Select"), icon=":material/checklist:", type="tertiary", disabled=is_selecting(), on_click=_begin
    )


def offer_for_selected(jobs: Iterable[JobRecord]) -> None:
    """How many of the listed reports are chosen, and what can be done with them."""
    selected = selected_of(jobs)
    said = trn("{count} report selected", "{count} reports selected", len(selected))
    with st.container(horizontal=True, vertical_alignment="center", key="reports-selected"):
        st.markdown(said, width="content")
        st.button(
            tr(actions.DELETE),
            icon=":material/delete:",
            key="delete-selected",
            disabled=not selected,
            on_click=_ask_to_delete,
            args=tuple(selected),
        )
        st.button(tr("Done"), on_click=end_selecting)


def offer_row(job: JobRecord) -> None:
    """A box that chooses the report, once it has ended."""
    if not job.is_running:
        st.checkbox(
            tr("Select {name}", name=literal(job.name)),
            job.job_id in st.session_state[_SELECTED],
            key=_key(job.job_id),
            on_change=_toggle,
            args=(job.job_id,),
            label_visibility="collapsed",
            width="content",
        )


def selected_of(jobs: Iterable[JobRecord]) -> Sequence[JobRecord]:
    """Those of the reports that are chosen and have ended."""
    selected: set[str] = st.session_state.get(_SELECTED, set())
    return [job for job in jobs if job.job_id in selected and not job.is_running]


def end_selecting() -> None:
    """Choose no more."""
    st.session_state.pop(_SELECTED, None)


def _ask_to_delete(*jobs: JobRecord) -> None:
    actions.ask_to_delete(*jobs)
    st.rerun()  # the whole page, which asks


def _begin() -> None:
    st.session_state[_SELECTED] = set()


def _toggle(job_id: str) -> None:
    selected: set[str] = st.session_state[_SELECTED]
    st.session_state[_SELECTED] = selected ^ {job_id} if _is_other(job_id, selected) else selected


def _is_other(job_id: str, selected: set[str]) -> bool:
    return bool(st.session_state[_key(job_id)]) != (job_id in selected)


def _key(job_id: str) -> str:
    return f"select-{job_id}"
