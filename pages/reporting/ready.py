"""A finished report: numbers first, then the chart and its table, then how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl
import streamlit as st

from pages import actions, naming
from pages.access.visitor import current_desk, current_owner
from pages.backend import backend
from pages.reporting import downloads
from pages.reporting.charts import TOP, countries_chart
from pages.reporting.country_table import country_table
from pages.reporting.explanation import show_explanation
from pages.reporting.platform_minimums import show_readout
from pages.reporting.row_accounts import tells_countries_of_rows, usable_share
from pages.reporting.said_countries import show_said_countries
from pages.reporting.summary_table import read_summary
from pages.wording.formats import duration, number, size
from pages.wording.languages import language
from pages.wording.outcomes import counting_seconds, countries_in, customers_in
from pages.wording.reader_time import when
from pages.wording.translating import tr, trn
from worker.countries import Group
from worker.errors import JobNotFound
from worker.jobs.correcting import reported
from worker.jobs.record import JobRecord, Outcome
from worker.storage.clock import utc_now

_STYLE = Path(__file__).with_name("accounts.css")
_CSV = "text/csv"
_FEWEST_CHARACTERS = 7  # for which there is room: 100.0 %


@dataclass(frozen=True)
class _Content:
    """The job of a report, the summary with its corrections, and that as a table."""

    job: JobRecord
    body: bytes
    table: pl.DataFrame


def show_report(job: JobRecord) -> None:
    """Show the report of a finished job.

    Raises:
        StorageUnavailable: the summary cannot be read right now.
    """
    try:
        content = _content(current_owner(), job.job_id, job.revision, language())
        job = content.job  # which may be newer
    except JobNotFound:
        content = None
    outcome = reported(job)
    st.html(_STYLE)
    _head(job, content)
    if outcome is None:
        return
    _figures(outcome)
    if content is None:
        st.warning(
            "The summary of this report is no longer kept. Upload the file again to count it anew.",
            icon=":material/folder_off:",
        )
    elif content.table.is_empty():
        st.info(
            "No customers were counted, because no row has a usable email. See below where the rows went.",
            icon=":material/group_off:",
        )
    else:
        _countries(content, outcome)
        show_readout(content.table)
    show_explanation(job, outcome)


@st.cache_data(max_entries=50, show_spinner=False, scope="session")
def _content(owner: str, job_id: str, revision: str, language: str) -> _Content:  # noqa: ARG001 - cache keys
    """The report's content, which changes only with its record; read once in each session."""
    report = backend().call(current_desk().reports.read, job_id)
    return _Content(report.job, report.body, read_summary(report.body))


def _head(job: JobRecord, report: _Content | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(actions.shown_name(job), anchor=False, width="stretch")
        if report is not None:
            _downloads(job, report)
        st.button(
            tr(naming.NAME),
            icon=":material/edit:",
            type="tertiary",
            on_click=naming.ask_for_name,
            args=(job,),
        )
        st.button(
            tr(actions.DELETE),
            key="delete",
            icon=":material/delete:",
            type="tertiary",
            on_click=actions.ask_to_delete,
            args=(job,),
        )
    finished, took = job.finished_at or job.updated_at, duration(counting_seconds(job))
    counted = tr("Counted {when} in {time}", when=when(finished, utc_now()), time=took)
    st.markdown(
        f":green-badge[:material/check_circle: {tr('Ready')}] {counted} · {size(job.file.size)}",
        unsafe_allow_html=True,
    )
    naming.show_remarks(job)


def _downloads(job: JobRecord, report: _Content) -> None:
    st.download_button(
        tr("Download CSV"),
        partial(downloads.summary_csv, report.body),
        downloads.download_name(job, " by country.csv"),
        _CSV,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        help=tr("Country codes and customers"),
    )
    with st.popover(tr("More"), icon=":material/download:"):
        st.download_button(
            tr("CSV with country names and shares"),
            partial(downloads.named_csv, report.table),
            downloads.download_name(job, " by country name.csv"),
            _CSV,
            icon=":material/table:",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            tr("How it was counted (JSON)"),
            partial(downloads.quality_json, job),
            downloads.download_name(job, " quality.json"),
            "application/json",
            icon=":material/data_object:",
            on_click="ignore",
            width="stretch",
        )


def _figures(outcome: Outcome) -> None:
    customers, duplicates = number(outcome.customers), number(outcome.duplicates)
    with st.container(key="report-figures"):
        longest = max(_FEWEST_CHARACTERS, *map(len, (customers, duplicates, usable_share(outcome))))
        st.html(f"<style>.st-key-report-figures {{ --characters: {longest} }}</style>")
        grid = st.grid(4, min_column_width=130)
    grid.metric(tr("Customers"), customers, border=True, height="stretch", help=tr("Distinct emails"))
    unknown = customers_in(outcome, Group.NOT_RECOGNISED)
    grid.metric(
        tr("Countries"),
        number(countries_in(outcome)),
        trn("{count} customer not recognised", "{count} customers not recognised", unknown)
        if unknown
        else None,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=tr("Countries we know; values that are none are listed below"),
    )
    grid.metric(
        tr("Usable rows"),
        usable_share(outcome),
        border=True,
        height="stretch",
        help=_usable(outcome),
    )
    grid.metric(
        tr("Duplicates"),
        duplicates,
        border=True,
        height="stretch",
        help=tr("Rows of a customer already counted in an earlier row, whose country decides"),
    )


def _countries(content: _Content, outcome: Outcome) -> None:
    table = content.table
    with st.container(border=True, key="report-by-country"):
        bars = _choose_bars(table.height)
        chart, figures = st.columns([3, 2])
        if bars > TOP:  # more than paper needs, which has them all in the table
            chart = chart.container(key="report-all-bars")
        chart.vega_lite_chart(countries_chart(table, bars=bars), alt=tr("Bar chart of customers by country"))
        figures.html(country_table(table))
        show_said_countries(content.job, outcome)


def _usable(outcome: Outcome) -> str:
    if outcome.details.usable_at_least:
        return tr(
            "Rows that have a valid email and a country we know. At least so many: this report does not tell "
            "how many rows have the values that you said are countries."
        )
    if tells_countries_of_rows(outcome):
        return tr("Rows that have a valid email and a country we know")
    return tr("Rows that have a valid email")


def _choose_bars(countries: int) -> int:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(tr("Customers by country"), anchor=False, width="content")
        shows_all = countries > TOP and st.toggle(tr("Show all {number:,}", number=countries))
    return countries if shows_all else TOP
