"""How a report was counted: where every row went, and what else is known of the file."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.reporting.row_accounts import Account, country_accounts, facts, row_accounts, timings
from pages.uploader import ASK_FIRST_QUERY
from pages.wording.formats import duration, number, share
from pages.wording.outcomes import Values, counting_seconds, values_in
from pages.wording.shown_values import shown
from pages.wording.translating import tr, trn
from worker.countries import Group
from worker.jobs.record import JobRecord, Outcome

_VALUE_CHARACTERS = 200


def show_explanation(job: JobRecord, outcome: Outcome) -> None:
    """Show the section."""
    with st.container(border=True):
        st.header(tr("How we counted"), anchor=False)
        rows, file = st.columns([3, 2], gap="medium")
        caption = tr("Every row is counted once, or says why not.")
        rows.html(_accounts(row_accounts(outcome), outcome, caption))
        if accounts := country_accounts(outcome):
            caption = tr("Rows of customers are usable if they name a country, too.")
            rows.html(_accounts(accounts, outcome, caption))
        file.html(_facts(facts(job)))
        if taken := timings(job):
            title = tr("Counted in {duration}", duration=duration(counting_seconds(job)))
            file.expander(title, icon=":material/timer:").html(_facts(taken))
        _values(outcome)
        _count_again()


def _count_again() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(tr("The file itself was deleted once it was counted."), width="content")
        st.page_link(
            "upload.py",
            label=tr("Wrong columns? Count it again"),
            icon=":material/replay:",
            query_params=ASK_FIRST_QUERY,
            help=tr("Upload the file once more, and see how it is read before it is counted."),
            width="content",
        )


def _accounts(accounts: list[Account], outcome: Outcome, caption: str) -> str:
    """The first of them is the sum of the others."""
    lines = "".join(_line(account, outcome.rows) for account in accounts)
    heads = _heads(tr("Row"), tr("Rows"), tr("Share"))
    return (
        f'<table class="report-accounts" data-sum><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _heads(*names: str) -> str:
    return "".join(f'<th scope="col">{escape(name)}</th>' for name in names)


def _line(account: Account, rows: int) -> str:
    notes = " ".join(
        filter(None, [account.explanation, account.where and tr("See {where}.", where=account.where)])
    )
    small = f"<small>{escape(notes)}</small>" if notes else ""
    return (
        f'<tr><th scope="row">{escape(account.label)}{small}</th>'
        f"<td>{number(account.rows)}</td><td>{share(account.rows, rows)}</td></tr>"
    )


def _facts(known: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(shown(value, _VALUE_CHARACTERS))}</dd></div>"
        for label, value in known
    )
    return f'<dl class="report-facts">{lines}</dl>'


def _values(outcome: Outcome) -> None:
    """What stands in the file for customers without a country."""
    words = values_in(outcome, Group.NONE)
    title = trn("{count} value stands for no country", "{count} values stand for no country", len(words))
    _listed(title, tr("Their customers are counted as those whose field is empty."), words)


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
        heads = _heads(tr("In the file"), tr("Customers"))
        st.html(
            f'<table class="report-accounts"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
        )
