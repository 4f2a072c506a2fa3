"""How a report was counted: where every row went, and what else is known of the file."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.reporting.quality import Account, facts, row_accounts, unrecognised
from pages.uploader import ASK_FIRST_QUERY
from pages.wording.formats import number, plural, share, shortened
from worker.jobs.record import JobRecord, Outcome

_VALUE_CHARACTERS = 200


def show_explanation(job: JobRecord, outcome: Outcome) -> None:
    """Show the section."""
    with st.container(border=True):
        st.subheader("How we counted", anchor=False)
        rows, file = st.columns([3, 2], gap="medium")
        rows.html(_accounts(outcome))
        file.html(_facts(job))
        _unrecognised(outcome)
        _count_again()


def _count_again() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("The file itself was deleted once it was counted.", width="content")
        st.page_link(
            "upload.py",
            label="Wrong columns? Count it again",
            icon=":material/replay:",
            query_params=ASK_FIRST_QUERY,
            help="Upload the file once more, and see how it is read before it is counted.",
            width="content",
        )


def _accounts(outcome: Outcome) -> str:
    lines = "".join(_line(account, outcome.rows) for account in row_accounts(outcome))
    return (
        '<table class="report-accounts" data-sum>'
        "<caption>Every row is counted once, or says why not.</caption>"
        '<thead><tr><th scope="col">Row</th><th scope="col">Rows</th><th scope="col">Share</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _line(account: Account, rows: int) -> str:
    notes = " ".join(filter(None, [account.explanation, account.where and f"See {account.where}."]))
    small = f"<small>{escape(notes)}</small>" if notes else ""
    return (
        f'<tr><th scope="row">{escape(account.label)}{small}</th>'
        f"<td>{number(account.rows)}</td><td>{share(account.rows, rows)}</td></tr>"
    )


def _facts(job: JobRecord) -> str:
    lines = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(shortened(value, _VALUE_CHARACTERS))}</dd></div>"
        for label, value in facts(job)
    )
    return f'<dl class="report-facts">{lines}</dl>'


def _unrecognised(outcome: Outcome) -> None:
    count, values = unrecognised(outcome)
    if count == 0:
        return
    title = plural(count, "value is not a country we know", "values are not countries we know")
    with st.expander(title, icon=":material/help:"):
        st.write("They are in the report as they stand in the file.")
        lines = "".join(
            f'<tr><th scope="row">{escape(shortened(value, _VALUE_CHARACTERS))}</th>'
            f"<td>{number(customers)}</td></tr>"
            for value, customers in values
        )
        st.html(
            '<table class="report-accounts"><thead><tr><th scope="col">In the file</th>'
            f'<th scope="col">Customers</th></tr></thead><tbody>{lines}</tbody></table>'
        )
        if count > len(values):
            st.write(f"And {number(count - len(values))} more, which the download has.")
