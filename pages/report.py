"""One report: the page behind `?job=`, whatever has become of the job."""

from __future__ import annotations

import streamlit as st

from pages import actions, naming
from pages.access.visitor import current_desk
from pages.backend import backend
from pages.listing.view import list_as_left
from pages.live import show_away, show_live
from pages.reporting.ready import show_report
from pages.reporting.waiting import show_waiting
from pages.wording.states import look, poll_seconds
from pages.wording.tab_title import name_tab
from pages.wording.translating import tr
from worker.desk.expecting import Expectation
from worker.errors import JobNotFound, StorageUnavailable
from worker.jobs.record import JobRecord
from worker.storage.clock import utc_now


def main() -> None:
    """Show the page."""
    job_id = st.query_params.get("job", "")
    if actions.is_deleted(job_id):
        st.switch_page("reports.py", query_params=list_as_left())
    if "job" not in st.query_params:
        _say_nothing_is_here(
            tr("There is no such page"),
            tr("Its address is incomplete or no longer in use. Your reports are all in the list."),
        )
        return
    st.page_link(
        "reports.py", label=tr("All reports"), icon=":material/arrow_back:", query_params=list_as_left()
    )
    try:
        job = _read(job_id)
    except JobNotFound:
        _say_nothing_is_here(
            tr("There is no such report"),
            tr("It may have been deleted, or its address is incomplete. Your reports are all in the list."),
        )
    except StorageUnavailable as error:
        show_away(error)
    else:
        actions.confirm_deletion()
        naming.show_naming()
        _title(job)
        if job.is_running:
            _follow(job)
        else:
            _ended(job)


def _title(job: JobRecord) -> None:
    """Name the browser's tab after the report, and say where it stands while it runs."""
    state = [tr(look(job, utc_now()).word)] if job.is_running else []
    name_tab(*state, job.name)


def _read(job_id: str) -> JobRecord:
    return backend().call(current_desk().job, job_id)


def _expected(job: JobRecord) -> Expectation | None:
    return backend().call(current_desk().expectations.of, [job]).get(job.job_id)


def _ended(job: JobRecord) -> None:
    if job.outcome is None:
        show_waiting(job)
        return
    try:
        show_report(job)
    except StorageUnavailable as error:
        show_away(error)


def _follow(job: JobRecord) -> None:
    """Show a running job live; when it has ended, the page runs anew."""
    seconds = poll_seconds([job])
    last_seen = job
    is_first_run = True

    def live() -> None:
        nonlocal last_seen, is_first_run
        try:
            last_seen = last_seen if is_first_run else _read(job.job_id)
        except StorageUnavailable as error:
            st.warning(error.message, icon=":material/cloud_off:")
        except JobNotFound:
            st.rerun()
        is_first_run = False
        if poll_seconds([last_seen]) != seconds:
            st.rerun()
        _title(last_seen)
        show_waiting(last_seen, _expected(last_seen))

    show_live(live, every_seconds=seconds)


def _say_nothing_is_here(what: str, why: str) -> None:
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown(f"## {what}", text_alignment="center", anchors=False)
        st.markdown(why, text_alignment="center")
        st.page_link("reports.py", label=tr("Go to my reports"), icon=":material/bar_chart:")
        st.space("medium")


main()
