"""The analyst's reports; the list moves by itself, with what others do, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import streamlit as st

from pages import actions, naming
from pages.access.visitor import access_settings
from pages.listing import selecting, view
from pages.listing.controls import choose
from pages.listing.following import Expected, Listing, follow_rows, was_seen
from pages.listing.order import in_order
from pages.listing.report_row import show_row
from pages.replacing import place_for
from pages.wording.markdown import literal
from pages.wording.tab_title import name_tab
from pages.wording.translating import tr, trn
from worker.jobs.record import JobRecord
from worker.storage.clock import utc_now

_STYLE = Path(__file__).with_name("reports.css")
_PAGE_ROWS = 20
_ROWS_AWAITED = 5
_ROW_PIXELS = 56


def main() -> None:
    """Show the page."""
    name_tab(tr("Reports"))
    st.html(_STYLE)
    view.take_address()
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(tr("Reports"), anchor=False, width="content")
        beside = st.container(horizontal=True, vertical_alignment="center", width="content")
    actions.confirm_deletion()
    naming.show_naming()
    listing = _first_listing()
    with beside:
        if listing.jobs:
            selecting.offer_selecting()
        st.page_link("upload.py", label=tr("New report"), icon=":material/add:")
    is_first_run = True

    def listed() -> None:
        nonlocal listing, is_first_run
        listing = listing if is_first_run else Listing(recent=True)
        is_first_run = False
        drawn = utc_now()
        with st.container():  # which keeps its place, so that what is followed does, too
            rows = _show(listing, drawn)
        follow_rows(listing, rows, drawn, view.telling())

    st.fragment(listed)()


def _first_listing() -> Listing:
    """The reports; until they are there for the first time, rows stand in for them."""
    waiting = st.empty()
    if not was_seen():
        with waiting.container(border=True, key="reports-awaited"):
            for _ in range(_ROWS_AWAITED):
                st.skeleton(_ROW_PIXELS)
    listing = Listing()
    waiting.empty()
    return listing


def _show(listing: Listing, now: datetime) -> list[JobRecord]:
    """Show what there is; the reports whose rows are seen."""
    if listing.away:
        st.warning(listing.away.message, icon=":material/cloud_off:")
    if listing.jobs:
        return _list(listing.jobs, listing.expected, now)
    if listing.jobs is not None:
        _invite()
    return []


def _list(jobs: list[JobRecord], expected: Expected, now: datetime) -> list[JobRecord]:
    asked, listed = choose(jobs)
    if selecting.is_selecting():
        selecting.offer_for_selected(listed)
    pages = max(1, -(-len(listed) // _PAGE_ROWS))
    page = min(asked.page, pages)
    if page < asked.page:
        view.turn_to(page)
    rows = in_order(listed, asked.order)[(page - 1) * _PAGE_ROWS : page * _PAGE_ROWS]
    with place_for("list", replace(asked, page=page)):
        if rows:
            _rows(rows, expected, now)
        else:
            _say_none(asked.search)
        if pages > 1:
            with st.container(horizontal_alignment="center"):
                st.pagination(pages, key=view.key_of(view.PAGE))
        if (days := access_settings().report_days) is not None:
            st.caption(
                trn(
                    "Reports are removed {count} day after they are ready.",
                    "Reports are removed {count} days after they are ready.",
                    days,
                )
            )
    return rows


def _rows(jobs: list[JobRecord], expected: Expected, now: datetime) -> None:
    with st.container(border=True, gap=None, key="reports-list"):
        for job in jobs:
            show_row(job, now, expected.get(job.job_id), is_selecting=selecting.is_selecting())


def _say_none(search: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="reports-none"):
        if search:
            said = tr("No report matches “{search}”.", search=literal(search))
        else:
            said = tr("No report is in this state.")
        st.markdown(f":material/search_off: {said}", width="content")
        st.button(tr("Clear"), on_click=view.show_all)


def _invite() -> None:
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown("## " + tr("No reports yet"), text_alignment="center", anchors=False)
        st.markdown(
            tr("Drop a customer file and get its distinct customers by country. Your reports are kept here."),
            text_alignment="center",
        )
        st.button(
            tr("Make your first report"),
            type="primary",
            icon=":material/upload_file:",
            on_click=_make_report,
        )
        st.space("medium")


def _make_report() -> None:
    st.switch_page("upload.py")


main()
