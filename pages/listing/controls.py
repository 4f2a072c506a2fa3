"""What is above the list: filters that count what they would leave, the search, the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pages.listing import view
from pages.listing.order import Order
from pages.listing.search import finds, folded
from pages.wording.formats import number
from pages.wording.markdown import literal
from pages.wording.states import Filter, count_filters, is_listed
from pages.wording.translating import tr
from worker.jobs.record import JobRecord

_MOST_LABELS = 12


def choose(jobs: Sequence[JobRecord]) -> tuple[view.View, list[JobRecord]]:
    """Let the analyst choose; what is asked for, and the reports which that leaves, as they came."""
    asked = view.current_view()
    if not any(_has(job, asked.label) for job in jobs):  # an address names it, or it was taken from the last
        view.forget_label()
        asked = view.current_view()
    found = [job for job in jobs if finds(asked.search, job)]
    labelled = [job for job in found if _has(job, asked.label)]
    in_state = [job for job in found if is_listed(job, asked.shown)]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _choose_state(labelled)
        with st.container(horizontal=True, width="content", key="reports-search"):
            _search()
            _order()
    _choose_label(in_state, asked.label)
    return view.current_view(), [job for job in in_state if _has(job, asked.label)]


def _choose_state(jobs: Sequence[JobRecord]) -> None:
    counts = count_filters(jobs)
    st.pills(
        tr("Show"),
        list(Filter),
        required=True,
        format_func=lambda option: f"{tr(option)} {number(counts[option])}",
        key=view.key_of(view.FILTER),
        on_change=view.begin_anew,
        label_visibility="collapsed",
    )


def _search() -> None:
    st.text_input(
        tr("Search by name"),
        type="search",
        live=True,
        placeholder=tr("Search by name"),
        key=view.key_of(view.SEARCH),
        on_change=view.begin_anew,
        label_visibility="collapsed",
        width=240,
    )


def _order() -> None:
    st.selectbox(
        tr("Order"),
        list(Order),
        format_func=tr,
        key=view.key_of(view.ORDER),
        on_change=view.begin_anew,
        label_visibility="collapsed",
        width=140,
    )


def _choose_label(jobs: Sequence[JobRecord], chosen: str) -> None:
    """Those used most; the chosen one stays, though the search leaves none of its reports."""
    counts = Counter(label for job in jobs for label in job.remarks.labels)
    used_most = {label for label, _ in counts.most_common(_MOST_LABELS)}
    labels = sorted(used_most | ({chosen} - {""}), key=folded)
    if labels:
        st.pills(
            tr("Labels"),
            labels,
            format_func=lambda label: f"{literal(label)} {number(counts[label])}",
            key=view.key_of(view.LABEL),
            on_change=view.begin_anew,
            label_visibility="collapsed",
        )


def _has(job: JobRecord, label: str) -> bool:
    return not label or label in job.remarks.labels
