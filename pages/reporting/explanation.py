"""How a report was counted: where every row went, and what else is known of the file."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.reporting.row_accounts import Account, country_accounts, facts, row_accounts
from pages.uploader import ASK_FIRST_QUERY
from pages.wording.formats import number, plural, share
from pages.wording.outcomes import Values, values_in
from pages.wording.shown_values import shown
from worker.countries import Group
from worker.jobs.record import JobRecord, Outcome

_VALUE_CHARACTERS = 200


def show_explanation(job: JobRecord, outcome: Outcome) -> None:
    """Show the section."""
    with st.container(border=True):
        st.subheader("How we counted", anchor=False)
        rows, file = st.columns([3, 2], gap="medium")
        rows.html(_accounts(row_accounts(outcome), outcome, "Every row is counted once, or says why not."))
        if accounts := country_accounts(outcome):
            rows.html(
                _accounts(accounts, outcome, "Rows of customers are usable if they name a country, too.")
            )
        file.html(_facts(job))
        _values(outcome)
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


def _accounts(accounts: list[Account], outcome: Outcome, caption: str) -> str:
    """The first of them is the sum of the others."""
    lines = "".join(_line(account, outcome.rows) for account in accounts)
    return (
        '<table class="report-accounts" data-sum>'
        f"<caption>{escape(caption)}</caption>"
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
        f"<div><dt>{escape(label)}</dt><dd>{escape(shown(value, _VALUE_CHARACTERS))}</dd></div>"
        for label, value in facts(job)
    )
    return f'<dl class="report-facts">{lines}</dl>'


def _values(outcome: Outcome) -> None:
    """What stands in the file for customers without a country."""
    words = values_in(outcome, Group.NONE)
    title = plural(len(words), "value stands for no country", "values stand for no country")
    _listed(title, "Their customers are counted as those whose field is empty.", words)


def _listed(title: str, sentence: str, values: Values) -> None:
    if not values:
        return
    with st.expander(title, icon=":material/help:"):
        st.write(sentence)
        lines = "".join(
            f'<tr><th scope="row">{escape(shown(value, _VALUE_CHARACTERS))}</th>'
            f"<td>{number(customers)}</td></tr>"
            for value, customers in values
        )
        st.html(
            '<table class="report-accounts"><thead><tr><th scope="col">In the file</th>'
            f'<th scope="col">Customers</th></tr></thead><tbody>{lines}</tbody></table>'
        )
