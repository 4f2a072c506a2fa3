"""The analyst's reports, newest first, moving by themselves while anything runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import streamlit as st

from pages import actions
from pages.access.visitor import access_settings, current_desk
from pages.backend import backend
from pages.listing.bars import move_bars
from pages.listing.report_row import show_row
from pages.live import show_live
from pages.replacing import place_for
from pages.wording.formats import plural
from pages.wording.states import Filter, count_filters, faces, is_listed, poll_seconds
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord, JobState
from worker.storage.clock import utc_now

_STYLE = Path(__file__).with_name("reports.css")
_PAGE_ROWS = 20
_AWAY_SECONDS = 3.0
_LAST_SEEN = "reports_last_seen"
_PAGE = "reports_page"


class _Listing:
    """The reports as they are now, or, with the storage away, as they were last seen.

    Args:
        recent: whether they may be a moment old, which is cheaper.
    """

    def __init__(self, *, recent: bool = False) -> None:
        desk = current_desk()
        self.jobs: list[JobRecord] | None
        try:
            self.jobs = backend().call(desk.recent_jobs if recent else desk.jobs)
            self.away: StorageUnavailable | None = None
        except StorageUnavailable as error:
            self.jobs = st.session_state.get(_LAST_SEEN)
            self.away = error
        st.session_state[_LAST_SEEN] = self.jobs

    @property
    def poll_seconds(self) -> float | None:
        return _AWAY_SECONDS if self.away else poll_seconds(self.jobs or [])


def main() -> None:
    """Show the page."""
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title("Reports", anchor=False, width="content")
        st.page_link("upload.py", label="New report", icon=":material/add:")
    actions.confirm_deletion()
    listing = _Listing()
    is_first_run = True

    def listed() -> None:
        nonlocal listing, is_first_run
        listing = listing if is_first_run else _Listing(recent=True)
        is_first_run = False
        drawn = utc_now()
        with st.container():  # which keeps its place, so that what is followed does, too
            _show(listing, drawn)
        _follow(listing, drawn)

    st.fragment(listed)()


def _follow(listing: _Listing, drawn: datetime) -> None:
    """Move the bars of running jobs; when anything else has changed, the page runs anew."""
    seconds = listing.poll_seconds
    is_first_run = True

    def follow() -> None:
        nonlocal is_first_run
        now = listing if is_first_run else _Listing(recent=True)
        is_first_run = False
        if now.poll_seconds != seconds or faces(now.jobs, utc_now()) != faces(listing.jobs, drawn):
            st.rerun()
        move_bars(job for job in now.jobs or [] if job.state is JobState.PROCESSING)

    if seconds is not None:
        show_live(follow, every_seconds=seconds)


def _show(listing: _Listing, now: datetime) -> None:
    if listing.away:
        st.warning(listing.away.message, icon=":material/cloud_off:")
    if listing.jobs:
        _list(listing.jobs, now)
    elif listing.jobs is not None:
        _invite()


def _list(jobs: list[JobRecord], now: datetime) -> None:
    chosen, search = _choose(jobs)
    listed = [job for job in jobs if is_listed(job, chosen, search)]
    pages = max(1, -(-len(listed) // _PAGE_ROWS))
    page = min(st.session_state.get(_PAGE, 1), pages)
    st.session_state[_PAGE] = page
    with place_for("list", (chosen, search, page)):
        if listed:
            _rows(listed[(page - 1) * _PAGE_ROWS : page * _PAGE_ROWS], now)
        else:
            st.info(
                "No report matches. Choose another filter or clear the search.", icon=":material/search_off:"
            )
        if pages > 1:
            with st.container(horizontal_alignment="center"):
                st.pagination(pages, key=_PAGE, persist_state="session")
        if (days := access_settings().report_days) is not None:
            st.caption(f"Reports are removed {plural(days, 'day', 'days')} after they are ready.")


def _rows(jobs: list[JobRecord], now: datetime) -> None:
    with st.container(border=True, gap=None, key="reports-list"):
        for job in jobs:
            show_row(job, now)


def _choose(jobs: list[JobRecord]) -> tuple[Filter, str]:
    counts = count_filters(jobs)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        chosen = st.pills(
            "Show",
            list(Filter),
            default=Filter.ALL,
            required=True,
            format_func=lambda option: f"{option} {counts[option]}",
            key="reports_filter",
            on_change=_show_first_page,
            label_visibility="collapsed",
            persist_state="session",
        )
        search = st.text_input(
            "Search by file name",
            placeholder="Search by file name",
            icon=":material/search:",
            key="reports_search",
            on_change=_show_first_page,
            label_visibility="collapsed",
            width=300,
            persist_state="session",
        )
    return Filter(chosen), search


def _show_first_page() -> None:
    st.session_state[_PAGE] = 1


def _invite() -> None:
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown("### No reports yet", text_alignment="center", anchors=False)
        st.markdown(
            "Drop a customer file and get its distinct customers by country. Your reports are kept here.",
            text_alignment="center",
        )
        st.button(
            "Make your first report", type="primary", icon=":material/upload_file:", on_click=_make_report
        )
        st.space("medium")


def _make_report() -> None:
    st.switch_page("upload.py")


main()
